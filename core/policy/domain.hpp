// Cuts the domain of every fact that conditions read into the finite cells that their constants tell apart.
//
// A scalar fact is one variable: its cells are enumeration values, named texts and "any other", or the intervals
// between the constants. A list fact is several variables of two cells (no, yes): one for each constant that a
// condition names, and one for "any other member".
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "policy/condition.hpp"
#include "text/words.hpp"

namespace hvcompat {

// A set of cells of one variable.
class CellSet {
 public:
  explicit CellSet(std::size_t cells = 0, bool full = false);
  void add(std::size_t cell);
  bool has(std::size_t cell) const { return words_[cell / 64] >> (cell % 64) & 1u; }
  std::size_t count() const;
  std::size_t size() const { return size_; }

 private:
  std::size_t size_;
  boost::container::small_vector<std::uint64_t, 1> words_;
};

// The place of a constant on the scale of an ordered fact: just before it, or just after it.
struct Bound {
  std::variant<std::int64_t, double, Version, std::string> key;
  bool after = false;
  friend std::partial_ordering operator<=>(const Bound& a, const Bound& b) = default;
  friend bool operator==(const Bound& a, const Bound& b) = default;
};

struct FactDomain {
  std::string fact;
  FactType type = FactType::text;
  int first_variable = 0;
  std::vector<std::string> names;  // slug, text, enumeration: a cell each; list: a variable each
  bool open = true;                // there may be values besides `names`: one more cell, or variable
  std::vector<Bound> bounds;       // ordered types: cell i lies between bounds i-1 and i

  std::size_t variables() const { return type == FactType::list ? names.size() + (open ? 1u : 0u) : 1u; }
  std::size_t cells() const;  // of each of its variables
};

class Domain {
 public:
  // Facts become variables in the order of first use.
  void add(const FactTest& test);
  void seal();  // after the last add

  std::size_t variables() const { return owner_.size(); }
  std::size_t cells(int variable) const { return domain_of(variable).cells(); }
  const FactDomain& domain_of(int variable) const { return facts_[owner_[static_cast<std::size_t>(variable)]]; }
  const FactDomain* find(std::string_view fact) const;
  const std::vector<FactDomain>& facts() const { return facts_; }

  // The cells of a scalar fact for which a test holds.
  static CellSet holding(const FactDomain& domain, const FactTest& test);

  // What every variable may be, given what is known: one cell where known, all that are left open where not.
  // A value of another type than the fact's (vendors' facts) leaves everything open.
  std::vector<CellSet> allowed(const Facts& facts) const;

 private:
  std::vector<FactDomain> facts_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::vector<std::size_t> owner_;  // variable → index in facts_
};

}  // namespace hvcompat
