// Names and marks that the files of a fleet share. Internal to fleet.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hvcompat {

inline constexpr const char* kAssigned = "host.memory.assigned_mib";
inline constexpr const char* kVcpusAssigned = "host.vcpu.assigned";
inline constexpr const char* kRatio = "host.commit_ratio";
inline constexpr const char* kTotal = "host.memory.total_mib";
inline constexpr const char* kThreads = "host.cpu.threads";
// What is told of a host's guests together against what it has: few hosts have the same.
inline constexpr std::array<std::string_view, 4> kOfHosts = {kAssigned, kVcpusAssigned, kTotal, kThreads};
// What hosts sum up, and what tells which guests count.
inline constexpr std::array<std::string_view, 4> kSummedUp = {"guest.memory.configured_mib", "guest.vcpu.count",
                                                              "guest.power", "guest.template"};

// In the key of what tells guests apart, beside the numbers of facts: rules of the site file that speak of the guest.
inline constexpr std::uint32_t kAttestMark = 0x80000000U;
inline constexpr std::uint32_t kWaiverMark = 0xC0000000U;

}  // namespace hvcompat
