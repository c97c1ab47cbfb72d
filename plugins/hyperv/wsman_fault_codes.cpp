// The numbers are those of the Windows SDK; what is not in these tables is a fault of no known meaning.
#include "wsman_fault_codes.hpp"

#include <algorithm>
#include <array>

#include "wsman_names.hpp"

namespace hvhyperv {
namespace {

struct CodeMeaning {
  std::uint32_t code;
  FaultKind kind;
};

// winerror.h, wbemcli.h and wsmerror.h of the Windows SDK.
constexpr std::array kCodes = std::to_array<CodeMeaning>({
    {5, FaultKind::access_denied},              // ERROR_ACCESS_DENIED
    {0x80070005, FaultKind::access_denied},     // E_ACCESSDENIED
    {0x80041003, FaultKind::access_denied},     // WBEM_E_ACCESS_DENIED
    {0x80041062, FaultKind::access_denied},     // WBEM_E_PRIVILEGE_NOT_HELD
    {0x80338104, FaultKind::access_denied},     // ERROR_WSMAN_WMI_SVC_ACCESS_DENIED
    {0x80338105, FaultKind::access_denied},     // ERROR_WSMAN_WMI_PROVIDER_ACCESS_DENIED
    {0x80338106, FaultKind::access_denied},     // ERROR_WSMAN_WMI_CANNOT_CONNECT_ACCESS_DENIED
    {0x80041002, FaultKind::not_there},         // WBEM_E_NOT_FOUND
    {0x8004100E, FaultKind::not_there},         // WBEM_E_INVALID_NAMESPACE
    {0x80041010, FaultKind::not_there},         // WBEM_E_INVALID_CLASS
    {0x8033803B, FaultKind::not_there},         // ERROR_WSMAN_INVALID_RESOURCE_URI
    {0x80041017, FaultKind::filter_refused},    // WBEM_E_INVALID_QUERY
    {0x80041031, FaultKind::filter_refused},    // WBEM_E_INVALID_PROPERTY
    {0x8033801A, FaultKind::filter_refused},    // ERROR_WSMAN_ENUMERATE_CANNOT_PROCESS_FILTER
    {0x80338122, FaultKind::filter_refused},    // ERROR_WSMAN_CANNOT_PROCESS_FILTER
    {0x80338019, FaultKind::no_wql},            // ERROR_WSMAN_ENUMERATE_FILTER_DIALECT_REQUESTED_UNAVAILABLE
    {0x80041018, FaultKind::no_wql},            // WBEM_E_INVALID_QUERY_TYPE
    {0x8033801B, FaultKind::context_lost},      // ERROR_WSMAN_ENUMERATE_INVALID_ENUMERATION_CONTEXT
    {0x80338084, FaultKind::context_lost},      // ERROR_WSMAN_ENUMERATION_INVALID
    {0x80338029, FaultKind::timed_out},         // ERROR_WSMAN_OPERATION_TIMEDOUT
    {0x8033801C, FaultKind::timed_out},         // ERROR_WSMAN_ENUMERATE_TIMED_OUT
    {0x80041069, FaultKind::timed_out},         // WBEM_E_TIMED_OUT
    {0x80338026, FaultKind::answer_too_large},  // ERROR_WSMAN_ENVELOPE_TOO_LARGE
    {0x80338047, FaultKind::answer_too_large},  // ERROR_WSMAN_MAX_ENVELOPE_SIZE
    {0x80338048, FaultKind::answer_too_large},  // ERROR_WSMAN_MAX_ENVELOPE_SIZE_EXCEEDED
    {0x8033811D, FaultKind::answer_too_large},  // ERROR_WSMAN_MAX_ELEMENTS_NOT_SUPPORTED
    {0x80338049, FaultKind::envelope_refused},  // ERROR_WSMAN_SERVER_ENVELOPE_LIMIT
    {0x8033806E, FaultKind::envelope_refused},  // ERROR_WSMAN_MAXENVELOPE_SIZE_NOT_SUPPORTED
    {0x80338032, FaultKind::over_quota},        // ERROR_WSMAN_CONCURRENCY
    {0x8033803F, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_LIMIT
    {0x803381A6, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_MAX_OPERATIONS
    {0x803381A7, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_USER
    {0x803381A8, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_SYSTEM
    {0x803381E5, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_MAX_USERS_PPQ
    {0x803381E7, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_MAX_PLUGINOPERATIONS_PPQ
    {0x803381E8, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_MAX_OPERATIONS_USER_PPQ
    {0x803381EA, FaultKind::over_quota},        // ERROR_WSMAN_QUOTA_MIN_REQUIREMENT_NOT_AVAILABLE_PPQ
    {0x8004106C, FaultKind::over_quota},        // WBEM_E_QUOTA_VIOLATION
    {0x80041006, FaultKind::over_quota},        // WBEM_E_OUT_OF_MEMORY
    {0x80041033, FaultKind::unavailable},       // WBEM_E_SHUTTING_DOWN
    {0x80041015, FaultKind::unavailable},       // WBEM_E_TRANSPORT_FAILURE
    {0x800706BA, FaultKind::unavailable},       // RPC_S_SERVER_UNAVAILABLE
    {0x80070422, FaultKind::unavailable},       // ERROR_SERVICE_DISABLED
    {1722, FaultKind::unavailable},             // RPC_S_SERVER_UNAVAILABLE
    {1058, FaultKind::unavailable},             // ERROR_SERVICE_DISABLED
    {1115, FaultKind::unavailable},             // ERROR_SHUTDOWN_IN_PROGRESS
    {0x80041024, FaultKind::not_supported},     // WBEM_E_PROVIDER_NOT_CAPABLE
    {0x80338102, FaultKind::not_supported},     // ERROR_WSMAN_WMI_PROVIDER_NOT_CAPABLE
    {0x80338042, FaultKind::not_supported},     // ERROR_WSMAN_UNSUPPORTED_FEATURE
});

// Status codes of CIM (DSP0223), as Windows puts them into MSFT_WmiError.
constexpr std::array kCimCodes = std::to_array<CodeMeaning>({
    {2, FaultKind::access_denied},
    {3, FaultKind::not_there},
    {5, FaultKind::not_there},
    {6, FaultKind::not_there},
    {7, FaultKind::not_supported},
    {14, FaultKind::no_wql},
    {15, FaultKind::filter_refused},
    {21, FaultKind::context_lost},
    {27, FaultKind::over_quota},
    {28, FaultKind::unavailable},
});

struct NameMeaning {
  std::string_view name_space;
  std::string_view name;
  FaultKind kind;
};

// DSP0226 annex on faults, WS-Enumeration 4, WS-Addressing 4.
constexpr std::array kSubcodes = std::to_array<NameMeaning>({
    {names::kWsman, "AccessDenied", FaultKind::access_denied},
    {names::kWsman, "TimedOut", FaultKind::timed_out},
    {names::kWsman, "QuotaLimit", FaultKind::over_quota},
    {names::kWsman, "Concurrency", FaultKind::over_quota},
    {names::kWsman, "EncodingLimit", FaultKind::answer_too_large},
    {names::kWsman, "CannotProcessFilter", FaultKind::filter_refused},
    {names::kWsman, "UnsupportedFeature", FaultKind::not_supported},
    {names::kEnumeration, "InvalidEnumerationContext", FaultKind::context_lost},
    {names::kEnumeration, "TimedOut", FaultKind::timed_out},
    {names::kEnumeration, "CannotProcessFilter", FaultKind::filter_refused},
    {names::kEnumeration, "FilterDialectRequestedUnavailable", FaultKind::no_wql},
    {names::kEnumeration, "FilteringNotSupported", FaultKind::no_wql},
    {names::kAddressing, "DestinationUnreachable", FaultKind::not_there},
    {names::kAddressing, "EndpointUnavailable", FaultKind::unavailable},
    {names::kAddressing, "ActionNotSupported", FaultKind::not_supported},
});

template <class Table>
std::optional<FaultKind> meaning_of(const Table& table, std::uint32_t code) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const CodeMeaning& one) { return one.code == code; });
  return found == table.end() ? std::nullopt : std::optional(found->kind);
}

}  // namespace

std::optional<FaultKind> meaning_of_windows_code(std::uint32_t code) { return meaning_of(kCodes, code); }

std::optional<FaultKind> meaning_of_cim_code(std::uint32_t code) { return meaning_of(kCimCodes, code); }

std::optional<FaultKind> meaning_of_subcode(std::string_view name_space, std::string_view name) {
  const auto* found = std::find_if(kSubcodes.begin(), kSubcodes.end(), [&](const NameMeaning& one) {
    return one.name == name && one.name_space == name_space;
  });
  return found == kSubcodes.end() ? std::nullopt : std::optional(found->kind);
}

}  // namespace hvhyperv
