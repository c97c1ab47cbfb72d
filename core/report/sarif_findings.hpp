// What SARIF calls results: the findings of one guest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

enum class FindingLevel { none, note, warning, error };
std::string_view name_of(FindingLevel level);

// `level` none: open, not decided.
struct SarifFinding {
  std::string policy;
  std::string rule;  // or boundary; "undecided" where several rules may decide
  FindingLevel level = FindingLevel::none;
  std::string message;
  const AppliedWaiver* waiver = nullptr;
};

// "kb897615/a5"
std::string rule_id(std::string_view policy, std::string_view rule);

inline constexpr std::string_view kOpenRule = "undecided";
// Of no policy: an outcome that no rule or boundary tells.
inline constexpr std::string_view kOwnPolicy = "hvcompat";
inline constexpr std::string_view kVerdictRule = "verdict";

// At least one for every guest that is neither pass nor not-applicable, none better than its outcome.
std::vector<SarifFinding> findings_of(const GuestReport& guest);

}  // namespace hvcompat
