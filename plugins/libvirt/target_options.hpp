// The target as the host describes it: URI and options.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace hvlibvirt {

// Fewer than the workers that libvirt's daemons start with: what else asks them is not held up.
constexpr int kMostConnections = 4;

struct TargetOptions {
  std::string name;
  std::string uri;
  std::string driver;     // "qemu" of qemu+ssh://host/system
  std::string transport;  // "ssh", may be empty
  std::string server;     // empty: the driver runs on this machine
  std::string path;       // "/system"
  std::string socket;     // of ?socket=, percent-decoded

  bool agent = false;  // ask guest agents and domain capabilities over a second, read-write connection
  std::chrono::seconds agent_timeout{8};
  int connections = kMostConnections;  // at most so many ask for guests at once
  std::string username;
  std::string host_name;
};

// Throws hvc::Failure (bad-target) that names what is wrong.
TargetOptions parse_target(std::string_view target_json);

}  // namespace hvlibvirt
