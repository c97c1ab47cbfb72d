// Faults are understood by numbers and qualified names; their words are only passed on.
#include "wsman_fault.hpp"

#include <gtest/gtest.h>

#include "host_instances.hpp"
#include "wsman_answer.hpp"
#include "wsman_script.hpp"

using namespace hvhyperv;
using namespace wsmantest;

namespace {

WsmanFault read(const std::string& subcode, const std::string& detail) {
  return WsmanAnswer(envelope("", fault(subcode, detail)), "Enumerate").fault().value();
}

FaultKind kind(const std::string& subcode, const std::string& detail) { return read(subcode, detail).kind; }

std::string wrapped(const std::string& outer, const std::string& inner) {
  return "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"" + outer +
         "\"><f:Message><f:ProviderFault provider=\"WMI\" path=\"x\">" + inner +
         "</f:ProviderFault></f:Message></f:WSManFault>";
}

std::string wmi_error(const std::string& code, const std::string& cim_code) {
  return "<e:MSFT_WmiError xmlns:e=\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError\">"
         "<e:CIMStatusCode>" +
         cim_code + "</e:CIMStatusCode><e:error_Code>" + code + "</e:error_Code></e:MSFT_WmiError>";
}

std::string detail_uri(const std::string& name) {
  return "<w:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/" + name + "</w:FaultDetail>";
}

}  // namespace

TEST(WsmanFault, CodesOfWindows) {
  EXPECT_EQ(kind("w:InternalError", windows_fault("5")), FaultKind::access_denied);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2147942405")), FaultKind::access_denied);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2150859013")), FaultKind::access_denied);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2147749902")), FaultKind::not_there);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2150858779")), FaultKind::context_lost);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2150858793")), FaultKind::timed_out);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2150859174")), FaultKind::over_quota);
  EXPECT_EQ(kind("w:InternalError", windows_fault("2150858778")), FaultKind::filter_refused);
  EXPECT_EQ(kind("w:InternalError", windows_fault("1234")), FaultKind::other);
}

TEST(WsmanFault, CodesInOtherSpellings) {
  EXPECT_EQ(kind("w:InternalError", windows_fault("0x80041010")), FaultKind::not_there);
  EXPECT_EQ(kind("w:InternalError", windows_fault("-2147217405")), FaultKind::access_denied);
  EXPECT_EQ(kind("w:InternalError", windows_fault("5 ")), FaultKind::other);
}

TEST(WsmanFault, TheInnermostCodeThatIsKnownDecides) {
  const WsmanFault fault = read("n:CannotProcessFilter", wrapped("2150858778", windows_fault("2147749904")));
  EXPECT_EQ(fault.kind, FaultKind::not_there);
  EXPECT_EQ(fault.code, 2147749904u);
  EXPECT_EQ(kind("n:CannotProcessFilter", wrapped("2150858778", windows_fault("77"))), FaultKind::filter_refused);
}

TEST(WsmanFault, ExtendedErrorOfAProvider) {
  const std::string status =
      "<f:ExtendedError><p:__ExtendedStatus xmlns:p=\"urn:p\"><p:StatusCode>2147749891"
      "</p:StatusCode></p:__ExtendedStatus></f:ExtendedError>";
  EXPECT_EQ(kind("w:InternalError", wrapped("1", status)), FaultKind::access_denied);
}

TEST(WsmanFault, CodesInAWmiError) {
  EXPECT_EQ(kind("w:InternalError", wmi_error("2150858778", "0")), FaultKind::filter_refused);
  // Small error codes are of many families: 5 is "invalid class" for CIM and "access denied" for Windows.
  EXPECT_EQ(kind("w:InternalError", wmi_error("5", "5")), FaultKind::not_there);
  EXPECT_EQ(kind("w:InternalError", wmi_error("5", "2")), FaultKind::access_denied);
  EXPECT_EQ(kind("w:InternalError", wmi_error("5", "99")), FaultKind::other);
}

TEST(WsmanFault, SubcodesOfTheStandards) {
  EXPECT_EQ(kind("w:AccessDenied", ""), FaultKind::access_denied);
  EXPECT_EQ(kind("n:InvalidEnumerationContext", ""), FaultKind::context_lost);
  EXPECT_EQ(kind("w:TimedOut", ""), FaultKind::timed_out);
  EXPECT_EQ(kind("w:QuotaLimit", ""), FaultKind::over_quota);
  EXPECT_EQ(kind("a:DestinationUnreachable", ""), FaultKind::not_there);
  EXPECT_EQ(kind("n:FilterDialectRequestedUnavailable", ""), FaultKind::no_wql);
  EXPECT_EQ(kind("a:EndpointUnavailable", ""), FaultKind::unavailable);
}

TEST(WsmanFault, SubcodesGoByNamespace) {
  EXPECT_EQ(kind("a:AccessDenied", ""), FaultKind::other);
  EXPECT_EQ(kind("AccessDenied", ""), FaultKind::other);
  const std::string other_prefix =
      "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:z=\"http://schemas.dmtf.org/wbem/wsman/1/"
      "wsman.xsd\">z:AccessDenied</s:Value></s:Subcode></s:Code></s:Fault>";
  EXPECT_EQ(WsmanAnswer(envelope("", other_prefix), "x").fault()->kind, FaultKind::access_denied);
}

TEST(WsmanFault, TheDetailTellsTheLimitsApart) {
  EXPECT_EQ(kind("w:EncodingLimit", detail_uri("MaxEnvelopeSizeExceeded")), FaultKind::answer_too_large);
  EXPECT_EQ(kind("w:EncodingLimit", detail_uri("ServiceEnvelopeLimit")), FaultKind::envelope_refused);
  EXPECT_EQ(kind("w:UnsupportedFeature", detail_uri("MaxEnvelopeSize")), FaultKind::envelope_refused);
}

TEST(WsmanFault, NeverDecidesOnWords) {
  const std::string told =
      "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang=\"en-US\">Access is denied. "
      "</s:Text></s:Reason></s:Fault>";
  const WsmanFault fault = WsmanAnswer(envelope("", told), "x").fault().value();
  EXPECT_EQ(fault.kind, FaultKind::other);
  EXPECT_EQ(words_for(fault), "the host answered with a fault: Access is denied");
}

TEST(WsmanFault, InWords) {
  const WsmanFault fault = read("w:AccessDenied", windows_fault("5"));
  EXPECT_EQ(words_for(fault), "access is denied (AccessDenied, code 5): Zugriff verweigert");
  const hvc::UnknownFact why = unknown_of(fault, kVirtualization, "Msvm_ComputerSystem");
  EXPECT_EQ(why.reason, hvc::Reason::not_permitted);
  EXPECT_EQ(why.detail,
            "root/virtualization/v2:Msvm_ComputerSystem: access is denied (AccessDenied, code 5): Zugriff verweigert");
  EXPECT_NE(why.remedy.find("Add-LocalGroupMember -Group 'Hyper-V Administrators'"), std::string::npos);
  EXPECT_NE(remedy_for(FaultKind::access_denied, kCimv2).find("Remote Enable on root/cimv2"), std::string::npos);
  EXPECT_NE(remedy_for(FaultKind::access_denied, kCluster).find("Grant-ClusterAccess"), std::string::npos);
}

TEST(WsmanFault, ReasonsForFacts) {
  const auto reason = [](const std::string& code) {
    return unknown_of(read("w:InternalError", windows_fault(code)), kCimv2, "A").reason;
  };
  EXPECT_EQ(reason("2147749904"), hvc::Reason::not_exposed);
  EXPECT_EQ(reason("2150858793"), hvc::Reason::timeout);
  EXPECT_EQ(reason("2150859174"), hvc::Reason::error);
  EXPECT_EQ(failure_of(read("w:AccessDenied", ""), kCimv2).code, HVC_FAIL_PERMISSION);
  EXPECT_EQ(failure_of(read("w:QuotaLimit", ""), kCimv2).code, HVC_FAIL_BUSY);
}
