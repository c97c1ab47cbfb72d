// From lines to objects.
#include "verify/told_records.hpp"

#include <fmt/format.h>

namespace hvcompat {

namespace json = boost::json;

std::string ToldRecord::called() const { return id.empty() ? kind : fmt::format("{} `{}`", kind, id); }

const json::object* ToldRecord::object(std::string_view key) const {
  const json::value* found = members.if_contains(key);
  return found ? found->if_object() : nullptr;
}

std::string ToldRecord::text(std::string_view key) const {
  const json::value* found = members.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<ToldRecord> records_of(const Trace& trace, int call) {
  std::vector<ToldRecord> records;
  for (const EmittedRecord& emitted : trace.records) {
    if (emitted.call != call || !emitted.why.empty()) continue;
    boost::system::error_code failed;
    json::value value = json::parse(emitted.text, failed);
    if (failed || !value.is_object()) continue;
    ToldRecord record;
    record.members = std::move(value.get_object());
    record.kind = record.text("record");
    record.id = record.text("id");
    records.push_back(std::move(record));
  }
  return records;
}

Finding on_target(const Kit& kit, const std::function<Finding(const Trace& trace)>& judge) {
  if (!kit.target()) return skipped(kit.no_target());
  const ProbeRun probe = kit.probe(*kit.target());
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  return judge(probe.trace);
}

}  // namespace hvcompat
