#include "host_facts.hpp"

#include "identity.hpp"
#include "source.hpp"
#include "windows_edition.hpp"

namespace hvhyperv {
namespace {

constexpr std::int64_t kBytesPerMib = 1 << 20;
constexpr std::int64_t kMostMib = std::int64_t{1} << 40;

// Fixed by the product, so that they are known whatever else may be read.
void read_product(hvc::Facts& facts) {
  const std::string where = std::string(kVirtualization) + " answers";
  facts.set("hypervisor.family", "hyper-v", where);
  facts.set("hypervisor.vendor", "microsoft", where);
  facts.set("hypervisor.product", "hyper-v", where);
  facts.set("hypervisor.api", "wsman", where);
  facts.set("host.memory.page_sharing", false, "Hyper-V shares no memory between guests");
  facts.unknown("host.memory.admission", hvc::Reason::not_exposed,
                "Hyper-V has no such setting: it backs the memory of each guest that it starts, and Dynamic Memory "
                "shrinks others for it",
                "attest host.memory.admission in the site file");
}

void read_system_product(const Source& system, std::int64_t build, hvc::Facts& facts) {
  const std::string product = host_product(system.integer("ProductType"), system.integer("OperatingSystemSKU"), build);
  if (!product.empty()) {
    facts.set("host.os.product", product,
              system.at("BuildNumber") + ", " + system.at("ProductType") + ", " + system.at("OperatingSystemSKU"));
    return;
  }
  set_unknown(facts, "host.os.product",
              {hvc::Reason::not_exposed,
               "ProductType `" + std::string(system.text("ProductType")) + "`, OperatingSystemSKU `" +
                   std::string(system.text("OperatingSystemSKU")) + "` and build " + std::to_string(build) +
                   " stand for no release of Windows that is known here",
               {}});
}

// Hyper-V has the version of the Windows that it came with.
void read_system(const HostInstances& instances, hvc::Facts& facts) {
  const Source system = single(instances, "Win32_OperatingSystem");
  system.set_text(facts, "host.os.version", "Version");
  system.set_text(facts, "hypervisor.version", "Version");
  const auto build = system.integer("BuildNumber");
  if (!build) {
    set_unknown(facts, {"host.os.build", "hypervisor.build", "host.os.product"}, system.why("BuildNumber"));
    return;
  }
  facts.set("host.os.build", std::to_string(*build), system.at("BuildNumber"));
  facts.set("hypervisor.build", std::to_string(*build), system.at("BuildNumber"));
  read_system_product(system, *build, facts);
  if (const auto sku = system.integer("OperatingSystemSKU"))
    facts.set("x.hyperv.host.sku", *sku, system.at("OperatingSystemSKU"));
}

void read_hardware(const HostInstances& instances, hvc::Facts& facts) {
  const Source computer = single(instances, "Win32_ComputerSystem");
  computer.set_text(facts, "host.system.vendor", "Manufacturer");
  computer.set_text(facts, "host.system.model", "Model");
  const auto bytes = computer.integer("TotalPhysicalMemory");
  if (bytes && *bytes > 0)
    facts.set("host.memory.total_mib", *bytes / kBytesPerMib, computer.at("TotalPhysicalMemory"));
  else
    set_unknown(facts, "host.memory.total_mib", computer.why("TotalPhysicalMemory"));
  const auto threads = computer.integer("NumberOfLogicalProcessors");
  if (threads && *threads > 0)
    facts.set("host.cpu.threads", *threads, computer.at("NumberOfLogicalProcessors"));
  else
    set_unknown(facts, "host.cpu.threads", computer.why("NumberOfLogicalProcessors"));
}

// CPUID's twelve letters; ARM processors write a name instead.
std::string vendor_of(std::string_view manufacturer) {
  if (manufacturer == "GenuineIntel") return "intel";
  if (manufacturer == "AuthenticAMD") return "amd";
  if (manufacturer == "HygonGenuine") return "hygon";
  return {};
}

void read_processor(const HostInstances& instances, hvc::Facts& facts) {
  const Source processor = single(instances, "Win32_Processor");
  processor.set_text(facts, "host.cpu.model", "Name");
  const std::string vendor = vendor_of(processor.text("Manufacturer"));
  if (!vendor.empty())
    facts.set("host.cpu.vendor", vendor, processor.at("Manufacturer"));
  else
    set_unknown(facts, "host.cpu.vendor", processor.why("Manufacturer"));
}

void read_page_files(const HostInstances& instances, hvc::Facts& facts) {
  const ClassReading& files = instances.of("Win32_PageFileUsage");
  if (files.unknown) return set_unknown(facts, "host.memory.swapped_mib", *files.unknown);
  std::int64_t used = 0;
  for (const Instance& file : files.instances) {
    const auto mib = file.integer("CurrentUsage");
    if (!mib || *mib < 0 || *mib > kMostMib) {
      const Source source("Win32_PageFileUsage", files, &file);
      return set_unknown(facts, "host.memory.swapped_mib", source.why("CurrentUsage"));
    }
    used += *mib;
  }
  facts.set("host.memory.swapped_mib", used, "Win32_PageFileUsage.CurrentUsage");
}

void read_migration(const HostInstances& instances, hvc::Facts& facts) {
  const Source service = single(instances, "Msvm_VirtualSystemMigrationServiceSettingData");
  service.set_boolean(facts, "host.migration.enabled", "EnableVirtualSystemMigration");
  if (const auto most = service.integer("MaximumActiveVirtualSystemMigration"))
    facts.set("x.hyperv.migration.maximum", *most, service.at("MaximumActiveVirtualSystemMigration"));
  const auto authentication = service.integer("AuthenticationType");
  if (authentication == 0 || authentication == 1)
    facts.set("x.hyperv.migration.authentication", *authentication == 0 ? "credssp" : "kerberos",
              service.at("AuthenticationType"));
}

}  // namespace

std::string host_name(const HostInstances& instances) {
  for (const Instance& system : instances.of("Msvm_ComputerSystem").instances) {
    const std::string_view name = system.text("Name");
    if (!name.empty() && !is_guid(name)) return std::string(name);
  }
  const std::string_view name = single(instances, "Win32_ComputerSystem").text("Name");
  return std::string(name.empty() ? single(instances, "Win32_OperatingSystem").text("CSName") : name);
}

void read_host(const HostInstances& instances, hvc::Facts& facts) {
  read_product(facts);
  read_system(instances, facts);
  read_hardware(instances, facts);
  read_processor(instances, facts);
  read_page_files(instances, facts);
  read_migration(instances, facts);
}

}  // namespace hvhyperv
