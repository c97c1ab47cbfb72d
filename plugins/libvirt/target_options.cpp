// The target's options, and its URI in libvirt's terms.
#include "target_options.hpp"

#include "shared/target_request.hpp"

namespace hvlibvirt {

TargetOptions parse_target(std::string_view target_json) {
  const hvshared::TargetRequest request(target_json, "qemu:///system");
  request.refuse_unknown({"agent", "agent_timeout_s", "connections", "username", "host_name"});
  const hvshared::Uri& uri = request.uri();
  const std::size_t plus = uri.scheme.find('+');
  TargetOptions target;
  target.name = request.name();
  target.uri = uri.text;
  target.driver = uri.scheme.substr(0, plus);
  if (plus != std::string::npos) target.transport = uri.scheme.substr(plus + 1);
  target.server = uri.server;
  target.path = uri.path;
  target.socket = hvshared::query_value(uri.query, "socket");
  target.agent = request.flag("agent", target.agent);
  target.agent_timeout = request.seconds("agent_timeout_s", 8, 60);
  target.connections = request.integer("connections", target.connections, 1, kMostConnections);
  target.username = request.text("username");
  target.host_name = request.text("host_name");
  return target;
}

}  // namespace hvlibvirt
