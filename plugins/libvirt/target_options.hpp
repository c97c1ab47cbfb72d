// The target as the host describes it: URI and options.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace hvlibvirt {

struct TargetOptions {
  std::string name;
  std::string uri;
  std::string driver;     // "qemu" of qemu+ssh://host/system
  std::string transport;  // "ssh", may be empty
  std::string server;     // empty: the driver runs on this machine
  std::string path;       // "/system"

  bool agent = false;  // ask guest agents and domain capabilities over a second, read-write connection
  std::chrono::seconds agent_timeout{5};
  std::string username;
  std::string host_name;

  // The hypervisor runs on the machine that the plugin runs on, so its /etc/os-release is the host's.
  bool is_local() const;
};

// Throws hvc::Failure (bad-target) that names what is wrong.
TargetOptions parse_target(std::string_view target_json);

}  // namespace hvlibvirt
