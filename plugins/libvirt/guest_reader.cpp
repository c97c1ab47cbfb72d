// Reads one domain: description, state, job, snapshots, agent.
#include "guest_reader.hpp"

#include "connection.hpp"
#include "guest_os.hpp"

namespace hvlibvirt {
namespace {

void read_snapshots(virDomainPtr domain, const Overview& overview, const std::string& uuid, const Driver& driver,
                    hvc::Facts& facts) {
  const Snapshots& snapshots = overview.snapshots;
  if (!snapshots.supported) {
    const std::string why = "the driver " + driver.type + " takes no snapshots";
    facts.set("guest.snapshot.allowed", false, why).set("guest.snapshot.count", 0, why);
    return;
  }
  facts.set("guest.snapshot.allowed", true, "virDomainSnapshotNum is supported");
  const bool none = snapshots.known && snapshots.holders.count(uuid) == 0;
  const int count = none ? 0 : virDomainSnapshotNum(domain, 0);
  if (count < 0) {
    const hvc::UnknownFact why = unknown_of(last_error(), "virDomainSnapshotNum");
    facts.unknown("guest.snapshot.count", why.reason, why.detail, why.remedy);
    return;
  }
  facts.set("guest.snapshot.count", count, none ? "virConnectListAllDomains has-snapshot" : "virDomainSnapshotNum");
  if (count > 0)
    facts.unknown("guest.snapshot.quiesced", hvc::Reason::not_exposed,
                  "libvirt does not keep whether a snapshot was taken with the guest quiesced",
                  "attest guest.snapshot.quiesced in the site file");
}

void read_saved_state(virDomainPtr domain, const Overview& overview, const std::string& uuid, hvc::Facts& facts) {
  int saved = -1;
  if (overview.with_managed_save)
    saved = overview.with_managed_save->count(uuid) > 0;
  else
    saved = virDomainHasManagedSaveImage(domain, 0);
  if (saved < 0) {
    const hvc::UnknownFact why = unknown_of(last_error(), "virDomainHasManagedSaveImage");
    facts.unknown("guest.suspended_state", why.reason, why.detail, why.remedy);
    return;
  }
  facts.set("guest.suspended_state", saved > 0, "virDomainHasManagedSaveImage");
  if (saved > 0 && facts.value("guest.power") == "\"off\"")
    facts.set("guest.power", "suspended", "virDomainHasManagedSaveImage");
}

bool is_migration(int operation) {
  return operation == VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN || operation == VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT;
}

// A guest whose QEMU hangs keeps this call waiting for half a minute, then libvirt itself gives up.
void read_job(virDomainPtr domain, const Driver& driver, bool active, hvc::Facts& facts) {
  const char* fact = "guest.migration.running";
  if (!active || !driver.migrates()) {
    facts.set(fact, false, active ? "the driver " + driver.type + " migrates nothing" : "the guest does not run");
    return;
  }
  TypedParameters job;
  int type = VIR_DOMAIN_JOB_NONE;
  if (virDomainGetJobStats(domain, &type, &job.items, &job.count, 0) < 0) {
    const hvc::UnknownFact why = unknown_of(last_error(), "virDomainGetJobStats", "try again");
    facts.unknown(fact, why.reason, why.detail, why.remedy);
    return;
  }
  int operation = VIR_DOMAIN_JOB_OPERATION_UNKNOWN;
  virTypedParamsGetInt(job.items, job.count, VIR_DOMAIN_JOB_OPERATION, &operation);
  facts.set(fact, type != VIR_DOMAIN_JOB_NONE && is_migration(operation), "virDomainGetJobStats operation");
}

GuestReading unreadable(virDomainPtr domain, const std::string& uuid, const std::string& host_id,
                        const CallError& error, GuestState state) {
  const char* name = virDomainGetName(domain);
  GuestReading reading{hvc::Record::guest(uuid, name ? name : uuid, host_id), std::nullopt};
  const hvc::UnknownFact why = unknown_of(error, "virDomainGetXMLDesc", "look at the domain with `virsh dumpxml`");
  for (const char* fact :
       {"guest.os.family", "guest.os.declared_id", "guest.memory.configured_mib", "guest.disk.targets"})
    reading.record.facts.unknown(fact, why.reason, why.detail, why.remedy);
  if (complete_state(domain, state) && state.state >= 0)
    add_state_facts(state, Driver{}, virDomainIsActive(domain) == 1, reading.record.facts);
  const char* code = why.reason == hvc::Reason::not_permitted ? HVC_FAIL_PERMISSION : HVC_FAIL_PROTOCOL;
  reading.fault = hvc::Fault{"guest", uuid, code, why.detail, why.remedy};
  return reading;
}

// VIR_ERR_OK where `document` holds it.
CallError read_description(virDomainPtr domain, const std::string& uuid, const Descriptions& descriptions,
                           DomainDocument& document) {
  const auto known = descriptions.find(uuid);
  if (known != descriptions.end() && load_domain(document, known->second)) return {};
  const TextHandle xml(virDomainGetXMLDesc(domain, 0));
  if (!xml) return last_error();
  if (load_domain(document, xml.get())) return {};
  return {VIR_ERR_XML_ERROR, VIR_FROM_DOMAIN, "the answer is no domain description"};
}

}  // namespace

std::optional<GuestReading> read_guest(virDomainPtr domain, const GuestContext& context, AgentReader* agents) {
  const std::string uuid = uuid_of(domain);
  const Driver& driver = context.host.driver;
  const auto told = context.overview.states.find(uuid);
  GuestState state = told == context.overview.states.end() ? GuestState{} : told->second;

  DomainDocument document;
  if (const CallError error = read_description(domain, uuid, context.descriptions, document);
      error.code != VIR_ERR_OK) {
    if (gone(error)) return std::nullopt;
    return unreadable(domain, uuid, context.host_id, error, state);
  }
  if (!complete_state(domain, state)) return std::nullopt;

  GuestReading reading{hvc::Record::guest(uuid, document.domain().child_value("name"), context.host_id), std::nullopt};
  hvc::Facts& facts = reading.record.facts;
  facts = read_domain(document, context.host);
  add_state_facts(state, driver, document.active(), facts);
  read_saved_state(domain, context.overview, uuid, facts);
  read_snapshots(domain, context.overview, uuid, driver, facts);
  read_job(domain, driver, document.active(), facts);
  if (agents && tools_of(document.domain(), document.active(), true).connected) agents->read(uuid, facts);
  return reading;
}

}  // namespace hvlibvirt
