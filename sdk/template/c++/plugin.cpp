// Reads @NAME@ targets: one made-up host and guest, until your hypervisor's own answers stand here.
#include <hvcompat/plugin.hpp>

#include "hvcompat_manifest.h"

namespace {

hvc::Record host_record() {
  hvc::Record host = hvc::Record::host("h1", "host-1");
  host.facts.set("hypervisor.family", "other", "the template says so");
  return host;
}

hvc::Record guest_record(const hvc::Record& host) {
  hvc::Record guest = hvc::Record::guest("g1", "guest-1", host.id);
  guest.facts.set("guest.power", "running", "the template says so");
  guest.facts.unknown("guest.os.build", hvc::Reason::agent_off, "no agent answers", "start the agent in the guest");
  return guest;
}

// `target_json` is {"name":…,"uri":"@NAME@://…","options":{…}}. A target that cannot be read is thrown:
// hvc::Failure(HVC_FAIL_UNREACHABLE, "nobody answers at `…`", "start the server").
void collect(hvc::Session& session, std::string_view /*target_json*/) {
  const hvc::Record host = host_record();
  session.emit(host);
  session.stop_if_cancelled();
  session.emit(guest_record(host));
  session.progress(1, 1);
}

}  // namespace

HVC_DEFINE_PLUGIN(HVC_MANIFEST, collect)
