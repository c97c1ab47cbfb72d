// The names that WS-Management (DSP0226) and the standards under it give to things.
#pragma once

#include <string_view>

namespace hvhyperv::names {

inline constexpr std::string_view kSoap = "http://www.w3.org/2003/05/soap-envelope";
inline constexpr std::string_view kAddressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
inline constexpr std::string_view kAnonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";
inline constexpr std::string_view kEnumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
inline constexpr std::string_view kTransfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
inline constexpr std::string_view kWsman = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
inline constexpr std::string_view kIdentity = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";

// Microsoft's: the profile that DataLocale stands in, faults, WMI resources, WQL.
inline constexpr std::string_view kMicrosoft = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
inline constexpr std::string_view kFault = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
inline constexpr std::string_view kWmi = "http://schemas.microsoft.com/wbem/wsman/1/wmi/";
inline constexpr std::string_view kWql = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

}  // namespace hvhyperv::names
