// Asks a connection about its host: capabilities, node, memory, page sharing, firmware.
#include "host_facts.hpp"

#include <filesystem>

#include "connection.hpp"
#include "local_host.hpp"
#include "storage_pools.hpp"

namespace hvlibvirt {
namespace {

std::string text_or_empty(char* text) {
  const TextHandle handle(text);
  return handle ? handle.get() : "";
}

void set_unknown(hvc::Facts& facts, const std::string& fact, const std::string& call) {
  const hvc::UnknownFact why = unknown_of(last_error(), call, "attest " + fact + " in the site file");
  facts.unknown(fact, why.reason, why.detail, why.remedy);
}

// The test driver has this machine's name, which says nothing about the definitions in its file.
std::string host_name_of(virConnectPtr connection, const Driver& driver, const TargetOptions& target) {
  if (!target.host_name.empty()) return target.host_name;
  if (driver.kind == DriverKind::test) return std::filesystem::path(target.path).stem().string();
  const std::string name = text_or_empty(virConnectGetHostname(connection));
  return name.empty() ? target.server : name;
}

// virNodeGetInfo().memory counts wrongly where NUMA cells are brought up late, so it comes second.
void read_total_memory(virConnectPtr connection, const virNodeInfo& node, hvc::Facts& facts) {
  int count = 0;
  if (virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, nullptr, &count, 0) == 0 && count > 0) {
    std::vector<virNodeMemoryStats> stats(static_cast<std::size_t>(count));
    if (virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, stats.data(), &count, 0) == 0)
      for (const auto& one : stats)
        if (std::string_view(one.field) == VIR_NODE_MEMORY_STATS_TOTAL)
          facts.set("host.memory.total_mib", one.value / 1024, "virNodeGetMemoryStats total");
  }
  if (!facts.known("host.memory.total_mib") && node.memory > 0)
    facts.set("host.memory.total_mib", node.memory / 1024, "virNodeGetInfo memory");
}

void read_node(virConnectPtr connection, HostReading& host) {
  virNodeInfo node{};
  if (virNodeGetInfo(connection, &node) < 0) {
    set_unknown(host.facts, "host.cpu.threads", "virNodeGetInfo");
    set_unknown(host.facts, "host.memory.total_mib", "virNodeGetInfo");
    return;
  }
  if (node.cpus > 0) host.facts.set("host.cpu.threads", node.cpus, "virNodeGetInfo cpus");
  read_total_memory(connection, node, host.facts);
}

void read_page_sharing(virConnectPtr connection, HostReading& host) {
  TypedParameters parameters;
  int count = 0;
  unsigned long long sharing = 0;
  if (virNodeGetMemoryParameters(connection, nullptr, &count, 0) == 0 && count > 0) {
    parameters.items =
        static_cast<virTypedParameterPtr>(std::calloc(static_cast<std::size_t>(count), sizeof(virTypedParameter)));
    parameters.count = count;
    if (parameters.items && virNodeGetMemoryParameters(connection, parameters.items, &parameters.count, 0) == 0 &&
        virTypedParamsGetULLong(parameters.items, parameters.count, VIR_NODE_MEMORY_SHARED_PAGES_SHARING, &sharing) ==
            1) {
      host.view.page_sharing = sharing > 0;
      host.facts.set("host.memory.page_sharing", sharing > 0, "virNodeGetMemoryParameters shm_pages_sharing");
      return;
    }
  }
  set_unknown(host.facts, "host.memory.page_sharing", "virNodeGetMemoryParameters");
}

void read_swap(bool local, HostReading& host) {
  const std::optional<std::uint64_t> used = local ? swapped_kib() : std::nullopt;
  if (used) {
    host.view.swap_in_use = *used > 0;
    host.facts.set("host.memory.swapped_mib", (*used + 1023) / 1024, "/proc/meminfo SwapTotal - SwapFree");
  } else {
    host.facts.unknown("host.memory.swapped_mib", hvc::Reason::not_exposed,
                       "libvirt does not tell how much of the host is swapped out",
                       "attest host.memory.swapped_mib in the site file");
  }
}

void read_policies(HostReading& host) {
  const Driver& driver = host.view.driver;
  if (driver.like_qemu() || driver.kind == DriverKind::lxc)
    host.facts.set("host.memory.admission", false,
                   "the driver " + driver.type + " starts guests whatever was promised");
  else
    host.facts.unknown("host.memory.admission", hvc::Reason::not_exposed, "this driver does not tell it",
                       "attest host.memory.admission in the site file");
  if (host.capabilities.live_migration)
    host.facts.set("host.migration.enabled", true,
                   "virConnectGetCapabilities /capabilities/host/migration_features/live");
  else
    host.facts.unknown("host.migration.enabled", hvc::Reason::not_exposed, "the capabilities do not speak of migration",
                       "attest host.migration.enabled in the site file");
}

void read_cpu(HostReading& host) {
  const Capabilities& capabilities = host.capabilities;
  const std::string where = "virConnectGetCapabilities /capabilities/host/cpu/";
  if (!capabilities.cpu_vendor.empty()) host.facts.set("host.cpu.vendor", capabilities.cpu_vendor, where + "vendor");
  if (!capabilities.cpu_model.empty()) host.facts.set("host.cpu.model", capabilities.cpu_model, where + "model");
  for (const char* fact : {"host.cpu.vendor", "host.cpu.model"})
    host.facts.unknown(fact, hvc::Reason::not_exposed, "the capabilities do not name the processor",
                       std::string("attest ") + fact + " in the site file");
}

// What a guest with the host's processor sees. Domain capabilities are refused on a read-only connection.
void read_nested_capability(virConnectPtr privileged, HostReading& host) {
  if (host.capabilities.cpu_virtualization == false) {
    host.view.nested = false;
    host.view.nested_evidence = "virConnectGetCapabilities /capabilities/host/cpu has neither vmx nor svm";
    return;
  }
  if (!privileged) return;
  const std::string xml =
      text_or_empty(virConnectGetDomainCapabilities(privileged, nullptr, nullptr, nullptr, nullptr, 0));
  host.view.nested = parse_nested_capability(xml);
  host.view.nested_evidence = "virConnectGetDomainCapabilities /domainCapabilities/cpu/mode host-model";
}

}  // namespace

HostReading read_host(virConnectPtr connection, virConnectPtr privileged, const TargetOptions& target) {
  HostReading host;
  host.local = is_this_machine(target);
  const char* type = virConnectGetType(connection);
  host.view.driver = driver_of_type(type ? type : "");
  host.view.agent_asked = target.agent;
  host.capabilities = parse_capabilities(text_or_empty(virConnectGetCapabilities(connection)));
  host.name = host_name_of(connection, host.view.driver, target);
  host.id = host.capabilities.uuid.empty() ? host.name : host.capabilities.uuid;

  host.facts.set("hypervisor.api", "libvirt", "virConnectOpenAuth");
  read_node(connection, host);
  read_cpu(host);
  read_page_sharing(connection, host);
  read_swap(host.local, host);
  read_policies(host);
  read_nested_capability(privileged, host);
  host.view.pools = read_storage_pools(connection, host.local);
  host.clues = {host.view.driver,
                target.name,
                host.local ? os_release() : std::string(),
                text_or_empty(virConnectGetSysinfo(connection, 0)),
                {},
                {}};
  return host;
}

}  // namespace hvlibvirt
