// Bounds virDomainGetGuestInfo from outside: libvirt's own timeout is a setting of the guest, and changing it is a
// write.
#include "agent.hpp"

#include <string_view>

#include "connection.hpp"
#include "guest_os.hpp"

namespace hvlibvirt {
namespace {

AgentAnswer ask_over(virConnectPtr connection, const std::string& uuid) {
  AgentAnswer answer;
  const DomainHandle domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
  TypedParameters parameters;
  if (!domain ||
      virDomainGetGuestInfo(domain.get(), VIR_DOMAIN_GUEST_INFO_OS, &parameters.items, &parameters.count, 0) < 0) {
    answer.error = last_error();
    return answer;
  }
  for (int i = 0; i < parameters.count; ++i) {
    const virTypedParameter& one = parameters.items[i];
    const std::string_view field = one.field;
    if (one.type == VIR_TYPED_PARAM_STRING && field.starts_with("os."))
      answer.os[std::string(field.substr(3))] = one.value.s;
  }
  return answer;
}

void explain(const CallError& error, hvc::Facts& facts) {
  if (error.code == VIR_ERR_AGENT_UNRESPONSIVE || error.code == VIR_ERR_OPERATION_TIMEOUT) {
    facts.set("guest.tools.status", "degraded", "virDomainGetGuestInfo: " + error.text);
    set_os_unknown(facts, hvc::Reason::agent_off, error.text, "restart qemu-guest-agent in the guest");
    return;
  }
  const hvc::UnknownFact why = unknown_of(error, "virDomainGetGuestInfo", "attest guest.os.product in the site file");
  set_os_unknown(facts, why.reason, why.detail, why.remedy);
}

}  // namespace

AgentReader::AgentReader(Opener open, std::chrono::seconds bound) : open_(std::move(open)), bound_(bound) {}

virConnectPtr AgentReader::connection() {
  if (!connection_) connection_ = open_();
  return connection_.get();
}

AgentAnswer AgentReader::ask(const std::string& uuid) {
  connection();
  std::optional<AgentAnswer> answer =
      call_within(bound_, [uuid, shared = connection_] { return ask_over(shared.get(), uuid); });
  if (answer) return *std::move(answer);
  connection_.reset();  // the thread keeps the old one until libvirt gives up
  return {bound_, {}, {}};
}

void add_agent_facts(const AgentAnswer& answer, hvc::Facts& facts) {
  if (answer.late) {
    facts.set("guest.tools.status", "degraded", "virDomainGetGuestInfo: no answer in time");
    set_os_unknown(facts, hvc::Reason::timeout,
                   "the guest agent did not answer within " + std::to_string(answer.late->count()) + " s",
                   "restart qemu-guest-agent in the guest, or raise the option `agent_timeout_s`");
    return;
  }
  if (answer.error.code != VIR_ERR_OK) {
    explain(answer.error, facts);
    return;
  }
  hvc::Facts told = facts_of_agent(answer.os);
  told.merge(facts);
  facts = std::move(told);
  set_os_unknown(facts, hvc::Reason::not_exposed, "the agent does not tell it", "attest it in the site file");
}

}  // namespace hvlibvirt
