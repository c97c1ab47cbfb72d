// Checkpoints: how many there are, how they were taken, and whether more may be.
#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kCheckpointClass = "Msvm_VirtualSystemSettingData";
constexpr const char* kKind = "UserSnapshotType";

// 2 none, 3 production, else with the memory, 4 production only, 5 with the memory. Before 2016 all guests take them.
void read_allowed(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.snapshot.allowed";
  const auto kind = guest.settings.integer(kKind);
  if (kind && *kind >= 2 && *kind <= 5) {
    constexpr const char* kKinds[] = {"disabled", "production", "production-only", "standard"};
    facts.set(kFact, *kind != 2, guest.settings.at(kKind));
    facts.set("x.hyperv.checkpoint.kind", kKinds[*kind - 2], guest.settings.at(kKind));
  } else if (!kind && guest.settings.there() && guest.host.older_than(kBuild2016)) {
    facts.set(kFact, true, "Win32_OperatingSystem.BuildNumber: hosts before 2016 cannot forbid checkpoints");
  } else {
    set_unknown(facts, kFact, guest.settings.why(kKind));
  }
}

// Recovery points of a replica and of a backup count too: they are what the fact is about, states to go back to.
void read_count(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.snapshot.count";
  if (const auto why = guest.hollow()) return set_unknown(facts, kFact, *why);
  int count = 0;
  for (const Instance* settings : guest.all(kCheckpointClass)) count += is_checkpoint(*settings) ? 1 : 0;
  facts.set(kFact, count, std::string(kCheckpointClass) + ".VirtualSystemType");
  if (count > 0)
    set_unknown(facts, "guest.snapshot.quiesced",
                {hvc::Reason::not_exposed, "a checkpoint does not keep whether it was taken with VSS", {}});
}

}  // namespace

void read_checkpoints(const Guest& guest, hvc::Facts& facts) {
  read_allowed(guest, facts);
  read_count(guest, facts);
}

}  // namespace hvhyperv
