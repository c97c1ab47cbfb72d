// Bulk calls first; single calls only for what they leave out.
#include "stats.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <hvcompat/plugin.hpp>
#include <string_view>
#include <utility>

namespace hvlibvirt {
namespace {

constexpr unsigned int kWanted = VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU;
constexpr std::chrono::seconds kStatsBound{10};
constexpr int kStatsAttempts = 3;

std::optional<std::vector<DomainHandle>> list_domains(virConnectPtr connection, unsigned int filter) {
  virDomainPtr* domains = nullptr;
  const int count = virConnectListAllDomains(connection, &domains, filter);
  if (count < 0) return std::nullopt;
  // libvirt lists in the order of its hash table, another one in every process.
  std::vector<std::pair<std::array<unsigned char, VIR_UUID_BUFLEN>, DomainHandle>> by_uuid(
      static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < by_uuid.size(); ++i) {
    by_uuid[i].second.reset(domains[i]);
    virDomainGetUUID(domains[i], by_uuid[i].first.data());
  }
  free(domains);
  std::sort(by_uuid.begin(), by_uuid.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<DomainHandle> result;
  for (auto& [uuid, domain] : by_uuid) result.push_back(std::move(domain));
  return result;
}

std::optional<std::set<std::string>> list_uuids(virConnectPtr connection, unsigned int filter) {
  const auto domains = list_domains(connection, filter);
  if (!domains) return std::nullopt;
  std::set<std::string> uuids;
  for (const DomainHandle& domain : *domains) uuids.insert(uuid_of(domain.get()));
  return uuids;
}

std::optional<std::uint64_t> number_in(const virDomainStatsRecord& record, const char* field) {
  unsigned long long number = 0;
  if (virTypedParamsGetULLong(record.params, record.nparams, field, &number) == 1) return number;
  unsigned int small = 0;
  if (virTypedParamsGetUInt(record.params, record.nparams, field, &small) == 1) return small;
  return std::nullopt;
}

GuestState state_of(const virDomainStatsRecord& record) {
  GuestState result;
  result.source = "virConnectGetAllDomainStats";
  virTypedParamsGetInt(record.params, record.nparams, "state.state", &result.state);
  virTypedParamsGetInt(record.params, record.nparams, "state.reason", &result.reason);
  result.balloon_current_kib = number_in(record, "balloon.current");
  result.balloon_maximum_kib = number_in(record, "balloon.maximum");
  result.vcpu_current = number_in(record, "vcpu.current");
  return result;
}

using States = std::map<std::string, GuestState>;

// Drivers that don't know NOWAIT have no jobs to wait for.
States ask_states(virConnectPtr connection) {
  States states;
  virDomainStatsRecordPtr* records = nullptr;
  int count = virConnectGetAllDomainStats(connection, kWanted, &records, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT);
  if (count < 0) count = virConnectGetAllDomainStats(connection, kWanted, &records, 0);
  for (int i = 0; i < count; ++i) states[uuid_of(records[i]->dom)] = state_of(*records[i]);
  if (records) virDomainStatsRecordListFree(records);
  return states;
}

// A guest whose QEMU hangs holds up the call that finds it so; the next call passes it over as busy.
States read_states(SharedConnection& connection, const std::function<SharedConnection()>& reopen) {
  for (int attempt = 0; attempt < kStatsAttempts; ++attempt) {
    auto states = call_within(kStatsBound, [connection] { return ask_states(connection.get()); });
    if (states) return std::move(*states);
    connection = reopen();
  }
  return {};
}

bool takes_snapshots(virDomainPtr domain) {
  return virDomainSnapshotNum(domain, 0) >= 0 || !not_supported(last_error());
}

const char* power_of(int state, bool active) {
  switch (state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
    case VIR_DOMAIN_SHUTDOWN:
      return "running";
    case VIR_DOMAIN_PAUSED:
    case VIR_DOMAIN_PMSUSPENDED:  // S3: the guest sleeps, its memory stays on the host
      return "paused";
    case VIR_DOMAIN_CRASHED:
      return active ? "paused" : "off";
    case VIR_DOMAIN_SHUTOFF:
      return "off";
    default:
      return active ? "running" : "off";
  }
}

// The reason speaks of the last change of state only: a pause after a migration hides the migration.
void add_migration_facts(const GuestState& state, const Driver& driver, bool active, hvc::Facts& facts) {
  const std::string where = state.source + " state.reason";
  const char* fact = "guest.migration.since_power_on";
  const bool running = state.state == VIR_DOMAIN_RUNNING;
  const bool arrived =
      running && (state.reason == VIR_DOMAIN_RUNNING_MIGRATED || state.reason == VIR_DOMAIN_RUNNING_POSTCOPY);
  if (!active || !driver.migrates())
    facts.set(fact, false, active ? "the driver " + driver.type + " migrates nothing" : "the guest does not run");
  else if (arrived)
    facts.set(fact, true, where);
  else if (running && state.reason == VIR_DOMAIN_RUNNING_BOOTED)
    facts.set(fact, false, where + ": nothing since it was booted here");
  facts.unknown(fact, hvc::Reason::not_exposed, "libvirt keeps the reason of the last change of state only",
                "attest guest.migration.last in the site file");
  facts.unknown("guest.migration.last", hvc::Reason::not_exposed, "libvirt keeps no time of a migration",
                "attest guest.migration.last in the site file");
}

}  // namespace

Overview read_overview(SharedConnection& shared, const std::function<SharedConnection()>& reopen) {
  Overview overview;
  overview.states = read_states(shared, reopen);
  virConnectPtr connection = shared.get();
  std::optional<std::vector<DomainHandle>> domains = list_domains(connection, 0);
  if (!domains)
    throw hvc::Failure(HVC_FAIL_PROTOCOL, "virConnectListAllDomains: " + last_error().text,
                       "check that this driver lists its guests with `virsh list --all`");
  overview.domains = std::move(*domains);
  overview.with_managed_save = list_uuids(connection, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE);
  if (const auto holders = list_uuids(connection, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT)) {
    overview.snapshots.known = true;
    overview.snapshots.holders = *holders;
  }
  if (!overview.domains.empty()) overview.snapshots.supported = takes_snapshots(overview.domains.front().get());
  return overview;
}

std::optional<DomainsByUuid> domains_of(virConnectPtr connection) {
  std::optional<std::vector<DomainHandle>> domains = list_domains(connection, 0);
  if (!domains) return std::nullopt;
  DomainsByUuid by_uuid;
  for (DomainHandle& domain : *domains) {
    std::string uuid = uuid_of(domain.get());
    by_uuid.emplace(std::move(uuid), std::move(domain));
  }
  return by_uuid;
}

bool complete_state(virDomainPtr domain, GuestState& state) {
  if (state.state < 0) {
    state.source = "virDomainGetState";
    if (virDomainGetState(domain, &state.state, &state.reason, 0) < 0) return !gone(last_error());
  }
  const bool off = state.state == VIR_DOMAIN_SHUTOFF;
  if (off || state.balloon_current_kib) return true;
  virDomainInfo info{};
  if (virDomainGetInfo(domain, &info) < 0) return !gone(last_error());
  state.balloon_current_kib = info.memory;
  state.balloon_maximum_kib = info.maxMem;
  state.source = "virDomainGetInfo";
  return true;
}

void add_state_facts(const GuestState& state, const Driver& driver, bool active, hvc::Facts& facts) {
  facts.set("guest.power", power_of(state.state, active), state.source + " state");
  add_migration_facts(state, driver, active, facts);
  if (state.vcpu_current && active) facts.set("guest.vcpu.count", *state.vcpu_current, state.source + " vcpu.current");
  if (!active) {
    if (driver.xml_is_definition()) facts.set("guest.memory.ballooned_mib", 0, "the guest does not run");
    return;
  }
  if (!state.balloon_current_kib) return;
  const std::uint64_t current = *state.balloon_current_kib;
  facts.set("guest.memory.current_mib", current / 1024, state.source + " balloon.current");
  // The size moves only when the guest's driver has given pages back.
  if (facts.value("guest.memory.balloon_device") == "true" && state.balloon_maximum_kib) {
    const std::uint64_t maximum = *state.balloon_maximum_kib;
    facts.set("guest.memory.ballooned_mib", maximum > current ? (maximum - current) / 1024 : 0,
              state.source + " balloon.maximum - balloon.current");
  }
}

}  // namespace hvlibvirt
