// Memory of a guest: what it was given, what it has, what is guaranteed, and Dynamic Memory. All in MiB (`byte *
// 2^20`).
#include <algorithm>

#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kStartup = "VirtualQuantity";
constexpr const char* kDynamic = "DynamicMemoryEnabled";
constexpr const char* kConfigured = "guest.memory.configured_mib";
constexpr const char* kReserved = "guest.memory.reserved_mib";
constexpr const char* kLimit = "guest.memory.limit_mib";
constexpr const char* kCurrent = "guest.memory.current_mib";
constexpr const char* kBallooned = "guest.memory.ballooned_mib";

// Of a static guest Reservation and Limit mean nothing: the memory is assigned whole at its start, or it does not
// start.
void read_bounds(const Source& settings, bool dynamic, hvc::Facts& facts) {
  if (dynamic) {
    settings.set_integer(facts, kReserved, "Reservation");
    settings.set_integer(facts, kLimit, "Limit");
    return;
  }
  const auto startup = settings.integer(kStartup);
  if (!startup || *startup < 0) return set_unknown(facts, {kReserved, kLimit}, settings.why(kStartup));
  const std::string where = settings.at(kDynamic) + " is false: " + settings.at(kStartup);
  facts.set(kReserved, *startup, where).set(kLimit, *startup, where);
}

void read_current(const Guest& guest, const Source& summary, hvc::Facts& facts) {
  const bool holds = facts.value("guest.power") == "\"running\"" || facts.value("guest.power") == "\"paused\"";
  if (holds) return summary.set_integer(facts, kCurrent, "MemoryUsage");
  if (facts.known("guest.power"))
    facts.set(kCurrent, 0, guest.system.at("EnabledState") + ": the guest does not run");
  else
    set_unknown(facts, kCurrent, guest.system.why("EnabledState"));
}

// A guest begins with its startup memory; only its own driver can give some of it back. What was added since and taken
// again is not told: at or above the startup memory the balloon is unknown.
void read_balloon(bool dynamic, const Source& settings, const Source& summary, hvc::Facts& facts) {
  if (!dynamic) {
    facts.set(kBallooned, 0, settings.at(kDynamic) + " is false");
    return;
  }
  const auto startup = settings.integer(kStartup);
  const auto usage = summary.integer("MemoryUsage");
  if (facts.value(kCurrent) == "0") {
    facts.set(kBallooned, 0, facts.evidence(kCurrent));
  } else if (!startup || !usage || *usage <= 0) {
    set_unknown(facts, kBallooned, startup ? summary.why("MemoryUsage") : settings.why(kStartup));
  } else if (*usage < *startup) {
    facts.set(kBallooned, *startup - *usage, settings.at(kStartup) + " less " + summary.at("MemoryUsage"));
  } else {
    set_unknown(facts, kBallooned,
                {hvc::Reason::not_exposed, "Hyper-V does not tell what it added since the start and took again", {}});
  }
}

void read_dynamic(const Source& settings, const Source& summary, hvc::Facts& facts) {
  const auto dynamic = settings.boolean(kDynamic);
  if (!dynamic) {
    set_unknown(facts, {"guest.memory.dynamic", "guest.memory.balloon_device", kReserved, kLimit, kBallooned},
                settings.why(kDynamic));
    return;
  }
  facts.set("guest.memory.dynamic", *dynamic, settings.at(kDynamic));
  facts.set("guest.memory.balloon_device", *dynamic,
            settings.at(kDynamic) + ": Hyper-V balloons guests with Dynamic Memory only");
  read_bounds(settings, *dynamic, facts);
  read_balloon(*dynamic, settings, summary, facts);
  if (!*dynamic) return;
  if (const auto buffer = settings.integer("TargetMemoryBuffer"))
    facts.set("x.hyperv.memory.buffer_percent", *buffer, settings.at("TargetMemoryBuffer"));
  if (const auto available = summary.integer("MemoryAvailable"))
    facts.set("x.hyperv.memory.available_percent", *available, summary.at("MemoryAvailable"));
}

// Smart paging bridges a restart of a guest whose minimum is below its startup memory.
void read_swapping(const Source& settings, hvc::Facts& facts) {
  const auto swapping = settings.boolean("SwapFilesInUse");
  if (swapping) facts.set("x.hyperv.memory.smart_paging", *swapping, settings.at("SwapFilesInUse"));
  if (swapping && !*swapping)
    facts.set("guest.memory.swapped_mib", 0, settings.at("SwapFilesInUse"));
  else if (swapping)
    set_unknown(facts, "guest.memory.swapped_mib",
                {hvc::Reason::not_exposed, "smart paging is in use; how much of the guest it holds is not told", {}});
  else
    set_unknown(facts, "guest.memory.swapped_mib", settings.why("SwapFilesInUse"));
}

// 1 GiB pages: a guest with them has its memory for itself. Hosts before 2016 have none to give.
void read_huge_pages(const Guest& guest, const Source& settings, hvc::Facts& facts) {
  constexpr const char* kPages = "HugePagesEnabled";
  if (settings.there() && !settings.boolean(kPages) && guest.host.older_than(kBuild2016))
    facts.set("guest.memory.locked", false, "Win32_OperatingSystem.BuildNumber: hosts before 2016 have no huge pages");
  else
    settings.set_boolean(facts, "guest.memory.locked", kPages);
}

}  // namespace

void read_memory(const Guest& guest, hvc::Facts& facts) {
  const Source settings = guest.one("Msvm_MemorySettingData");
  const Source summary = guest.one("Msvm_SummaryInformation");
  settings.set_integer(facts, kConfigured, kStartup);
  read_current(guest, summary, facts);
  read_dynamic(settings, summary, facts);
  read_swapping(settings, facts);
  read_huge_pages(guest, settings, facts);
  facts.set("guest.memory.page_sharing_allowed", false, "Hyper-V shares no memory between guests");
  facts.set("guest.memory.shared_mib", 0, "Hyper-V shares no memory between guests");
  facts.set("guest.memory.compressed_mib", 0, "Hyper-V compresses no memory of guests");
}

}  // namespace hvhyperv
