// Faults come in three ways: Windows' codes, the codes of CIM, and the subcodes of the standards.
#include "wsman_fault.hpp"

#include <charconv>
#include <optional>

#include "host_instances.hpp"
#include "shared/xml_message.hpp"
#include "wsman_fault_codes.hpp"
#include "wsman_names.hpp"

namespace hvhyperv {
namespace {

// Decimal, signed or unsigned, or hexadecimal: all are in use.
std::optional<std::uint32_t> code_of(std::string_view text) {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  std::int64_t value = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (text.empty() || wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

struct FoundCodes {
  std::vector<std::uint32_t> windows;  // the outer before the inner
  std::vector<std::uint32_t> cim;
};

// Below 0x10000 an error_Code may be of several families; CIMStatusCode stands beside it and says the same.
void add_wmi_error(const pugi::xml_node& error, FoundCodes& found) {
  const auto code = code_of(hvshared::text_of(hvshared::child(error, "error_Code")));
  if (code && *code >= 0x10000) found.windows.push_back(*code);
  const auto cim = code_of(hvshared::text_of(hvshared::child(error, "CIMStatusCode")));
  if (cim) found.cim.push_back(*cim);
}

void collect_codes(const pugi::xml_node& parent, FoundCodes& found) {
  for (pugi::xml_node node = hvshared::first_element(parent); node; node = hvshared::next_element(node)) {
    if (hvshared::is_element(node, "WSManFault", names::kFault)) {
      if (const auto code = code_of(node.attribute("Code").value())) found.windows.push_back(*code);
    } else if (hvshared::local_name(node) == "StatusCode") {  // of an extended error within a ProviderFault
      if (const auto code = code_of(hvshared::text_of(node))) found.windows.push_back(*code);
    } else if (hvshared::local_name(node) == "MSFT_WmiError") {
      add_wmi_error(node, found);
    }
    collect_codes(node, found);
  }
}

std::optional<FaultKind> kind_of_subcode(const pugi::xml_node& value, std::string& name) {
  const std::string qualified = hvshared::text_of(value);
  const std::size_t colon = qualified.find(':');
  const std::string prefix = colon == std::string::npos ? std::string() : qualified.substr(0, colon);
  const std::string_view name_space = hvshared::namespace_of_prefix(value, prefix);
  const std::string_view local = hvshared::local_name(qualified.c_str());
  if (name.empty()) name = local;
  const auto kind = meaning_of_subcode(name_space, local);
  if (kind) name = local;
  return kind;
}

// Subcodes nest: what stands deeper says more.
std::optional<FaultKind> kind_of_subcodes(const pugi::xml_node& code, std::string& name) {
  std::optional<FaultKind> kind;
  pugi::xml_node subcode = hvshared::child(code, "Subcode", names::kSoap);
  for (; subcode; subcode = hvshared::child(subcode, "Subcode", names::kSoap))
    if (const auto one = kind_of_subcode(hvshared::child(subcode, "Value", names::kSoap), name)) kind = one;
  return kind;
}

std::string last_part(const std::string& uri) { return uri.substr(uri.rfind('/') + 1); }

// EncodingLimit says three things, and only its detail tells them apart.
FaultKind with_detail(FaultKind kind, const std::string& detail) {
  if (kind == FaultKind::answer_too_large && (detail == "ServiceEnvelopeLimit" || detail == "MaxEnvelopeSize"))
    return FaultKind::envelope_refused;
  if (kind == FaultKind::not_supported && detail == "MaxEnvelopeSize") return FaultKind::envelope_refused;
  if (kind == FaultKind::not_supported && detail == "FilterDialectRequestedUnavailable") return FaultKind::no_wql;
  return kind;
}

// The innermost code that is known: providers wrap what WMI told them.
std::optional<FaultKind> kind_of_codes(const FoundCodes& found, std::uint32_t& code) {
  if (!found.windows.empty()) code = found.windows.front();
  for (auto at = found.windows.rbegin(); at != found.windows.rend(); ++at)
    if (const auto kind = meaning_of_windows_code(*at)) return code = *at, kind;
  for (auto at = found.cim.rbegin(); at != found.cim.rend(); ++at)
    if (const auto kind = meaning_of_cim_code(*at)) return kind;
  return std::nullopt;
}

std::string one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  constexpr std::size_t kMost = 300;
  if (out.size() > kMost) out = out.substr(0, kMost) + "…";
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return out;
}

std::string_view meaning(FaultKind kind) {
  switch (kind) {
    case FaultKind::access_denied:
      return "access is denied";
    case FaultKind::not_there:
      return "the host has no such class or namespace";
    case FaultKind::filter_refused:
      return "the host does not take the query: it has no such namespace, class or property";
    case FaultKind::no_wql:
      return "the server does not know WQL";
    case FaultKind::context_lost:
      return "the server forgot the enumeration while it was being read";
    case FaultKind::timed_out:
      return "the host was not done within the time that it was given";
    case FaultKind::answer_too_large:
      return "one instance is larger than an answer may be";
    case FaultKind::envelope_refused:
      return "the server gives no answers of the size that was asked for";
    case FaultKind::over_quota:
      return "the host has too many requests under way";
    case FaultKind::unavailable:
      return "the service behind WinRM does not answer";
    case FaultKind::not_supported:
      return "the server cannot do what was asked";
    case FaultKind::other:
      break;
  }
  return "the host answered with a fault";
}

hvc::Reason reason_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::access_denied:
      return hvc::Reason::not_permitted;
    case FaultKind::not_there:
    case FaultKind::filter_refused:
    case FaultKind::no_wql:
    case FaultKind::not_supported:
      return hvc::Reason::not_exposed;
    case FaultKind::timed_out:
      return hvc::Reason::timeout;
    default:
      return hvc::Reason::error;
  }
}

const char* failure_code_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::access_denied:
      return HVC_FAIL_PERMISSION;
    case FaultKind::timed_out:
      return HVC_FAIL_TIMEOUT;
    case FaultKind::over_quota:
    case FaultKind::unavailable:
      return HVC_FAIL_BUSY;
    case FaultKind::not_there:
      return HVC_FAIL_TARGET;
    default:
      return HVC_FAIL_PROTOCOL;
  }
}

std::string rights_for(std::string_view name_space) {
  if (name_space == kVirtualization)
    return "as an administrator of the host: Add-LocalGroupMember -Group 'Hyper-V Administrators' -Member <account>; "
           "Add-LocalGroupMember -Group 'Remote Management Users' -Member <account>";
  if (name_space.empty())
    return "as an administrator of the host: Add-LocalGroupMember -Group 'Remote Management Users' -Member <account>; "
           "where that group was taken out: winrm configSDDL default (Read and Execute for the account)";
  if (name_space == kCluster)
    return "on one node: Grant-ClusterAccess -User <account> -ReadOnly; and the rights Enable Account and Remote "
           "Enable on root/MSCluster (wmimgmt.msc, or the script in the plugin's README)";
  return "as an administrator of the host: Add-LocalGroupMember -Group 'Remote Management Users' -Member <account>; "
         "and the rights Enable Account and Remote Enable on " +
         std::string(name_space) + " (wmimgmt.msc, or the script in the plugin's README)";
}

}  // namespace

WsmanFault read_fault(const pugi::xml_node& fault) {
  WsmanFault read;
  const pugi::xml_node detail = hvshared::child(fault, "Detail", names::kSoap);
  read.reason = one_line(hvshared::text_of(hvshared::child(hvshared::child(fault, "Reason", names::kSoap), "Text")));
  read.detail = last_part(hvshared::text_of(hvshared::child(detail, "FaultDetail", names::kWsman)));
  FoundCodes found;
  collect_codes(detail, found);
  const auto by_subcode = kind_of_subcodes(hvshared::child(fault, "Code", names::kSoap), read.subcode);
  const auto by_code = kind_of_codes(found, read.code);
  read.kind = with_detail(by_code.value_or(by_subcode.value_or(FaultKind::other)), read.detail);
  return read;
}

std::string words_for(const WsmanFault& fault) {
  std::string words(meaning(fault.kind));
  std::string marks;
  if (!fault.subcode.empty()) marks = fault.subcode;
  if (fault.code != 0) marks += (marks.empty() ? "code " : ", code ") + std::to_string(fault.code);
  if (!marks.empty()) words += " (" + marks + ")";
  if (!fault.reason.empty()) words += ": " + fault.reason;
  return words;
}

std::string remedy_for(FaultKind kind, std::string_view name_space) {
  switch (kind) {
    case FaultKind::access_denied:
      return rights_for(name_space);
    case FaultKind::timed_out:
      return "look at the load of the host's WMI (Get-Process WmiPrvSE), or raise the option `answer_timeout_s`";
    case FaultKind::answer_too_large:
    case FaultKind::envelope_refused:
      return "on the host: Set-Item WSMan:\\localhost\\MaxEnvelopeSizekb 500 (the standard) or more";
    case FaultKind::over_quota:
      return "try again later, or on the host: Set-Item WSMan:\\localhost\\Service\\MaxConcurrentOperationsPerUser "
             "1500";
    case FaultKind::unavailable:
      return "on the host: Start-Service Winmgmt; Get-Service WinRM, Winmgmt, vmms";
    case FaultKind::context_lost:
      return "try again; if it stays, on the host: Restart-Service WinRM";
    case FaultKind::not_there:
    case FaultKind::filter_refused:
      if (name_space == kVirtualization)
        return "the host needs the role Hyper-V of Windows Server 2012 or later: Get-WindowsFeature Hyper-V";
      return {};
    default:
      return {};
  }
}

hvc::UnknownFact unknown_of(const WsmanFault& fault, std::string_view name_space, std::string_view class_name) {
  return {reason_of(fault.kind), std::string(name_space) + ":" + std::string(class_name) + ": " + words_for(fault),
          remedy_for(fault.kind, name_space)};
}

hvc::Failure failure_of(const WsmanFault& fault, std::string_view name_space) {
  return {failure_code_of(fault.kind), "the host refuses: " + words_for(fault), remedy_for(fault.kind, name_space)};
}

}  // namespace hvhyperv
