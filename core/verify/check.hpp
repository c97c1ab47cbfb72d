// One check of the kit: what it is, why it matters, what to change, and the function that makes it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

class Kit;

enum class CheckState {
  passed,
  failed,
  skipped,  // does not apply to this plugin; the detail says why
  blocked   // what it builds on failed
};
std::string_view name_of(CheckState state);

struct Finding {
  CheckState state = CheckState::passed;
  std::string detail;  // what was seen; may be empty where it passed
};

Finding passed(std::string detail = {});
Finding failed(std::string detail);
Finding skipped(std::string why);

struct Check {
  std::string_view id;
  int level;                // 1 loads, 2 records, 3 behaviour, 4 hostile conditions
  std::string_view needs;   // the check without which this one says nothing; empty: none
  std::string_view title;   // as a fact about a good plugin
  std::string_view why;     // it matters
  std::string_view change;  // in a plugin that fails
  Finding (*run)(const Kit& kit);
};

inline constexpr int kLevels = 4;
std::string_view name_of_level(int level);

// In the order in which they are made; what a check needs comes before it.
std::span<const Check> all_checks();
const Check* find_check(std::string_view id);

// The groups, each in a file of its own.
std::vector<Check> loading_checks();
std::vector<Check> record_checks();
std::vector<Check> fact_checks();
std::vector<Check> telling_checks();
std::vector<Check> stopping_checks();
std::vector<Check> sameness_checks();
std::vector<Check> residue_checks();
std::vector<Check> host_checks();
std::vector<Check> peer_checks();
std::vector<Check> fuzz_checks();

// Several faults of one kind: the first few are told, the others counted.
class Faults {
 public:
  void add(std::string fault);
  Finding finding(std::string when_none = {}) const;

 private:
  std::vector<std::string> told_;
  std::size_t count_ = 0;
};

}  // namespace hvcompat
