// What Hyper-V can't tell of any guest, and who could.
#include "host_view.hpp"

namespace hvhyperv {
namespace {

struct Untold {
  const char* fact;
  const char* detail;
};

constexpr Untold kUntold[] = {
    {"guest.os.declared_id", "the settings of a guest of Hyper-V name no operating system"},
    {"guest.role", "what a guest serves as is seen only inside it"},
    {"guest.storage.software", "storage software is seen only inside the guest"},
    {"guest.storage.drivers_signed", "drivers are seen only inside the guest"},
    {"guest.storage.vss", "which software uses Volume Shadow Copy is seen only inside the guest"},
};

}  // namespace

void add_untold_guest_facts(hvc::Facts& facts) {
  for (const Untold& untold : kUntold) set_unknown(facts, untold.fact, {hvc::Reason::not_exposed, untold.detail, {}});
}

}  // namespace hvhyperv
