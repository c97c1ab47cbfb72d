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

std::optional<ToldRecord> record_in(const EmittedRecord& emitted) {
  if (!emitted.why.empty()) return std::nullopt;
  boost::system::error_code failed;
  json::value value = json::parse(emitted.text, failed);
  if (failed || !value.is_object()) return std::nullopt;
  ToldRecord record;
  record.members = std::move(value.get_object());
  record.kind = record.text("record");
  record.id = record.text("id");
  return record;
}

std::vector<ToldRecord> records_of(const Trace& trace, int call) {
  std::vector<ToldRecord> records;
  for (const EmittedRecord& emitted : trace.records) {
    if (emitted.call != call) continue;
    if (auto record = record_in(emitted)) records.push_back(std::move(*record));
  }
  return records;
}

std::string words_of(const Complaint& complaint) {
  const std::size_t end = complaint.text.find(": ");
  return complaint.text.substr(end == std::string::npos ? 0 : end + 2);
}

Finding on_target(const Kit& kit, const std::function<Finding(const Trace& trace)>& judge) {
  if (!kit.target()) return skipped(kit.no_target());
  const ProbeRun probe = kit.probe(*kit.target());
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  return judge(probe.trace);
}

}  // namespace hvcompat
