// The plugin: signs in, reads hosts, clusters and datastores, then guests page by page.
#include <hvcompat/plugin.hpp>
#include <iterator>
#include <set>
#include <string_view>
#include <vector>

#include "guest_record.hpp"
#include "hidden_guests.hpp"
#include "hvcompat_manifest.h"
#include "shared/http_client.hpp"
#include "shared/target_request.hpp"

namespace hvvmware {
namespace {

constexpr const char* kExample = "vsphere://vcenter.example.org";
constexpr int kPort = 443;

Credentials credentials_of(const hvshared::TargetRequest& target, const hvc::Session& session) {
  Credentials credentials{target.text("username", target.uri().user), {}};
  auto password = session.secret("password");
  if (credentials.username.empty())
    throw hvc::Failure(HVC_FAIL_AUTH, "no user name is given for " + target.uri().host,
                       "write \"options\": {\"username\": \"…\"} or vsphere://user@host");
  if (!password)
    throw hvc::Failure(HVC_FAIL_AUTH, "no password is given for " + target.uri().host,
                       "write \"secret\": {\"env\": \"…\"}, {\"file\": …} or {\"command\": …} into the target");
  credentials.password = std::move(*password);
  return credentials;
}

hvshared::HttpOptions http_of(const hvshared::TargetRequest& target, const hvc::Session& session) {
  hvshared::HttpOptions http = hvshared::http_options(target);
  http.url = "https://" + hvshared::authority_of(target.uri(), kPort) + "/sdk";
  http.keep_cookies = true;
  http.proxy_password = session.secret("proxy_password").value_or("");
  return http;
}

void refuse_unknown_options(const hvshared::TargetRequest& target) {
  std::vector<std::string_view> known{"username", "page_size", "event_days"};
  known.insert(known.end(), std::begin(hvshared::kHttpOptionNames), std::end(hvshared::kHttpOptionNames));
  target.refuse_unknown(known);
}

void emit_surroundings(hvc::Session& session, const SurroundingsReading& reading) {
  for (const auto& [id, cluster] : reading.clusters) session.emit(cluster);
  for (const auto& [id, host] : reading.hosts) session.emit(host);
  for (const hvc::Fault& fault : reading.faults) session.error(fault);
}

void collect(hvc::Session& session, std::string_view target_json) {
  const hvshared::TargetRequest target(target_json, kExample);
  refuse_unknown_options(target);
  const EventBounds bounds{target.integer("event_days", 30, 0, 3650)};
  const int page_size = target.integer("page_size", 250, 1, 5000);
  VimSession vim(http_of(target, session), hvshared::authority_of(target.uri(), kPort), credentials_of(target, session),
                 [&] { return session.cancelled(); });
  session.log(HVC_LOG_INFO, vim.server() + ": " + vim.content().api_type + " " + vim.content().version + ", API " +
                                vim.content().api_version);
  PropertyCollector collector(vim, page_size);
  SurroundingsReading surroundings;
  PropertyPaths paths = surroundings_paths(vim.content());
  collector.retrieve_all(paths, [&](const ManagedObject& object) { surroundings.add(object, vim.content()); });
  emit_surroundings(session, surroundings);

  const Migrations migrations = Migrations::read(vim, collector, bounds);
  const GuestContext context{surroundings.around, migrations};
  std::set<std::string> read;
  paths = guest_paths(vim.content());
  collector.retrieve_all(paths, [&](const ManagedObject& object) {
    const GuestReading guest = read_guest(object, context);
    session.emit(guest.record);
    if (guest.fault) session.error(*guest.fault);
    read.insert(object.ref().value);
    session.progress(read.size(), 0);
  });
  for (const hvc::Fault& fault : hidden_guests(surroundings.guests, read, collector)) session.error(fault);
  session.log(HVC_LOG_DEBUG, vim.server() + ": " + std::to_string(vim.round_trips()) + " round trips");
}

}  // namespace
}  // namespace hvvmware

HVC_DEFINE_PLUGIN(HVC_MANIFEST, hvvmware::collect)
