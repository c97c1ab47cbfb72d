// What this machine tells of itself, where it is the hypervisor's host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "target_options.hpp"

namespace hvlibvirt {

// The hypervisor behind the target runs on this machine: no server in the URI, and the socket, where one is named, is
// held by libvirt or systemd and not by a tunnel.
bool is_this_machine(const TargetOptions& target);

// Text of /etc/os-release; empty where there is none.
std::string os_release();

// Memory in swap, from /proc/meminfo.
std::optional<std::uint64_t> swapped_kib();

// The transport under an existing file, from the mount table; empty where it tells nothing.
std::string file_transport(const std::string& path);

}  // namespace hvlibvirt
