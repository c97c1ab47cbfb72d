// Telling a guest that is gone from one that was not looked at.
#include "diff/absence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"
#include "verdict/select.hpp"

namespace hvcompat {
namespace {

Absence not_compared(const ReportToCompare& here, std::string why) {
  return {ChangeKind::not_compared, {CauseKind::selection, here.name, "", std::move(why), "", "", {}, true}};
}

Absence not_seen(const ReportToCompare& here, std::string why) {
  return {ChangeKind::not_seen, {CauseKind::incomplete, here.name, "", std::move(why), "", "", {}, true}};
}

bool any_matches(const std::vector<std::string>& globs, const GuestReport& guest) {
  return std::ranges::any_of(globs, [&](const std::string& glob) { return glob_names(glob, guest); });
}

std::optional<std::string> left_out(const Selection& selection, const GuestReport& guest) {
  if (!selection.guest.empty() && !any_matches(selection.guest, guest))
    return "left out by --guest " + join(selection.guest, ", ");
  if (any_matches(selection.exclude, guest)) return "left out by --exclude " + join(selection.exclude, ", ");
  return std::nullopt;
}

const TargetReport* target_named(const Report& report, const std::string& name) {
  const auto found = std::ranges::find(report.targets, name, &TargetReport::name);
  return found == report.targets.end() ? nullptr : &*found;
}

std::optional<std::string> unread(const TargetReport& target, const GuestReport& guest) {
  if (!target.complete) return fmt::format("target `{}` was not read whole", target.name);
  for (const CollectionError& error : target.errors) {
    if (error.scope == "guest" && error.id == guest.id) return "it could not be read: " + error.text;
    // Which guests a host had that could not be read is not known.
    if (error.scope == "host")
      return fmt::format("host `{}` of its target could not be read: {}", error.id, error.text);
  }
  return std::nullopt;
}

// Incomplete although no target is: records or lines were lost, and nobody knows which.
bool lost_something(const Report& report) {
  return report.incomplete && std::ranges::all_of(report.targets, &TargetReport::complete);
}

// Targets by URI that the other report does not know by name; a URI that stands there twice is left out.
std::map<std::string, std::string> lone_targets(const Report& report, const Report& other) {
  std::map<std::string, std::string> names;
  std::map<std::string, std::size_t> count;
  for (const TargetReport& target : report.targets) {
    if (target.uri.empty() || target_named(other, target.name)) continue;
    names[target.uri] = target.name;
    ++count[target.uri];
  }
  std::erase_if(names, [&](const auto& entry) { return count[entry.first] > 1; });
  return names;
}

}  // namespace

std::map<std::string, std::string> renamed_targets(const Report& before, const Report& after) {
  const auto old = lone_targets(before, after);
  std::map<std::string, std::string> renamed;
  for (const auto& [uri, name] : lone_targets(after, before)) {
    const auto found = old.find(uri);
    if (found != old.end()) renamed[name] = found->second;
  }
  return renamed;
}

std::optional<Absence> absence_in(const ReportToCompare& here, const GuestReport& guest,
                                  const std::string& target_name) {
  const Report& report = here.report;
  if (const auto why = left_out(report.selection, guest)) return not_compared(here, *why);
  const TargetReport* target = target_named(report, target_name);
  if (!target) return not_compared(here, fmt::format("target `{}` is not in it", target_name));
  if (const auto why = unread(*target, guest)) return not_seen(here, *why);
  if (report.summary.guests == 0 && report.incomplete) return not_seen(here, "nothing was evaluated there");
  if (lost_something(report)) return not_seen(here, "records were lost, and it may be one of them");
  if (!report.selection.tag.empty() && target->filtered > 0)
    return not_compared(here,
                        fmt::format("limited to --tag {}, which it may not have", join(report.selection.tag, ", ")));
  if (report.summary.not_listed > 0) return not_compared(here, "not every guest is listed (--only)");
  return std::nullopt;
}

}  // namespace hvcompat
