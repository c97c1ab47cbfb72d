// The header that the core writes, the plugin's records, and an end that tells the truth.
#include "collect/gather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "collect/redact.hpp"
#include "collect/run_faults.hpp"
#include "text/utf8.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::string_view kCutOff = R"({"record":"end","complete":false})";

std::string header_of(const CollectRequest& request, const std::string& collected_at) {
  const json::object header{{"record", "inventory"},
                            {"schema", 1},
                            {"target", as_utf8(request.target.name)},
                            {"uri", as_utf8(without_password(request.target.uri))},
                            {"collected_at", collected_at},
                            {"plugin", {{"name", request.plugin_name}, {"version", request.plugin_version}}}};
  return json::serialize(header) + "\n";
}

Inventory without_records(const CollectRequest& request, const std::string& collected_at) {
  Inventory inventory;
  inventory.target = request.target.name;
  inventory.uri = without_password(request.target.uri);
  inventory.collected_at = collected_at;
  inventory.plugin_name = request.plugin_name;
  inventory.plugin_version = request.plugin_version;
  return inventory;
}

std::vector<Complaint> rejections(const PluginRun& run, const std::string& file) {
  std::vector<Complaint> complaints;
  for (const std::string& why : run.rejected) complaints.push_back({fmt::format("{}: {}", file, why), true});
  if (run.rejected_count > run.rejected.size()) {
    complaints.push_back(
        {fmt::format("{}: {} more records like these", file, run.rejected_count - run.rejected.size()), true});
  }
  return complaints;
}

// A saved inventory carries no complaints: a record that was lost must be seen in it all the same.
void tell_lost_records(CollectedTarget& collected, const CollectRequest& request) {
  const auto lost = std::ranges::count_if(collected.complaints, &Complaint::lost_record);
  if (lost == 0) return;
  const auto& first = *std::ranges::find_if(collected.complaints, &Complaint::lost_record);
  collected.inventory.errors.push_back({"target", "", "lost-records",
                                        fmt::format("plugin `{}` {} wrote what is no valid record: {}",
                                                    request.plugin_name, request.plugin_version, first.text),
                                        fmt::format("report it to the plugin's vendor, `{}`", request.plugin_vendor)});
  collected.inventory.complete = false;
}

void redact_all(CollectedTarget& collected, const std::vector<std::string>& secrets) {
  redact(collected.inventory, secrets);
  for (Complaint& complaint : collected.complaints) complaint.text = redacted(std::move(complaint.text), secrets);
}

}  // namespace

CollectedTarget gather(const CollectRequest& request, const CollectOptions& options, PluginRun run) {
  CollectedTarget collected;
  collected.target = request.target;
  const auto secrets = secrets_of(request.target, run.secrets);
  run.diagnostics = redacted(std::move(run.diagnostics), secrets);
  auto faults = faults_of(run, request, options);
  const std::string file = fmt::format("target `{}`", request.target.name);
  const std::string at = run.collected_at.empty() ? now_utc() : run.collected_at;
  const bool whole = faults.empty() && !run.end.empty();
  const std::string end = whole ? run.end : std::string(kCutOff);
  ReadInventories read = read_inventories(file, header_of(request, at) + run.records + end + "\n");
  collected.inventory = read.inventories.empty() ? without_records(request, at) : std::move(read.inventories.front());
  if (!faults.empty() || read.inventories.empty()) collected.inventory.complete = false;
  collected.complaints = rejections(run, file);
  std::ranges::move(read.complaints, std::back_inserter(collected.complaints));
  std::ranges::move(faults, std::back_inserter(collected.inventory.errors));
  tell_lost_records(collected, request);
  collected.sampled =
      run.sampled && faults.empty() && std::ranges::none_of(collected.complaints, &Complaint::lost_record);
  collected.diagnostics = std::move(run.diagnostics);
  redact_all(collected, secrets);
  return collected;
}

}  // namespace hvcompat
