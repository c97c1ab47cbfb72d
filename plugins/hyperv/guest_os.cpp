// The operating system in a guest, as its data exchange service (KVP) tells it.
//
// Windows sends what its registry and GetVersionEx say: OSName is ProductName, OSEditionId and ProductType are numbers.
// Linux (tools/hv/hv_kvp_daemon.c): OSName is NAME and OSMajorVersion VERSION_ID of os-release, the kernel's release
// stands in OSVersion and OSBuildNumber, its machine in ProcessorArchitecture. Without os-release OSName is the first
// line of SuSE-release or redhat-release and OSMajorVersion, OSMinorVersion the lines after it.
// FreeBSD (contrib/hyperv/tools/hv_kvp_daemon.c): OSName is FreeBSD, OSBuildNumber and OSVersion its release.
#include <algorithm>
#include <charconv>

#include "host_view.hpp"
#include "kvp.hpp"
#include "windows_edition.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kComponent = "Msvm_KvpExchangeComponent";
constexpr const char* kItems = "GuestIntrinsicExchangeItems";

class Told {
 public:
  explicit Told(const KeyValues& pairs) : pairs_(pairs) {}
  std::string text(std::string_view key) const {
    const auto found = pairs_.values.find(key);
    return found == pairs_.values.end() ? std::string() : found->second;
  }
  std::optional<std::int64_t> integer(std::string_view key) const {
    const std::string digits = text(key);
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = !digits.empty() && wrong == std::errc() && end == digits.data() + digits.size();
    return whole ? std::optional(number) : std::nullopt;
  }
  static std::string at(std::string_view key) {
    return std::string(kComponent) + "." + kItems + " " + std::string(key);
  }

 private:
  const KeyValues& pairs_;
};

void set_os_unknown(hvc::Facts& facts, const hvc::UnknownFact& why) {
  set_unknown(facts,
              {"guest.os.family", "guest.os.product", "guest.os.version", "guest.os.build", "guest.os.edition",
               "guest.os.channel", "guest.os.product_type", "guest.os.service_pack", "guest.os.reported_id",
               "guest.os.arch", "guest.tools.version"},
              why);
}

// The first run of digits and dots in `text`: of "PATCHLEVEL = 3" as of "22.04".
std::string version_in(std::string_view text) {
  const std::size_t first = text.find_first_of("0123456789");
  if (first == std::string_view::npos) return {};
  const std::size_t end = std::min(text.find_first_not_of("0123456789.", first), text.size());
  std::string version(text.substr(first, end - first));
  while (version.ends_with('.')) version.pop_back();
  return version;
}

bool is_windows(const Told& told) {
  return told.integer("OSPlatformId") == 2 || told.integer("ProductType") || told.integer("ProcessorArchitecture");
}

void set_version(hvc::Facts& facts, const char* fact, const std::string& text, const std::string& where) {
  const std::string version = version_in(text);
  if (!version.empty()) facts.set(fact, version, where);
}

void read_windows_type(const Told& told, const WindowsEdition* edition, hvc::Facts& facts) {
  constexpr const char* kTypes[] = {"workstation", "domain-controller", "server"};
  const auto type = told.integer("ProductType");
  if (edition && edition->multi_session) {
    set_unknown(facts, "guest.os.product_type",
                {hvc::Reason::not_exposed, "the multi-session edition of a client calls itself a server", {}});
  } else if (type && *type >= 1 && *type <= 3) {
    facts.set("guest.os.product_type", kTypes[*type - 1], Told::at("ProductType"));
  }
}

void read_windows_edition(const Told& told, hvc::Facts& facts) {
  const auto sku = told.integer("OSEditionId");
  const WindowsEdition* edition = sku ? windows_edition(*sku) : nullptr;
  read_windows_type(told, edition, facts);
  if (!edition) return;
  facts.set("guest.os.edition", edition->edition, Told::at("OSEditionId"));
  const bool modern_client = told.integer("ProductType") == 1 && told.integer("OSMajorVersion") == 10;
  const std::string channel = *edition->channel ? edition->channel : modern_client ? "gac" : "";
  if (!channel.empty()) facts.set("guest.os.channel", channel, Told::at("OSEditionId"));
}

// ProcessorArchitecture of SYSTEM_INFO.
const char* windows_arch(std::int64_t number) {
  switch (number) {
    case 0:
      return "i686";
    case 5:
      return "arm";
    case 6:
      return "ia64";
    case 9:
      return "x86_64";
    case 12:
      return "aarch64";
    default:
      return nullptr;
  }
}

void read_windows(const Told& told, hvc::Facts& facts) {
  facts.set("guest.os.family", "windows", Told::at(told.text("OSPlatformId").empty() ? "ProductType" : "OSPlatformId"));
  set_version(facts, "guest.os.version", told.text("OSVersion"), Told::at("OSVersion"));
  set_version(facts, "guest.os.build", told.text("OSBuildNumber"), Told::at("OSBuildNumber"));
  const auto pack = told.integer("ServicePackMajor");
  if (pack && *pack >= 0) facts.set("guest.os.service_pack", *pack, Told::at("ServicePackMajor"));
  read_windows_edition(told, facts);
  const char* arch = windows_arch(told.integer("ProcessorArchitecture").value_or(-1));
  if (arch) facts.set("guest.os.arch", arch, Told::at("ProcessorArchitecture"));
}

// uname's words for machines; FreeBSD and its relatives have their own for two of them.
std::string unix_arch(const std::string& machine) {
  if (machine == "amd64") return "x86_64";
  if (machine == "arm64") return "aarch64";
  if (machine == "i386" || machine == "i486" || machine == "i586") return "i686";
  const bool slug = !machine.empty() && std::ranges::all_of(machine, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return slug ? machine : std::string();
}

// Only Linux says x86_64, aarch64 or i686 of these machines. Names are the makers' own words, the same in every
// language.
const char* unix_family(const std::string& name, const std::string& machine) {
  if (name == "FreeBSD") return "freebsd";
  if (name == "OpenBSD" || name == "NetBSD" || name == "DragonFly") return "other";
  if (name == "Linux" || machine == "x86_64" || machine == "aarch64" || machine == "i686") return "linux";
  return nullptr;
}

void read_unix_version(const Told& told, const std::string& family, hvc::Facts& facts) {
  if (family == "freebsd") {
    const char* key = told.text("OSBuildNumber").empty() ? "OSVersion" : "OSBuildNumber";
    return set_version(facts, "guest.os.version", told.text(key), Told::at(key));
  }
  const std::string major = version_in(told.text("OSMajorVersion"));
  const std::string minor = version_in(told.text("OSMinorVersion"));
  if (major.empty()) return;
  const bool both = !minor.empty() && major.find('.') == std::string::npos;
  facts.set("guest.os.version", both ? major + "." + minor : major, Told::at("OSMajorVersion"));
}

void read_unix(const Told& told, hvc::Facts& facts) {
  const std::string machine = told.text("ProcessorArchitecture");
  const char* family = unix_family(told.text("OSName"), machine);
  if (family) facts.set("guest.os.family", family, Told::at("OSName, ProcessorArchitecture"));
  read_unix_version(told, family ? family : "", facts);
  const std::string arch = unix_arch(machine);
  if (!arch.empty()) facts.set("guest.os.arch", arch, Told::at("ProcessorArchitecture"));
  if (!told.text("OSBuildNumber").empty())
    facts.set("x.hyperv.guest_kernel", told.text("OSBuildNumber"), Told::at("OSBuildNumber"));
  set_unknown(facts, {"guest.os.build", "guest.os.edition", "guest.os.product_type", "guest.os.service_pack"},
              {hvc::Reason::not_exposed, "only Windows has one", {}});
}

void read_told(const KeyValues& pairs, hvc::Facts& facts) {
  const Told told(pairs);
  if (!told.text("OSName").empty()) facts.set("guest.os.reported_id", told.text("OSName"), Told::at("OSName"));
  if (!told.text("IntegrationServicesVersion").empty())
    facts.set("guest.tools.version", told.text("IntegrationServicesVersion"), Told::at("IntegrationServicesVersion"));
  if (is_windows(told))
    read_windows(told, facts);
  else if (!told.text("OSName").empty() || !told.text("ProcessorArchitecture").empty())
    read_unix(told, facts);
  else
    return;
  facts.set("guest.os.source", "agent", std::string(kComponent) + "." + kItems);
}

hvc::UnknownFact why_silent(const Source& component) {
  const std::string start =
      "start the data exchange service in the guest (Windows: vmickvpexchange, Linux: hv_kvp_daemon)";
  if (component.integer("EnabledState") == 3)
    return {hvc::Reason::agent_off, "data exchange is switched off for this guest",
            "switch on Key-Value Pair Exchange among the guest's integration services"};
  return {hvc::Reason::agent_off, "the guest has handed over no key-value pairs", start};
}

}  // namespace

void read_guest_os(const Guest& guest, hvc::Facts& facts) {
  const Source component = guest.one(kComponent);
  const std::string power = facts.value("guest.power");
  if (!power.empty() && power != "\"running\"" && power != "\"paused\"") {
    set_os_unknown(facts, {hvc::Reason::agent_off, "the guest does not run",
                           "start the guest, or attest guest.os.product in the site file"});
    return;
  }
  if (!component.there()) return set_os_unknown(facts, component.why(kItems));
  const std::vector<std::string>& items = component.instance()->all(kItems);
  const KeyValues pairs = key_values(items);
  if (!pairs.values.empty()) read_told(pairs, facts);
  if (pairs.broken > 0)
    set_os_unknown(facts, {hvc::Reason::error,
                           std::to_string(pairs.broken) + " of " + std::to_string(items.size()) +
                               " key-value pairs of the guest are no instance of Msvm_KvpExchangeDataItem",
                           "collect again"});
  else if (pairs.values.empty())
    set_os_unknown(facts, why_silent(component));
  else
    set_os_unknown(facts, {hvc::Reason::not_exposed, "the guest's key-value pairs do not tell it", {}});
}

}  // namespace hvhyperv
