// The plugin: connects, reads the host, then guest by guest.
#include <hvcompat/plugin.hpp>
#include <memory>
#include <pugixml.hpp>

#include "agent.hpp"
#include "connection.hpp"
#include "follower.hpp"
#include "guest_answers.hpp"
#include "guest_record.hpp"
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

// A guest that cannot be read is one guest's trouble, a server that is gone that of all that follow. Throws
// hvc::Failure then.
void stop_if_lost(virDomainPtr domain, const hvc::Fault& fault, std::size_t done, std::size_t total) {
  if (virConnectIsAlive(virDomainGetConnect(domain)) != 0) return;
  throw hvc::Failure(HVC_FAIL_UNREACHABLE,
                     "the connection was lost after " + std::to_string(done) + " of " + std::to_string(total) +
                         " guests: " + fault.text,
                     "look at libvirt's daemon on the host and at what stands between, then run it again");
}

void tell(hvc::Session& session, const GuestReading& guest) {
  session.emit(guest.record);
  if (guest.fault) session.error(*guest.fault);
}

// Asks for guest after guest, and tells each while the next ones are asked for.
void tell_guests(hvc::Session& session, const GuestContext& context, AgentReader* agents) {
  const std::vector<DomainHandle>& domains = context.overview.domains;
  std::uint64_t told = 0;
  session.progress(0, domains.size());
  Follower<std::optional<GuestAnswers>> telling([&](const std::optional<GuestAnswers>& answers) {
    session.stop_if_cancelled();
    if (answers) tell(session, reading_of(*answers, context));
    session.progress(++told, domains.size());
  });
  try {
    for (std::size_t i = 0; i < domains.size(); ++i) {
      session.stop_if_cancelled();
      std::optional<GuestAnswers> answers = ask_guest(domains[i].get(), context, agents);
      if (answers && answers->undescribed.code != VIR_ERR_OK)
        stop_if_lost(domains[i].get(), fault_of(*answers), i, domains.size());
      telling.take(std::move(answers));
    }
  } catch (const hvc::Failure&) {
    telling.finish();
    throw;
  }
  telling.finish();
}

void collect(hvc::Session& session, std::string_view target_json) {
  virSetErrorFunc(nullptr, be_silent);
  const TargetOptions target = parse_target(target_json);
  const auto open = [&](Access access) {
    return SharedConnection(open_connection(target, session, access).release(), Release{});
  };
  SharedConnection connection = open(Access::read_only);
  std::unique_ptr<AgentReader> agents;
  if (target.agent)
    agents = std::make_unique<AgentReader>([&] { return open(Access::read_write); }, target.agent_timeout);

  HostReading host = read_host(connection.get(), agents ? agents->connection() : nullptr, target);
  session.stop_if_cancelled();
  const Overview overview = read_overview(connection, [&] { return open(Access::read_only); });
  Descriptions descriptions;
  emit_host(session, host, read_hints(overview, host, descriptions));

  tell_guests(session, {overview, host.view, host.id, descriptions}, agents.get());
}

}  // namespace
}  // namespace hvlibvirt

HVC_DEFINE_PLUGIN(HVC_MANIFEST, hvlibvirt::collect)
