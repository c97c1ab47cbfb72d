// Whether the guest can be moved, saved, copied and replicated, and what of that is under way.
#include <algorithm>
#include <cstdio>

#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kJob = "Msvm_MigrationJob";
constexpr const char* kDevices = "Msvm_PciExpressSettingData";
constexpr const char* kGpus = "Msvm_GpuPartitionSettingData";

struct Answer {
  std::optional<bool> allowed;
  std::string evidence;
  hvc::UnknownFact why;
};

Answer refused(std::string evidence) { return {false, std::move(evidence), {}}; }
Answer open(hvc::UnknownFact why) { return {std::nullopt, {}, std::move(why)}; }

void set_answer(hvc::Facts& facts, const char* fact, const Answer& answer) {
  if (answer.allowed)
    facts.set(fact, *answer.allowed, answer.evidence);
  else
    set_unknown(facts, fact, answer.why);
}

bool confidential(const hvc::Facts& facts) {
  return facts.value("guest.confidential") == "\"sev-snp\"" || facts.value("guest.confidential") == "\"tdx\"";
}

// What keeps a guest on its host, whether it is to be moved or saved: hardware of the host in its hands.
std::optional<Answer> held_by_hardware(const Guest& guest, const hvc::Facts& facts) {
  const Source devices = guest.one(kDevices);
  if (devices.there()) return refused(std::string(kDevices) + ": a device of the host is assigned to it");
  const bool too_old = guest.host.older_than(kBuild2016);
  const auto& unread = guest.reading(kDevices).unknown;
  if (unread && !(devices.no_class() && too_old)) return open(*unread);
  const Source gpus = guest.one(kGpus);
  if (gpus.there() && guest.host.older_than(kBuild2025))
    return refused(std::string(kGpus) + ": it has a part of a GPU, which hosts before 2025 do not move");
  if (gpus.there())
    return open({hvc::Reason::not_exposed, "it has a part of a GPU: whether that moves, its driver decides", {}});
  if (const auto why = facts.why_unknown("guest.confidential")) return open(*why);
  if (confidential(facts))
    return open({hvc::Reason::not_exposed, "whether this host moves or saves encrypted guests is not told", {}});
  return std::nullopt;
}

// Outside a cluster nothing hands a pass-through disk over to the other host.
std::optional<Answer> held_by_disk(const Guest& guest, const hvc::Facts& facts) {
  if (!facts.known("guest.disk.kinds")) {
    const auto why = facts.why_unknown("guest.disk.kinds");
    return open(why ? *why : hvc::UnknownFact{});
  }
  const Instances& drives = guest.all("Msvm_ResourceAllocationSettingData");
  const bool passed = std::ranges::any_of(drives, [](const Instance* drive) {
    return drive->text("ResourceSubType") == "Microsoft:Hyper-V:Physical Disk Drive";
  });
  if (!passed) return std::nullopt;
  if (guest.host.clustered == Clustered::no)
    return refused(
        "Msvm_ResourceAllocationSettingData.HostResource: a pass-through disk, and the host is in no cluster");
  return open(
      {hvc::Reason::not_exposed, "it has a pass-through disk: it moves only where the disk is a cluster's", {}});
}

Answer allowed(const Guest& guest) {
  return {true, guest.settings.at("InstanceID") + ": nothing in the settings rules it out", {}};
}

Answer migratable(const Guest& guest, const hvc::Facts& facts) {
  if (auto why = guest.hollow()) return open(*why);
  if (auto held = held_by_hardware(guest, facts)) return *held;
  if (auto held = held_by_disk(guest, facts)) return *held;
  return allowed(guest);
}

Answer suspendable(const Guest& guest, const hvc::Facts& facts) {
  if (auto why = guest.hollow()) return open(*why);
  if (auto held = held_by_hardware(guest, facts)) return *held;
  return allowed(guest);
}

// "Storage migration is always enabled" on a host; it moves files, and no shared ones.
Answer storage_movable(const hvc::Facts& facts) {
  const std::string kinds = facts.value("guest.disk.kinds");
  if (kinds.empty()) {
    const auto why = facts.why_unknown("guest.disk.kinds");
    return open(why ? *why : hvc::UnknownFact{});
  }
  const std::string where = facts.evidence("guest.disk.kinds");
  if (kinds.find("\"image\"") == std::string::npos) return refused(where + ": it has no virtual hard disk");
  if (kinds.find("\"shared\"") != std::string::npos)
    return open({hvc::Reason::not_exposed, "it has shared disks: which of its files may be moved is not told", {}});
  return {true, where + ": virtual hard disks", {}};
}

// Msvm_MigrationJob.MigrationType: the guest (32768), its storage (32769), both (32771).
bool moves_guest(std::int64_t type) { return type == 32768 || type == 32771; }
bool moves_storage(std::int64_t type) { return type == 32769 || type == 32771; }
// Msvm_MigrationJob.JobType: 301 to 304 only look whether a guest could be moved, 305 to 307 move it. A job that does
// not tell its type is taken for a move.
bool only_checks(const Instance& job) {
  const auto type = job.integer("JobType").value_or(0);
  return type >= 301 && type <= 304;
}
// JobState: starting, running, suspended, shutting down; and 7, completed.
bool under_way(std::int64_t state) { return state >= 3 && state <= 6; }

void read_jobs(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kRunning = "guest.migration.running";
  constexpr const char* kStorage = "guest.storage_migration.running";
  constexpr const char* kLast = "guest.migration.last";
  const auto& unread = guest.reading(kJob).unknown;
  if (unread) return set_unknown(facts, {kRunning, kStorage, kLast}, *unread);
  bool guest_moves = false;
  bool storage_moves = false;
  std::string last;
  for (const Instance* job : guest.all(kJob)) {
    if (only_checks(*job)) continue;
    const auto type = job->integer("MigrationType").value_or(0);
    const auto state = job->integer("JobState").value_or(0);
    guest_moves |= moves_guest(type) && under_way(state);
    storage_moves |= moves_storage(type) && under_way(state);
    if (!moves_guest(type) || state != 7 || job->integer("ErrorCode").value_or(0) != 0) continue;
    last = std::max(last, job->time("TimeOfLastStateChange").value_or(""));
  }
  const std::string where = std::string(kJob) + ".JobType, MigrationType, JobState";
  facts.set(kRunning, guest_moves, where).set(kStorage, storage_moves, where);
  if (!last.empty())
    facts.set(kLast, last, std::string(kJob) + ".TimeOfLastStateChange");
  else
    set_unknown(facts, kLast, {hvc::Reason::not_exposed, "Hyper-V forgets a migration five minutes after its end", {}});
}

// ReplicationMode: none, primary, replica, test replica (a copy that nothing flows into), extended replica.
void read_replication(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kMode = "ReplicationMode";
  constexpr const char* kModes[] = {"none", "primary", "replica", "test-replica", "extended-replica"};
  const auto mode = guest.system.integer(kMode);
  if (!mode || *mode < 0 || *mode > 4) return set_unknown(facts, "guest.replication", guest.system.why(kMode));
  facts.set("guest.replication", *mode != 0 && *mode != 3, guest.system.at(kMode));
  if (*mode == 0) return;
  facts.set("x.hyperv.replication.mode", kModes[*mode], guest.system.at(kMode));
  constexpr const char* kHealths[] = {"not-applicable", "ok", "warning", "critical"};
  const auto health = guest.system.integer("ReplicationHealth");
  if (health && *health >= 0 && *health <= 3)
    facts.set("x.hyperv.replication.health", kHealths[*health], guest.system.at("ReplicationHealth"));
  if (const auto state = guest.system.integer("ReplicationState"))
    facts.set("x.hyperv.replication.state", *state, guest.system.at("ReplicationState"));
}

// Major and minor of a configuration version; none where it is no such text.
std::optional<std::pair<int, int>> version_of(std::string_view text) {
  int major = 0, minor = 0;
  if (std::sscanf(std::string(text).c_str(), "%4d.%4d", &major, &minor) != 2) return std::nullopt;
  return std::pair(major, minor);
}

// Processors never; memory while it runs with Dynamic Memory, or by hand from configuration version 6.2 (2016) on.
void read_hot_add(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.hot_add";
  using List = std::vector<std::string>;
  const std::string dynamic = facts.value("guest.memory.dynamic");
  if (dynamic == "true") {
    facts.set(kFact, List{"memory"}, facts.evidence("guest.memory.dynamic"));
    return;
  }
  const auto version = version_of(guest.settings.text("Version"));
  if (version && *version >= std::pair(6, 2))
    facts.set(kFact, List{"memory"}, guest.settings.at("Version"));
  else if (version && dynamic == "false")
    facts.set(kFact, List{}, guest.settings.at("Version") + ", " + facts.evidence("guest.memory.dynamic"));
  else
    set_unknown(facts, kFact, guest.settings.why("Version"));
}

}  // namespace

void read_mobility(const Guest& guest, hvc::Facts& facts) {
  set_answer(facts, "guest.migratable", migratable(guest, facts));
  set_answer(facts, "guest.suspend.allowed", suspendable(guest, facts));
  set_answer(facts, "guest.storage_migration.allowed", storage_movable(facts));
  read_jobs(guest, facts);
  read_replication(guest, facts);
  read_hot_add(guest, facts);
  facts.set("guest.fault_tolerance", false, "Hyper-V runs no second copy of a guest");
}

}  // namespace hvhyperv
