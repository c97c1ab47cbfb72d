// The operating system: as it was declared (config.guestId) and as VMware Tools report it (guest.*).
#include <charconv>
#include <map>

#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using Details = std::map<std::string, std::string, std::less<>>;

// `architecture='X86' bitness='64' buildNumber='17763' prettyName='Windows Server 2019, 64-bit'`; a quote in a value is
// \'.
Details parse_details(std::string_view text) {
  Details details;
  while (true) {
    const std::size_t equals = text.find("='");
    if (equals == std::string_view::npos) return details;
    std::string_view key = text.substr(0, equals);
    key.remove_prefix(std::min(key.size(), key.find_first_not_of(" ,\t")));
    text.remove_prefix(equals + 2);
    std::string value;
    while (!text.empty() && text.front() != '\'') {
      if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
      value += text.front();
      text.remove_prefix(1);
    }
    if (!text.empty()) text.remove_prefix(1);
    details.emplace(key, std::move(value));
  }
}

struct Detailed {
  Details values;
  std::string where;

  std::string text(std::string_view key) const {
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
  }
};

// A property since 8.0.2; before that Tools 10.3.10 and later leave the same text in the guest's variables (VMware KB
// 68169).
Detailed details_of(const ManagedObject& guest) {
  if (const Property data = guest.at("guest.guestDetailedData"))
    return {parse_details(hvshared::text_of(data.node)), guest.where("guest.guestDetailedData")};
  for (const char* key : {"guestInfo.detailed.data", "guestOS.detailed.data"})
    if (const auto data = extra_config(guest, key))
      return {parse_details(*data), guest.where("config.extraConfig ") + key};
  return {};
}

std::optional<std::string> family_of(const std::string& family, const std::string& id) {
  if (family == "windowsGuest") return "windows";
  if (family == "linuxGuest") return "linux";
  if (family.empty()) return std::nullopt;
  return id.starts_with("freebsd") ? "freebsd" : "other";
}

std::string arch_of(const Detailed& details) {
  const std::string architecture = details.text("architecture");
  const std::string bits = details.text("bitness");
  if (architecture == "X86") return bits == "64" ? "x86_64" : bits == "32" ? "i686" : "";
  if (architecture == "Arm") return bits == "64" ? "aarch64" : "";
  return {};
}

// "windows2019srv_64Guest", "arm-ubuntu-64Guest": the identifier names the processor.
std::string arch_of(const std::string& id) {
  if (id.empty() || id.starts_with("darwin") || id == "otherGuest") return {};
  const bool wide = id.find("64Guest") != std::string::npos || id.starts_with("vmkernel") || id.starts_with("crx");
  if (id.starts_with("arm-") || id.starts_with("windows11_arm")) return "aarch64";
  return wide ? "x86_64" : "i686";
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
}

void read_details(const ManagedObject& guest, const std::string& declared, hvc::Facts& facts) {
  const Detailed details = details_of(guest);
  const bool windows = facts.value("guest.os.family") == "\"windows\"";
  if (const std::string build = details.text("buildNumber"); windows && is_number(build))
    facts.set("guest.os.build", build, details.where + " buildNumber");
  else
    facts.unknown("guest.os.build", hvc::Reason::not_exposed, "VMware Tools told no build number",
                  "update VMware Tools, or attest guest.os.build");
  if (const std::string version = details.text("distroVersion"); !windows && is_number(version))
    facts.set("guest.os.version", version, details.where + " distroVersion");
  if (const std::string arch = arch_of(details); !arch.empty())
    facts.set("guest.os.arch", arch, details.where + " architecture");
  else if (const std::string named = arch_of(declared); !named.empty())
    facts.set("guest.os.arch", named, guest.where("config.guestId"));
  else
    facts.unknown("guest.os.arch", hvc::Reason::not_exposed, "neither Tools nor the definition name a processor");
}

void tell_not_reported(const ManagedObject& guest, const char* fact, hvc::Facts& facts) {
  const Property reported = guest.at("guest.guestId");
  if (reported.missing || !reported.asked) return tell_unknown(facts, fact, guest, "guest.guestId");
  facts.unknown(fact, hvc::Reason::agent_off, "VMware Tools have reported no operating system",
                "install or start VMware Tools in the guest");
}

}  // namespace

void read_os(const ManagedObject& guest, hvc::Facts& facts) {
  const std::string declared = as_text(guest.at("config.guestId").node).value_or("");
  tell(facts, "guest.os.declared_id", guest, "config.guestId", as_text);
  const auto reported = as_text(guest.at("guest.guestId").node);
  const auto family = family_of(as_text(guest.at("guest.guestFamily").node).value_or(""), reported.value_or(""));
  if (reported) {
    facts.set("guest.os.reported_id", *reported, guest.where("guest.guestId"));
    facts.set("guest.os.source", "tools", guest.where("guest.guestId"));
  } else {
    tell_not_reported(guest, "guest.os.reported_id", facts);
    if (!declared.empty()) facts.set("guest.os.source", "declared", guest.where("config.guestId"));
  }
  if (reported && family)
    facts.set("guest.os.family", *family, guest.where("guest.guestFamily"));
  else
    tell_not_reported(guest, "guest.os.family", facts);
  read_details(guest, declared, facts);
}

}  // namespace hvvmware
