// VMware Tools: whether they run, and whether their version is one that the host would have.
#include <array>
#include <string_view>

#include "guest_record.hpp"

namespace hvvmware {
namespace {

constexpr const char* kStatus = "guest.tools.status";
constexpr const char* kRunning = "guest.toolsRunningStatus";
constexpr const char* kVersion = "guest.toolsVersionStatus2";

// VirtualMachineToolsVersionStatus. Unmanaged are open-vm-tools: the distribution keeps them up to date. Empty: not
// known.
std::string status_of_version(std::string_view version) {
  if (version == "guestToolsCurrent" || version == "guestToolsUnmanaged" || version == "guestToolsSupportedNew" ||
      version == "guestToolsTooNew")
    return "ok";
  if (version == "guestToolsNeedUpgrade" || version == "guestToolsSupportedOld" || version == "guestToolsTooOld")
    return "outdated";
  if (version == "guestToolsBlacklisted") return "degraded";
  return {};
}

}  // namespace

void read_tools(const ManagedObject& guest, hvc::Facts& facts) {
  const std::string running = as_text(guest.at(kRunning).node).value_or("");
  const std::string version = as_text(guest.at(kVersion).node).value_or("");
  const std::string status = status_of_version(version);
  const bool runs = running == "guestToolsRunning" || running == "guestToolsExecutingScripts";
  if (version == "guestToolsNotInstalled")
    facts.set(kStatus, "absent", guest.where(kVersion));
  else if (running == "guestToolsNotRunning")
    facts.set(kStatus, "stopped", guest.where(kRunning));
  else if (runs && !status.empty())
    facts.set(kStatus, status, guest.where(kVersion));
  else
    tell_unknown(facts, kStatus, guest, runs ? kVersion : kRunning);
  if (as_text(guest.at("guest.toolsVersion").node) == "0")
    facts.unknown("guest.tools.version", hvc::Reason::agent_off,
                  guest.where("guest.toolsVersion") + " 0: none ever ran", "install VMware Tools in the guest");
  else
    tell(facts, "guest.tools.version", guest, "guest.toolsVersion", as_text);
}

}  // namespace hvvmware
