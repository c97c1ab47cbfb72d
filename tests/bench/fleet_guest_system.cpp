// The operating system of a guest as each API tells it, and what is said where it is not told.
#include "fleet_guest_parts.hpp"

namespace hvcompat::bench {

namespace {

struct Words {
  std::string_view source;    // who tells
  std::string_view declared;  // evidence of the definition
  std::string_view reported;  // evidence of what was told
  std::string_view silent, remedy;
};

const Words& words_of(Api api) {
  static constexpr Words kVim{"tools", "VirtualMachine config.guestId", "VirtualMachine guest.guestId",
                              "VMware Tools have reported no operating system",
                              "install or start VMware Tools in the guest"};
  static constexpr Words kLibvirt{"agent", "virDomainGetXMLDesc /domain/metadata/libosinfo",
                                  "virDomainGetGuestInfo os.id, version-id", "no agent opened the channel",
                                  "start qemu-guest-agent in the guest, or attest guest.os.product in the site file"};
  static constexpr Words kWsman{"agent", "", "Msvm_KvpExchangeComponent.GuestIntrinsicExchangeItems OSName",
                                "the guest has handed over no key-value pairs",
                                "start the data exchange service in the guest"};
  static constexpr Words kOther{"agent", "definition of the guest", "agent in the guest", "no agent answered",
                                "start the agent in the guest"};
  if (api == Api::vim) return kVim;
  if (api == Api::libvirt) return kLibvirt;
  return api == Api::wsman ? kWsman : kOther;
}

std::string_view reported_id(const GuestSystem& system, Api api) {
  if (api == Api::vim) return system.vim_id;
  return api == Api::wsman ? system.os_name : system.agent_id;
}

void add_declared(const GuestDraft& guest, const Words& words, std::string_view evidence, FleetRecord& record) {
  if (guest.api() == Api::wsman) return;
  record.text("guest.os.declared_id", guest.api() == Api::vim ? guest.system.vim_id : guest.system.osinfo_id, evidence);
  if (!guest.told) record.text("guest.os.source", "declared", words.declared);
}

void add_told(const GuestDraft& guest, const Words& words, std::string_view evidence, Draws& draws,
              FleetRecord& record) {
  const GuestSystem& system = guest.system;
  record.text("guest.os.family", system.family);
  record.text("guest.os.reported_id", reported_id(system, guest.api()), evidence);
  record.text("guest.os.source", words.source);
  if (system.family != "windows") {
    record.text("guest.os.version", system.version);
    return;
  }
  record.text("guest.os.build", system.build);
  if (guest.api() == Api::vim) return;
  record.text("guest.os.product_type", system.product_type);
  if (guest.api() == Api::wsman || draws.in_thousand(100)) record.text("guest.os.edition", system.edition);
}

void add_untold(const Words& words, Draws& draws, FleetRecord& record) {
  struct Reason {
    std::uint64_t weight;
    std::string_view reason, detail, remedy;
  };
  const Reason reasons[] = {
      {850, "agent-off", words.silent, words.remedy},
      {70, "timeout", "the guest did not answer within 5 s", "collect again when the guest is less busy"},
      {50, "not-permitted", "the account may not ask inside of guests", "give the account that privilege"},
      {30, "error", "the answer of the guest could not be read", "update the agent in the guest"}};
  const Reason& why = draws.weighted(std::span<const Reason>(reasons));
  for (const std::string_view fact : {"guest.os.build", "guest.os.family", "guest.os.reported_id"})
    record.unknown(fact, why.reason, why.detail, why.remedy);
}

}  // namespace

void add_system(const GuestDraft& guest, Draws& draws, FleetRecord& record) {
  const Words& words = words_of(guest.api());
  add_declared(guest, words, guest.rich ? words.declared : std::string_view(), record);
  if (guest.told)
    add_told(guest, words, draws.in_thousand(500) ? words.reported : std::string_view(), draws, record);
  else
    add_untold(words, draws, record);
  constexpr std::string_view kStates[] = {"ok", "ok", "ok", "outdated"};
  record.text("guest.tools.status", guest.told ? draws.one_of(std::span(kStates)) : "stopped");
  if (guest.api() == Api::wsman && guest.told)
    record.text("guest.integration.status", draws.in_thousand(60) ? "degraded" : "ok");
}

}  // namespace hvcompat::bench
