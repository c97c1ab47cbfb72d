// Secure Boot, vTPM, shielding, isolation, confidential computing, nested virtualization and Windows' own VBS.
#include "host_view.hpp"

namespace hvhyperv {
namespace {

constexpr const char* kTooOld = "Win32_OperatingSystem.BuildNumber: hosts before 2016 give guests none";

// Msvm_VirtualSystemSettingData.GuestStateIsolationType, where GuestStateIsolationEnabled is true.
enum IsolationType : std::int64_t { trusted_launch = 0, vbs = 1, snp = 2, tdx = 3, open_hcl = 16 };

void read_secure_boot(const Guest& guest, hvc::Facts& facts) {
  if (facts.value("guest.firmware") == "\"bios\"")
    facts.set("guest.secure_boot", false, guest.settings.at("VirtualSystemSubType") + ": a BIOS has none");
  else
    guest.settings.set_boolean(facts, "guest.secure_boot", "SecureBootEnabled");
}

// Hosts before 2016 lack the class: their guests have no vTPM and are not shielded, for certain.
void read_tpm(const Guest& guest, const Source& security, hvc::Facts& facts) {
  if (security.no_class() && guest.host.older_than(kBuild2016))
    facts.set("guest.tpm", false, kTooOld);
  else
    security.set_boolean(facts, "guest.tpm", "TpmEnabled");
  for (const auto& [fact, property] :
       {std::pair("x.hyperv.security.shielded", "ShieldingRequested"),
        std::pair("x.hyperv.security.encrypted_traffic", "EncryptStateAndVmMigrationTraffic")})
    if (const auto value = security.boolean(property)) facts.set(fact, *value, security.at(property));
}

// The type of isolation that is on; none: no isolation; empty: not known.
struct Isolation {
  std::optional<bool> enabled;
  std::optional<std::int64_t> type;
};

// A host whose class has these properties fills them in: where whole settings lack them, it isolates no guest this way.
// From Windows Server 2025 on they are always there, so that a missing one tells nothing.
Isolation isolation_of(const Guest& guest) {
  Isolation isolation{guest.settings.boolean("GuestStateIsolationEnabled"),
                      guest.settings.integer("GuestStateIsolationType")};
  const bool absent = guest.settings.there() && !guest.settings.instance()->has("GuestStateIsolationEnabled");
  if (absent && !guest.hollow() && guest.host.older_than(kBuild2025)) isolation.enabled = false;
  return isolation;
}

std::string where_isolation(const Guest& guest) {
  return guest.settings.at("GuestStateIsolationEnabled") + ", " + guest.settings.at("GuestStateIsolationType");
}

const char* isolation_name(std::int64_t type) {
  return type == vbs ? "vbs" : type == trusted_launch ? "trusted-launch" : type == open_hcl ? "openhcl" : nullptr;
}

// Null where the type is none that is known.
const char* confidential_name(std::int64_t type) {
  return type == snp ? "sev-snp" : type == tdx ? "tdx" : isolation_name(type) ? "none" : nullptr;
}

void read_confidential(const Guest& guest, const Isolation& isolation, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.confidential";
  const std::string where = where_isolation(guest);
  if (!isolation.enabled) return set_unknown(facts, kFact, guest.settings.why("GuestStateIsolationEnabled"));
  const char* name = !*isolation.enabled ? "none" : isolation.type ? confidential_name(*isolation.type) : nullptr;
  if (!name) return set_unknown(facts, kFact, guest.settings.why("GuestStateIsolationType"));
  facts.set(kFact, name, where);
}

// Shielding, else isolation by software. SEV-SNP and TDX are told as guest.confidential.
void read_isolation(const Guest& guest, const Source& security, const Isolation& isolation, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.isolation";
  const auto shielded = security.boolean("ShieldingRequested");
  if (shielded && *shielded) {
    facts.set(kFact, "shielded-vm", security.at("ShieldingRequested"));
    return;
  }
  if (isolation.enabled && *isolation.enabled) {
    const char* name = isolation_name(isolation.type.value_or(-1));
    if (name) {
      facts.set(kFact, name, where_isolation(guest));
    } else if (facts.known("guest.confidential")) {
      facts.set(kFact, "none", where_isolation(guest) + ": hardware isolates it");
    } else {
      set_unknown(facts, kFact, guest.settings.why("GuestStateIsolationType"));
    }
    return;
  }
  const bool cannot = security.no_class() && guest.host.older_than(kBuild2016);
  if (!shielded && !cannot) return set_unknown(facts, kFact, security.why("ShieldingRequested"));
  if (!isolation.enabled) return set_unknown(facts, kFact, guest.settings.why("GuestStateIsolationEnabled"));
  facts.set(kFact, "none", cannot ? kTooOld : security.at("ShieldingRequested") + ", " + where_isolation(guest));
}

void read_nested(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kExposed = "ExposeVirtualizationExtensions";
  const Source processor = guest.one("Msvm_ProcessorSettingData");
  if (processor.there() && !processor.boolean(kExposed) && guest.host.older_than(kBuild2016))
    facts.set("guest.nested_virtualization", false, kTooOld);
  else
    processor.set_boolean(facts, "guest.nested_virtualization", kExposed);
}

// VBS in a guest needs generation 2, Secure Boot, a host that offers it (2016), and not to be opted out.
void read_vbs(const Guest& guest, const Source& security, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.vbs_enabled";
  constexpr const char* kOptOut = "VirtualizationBasedSecurityOptOut";
  const auto opt_out = security.boolean(kOptOut);
  if (facts.value("guest.firmware") == "\"bios\"") {
    facts.set(kFact, false, facts.evidence("guest.firmware") + ": generation 1");
  } else if (facts.value("guest.secure_boot") == "false") {
    facts.set(kFact, false, facts.evidence("guest.secure_boot"));
  } else if (opt_out && *opt_out) {
    facts.set(kFact, false, security.at(kOptOut));
  } else if (security.no_class() && guest.host.older_than(kBuild2016)) {
    facts.set(kFact, false, kTooOld);
  } else if (!opt_out) {
    set_unknown(facts, kFact, security.why(kOptOut));
  } else if (facts.value("guest.secure_boot") == "true") {
    facts.set(kFact, true, security.at(kOptOut) + ", " + facts.evidence("guest.secure_boot"));
  } else {
    set_unknown(facts, kFact, guest.settings.why("SecureBootEnabled"));
  }
}

}  // namespace

void read_security(const Guest& guest, hvc::Facts& facts) {
  const Source security = guest.one("Msvm_SecuritySettingData");
  const Isolation isolation = isolation_of(guest);
  read_secure_boot(guest, facts);
  read_tpm(guest, security, facts);
  read_confidential(guest, isolation, facts);
  read_isolation(guest, security, isolation, facts);
  read_nested(guest, facts);
  read_vbs(guest, security, facts);
}

}  // namespace hvhyperv
