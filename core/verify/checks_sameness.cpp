// Level 3: the same target gives the same answer: again, in another process, elsewhere, and side by side.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <map>
#include <set>

#include "verify/told_records.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kSideBySide = 4;

using Ids = std::map<std::pair<std::string, std::string>, std::set<std::string>>;  // by kind and name

Ids ids_of(const Trace& trace, int call) {
  Ids ids;
  for (const ToldRecord& record : records_of(trace, call))
    if (record.kind != "end" && record.kind != "error") ids[{record.kind, record.text("name")}].insert(record.id);
  return ids;
}

// Guests come and go on a live target: only who is there both times is compared, and who has a name of its own.
void compare_ids(const Ids& first, const Ids& second, Faults& faults) {
  std::size_t common = 0;
  for (const auto& [called, ids] : first) {
    const auto again = second.find(called);
    if (again == second.end()) continue;
    ++common;
    if (ids.size() == 1 && again->second.size() == 1 && ids != again->second)
      faults.add(fmt::format("{} `{}` was `{}`, then `{}`", called.first, called.second, *ids.begin(),
                             *again->second.begin()));
  }
  if (common == 0 && !first.empty()) faults.add("nothing of the first time was there the second time");
}

// What was told, by place: values, parents, reasons, and how the call failed.
std::map<std::string, std::string> statements_of(const Trace& trace) {
  std::map<std::string, std::string> told;
  for (const ToldRecord& record : records_of(trace)) {
    if (record.kind == "end") continue;
    for (const auto& member : record.members) {
      if (!member.value().is_object()) {
        told[fmt::format("{}: {}", record.called(), std::string_view(member.key()))] = serialize(member.value());
        continue;
      }
      for (const auto& entry : member.value().get_object())
        told[fmt::format("{}: {} `{}`", record.called(), std::string_view(member.key()),
                         std::string_view(entry.key()))] = serialize(entry.value());
    }
  }
  for (const ToldFailure& failure : trace.failures) told["fail"] = failure.code + ": " + failure.text;
  return told;
}

// Both ran to their end, or the words of what kept one of them from it.
std::optional<std::string> mishap_among(const std::vector<ProbeRun>& probes) {
  for (const ProbeRun& probe : probes)
    if (auto mishap = mishap_of(probe)) return mishap;
  return std::nullopt;
}

Finding repeat(const Kit& kit) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  ProbeConditions conditions;
  conditions.calls = 2;
  conditions.canary = kit.canary();
  const ProbeRun probe = kit.probe(scene->target, conditions);
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  const auto& returned = probe.trace.returned;
  if (returned.size() != 2 || returned[0].value != returned[1].value)
    return failed("the second call of collect came to another result than the first");
  Faults faults;
  compare_ids(ids_of(probe.trace, 1), ids_of(probe.trace, 2), faults);
  return faults.finding();
}

Finding stable_ids(const Kit& kit) {
  if (!kit.target()) return skipped(kit.no_target());
  std::vector<ProbeRun> probes;
  for (int i = 0; i < 2; ++i) probes.push_back(kit.probe(*kit.target()));
  if (const auto mishap = mishap_among(probes)) return failed(*mishap);
  Faults faults;
  compare_ids(ids_of(probes[0].trace, 1), ids_of(probes[1].trace, 1), faults);
  return faults.finding();
}

// A locale and a time zone unlike those that plugins get; the zone is spelled out, so that it needs no files.
ProbeConditions elsewhere(const Kit& kit) {
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  conditions.environment = {{"LANG", "tr_TR.ISO-8859-9"},
                            {"LC_ALL", "tr_TR.ISO-8859-9"},
                            {"LANGUAGE", "tr:de"},
                            {"TZ", "XXX-13:45"},
                            {"COLUMNS", "40"},
                            {"TERM", "dumb"}};
  return conditions;
}

// Values that differ between two runs at home, too, are the target's and not the environment's.
Finding environment(const Kit& kit) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  ProbeConditions at_home;
  at_home.canary = kit.canary();
  std::vector<ProbeRun> probes;
  for (const ProbeConditions& conditions : {at_home, elsewhere(kit), at_home})
    probes.push_back(kit.probe(scene->target, conditions));
  if (const auto mishap = mishap_among(probes)) return failed(*mishap);
  const auto first = statements_of(probes[0].trace);
  const auto abroad = statements_of(probes[1].trace);
  const auto last = statements_of(probes[2].trace);
  Faults faults;
  for (const auto& [place, value] : first) {
    const auto there = abroad.find(place);
    const auto again = last.find(place);
    if (again == last.end() || again->second != value || there == abroad.end() || there->second == value) continue;
    faults.add(fmt::format("{} was {}, under another LANG and TZ {}", place, value, there->second));
  }
  return faults.finding();
}

Finding parallel(const Kit& kit) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  const auto probes = run_probes(std::vector<ProbeTask>(kSideBySide, kit.task(scene->target, conditions)));
  if (const auto mishap = mishap_among(probes)) return failed(fmt::format("side by side: {}", *mishap));
  Faults faults;
  for (const ProbeRun& probe : probes) {
    const int value = probe.trace.returned.front().value;
    const bool as_due = scene->can_be_read ? value == HVC_OK : value == probes[0].trace.returned.front().value;
    if (as_due) continue;
    const auto& failures = probe.trace.failures;
    faults.add(failures.empty() ? "one of them failed" : fmt::format("one of them failed: {}", failures[0].text));
  }
  return faults.finding();
}

}  // namespace

std::vector<Check> sameness_checks() {
  return {
      {"repeat", 3, "completes", "a second call in the same process gives the same",
       "debuggers call it in process, where several targets follow each other",
       "keep no state between two calls of collect", repeat},
      {"stable-ids", 3, "ids", "ids stay the same from run to run", "`diff` and waivers find a guest again by its id",
       "take UUIDs or the API's own references, not positions, addresses or random numbers", stable_ids},
      {"environment", 3, "completes", "neither locale nor time zone change what it tells",
       "an inventory has to say the same wherever it was collected",
       "format numbers and times without the locale, in UTC", environment},
      {"parallel", 3, "completes", "four of it at a time do not disturb each other",
       "a fleet is read by many processes of one plugin at the same time",
       "use no fixed file names, ports or locks; let each process have its own session", parallel},
  };
}

}  // namespace hvcompat
