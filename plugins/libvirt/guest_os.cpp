// Guest operating systems: libosinfo metadata and the QEMU guest agent.
#include "guest_os.hpp"

#include <string_view>
#include <utility>

namespace hvlibvirt {
namespace {

constexpr const char* kAgentChannel = "org.qemu.guest_agent.0";
constexpr const char* kAgentCall = "virDomainGetGuestInfo os.";
constexpr const char* kAttest = "or attest guest.os.product in the site file";

// The libosinfo element by namespace, whatever prefix the writer chose.
const char* declared_id(const pugi::xml_node& domain) {
  for (const auto& element : domain.child("metadata").children()) {
    const std::string_view name = element.name();
    const std::size_t colon = name.find(':');
    if (name.substr(colon == std::string_view::npos ? 0 : colon + 1) != "libosinfo") continue;
    for (const auto& os : element.children())
      if (std::string_view(os.name()).ends_with("os") && *os.attribute("id").value()) return os.attribute("id").value();
  }
  return "";
}

bool starts_with_digit(const std::string& text) { return !text.empty() && text[0] >= '0' && text[0] <= '9'; }

std::string leading_version(const std::string& text) {
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
  while (end > 0 && text[end - 1] == '.') --end;
  return text.substr(0, end);
}

void read_windows(const std::map<std::string, std::string>& os, hvc::Facts& facts) {
  const auto text = [&](const char* key) { return os.count(key) ? os.at(key) : std::string(); };
  facts.set("guest.os.family", "windows", std::string(kAgentCall) + "id");
  if (starts_with_digit(text("kernel-release")))
    facts.set("guest.os.build", leading_version(text("kernel-release")), std::string(kAgentCall) + "kernel-release");
  if (starts_with_digit(text("kernel-version")))
    facts.set("guest.os.version", leading_version(text("kernel-version")), std::string(kAgentCall) + "kernel-version");
  // The agent says `server` of a domain controller too; what counts is that it is no client.
  if (text("variant-id") == "server" || text("variant-id") == "client")
    facts.set("guest.os.product_type", text("variant-id") == "server" ? "server" : "workstation",
              std::string(kAgentCall) + "variant-id");
}

// The agent says what the guest calls its machine: Windows x86, BSD and Debian amd64, Linux i386 to i686.
std::string_view architecture_of(std::string_view machine) {
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"x86", "i686"}, {"i386", "i686"}, {"i486", "i686"}, {"i586", "i686"}, {"amd64", "x86_64"}, {"arm64", "aarch64"}};
  for (const auto& [name, architecture] : kSame)
    if (machine == name) return architecture;
  return machine;
}

void read_machine(const std::string& machine, hvc::Facts& facts) {
  if (machine == "unknown")
    facts.unknown("guest.os.arch", hvc::Reason::not_exposed, "the agent does not know the guest's architecture",
                  "attest guest.os.arch in the site file");
  else if (!machine.empty())
    facts.set("guest.os.arch", architecture_of(machine), std::string(kAgentCall) + "machine");
}

}  // namespace

ToolsState tools_of(const pugi::xml_node& domain, bool active, bool agent_asked) {
  ToolsState tools{active, false, false, agent_asked};
  for (const auto& channel : domain.child("devices").children("channel")) {
    const pugi::xml_node target = channel.child("target");
    if (std::string_view(target.attribute("name").value()) != kAgentChannel) continue;
    tools.channel = true;
    tools.connected = active && std::string_view(target.attribute("state").value()) == "connected";
  }
  return tools;
}

void read_declared_os(const pugi::xml_node& domain, hvc::Facts& facts) {
  if (const auto arch = domain.child("os").child("type").attribute("arch"))
    facts.set("guest.os.arch", arch.value(), "virDomainGetXMLDesc /domain/os/type/@arch");
  const char* id = declared_id(domain);
  if (*id) {
    facts.set("guest.os.declared_id", id, "virDomainGetXMLDesc /domain/metadata/libosinfo");
    facts.set("guest.os.source", "declared", "virDomainGetXMLDesc /domain/metadata/libosinfo");
    return;
  }
  facts.unknown("guest.os.declared_id", hvc::Reason::not_exposed, "the definition names no operating system",
                std::string("add libosinfo metadata (virt-xml --edit --osinfo), ") + kAttest);
}

void set_os_unknown(hvc::Facts& facts, hvc::Reason reason, const std::string& detail, const std::string& remedy) {
  for (const char* name : {"guest.os.family", "guest.os.product", "guest.os.version", "guest.os.build",
                           "guest.os.edition", "guest.os.product_type", "guest.os.reported_id"})
    facts.unknown(name, reason, detail, remedy);
}

void explain_unknown_os(const ToolsState& tools, hvc::Facts& facts) {
  const std::string where = std::string("virDomainGetXMLDesc /domain/devices/channel ") + kAgentChannel;
  const char* status = !tools.channel ? "absent" : tools.connected ? "ok" : "stopped";
  facts.set("guest.tools.status", status, where);
  facts.unknown("guest.tools.version", hvc::Reason::not_exposed, "libvirt does not pass on the agent's version");

  if (!tools.active) {
    set_os_unknown(facts, hvc::Reason::agent_off, "the guest does not run",
                   std::string("start the guest with qemu-guest-agent in it, ") + kAttest);
  } else if (!tools.channel) {
    set_os_unknown(facts, hvc::Reason::agent_off, "the definition has no channel for a guest agent",
                   std::string("add the channel org.qemu.guest_agent.0 and qemu-guest-agent, ") + kAttest);
  } else if (!tools.connected) {
    set_os_unknown(facts, hvc::Reason::agent_off, "no agent opened the channel",
                   std::string("start qemu-guest-agent in the guest, ") + kAttest);
  } else if (!tools.asked) {
    set_os_unknown(facts, hvc::Reason::not_permitted, "libvirt refuses guest agents on a read-only connection",
                   std::string("set the target's option \"agent\": true, ") + kAttest);
  }
}

hvc::Facts facts_of_agent(const std::map<std::string, std::string>& os) {
  hvc::Facts facts;
  const auto text = [&](const char* key) { return os.count(key) ? os.at(key) : std::string(); };
  const std::string id = text("id");
  if (id.empty()) return facts;
  const bool windows = id == "mswindows";
  // Of Windows the id alone tells nothing; distributions have one of their own, and their version is a fact.
  const bool versioned = windows && !text("version-id").empty();
  facts.set("guest.os.reported_id", versioned ? id + ":" + text("version-id") : id,
            std::string(kAgentCall) + (versioned ? "id, version-id" : "id"));
  facts.set("guest.os.source", "agent", std::string(kAgentCall) + "id");
  read_machine(text("machine"), facts);
  if (windows) {
    read_windows(os, facts);
    return facts;
  }
  facts.set("guest.os.family", id == "freebsd" ? "freebsd" : "linux", std::string(kAgentCall) + "id");
  if (starts_with_digit(text("version-id")))
    facts.set("guest.os.version", leading_version(text("version-id")), std::string(kAgentCall) + "version-id");
  return facts;
}

}  // namespace hvlibvirt
