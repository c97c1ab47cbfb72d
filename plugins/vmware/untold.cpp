// What vSphere can't tell of any guest, and who could.
#include "guest_record.hpp"

namespace hvvmware {
namespace {

struct Untold {
  const char* fact;
  const char* detail;
};

constexpr Untold kUntold[] = {
    {"guest.role", "what a guest serves as is seen only inside it"},
    {"guest.os.edition", "VMware Tools do not tell the edition"},
    {"guest.storage.software", "storage software is seen only inside the guest"},
    {"guest.storage.drivers_signed", "drivers are seen only inside the guest"},
    {"guest.storage.vss", "Volume Shadow Copy is seen only inside the guest"},
};

}  // namespace

void add_untold(hvc::Facts& facts) {
  for (const Untold& untold : kUntold)
    facts.unknown(untold.fact, hvc::Reason::not_exposed, untold.detail,
                  std::string("attest ") + untold.fact + " in the site file");
}

}  // namespace hvvmware
