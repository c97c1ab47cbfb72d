// The plugin: connects, reads the host, then guest by guest.
#include <algorithm>
#include <chrono>
#include <hvcompat/plugin.hpp>
#include <memory>
#include <pugixml.hpp>
#include <thread>
#include <utility>

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

// A further one on this machine pays only where a processor is left for it. Calls to agents that hang would pile up in
// the daemon, and secrets are not asked for again.
std::size_t most_connections(const TargetOptions& target, const HostReading& host, bool with_credentials) {
  if (!host.view.driver.in_daemon() || target.path.starts_with("/embed")) return 1;
  if (target.agent || with_credentials) return 1;
  unsigned most = static_cast<unsigned>(target.connections);
  if (host.local) most = std::min(most, std::max(std::thread::hardware_concurrency(), 1U));
  return most;
}

void collect(hvc::Session& session, std::string_view target_json) {
  virSetErrorFunc(nullptr, be_silent);
  const TargetOptions target = parse_target(target_json);
  bool with_credentials = false;
  const auto open = [&](Access access) {
    Opened opened = open_connection(target, session, access);
    with_credentials = with_credentials || opened.with_credentials;
    return SharedConnection(opened.connection.release(), Release{});
  };
  const auto begun = std::chrono::steady_clock::now();
  Asker asker{open(Access::read_only), nullptr};
  const auto opening = std::chrono::steady_clock::now() - begun;
  if (target.agent)
    asker.agents = std::make_unique<AgentReader>([&] { return open(Access::read_write); }, target.agent_timeout);

  HostReading host = read_host(asker.connection.get(), asker.agents ? asker.agents->connection() : nullptr, target);
  session.stop_if_cancelled();
  Overview overview = read_overview(asker.connection, [&] { return open(Access::read_only); });
  Descriptions descriptions;
  emit_host(session, host, read_hints(overview, host, descriptions));

  const std::size_t most = most_connections(target, host, with_credentials);
  tell_guests(session, {std::move(overview), host.view, host.id, std::move(descriptions)}, asker,
              {[target] { return open_further(target); }, opening, most});
}

}  // namespace
}  // namespace hvlibvirt

HVC_DEFINE_PLUGIN(HVC_MANIFEST, hvlibvirt::collect)
