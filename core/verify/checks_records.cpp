// Level 2: each record for itself, and all of them together.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "verify/record_faults.hpp"

namespace hvcompat {

namespace {

constexpr std::array<std::string_view, 3> kCounted{"cluster", "host", "guest"};

bool is_counted(std::string_view kind) { return std::ranges::find(kCounted, kind) != kCounted.end(); }

Finding completes(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    for (const EmittedRecord& record : trace.records)
      if (record.answer == HVC_STOP) return failed("it told more than its output may have");
    for (const ToldFailure& failure : trace.failures)
      return failed(fmt::format("it failed: {}: {}{}", failure.code, failure.text,
                                failure.remedy.empty() ? "" : fmt::format(" ({})", failure.remedy)));
    const int value = trace.returned.empty() ? HVC_FAILED : trace.returned.front().value;
    if (value != HVC_OK) return failed(fmt::format("collect returned {} without a word of `fail`", value));
    const auto records = records_of(trace);
    if (std::ranges::count(records, "end", &ToldRecord::kind) == 0) return failed("it told no `end` record");
    return passed(fmt::format("{} records", records.size()));
  });
}

// What comes after `end` is judged by `order`.
bool is_after_end(const EmittedRecord& record) { return record.why.find("comes after `end`") != std::string::npos; }

// `number`: of the record, from 1. `newer`: the plugin was built for a later minor ABI than ours, whose records may
// have members that came after this program.
std::string fault_of(const EmittedRecord& emitted, std::size_t number, bool newer) {
  if (!emitted.utf8 || is_after_end(emitted)) return {};
  if (!emitted.why.empty()) return emitted.why;
  const auto record = record_in(emitted);
  const std::string missing = record ? members_missing(*record) : std::string();
  if (!missing.empty()) return fmt::format("{}: {}", record->called(), missing);
  const std::string lost = why_lost(emitted.text);
  if (!lost.empty()) return fmt::format("record {}: {}", number, lost);
  const std::string unlisted = record && !newer ? unlisted_member(*record) : std::string();
  return unlisted.empty() ? unlisted : fmt::format("{}: {}", record->called(), unlisted);
}

Finding records(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    const bool newer = trace.loaded && trace.loaded->abi_minor > HVC_ABI_MINOR;
    std::size_t number = 0;
    for (const EmittedRecord& emitted : trace.records) {
      const std::string fault = fault_of(emitted, ++number, newer);
      if (!fault.empty()) faults.add(fault);
    }
    return faults.finding();
  });
}

Finding utf8(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    for (const EmittedRecord& record : trace.records)
      if (!record.utf8) faults.add(fmt::format("record: {}", record.text.substr(0, 80)));
    for (const ToldText& log : trace.logs)
      if (!log.utf8) faults.add(fmt::format("log: {}", log.text.substr(0, 80)));
    return faults.finding();
  });
}

Finding ids(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    std::set<std::pair<std::string, std::string>> seen;
    for (const ToldRecord& record : records_of(trace))
      if (is_counted(record.kind) && !seen.insert({record.kind, record.id}).second)
        faults.add(fmt::format("{} is told twice", record.called()));
    return faults.finding();
  });
}

Finding references(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    std::set<std::pair<std::string, std::string>> there;
    const auto told = records_of(trace);
    for (const ToldRecord& record : told)
      if (is_counted(record.kind) || record.kind == "error")
        there.insert({record.kind == "error" ? record.text("scope") : record.kind, record.id});
    for (const ToldRecord& record : told) {
      const std::string_view parent = record.kind == "guest" ? "host" : record.kind == "host" ? "cluster" : "";
      const std::string named = parent.empty() ? std::string() : record.text(parent);
      if (!named.empty() && !there.contains({std::string(parent), named}))
        faults.add(fmt::format("{} names {} `{}`, which is not told", record.called(), parent, named));
    }
    return faults.finding();
  });
}

Finding order(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    for (const EmittedRecord& record : trace.records)
      if (is_after_end(record)) faults.add(record.why);
    return faults.finding();
  });
}

Finding end_counts(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    std::map<std::string, std::int64_t> here{{"clusters", 0}, {"hosts", 0}, {"guests", 0}, {"errors", 0}};
    for (const ToldRecord& record : records_of(trace)) {
      if (record.kind != "end") {
        ++here[record.kind + "s"];
        continue;
      }
      for (const auto& [key, count] : here) {
        const boost::json::value* told = record.members.if_contains(key);
        if (!told || !told->is_int64()) {
          faults.add(fmt::format("`{}` is missing or no number", key));
        } else if (told->get_int64() != count) {
          faults.add(fmt::format("it counts {} {}, and {} were told", told->get_int64(), key, count));
        }
      }
    }
    return faults.finding();
  });
}

}  // namespace

std::vector<Check> record_checks() {
  return {
      {"completes", 2, "abi", "it reads its target to the end",
       "a plugin that fails, crashes or hangs on a target that is well tells nothing that can be relied on",
       "return HVC_OK after the `end` record; where it fails on this target, see what it says", completes},
      {"records", 2, "completes", "every record is one, with the members of its kind and no others",
       "a record that is none is lost, and with it a guest that nobody judges; a misspelt member is read by nobody",
       "emit JSON objects as sdk/README.md lists them; the C++ wrapper builds them", records},
      {"utf8", 2, "completes", "all that it tells is UTF-8", "a name in another encoding loses its whole record",
       "convert names to UTF-8, and put U+FFFD where that cannot be done", utf8},
      {"ids", 2, "records", "ids are unique by kind", "the second record with the same id is lost",
       "take UUIDs or the API's own references as ids", ids},
      {"references", 2, "records", "a guest names a host that is told, a host a cluster",
       "a guest without its host keeps all of the host's facts unknown",
       "tell the host too, or an `error` record that says why it cannot be read", references},
      {"order", 2, "completes", "nothing comes after `end`", "what comes after the end is not taken",
       "emit `end` once, as the last record", order},
      {"end-counts", 2, "ids", "`end` counts what was told",
       "by these counts the program knows that nothing was lost on the way",
       "count the records that emit took, by kind", end_counts},
  };
}

}  // namespace hvcompat
