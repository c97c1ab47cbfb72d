// The exit code of a run (contract): several things may have happened, the most serious one is told.
#pragma once

#include <set>
#include <string>

#include "verdict/report_data.hpp"

namespace hvcompat {

enum class ExitCode { ok = 0, found = 1, usage = 2, undecided = 3, incomplete = 4, bug = 5 };

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
