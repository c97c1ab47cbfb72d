// HostSystem: product, hardware, page sharing, vMotion.
#include "host_facts.hpp"

#include <algorithm>
#include <charconv>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

constexpr std::int64_t kMebibyte = std::int64_t{1} << 20;

std::optional<std::int64_t> bytes_as_mib(const pugi::xml_node& node) {
  const auto bytes = as_integer(node);
  return bytes ? std::optional(*bytes / kMebibyte) : std::nullopt;
}

// `intel`, `amd`, `hygon`, `arm`; ESXi says `unknown` where it does not know.
std::optional<std::string> cpu_vendor(const pugi::xml_node& packages) {
  const std::string vendor = text_of(child(hvshared::first_element(packages), "vendor"));
  return vendor.empty() || vendor == "unknown" ? std::nullopt : std::optional(vendor);
}

// The value of an advanced option as text; empty where the host does not tell it.
std::string option_of(const ManagedObject& host, std::string_view key) {
  const pugi::xml_node options = host.at("config.option").node;
  for (pugi::xml_node one = hvshared::first_element(options); one; one = hvshared::next_element(one))
    if (text_of(child(one, "key")) == key) return text_of(child(one, "value"));
  return {};
}

std::optional<int> number_of(const std::string& text) {
  int number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct ProductLine {
  std::string line;  // AboutInfo.productLineId
  std::string where;
};

// vCenter manages no other hosts than ESXi; a host's own agent may be that of VMware's other products.
ProductLine line_of(const ManagedObject& host, const ServiceContent& server) {
  const char* path = "summary.config.product";
  const std::string own = text_of(child(host.at(path).node, "productLineId"));
  if (!own.empty()) return {own, host.where("summary.config.product.productLineId") + " " + own};
  if (server.is_vcenter()) return {"embeddedEsx", "vCenter: every host of it is an ESXi"};
  return {server.product_line, "ServiceInstance content.about.productLineId " + server.product_line};
}

// vim25 AboutInfo; names as in the catalog of vendors.
std::string product_of_line(const std::string& line) {
  if (line == "embeddedEsx") return "esxi";
  if (line == "esx") return "esx";
  return line == "gsx" ? "server" : std::string();
}

void tell_product(const ManagedObject& host, const ServiceContent& server, hvc::Facts& facts) {
  const auto [line, where] = line_of(host, server);
  const std::string product = product_of_line(line);
  const bool is_esx = product == "esxi" || product == "esx";
  facts.set("hypervisor.family", is_esx ? "esx" : "other", where);
  facts.set("hypervisor.api", "vim25", "ServiceInstance content.about");
  facts.set("hypervisor.vendor", "vmware", "HostSystem: every host of this API is of VMware");
  if (!product.empty()) facts.set("hypervisor.product", product, where);
  if (is_esx) facts.set("host.os.product", product, where);
  for (const char* fact : {"hypervisor.product", "host.os.product"})
    facts.unknown(fact, hvc::Reason::not_exposed, "the host's product line is `" + line + "`, which names none",
                  std::string("attest ") + fact + " in the site file");
  for (const char* fact : {"hypervisor.version", "host.os.version"})
    tell(facts, fact, host, "summary.config.product.version", as_text);
  for (const char* fact : {"hypervisor.build", "host.os.build"})
    tell(facts, fact, host, "summary.config.product.build", as_text);
}

void tell_hardware(const ManagedObject& host, hvc::Facts& facts) {
  tell(facts, "host.system.vendor", host, "summary.hardware.vendor", as_text);
  tell(facts, "host.system.model", host, "summary.hardware.model", as_text);
  tell(facts, "host.cpu.vendor", host, "hardware.cpuPkg", cpu_vendor);
  tell(facts, "host.cpu.model", host, "summary.hardware.cpuModel", as_text);
  tell(facts, "host.cpu.threads", host, "summary.hardware.numCpuThreads", as_integer);
  tell(facts, "host.memory.total_mib", host, "summary.hardware.memorySize", bytes_as_mib);
}

// Mem.ShareScanGHz 0 stops the search for equal pages. Else the host tells only amounts that mix sharing between guests
// with sharing inside of one: guests tell whether they may take part.
void tell_memory(const ManagedObject& host, hvc::Facts& facts) {
  facts.set("host.memory.admission", false,
            "ESXi admits a guest by its reservation, never by its configured memory (vSphere Resource Management)");
  facts.unknown("host.memory.swapped_mib", hvc::Reason::not_exposed,
                "ESXi tells what it swapped by guest (guest.memory.swapped_mib)", "");
  if (option_of(host, "Mem.ShareScanGHz") == "0") {
    facts.set("host.memory.page_sharing", false, host.where("config.option Mem.ShareScanGHz 0"));
    return;
  }
  if (!host.at("config.option")) return tell_unknown(facts, "host.memory.page_sharing", host, "config.option");
  facts.unknown("host.memory.page_sharing", hvc::Reason::not_exposed,
                "ESXi does not tell pages shared between guests from pages shared inside of one",
                "look at guest.memory.page_sharing_allowed, or set Mem.ShareScanGHz to 0");
}

void tell_server(const ServiceContent& server, hvc::Facts& facts) {
  if (!server.is_vcenter()) return;
  facts.set("x.vmware.vcenter_version", server.version, "ServiceInstance content.about.version");
  facts.set("x.vmware.vcenter_build", server.build, "ServiceInstance content.about.build");
}

// A host outside of clusters hangs below a ComputeResource of its own.
std::string cluster_of(const ManagedObject& host) {
  const pugi::xml_node parent = host.at("parent").node;
  return std::string_view(parent.attribute("type").value()) == "ClusterComputeResource" ? text_of(parent)
                                                                                        : std::string();
}

}  // namespace

hvc::Record read_host(const ManagedObject& host, const ServiceContent& server) {
  const std::string& id = host.ref().value;
  hvc::Record record = hvc::Record::host(id, as_text(host.at("name").node).value_or(id), cluster_of(host));
  tell_product(host, server, record.facts);
  tell_hardware(host, record.facts);
  tell_memory(host, record.facts);
  tell(record.facts, "host.migration.enabled", host, "summary.config.vmotionEnabled", as_bool);
  tell(record.facts, "x.vmware.connection_state", host, "runtime.connectionState", as_text);
  tell_server(server, record.facts);
  return record;
}

std::optional<hvc::Fault> host_fault(const ManagedObject& host) {
  const std::string state = as_text(host.at("runtime.connectionState").node).value_or("");
  if (state.empty() || state == "connected") return std::nullopt;
  return hvc::Fault{
      "host", host.ref().value, HVC_FAIL_UNREACHABLE,
      "vCenter's connection to this host is in the state " + state + ": its facts are the last that were known",
      "reconnect the host in vCenter"};
}

HostTraits read_host_traits(const ManagedObject& host) {
  HostTraits traits;
  traits.salting = number_of(option_of(host, "Mem.ShareForceSalting"));
  if (!traits.salting) {
    traits.why_no_salting = host.why_not("config.option");
    if (host.at("config.option"))
      traits.why_no_salting = {hvc::Reason::not_exposed, "the host has no option Mem.ShareForceSalting",
                               "attest the fact in the site file"};
  }
  if (const Property moves = host.at("capability.storageVMotionSupported")) traits.moves_storage = as_bool(moves.node);
  return traits;
}

}  // namespace hvvmware
