// Exit codes and their order.
#include "cli/exit_status.hpp"

namespace hvcompat {
namespace {

int rank(ExitCode code) {
  switch (code) {
    case ExitCode::bug:
      return 5;
    case ExitCode::usage:
      return 4;
    case ExitCode::incomplete:
      return 3;
    case ExitCode::found:
      return 2;
    case ExitCode::undecided:
      return 1;
    case ExitCode::ok:
      break;
  }
  return 0;
}

}  // namespace

void ExitStatus::note(ExitCode code) {
  if (rank(code) > rank(code_)) code_ = code;
}

void note_report(ExitStatus& status, const Report& report, const std::set<std::string>& fail_on) {
  if (report.incomplete) status.note(ExitCode::incomplete);
  for (const NamedCount& outcome : report.summary.outcomes) {
    if (outcome.count == 0) continue;
    if (fail_on.contains(outcome.name)) status.note(ExitCode::found);
    if (outcome.name == name_of(Outcome::undecided)) status.note(ExitCode::undecided);
    if (outcome.name == name_of(Outcome::error)) status.note(ExitCode::incomplete);
  }
}

}  // namespace hvcompat
