// Facts as values: what is known of one host, cluster, guest or customer, from where, and what is not known and why.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inventory/vocabulary.hpp"
#include "text/error.hpp"

namespace hvcompat {

// Lists are sets: sorted, without doubles. Dates, times, versions, slugs and enumeration values are texts.
using TextList = std::vector<std::string>;
using Value = std::variant<bool, std::int64_t, double, std::string, TextList>;

// As in a report: true, 4096, "windows", ["a","b"].
std::string to_json_text(const Value& value);
// The same at the end of `to`.
void append_json_text(std::string& to, const Value& value);
void append_json_string(std::string& to, std::string_view text);
// As for a reader: yes, 4096, windows, a, b.
std::string to_words(const Value& value);

// Why a fact is not known. `reason`: not-permitted, agent-off, not-exposed, timeout, error, not-asked.
struct Unknown {
  std::string reason = "not-asked";
  std::string detail;
  std::string remedy;
};

struct Fact {
  std::optional<Value> value;  // known, where it is there
  std::string evidence;        // call and place that told it
  Unknown unknown;             // where it is not known

  // What an unknown fact may still be; empty: anything. A lower bound for numbers.
  std::vector<Value> candidates;
  std::optional<std::int64_t> at_least;

  // Derived facts: the facts it was computed from; where unknown, the ones that would decide it.
  std::vector<std::string> from;

  bool known() const { return value.has_value(); }
  static Fact of(Value value, std::string evidence);
  static Fact missing(std::string reason, std::string detail = {}, std::string remedy = {});
};

class Facts {
 public:
  const Fact* find(std::string_view name) const;
  void set(std::string name, Fact fact);
  void erase(std::string_view name);
  bool empty() const { return facts_.empty(); }
  auto begin() const { return facts_.begin(); }  // pairs of name and fact, by name
  auto end() const { return facts_.end(); }

  // The value where the fact is known and of that type.
  template <class T>
  const T* get(std::string_view name) const {
    const Fact* fact = find(name);
    return fact && fact->value ? std::get_if<T>(&*fact->value) : nullptr;
  }
  const std::string* text(std::string_view name) const { return get<std::string>(name); }
  const std::int64_t* integer(std::string_view name) const { return get<std::int64_t>(name); }
  const bool* boolean(std::string_view name) const { return get<bool>(name); }
  const TextList* list(std::string_view name) const { return get<TextList>(name); }

 private:
  std::map<std::string, Fact, std::less<>> facts_;
};

// Brings a value into the form that the fact's type asks for (integers to numbers, lists sorted), or says in words what
// is wrong with it: "`fast` is not one of running, off, suspended, paused".
boost::system::result<Value, std::string> check_value(const FactSpec& spec, Value value);

}  // namespace hvcompat
