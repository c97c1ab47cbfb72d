// Why a guest may stand in one report alone although it is there on both days.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "diff/difference.hpp"
#include "report/detail.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// A report to be compared, and how it came about.
struct ReportToCompare {
  const Report& report;
  std::string name;  // of its file
  Detail detail = Detail::full;
  bool judged_now = false;
};

// Target names of NEW -> those of OLD, for targets that were given another name: their URI is the same, and neither
// name stands in both reports.
std::map<std::string, std::string> renamed_targets(const Report& before, const Report& after);

struct Absence {
  ChangeKind kind = ChangeKind::not_seen;  // not_seen or not_compared
  Cause cause;
};

// Nothing where `guest`, which stands in the other report, is surely not there any more (or was not yet) on the day of
// this one: its target was read whole, and nothing was left out or lost. `target` is how this report calls the guest's
// target.
std::optional<Absence> absence_in(const ReportToCompare& here, const GuestReport& guest, const std::string& target);

}  // namespace hvcompat
