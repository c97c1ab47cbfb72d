// The smallest plugin in C++: tells one host and two guests, and what it doesn't know of them.
#include <hvcompat/plugin.hpp>
#include <vector>

#include "hvcompat_manifest.h"

namespace {

void collect(hvc::Session& session, std::string_view target_json) {
  if (target_json.find("example://nowhere") != std::string_view::npos)
    throw hvc::Failure(HVC_FAIL_UNREACHABLE, "nobody lives at `example://nowhere`", "name another place");

  hvc::Record host = hvc::Record::host("h1", "host-1");
  host.facts.set("hypervisor.family", "other", "the example says so");
  session.emit(host);

  std::uint64_t done = 0;
  for (const char* name : {"guest-1", "guest-2"}) {
    session.stop_if_cancelled();
    hvc::Record guest = hvc::Record::guest(name, name, host.id);
    guest.facts.set("guest.power", "running", "the example says so");
    guest.facts.set("guest.disk.targets", std::vector<std::string>{"local-file"}, "the example says so");
    guest.facts.unknown("guest.os.build", hvc::Reason::agent_off, "no agent answers", "start the agent in the guest");
    session.emit(guest);
    session.progress(++done, 2);
  }
}

}  // namespace

HVC_DEFINE_PLUGIN(HVC_MANIFEST, collect)
