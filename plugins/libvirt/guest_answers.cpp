// Asks for one domain: description, state, saved image, snapshots, job, agent.
#include "guest_answers.hpp"

#include "guest_os.hpp"

namespace hvlibvirt {
namespace {

template <class Value>
Answer<Value> failed() {
  return {Value{}, last_error()};
}

Answer<bool> ask_saved(virDomainPtr domain, const Overview& overview, const std::string& uuid) {
  if (overview.with_managed_save) return {overview.with_managed_save->count(uuid) > 0, {}};
  const int saved = virDomainHasManagedSaveImage(domain, 0);
  return saved < 0 ? failed<bool>() : Answer<bool>{saved > 0, {}};
}

Answer<int> ask_snapshots(virDomainPtr domain, const Snapshots& snapshots, const std::string& uuid) {
  if (!snapshots.supported || snapshots.has_none(uuid)) return {};
  const int count = virDomainSnapshotNum(domain, 0);
  return count < 0 ? failed<int>() : Answer<int>{count, {}};
}

bool is_migration(int operation) {
  return operation == VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN || operation == VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT;
}

// A guest whose QEMU hangs keeps this call waiting for half a minute, then libvirt itself gives up.
Answer<bool> ask_migrating(virDomainPtr domain) {
  TypedParameters job;
  int type = VIR_DOMAIN_JOB_NONE;
  if (virDomainGetJobStats(domain, &type, &job.items, &job.count, 0) < 0) return failed<bool>();
  int operation = VIR_DOMAIN_JOB_OPERATION_UNKNOWN;
  virTypedParamsGetInt(job.items, job.count, VIR_DOMAIN_JOB_OPERATION, &operation);
  return {type != VIR_DOMAIN_JOB_NONE && is_migration(operation), {}};
}

// VIR_ERR_OK where `document` holds it.
CallError ask_description(virDomainPtr domain, const std::string& uuid, const Descriptions& descriptions,
                          DomainDocument& document) {
  const auto known = descriptions.find(uuid);
  if (known != descriptions.end() && load_domain(document, known->second)) return {};
  const TextHandle xml(virDomainGetXMLDesc(domain, 0));
  if (!xml) return last_error();
  if (load_domain(document, xml.get())) return {};
  return {VIR_ERR_XML_ERROR, VIR_FROM_DOMAIN, "the answer is no domain description"};
}

void ask_undescribed(virDomainPtr domain, GuestAnswers& answers) {
  const char* name = virDomainGetName(domain);
  answers.name = name ? name : answers.uuid;
  if (!complete_state(domain, answers.state)) answers.state.state = -1;
  answers.active = virDomainIsActive(domain) == 1;
}

}  // namespace

std::optional<GuestAnswers> ask_guest(virDomainPtr domain, const GuestContext& context, AgentReader* agents) {
  const Overview& overview = context.overview;
  GuestAnswers answers;
  answers.uuid = uuid_of(domain);
  const auto told = overview.states.find(answers.uuid);
  if (told != overview.states.end()) answers.state = told->second;

  answers.undescribed = ask_description(domain, answers.uuid, context.descriptions, answers.document);
  if (gone(answers.undescribed)) return std::nullopt;
  if (answers.undescribed.code != VIR_ERR_OK) {
    ask_undescribed(domain, answers);
    return answers;
  }
  if (!complete_state(domain, answers.state)) return std::nullopt;

  const pugi::xml_node described = answers.document.domain();
  answers.name = described.child_value("name");
  answers.active = answers.document.active();
  answers.saved = ask_saved(domain, overview, answers.uuid);
  answers.snapshots = ask_snapshots(domain, overview.snapshots, answers.uuid);
  if (answers.active && context.host.driver.migrates()) answers.migrating = ask_migrating(domain);
  if (agents && tools_of(described, answers.active, true).connected) answers.agent = agents->ask(answers.uuid);
  return answers;
}

}  // namespace hvlibvirt
