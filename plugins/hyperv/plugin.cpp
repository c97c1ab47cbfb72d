// The plugin: signs in, reads the classes of one host, makes records of them.

#include <chrono>
#include <hvcompat/plugin.hpp>
#include <optional>
#include <thread>

#include "host_instances.hpp"
#include "hvcompat_manifest.h"
#include "shared/http_client.hpp"
#include "signing_in.hpp"
#include "target_options.hpp"
#include "wsman_client.hpp"
#include "wsman_host.hpp"

namespace hvhyperv {
namespace {

WsmanWire wire_over(hvshared::HttpClient& http, const SigningIn& signing_in, const hvc::Session& session) {
  WsmanWire wire;
  wire.exchange = [&http](const std::string& envelope) {
    return http.post({"Content-Type: application/soap+xml;charset=UTF-8"}, envelope);
  };
  wire.refused = [&signing_in](const hvshared::HttpAnswer& answer) { return signing_in.refused(answer.challenges); };
  wire.hurry = [&http](std::chrono::milliseconds most) { http.hurry(most); };
  wire.pause = [&session](std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
    session.stop_if_cancelled();
  };
  return wire;
}

void log_identity(const hvc::Session& session, const TargetOptions& target, const Identity& identity) {
  session.log(HVC_LOG_INFO, target.address + ": " + identity.vendor + ", " + identity.version);
}

void emit_records(hvc::Session& session, const HostReading& host, const HostRecords& records) {
  for (const hvc::Record& cluster : records.clusters) session.emit(cluster);
  session.emit(records.host);
  for (const hvc::Fault& fault : host.faults) session.error(fault);  // first: a check may want a few guests only
  std::uint64_t done = 0;
  for (const hvc::Record& guest : records.guests) {
    session.emit(guest);
    session.progress(++done, records.guests.size());
  }
  for (const hvc::Fault& fault : records.faults) session.error(fault);
}

void collect(hvc::Session& session, std::string_view target_json) {
  TargetOptions target = parse_target(target_json);
  const SigningIn signing_in(target, session.secret("password"));
  signing_in.apply_to(target.http);
  target.http.proxy_password = session.secret("proxy_password").value_or("");
  hvshared::HttpClient http(target.http, [&session] { return session.cancelled(); });
  WsmanClient client(target.address, target.limits, wire_over(http, signing_in, session));
  log_identity(session, target, client.identify());

  const ReadClass read = [&client](const ClassQuery& query, bool& silent) {
    ClassReading reading = client.read(query);
    silent = client.was_silent();
    return reading;
  };
  session.progress(0, 0);
  const HostReading host = read_classes(class_queries(), read, [&session] { session.stop_if_cancelled(); });
  session.log(HVC_LOG_DEBUG, std::to_string(http.requests()) + " requests");
  emit_records(session, host, read_records(host.instances, target.name));
  if (host.given_up) throw *host.given_up;
}

}  // namespace
}  // namespace hvhyperv

HVC_DEFINE_PLUGIN(HVC_MANIFEST, hvhyperv::collect)
