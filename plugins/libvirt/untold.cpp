// What libvirt can't tell of any guest, and who could.
#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

struct Untold {
  const char* fact;
  const char* detail;
};

constexpr Untold kUntold[] = {
    {"guest.power.since", "libvirt keeps no time of the last start"},
    {"guest.role", "what a guest serves as is seen only inside it"},
    {"guest.storage.software", "storage software is seen only inside the guest"},
    {"guest.storage.drivers_signed", "drivers are seen only inside the guest"},
    {"guest.storage.vss", "Volume Shadow Copy is seen only inside the guest"},
};

}  // namespace

void add_untold_guest_facts(hvc::Facts& facts) {
  for (const Untold& untold : kUntold)
    facts.unknown(untold.fact, hvc::Reason::not_exposed, untold.detail,
                  std::string("attest ") + untold.fact + " in the site file");
}

}  // namespace hvlibvirt
