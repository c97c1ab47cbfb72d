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
  json::object header{{"record", "inventory"},
                      {"schema", 1},
                      {"target", as_utf8(request.target.name)},
                      {"uri", as_utf8(without_password(request.target.uri))},
                      {"plugin", {{"name", request.plugin_name}, {"version", request.plugin_version}}}};
  if (!request.plugin_sha256.empty()) header["plugin"].as_object()["sha256"] = request.plugin_sha256;
  if (!collected_at.empty()) header["collected_at"] = collected_at;
  return json::serialize(header);
}

void redact_all(CollectedTarget& collected, const std::vector<std::string>& secrets) {
  if (secrets.empty()) return;
  redact(collected.inventory, secrets);
  collected.guests.change([&](std::string_view line) { return may_hold(line, secrets); },
                          [&](Inventory& guests) { redact(guests, secrets); });
  for (Complaint& complaint : collected.complaints) complaint.text = redacted(std::move(complaint.text), secrets);
}

}  // namespace

Inventory CollectedTarget::whole() const {
  Inventory all = inventory;
  all.guests = guests.records();
  return all;
}

Gathering::Gathering(const CollectRequest& request, std::string collected_at)
    : request_(request),
      collected_at_(std::move(collected_at)),
      called_(fmt::format("target `{}`", request.target.name)),
      reader_(called_, &guests_) {
  take(header_of(request, collected_at_));
}

void Gathering::take(std::string_view line) {
  ++lines_;
  Lines here(line);
  const auto found = here.next();
  if (found) reader_.take({lines_, found->text, found->capacity});
}

Inventory Gathering::without_records() const {
  Inventory inventory;
  inventory.target = request_.target.name;
  inventory.uri = without_password(request_.target.uri);
  inventory.collected_at = collected_at_;
  inventory.plugin_name = request_.plugin_name;
  inventory.plugin_version = request_.plugin_version;
  inventory.plugin_sha256 = request_.plugin_sha256;
  return inventory;
}

std::vector<Complaint> Gathering::rejections(const PluginRun& run) const {
  std::vector<Complaint> complaints;
  for (const std::string& why : run.rejected) complaints.push_back({fmt::format("{}: {}", called_, why), true});
  if (run.rejected_count > run.rejected.size()) {
    complaints.push_back(
        {fmt::format("{}: {} more records like these", called_, run.rejected_count - run.rejected.size()), true});
  }
  return complaints;
}

// A saved inventory carries no complaints: a record that was lost must be seen in it all the same.
void Gathering::tell_lost_records(CollectedTarget& collected) const {
  const auto lost = std::ranges::count_if(collected.complaints, &Complaint::lost_record);
  if (lost == 0) return;
  const auto& first = *std::ranges::find_if(collected.complaints, &Complaint::lost_record);
  collected.inventory.errors.push_back({"target", "", "lost-records",
                                        fmt::format("plugin `{}` {} wrote what is no valid record: {}",
                                                    request_.plugin_name, request_.plugin_version, first.text),
                                        fmt::format("report it to the plugin's vendor, `{}`", request_.plugin_vendor)});
  collected.inventory.complete = false;
}

CollectedTarget Gathering::finish(const CollectOptions& options, PluginRun run) {
  CollectedTarget collected;
  collected.target = request_.target;
  const auto secrets = secrets_of(request_.target, run.secrets);
  run.diagnostics = redacted(std::move(run.diagnostics), secrets);
  auto faults = faults_of(run, request_, options);
  const bool whole = faults.empty() && !run.end.empty();
  take(whole ? std::string_view(run.end) : kCutOff);
  ReadInventories read = reader_.finish();
  collected.inventory = read.inventories.empty() ? without_records() : std::move(read.inventories.front());
  collected.guests = std::move(guests_);
  if (collected_at_.empty()) collected.inventory.collected_at = now_utc();
  if (!faults.empty() || read.inventories.empty()) collected.inventory.complete = false;
  collected.complaints = rejections(run);
  std::ranges::move(read.complaints, std::back_inserter(collected.complaints));
  std::ranges::move(faults, std::back_inserter(collected.inventory.errors));
  tell_lost_records(collected);
  collected.sampled =
      run.sampled && faults.empty() && std::ranges::none_of(collected.complaints, &Complaint::lost_record);
  collected.diagnostics = std::move(run.diagnostics);
  redact_all(collected, secrets);
  return collected;
}

}  // namespace hvcompat
