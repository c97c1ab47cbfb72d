// What the facts of a guest need to know of its host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "joined.hpp"
#include "volumes.hpp"

namespace hvhyperv {

enum class Clustered { no, yes, unknown };

// The first builds of Windows with what guests got then.
inline constexpr std::int64_t kBuild2016 = 14393;
inline constexpr std::int64_t kBuild2025 = 26100;

struct HostView {
  std::string id;
  std::optional<std::int64_t> build;
  Clustered clustered = Clustered::unknown;
  Source system;  // Win32_OperatingSystem
  Volumes volumes;

  bool older_than(std::int64_t first_build) const { return build && *build < first_build; }
};

HostView view_of(const HostInstances& instances, std::string host_id);

// One guest while its facts are read.
struct Guest {
  std::string guid;
  Source system;    // Msvm_ComputerSystem
  Source settings;  // Msvm_VirtualSystemSettingData, the current ones
  const Joined& joined;
  const HostView& host;

  Source one(std::string_view class_name) const { return joined.one(class_name, guid); }
  const Instances& all(std::string_view class_name) const { return joined.all(class_name, guid); }
  const ClassReading& reading(std::string_view class_name) const { return joined.reading(class_name); }
  // Why nothing may be concluded from what the settings do not say; none where they are whole. Every host fills in
  // this property.
  std::optional<hvc::UnknownFact> hollow() const {
    if (!settings.text("VirtualSystemType").empty()) return std::nullopt;
    return settings.why("VirtualSystemType");
  }
};

// Each reads its part; all rest on the order in which read_records() calls them.
void read_system(const Guest& guest, hvc::Facts& facts);
void read_memory(const Guest& guest, hvc::Facts& facts);
void read_security(const Guest& guest, hvc::Facts& facts);
void read_disks(const Guest& guest, hvc::Facts& facts);
void read_mobility(const Guest& guest, hvc::Facts& facts);  // after power and disks
void read_checkpoints(const Guest& guest, hvc::Facts& facts);
void read_guest_os(const Guest& guest, hvc::Facts& facts);              // after power
void read_integration_services(const Guest& guest, hvc::Facts& facts);  // after power and the guest's system
void add_untold_guest_facts(hvc::Facts& facts);

}  // namespace hvhyperv
