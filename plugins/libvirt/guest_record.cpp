// The description's facts first, then what the other answers say of them.
#include "guest_record.hpp"

#include "connection.hpp"

namespace hvlibvirt {
namespace {

void set_unknown(const char* fact, const CallError& error, const std::string& call, hvc::Facts& facts,
                 const std::string& remedy = {}) {
  const hvc::UnknownFact why = unknown_of(error, call, remedy);
  facts.unknown(fact, why.reason, why.detail, why.remedy);
}

void add_snapshots(const GuestAnswers& answers, const Snapshots& snapshots, const Driver& driver, hvc::Facts& facts) {
  if (!snapshots.supported) {
    const std::string why = "the driver " + driver.type + " takes no snapshots";
    facts.set("guest.snapshot.allowed", false, why).set("guest.snapshot.count", 0, why);
    return;
  }
  facts.set("guest.snapshot.allowed", true, "virDomainSnapshotNum is supported");
  if (!answers.snapshots.is_known())
    return set_unknown("guest.snapshot.count", answers.snapshots.error, "virDomainSnapshotNum", facts);
  const bool listed = snapshots.has_none(answers.uuid);
  facts.set("guest.snapshot.count", answers.snapshots.value,
            listed ? "virConnectListAllDomains has-snapshot" : "virDomainSnapshotNum");
  if (answers.snapshots.value > 0)
    facts.unknown("guest.snapshot.quiesced", hvc::Reason::not_exposed,
                  "libvirt does not keep whether a snapshot was taken with the guest quiesced",
                  "attest guest.snapshot.quiesced in the site file");
}

void add_saved_state(const Answer<bool>& saved, hvc::Facts& facts) {
  const char* call = "virDomainHasManagedSaveImage";
  if (!saved.is_known()) return set_unknown("guest.suspended_state", saved.error, call, facts);
  facts.set("guest.suspended_state", saved.value, call);
  if (saved.value && facts.value("guest.power") == "\"off\"") facts.set("guest.power", "suspended", call);
}

void add_migration(const GuestAnswers& answers, const Driver& driver, hvc::Facts& facts) {
  const char* fact = "guest.migration.running";
  if (!answers.active || !driver.migrates()) {
    facts.set(fact, false,
              answers.active ? "the driver " + driver.type + " migrates nothing" : "the guest does not run");
    return;
  }
  if (!answers.migrating.is_known())
    return set_unknown(fact, answers.migrating.error, "virDomainGetJobStats", facts, "try again");
  facts.set(fact, answers.migrating.value, "virDomainGetJobStats operation");
}

hvc::UnknownFact why_undescribed(const GuestAnswers& answers) {
  return unknown_of(answers.undescribed, "virDomainGetXMLDesc", "look at the domain with `virsh dumpxml`");
}

void add_undescribed(const GuestAnswers& answers, hvc::Facts& facts) {
  const hvc::UnknownFact why = why_undescribed(answers);
  for (const char* fact :
       {"guest.os.family", "guest.os.declared_id", "guest.memory.configured_mib", "guest.disk.targets"})
    facts.unknown(fact, why.reason, why.detail, why.remedy);
  if (answers.state.state >= 0) add_state_facts(answers.state, Driver{}, answers.active, facts);
}

}  // namespace

hvc::Fault fault_of(const GuestAnswers& answers) {
  const hvc::UnknownFact why = why_undescribed(answers);
  const char* code = why.reason == hvc::Reason::not_permitted ? HVC_FAIL_PERMISSION : HVC_FAIL_PROTOCOL;
  return {"guest", answers.uuid, code, why.detail, why.remedy};
}

GuestReading reading_of(const GuestAnswers& answers, const GuestContext& context) {
  const Driver& driver = context.host.driver;
  GuestReading reading{hvc::Record::guest(answers.uuid, answers.name, context.host_id), std::nullopt};
  hvc::Facts& facts = reading.record.facts;
  if (answers.undescribed.code != VIR_ERR_OK) {
    add_undescribed(answers, facts);
    reading.fault = fault_of(answers);
    return reading;
  }
  facts = read_domain(answers.document, context.host);
  add_state_facts(answers.state, driver, answers.active, facts);
  add_saved_state(answers.saved, facts);
  add_snapshots(answers, context.overview.snapshots, driver, facts);
  add_migration(answers, driver, facts);
  if (answers.agent) add_agent_facts(*answers.agent, facts);
  return reading;
}

}  // namespace hvlibvirt
