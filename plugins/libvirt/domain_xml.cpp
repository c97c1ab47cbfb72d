// Identity of a guest: processors, machine, and the operating system that its definition names.
#include "domain_xml.hpp"

#include <charconv>
#include <cstring>

#include "guest_os.hpp"

namespace hvlibvirt {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t bytes;
};

constexpr Unit kUnits[] = {{"KiB", 1ull << 10},
                           {"k", 1ull << 10},
                           {"MiB", 1ull << 20},
                           {"M", 1ull << 20},
                           {"GiB", 1ull << 30},
                           {"G", 1ull << 30},
                           {"TiB", 1ull << 40},
                           {"T", 1ull << 40},
                           {"b", 1},
                           {"bytes", 1},
                           {"KB", 1000},
                           {"MB", 1000'000},
                           {"GB", 1000'000'000},
                           {"TB", 1000'000'000'000}};

std::uint64_t unit_bytes(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (unit.name == name) return unit.bytes;
  return 1ull << 10;
}

std::optional<std::uint64_t> number_of(const char* text) {
  std::uint64_t number = 0;
  const char* end = text + std::strlen(text);
  while (text != end && (*text == ' ' || *text == '\n' || *text == '\t')) ++text;
  const auto [stop, wrong] = std::from_chars(text, end, number);
  if (wrong != std::errc{}) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> kib_of_text(const char* text, const pugi::xml_node& with_unit) {
  const std::optional<std::uint64_t> number = number_of(text);
  if (!number) return std::nullopt;
  const std::uint64_t bytes = unit_bytes(with_unit.attribute("unit").value());
  std::uint64_t total = 0;
  return __builtin_mul_overflow(*number, bytes, &total) ? UINT64_MAX / 1024 : total / 1024;
}

void read_vcpus(const pugi::xml_node& domain, const HostView& host, hvc::Facts& facts) {
  const pugi::xml_node vcpu = domain.child("vcpu");
  const std::optional<std::uint64_t> maximum = number_of(vcpu.child_value());
  const std::optional<std::uint64_t> current = number_of(vcpu.attribute("current").value());
  if (current)
    facts.set("guest.vcpu.count", *current, at("/vcpu/@current"));
  else if (maximum)
    facts.set("guest.vcpu.count", *maximum, at("/vcpu"));

  if (!host.driver.xml_is_definition()) return;
  std::vector<std::string> hot_add;
  bool cpu = current && maximum && *current < *maximum;
  for (const auto& one : domain.child("vcpus").children("vcpu"))
    cpu |= std::string_view(one.attribute("enabled").value()) == "no";
  if (cpu) hot_add.emplace_back("cpu");
  if (number_of(domain.child("maxMemory").attribute("slots").value()).value_or(0) > 0) hot_add.emplace_back("memory");
  facts.set("guest.hot_add", hot_add, at("/vcpu, /domain/vcpus and /domain/maxMemory"));
}

void read_vendor_facts(const pugi::xml_node& domain, hvc::Facts& facts) {
  facts.set("x.libvirt.domain_type", domain.attribute("type").value(), at("/@type"));
  if (const auto machine = domain.child("os").child("type").attribute("machine"))
    facts.set("x.libvirt.machine", machine.value(), at("/os/type/@machine"));
  std::vector<std::string> enlightenments;
  for (const auto& one : domain.child("features").child("hyperv").children())
    if (std::string_view(one.attribute("state").value()) == "on") enlightenments.emplace_back(one.name());
  if (!enlightenments.empty()) facts.set("x.libvirt.hyperv", enlightenments, at("/features/hyperv"));
}

}  // namespace

std::optional<std::uint64_t> kib_of(const pugi::xml_node& node) { return kib_of_text(node.child_value(), node); }

std::optional<std::uint64_t> kib_of_attribute(const pugi::xml_node& node, const char* name) {
  return kib_of_text(node.attribute(name).value(), node);
}

bool load_domain(DomainDocument& document, const std::string& text) {
  return document.xml.load_buffer(text.data(), text.size()) && !document.domain().empty();
}

void read_identity(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  const pugi::xml_node domain = document.domain();
  read_vcpus(domain, host, facts);
  read_declared_os(domain, facts);
  explain_unknown_os(tools_of(domain, document.active(), host.agent_asked), facts);
  read_vendor_facts(domain, facts);
  // libvirt knows no templates: every domain may be started.
  facts.set("guest.template", false, "libvirt has no templates");
}

hvc::Facts read_domain(const DomainDocument& document, const HostView& host) {
  hvc::Facts facts;
  read_identity(document, host, facts);
  read_memory(document, host, facts);
  read_security(document, host, facts);
  read_mobility(document, host, facts);
  read_disks(document, host, facts);
  add_untold_guest_facts(facts);
  return facts;
}

}  // namespace hvlibvirt
