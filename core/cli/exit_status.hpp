// The exit code of a run (contract): several things may have happened, the most serious one is told.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>

#include "verdict/report_data.hpp"

namespace hvcompat {

enum class ExitCode { ok = 0, found = 1, usage = 2, undecided = 3, incomplete = 4, bug = 5 };

// As --help and the manual tell it.
struct ExitMeaning {
  ExitCode code;
  std::string_view when;
};
inline constexpr std::array kExitMeanings = {
    ExitMeaning{ExitCode::ok, "nothing to report"},
    ExitMeaning{
        ExitCode::found,
        "a guest has an outcome or a change named by --fail-on, a policy test differs, or a plugin fails a check"},
    ExitMeaning{ExitCode::usage, "wrong usage, bad file, output that cannot be written"},
    ExitMeaning{ExitCode::undecided, "undecided guests"},
    ExitMeaning{ExitCode::incomplete, "incomplete: a target failed, a record was lost, interrupted, nothing evaluated"},
    ExitMeaning{ExitCode::bug, "a bug in hvcompat"},
};

class ExitStatus {
 public:
  void note(ExitCode code);
  // Where several hold: 5, 2, 4, 1, 3.
  ExitCode code() const { return code_; }

 private:
  ExitCode code_ = ExitCode::ok;
};

// What a report earns. `fail_on` names the outcomes that count as found: fail, undecided, warn.
void note_report(ExitStatus& status, const Report& report, const std::set<std::string>& fail_on);

}  // namespace hvcompat
