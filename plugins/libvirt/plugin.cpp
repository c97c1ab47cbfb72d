// The plugin: connects, reads the host, then guest by guest.
#include <algorithm>
#include <chrono>
#include <functional>
#include <hvcompat/plugin.hpp>
#include <memory>
#include <pugixml.hpp>
#include <thread>

#include "agent.hpp"
#include "connection.hpp"
#include "guest_answers.hpp"
#include "guests.hpp"
#include "host_facts.hpp"
#include "hvcompat_manifest.h"
#include "stats.hpp"
#include "target_options.hpp"

namespace hvlibvirt {
namespace {

void be_silent(void*, virErrorPtr) {}

// What some guest's definition tells of its host: whether KVM runs it, and which manager signed it.
struct HostHints {
  std::optional<bool> uses_kvm;
  GuestSignature signature;
  std::string machine;
};

// Reads descriptions until the host is told, and keeps them: most hosts are told by their first guest, only where KVM
// is offered and none uses it all are looked at.
HostHints read_hints(const Overview& overview, const HostReading& host, Descriptions& descriptions) {
  const bool first_tells = host.view.driver.kind != DriverKind::qemu || !host.capabilities.offers_kvm;
  HostHints hints;
  for (const DomainHandle& domain : overview.domains) {
    const std::string uuid = uuid_of(domain.get());
    const TextHandle xml(virDomainGetXMLDesc(domain.get(), 0));
    pugi::xml_document document;
    if (!xml || !document.load_string(xml.get())) continue;
    descriptions[uuid] = xml.get();
    const pugi::xml_node root = document.child("domain");
    const bool kvm = std::string_view(root.attribute("type").value()) == "kvm";
    hints.uses_kvm = hints.uses_kvm.value_or(false) || kvm;
    hints.machine = more_telling_machine(hints.machine, root.child("os").child("type").attribute("machine").value());
    if (hints.signature.manufacturer.empty()) hints.signature = signature_of(root);
    if (kvm || first_tells) break;
  }
  return hints;
}

void emit_host(hvc::Session& session, HostReading& host, const HostHints& hints) {
  host.clues.signature = hints.signature;
  host.clues.machine = hints.machine;
  host.facts.set("hypervisor.family", family_of(host.view.driver, host.capabilities, hints.uses_kvm),
                 "virConnectGetType, virConnectGetCapabilities /capabilities/guest/arch/domain/@type, "
                 "virDomainGetXMLDesc /domain/@type");
  hvc::Record record = hvc::Record::host(host.id, host.name);
  record.facts = host.facts;
  record.facts.merge(identify_product(host.clues));
  session.emit(record);
}

// A further one on this machine pays only where a processor is left for it.
std::size_t most_askers(const TargetOptions& target, const HostReading& host) {
  if (!host.view.driver.in_daemon() || target.path.starts_with("/embed")) return 1;
  unsigned most = static_cast<unsigned>(target.connections);
  if (host.local) most = std::min(most, std::max(std::thread::hardware_concurrency(), 1U));
  return most;
}

bool never() { return false; }

void collect(hvc::Session& session, std::string_view target_json) {
  virSetErrorFunc(nullptr, be_silent);
  const TargetOptions target = parse_target(target_json);
  const auto open = [&](Access access, const std::function<bool()>& unwanted) {
    return SharedConnection(open_connection(target, session, access, unwanted).release(), Release{});
  };
  const auto open_asker = [&](const std::function<bool()>& unwanted) {
    Asker asker{open(Access::read_only, unwanted), nullptr};
    if (target.agent)
      asker.agents = std::make_unique<AgentReader>([&] { return open(Access::read_write, never); }, target.agent_timeout);
    return asker;
  };
  const auto begun = std::chrono::steady_clock::now();
  Asker asker = open_asker(never);
  const auto opening = std::chrono::steady_clock::now() - begun;

  HostReading host =
      read_host(asker.connection.get(), asker.agents ? asker.agents->connection() : nullptr, target);
  session.stop_if_cancelled();
  const Overview overview = read_overview(asker.connection, [&] { return open(Access::read_only, never); });
  Descriptions descriptions;
  emit_host(session, host, read_hints(overview, host, descriptions));

  tell_guests(session, {overview, host.view, host.id, descriptions}, asker,
              {open_asker, opening, most_askers(target, host)});
}

}  // namespace
}  // namespace hvlibvirt

HVC_DEFINE_PLUGIN(HVC_MANIFEST, hvlibvirt::collect)
