// Requests as they go over the wire, byte for byte.
#include "wsman_request.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

using namespace hvhyperv;

namespace {

const WsmanAddress kAddress{"https://hv01:5986/wsman", resource_of("root/virtualization/v2"), "uuid:1"};
const WsmanLimits kLimits{.operation = std::chrono::milliseconds(48000)};

std::string begun(const std::string& operation) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
         "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
         "xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\" "
         "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
         "xmlns:p=\"http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd\"><s:Header>"
         "<a:To>https://hv01:5986/wsman</a:To>"
         "<w:ResourceURI s:mustUnderstand=\"true\">"
         "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/*</w:ResourceURI>"
         "<a:ReplyTo><a:Address s:mustUnderstand=\"true\">"
         "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>"
         "<a:Action s:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2004/09/enumeration/" +
         operation +
         "</a:Action><w:MaxEnvelopeSize s:mustUnderstand=\"true\">512000</w:MaxEnvelopeSize>"
         "<a:MessageID>uuid:1</a:MessageID><w:Locale xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>"
         "<p:DataLocale xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>"
         "<w:OperationTimeout>PT48.000S</w:OperationTimeout></s:Header><s:Body>";
}

const std::string kEnd = "</s:Body></s:Envelope>";

}  // namespace

TEST(WsmanRequest, EnumerateWithAQuery) {
  EXPECT_EQ(enumerate_request(kAddress, kLimits, "SELECT Name FROM A WHERE B<'\"&'"),
            begun("Enumerate") +
                "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>"
                "<w:Filter Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">"
                "SELECT Name FROM A WHERE B&lt;'&quot;&amp;'</w:Filter></n:Enumerate>" +
                kEnd);
}

TEST(WsmanRequest, EnumerateWithoutAQueryHasNoFilter) {
  EXPECT_EQ(enumerate_request(kAddress, kLimits, ""),
            begun("Enumerate") +
                "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements></n:Enumerate>" + kEnd);
}

TEST(WsmanRequest, PullPutsTheContextFirst) {
  EXPECT_EQ(pull_request(kAddress, kLimits, "<n:EnumerationContext>c</n:EnumerationContext>"),
            begun("Pull") +
                "<n:Pull><n:EnumerationContext>c</n:EnumerationContext><n:MaxElements>32000</n:MaxElements></n:Pull>" +
                kEnd);
}

TEST(WsmanRequest, Release) {
  EXPECT_EQ(release_request(kAddress, kLimits, "<n:EnumerationContext>c</n:EnumerationContext>"),
            begun("Release") + "<n:Release><n:EnumerationContext>c</n:EnumerationContext></n:Release>" + kEnd);
}

TEST(WsmanRequest, IdentifyHasNoHeaders) {
  EXPECT_EQ(identify_request(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope "
            "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
            "xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\"><s:Header/><s:Body>"
            "<i:Identify/></s:Body></s:Envelope>");
}

TEST(WsmanRequest, FractionsOfASecond) {
  const WsmanLimits limits{.operation = std::chrono::milliseconds(1050)};
  EXPECT_NE(enumerate_request(kAddress, limits, "").find("PT1.050S"), std::string::npos);
}

TEST(WsmanRequest, MessageIdsAreRandomUuids) {
  std::set<std::string> seen;
  const std::regex shape("uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (int i = 0; i < 100; ++i) {
    const std::string id = new_message_id();
    EXPECT_TRUE(std::regex_match(id, shape)) << id;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(WsmanRequest, GetNamesTheInstanceInItsHeader) {
  const std::string request = get_request(kAddress, kLimits, {{"Name", "a<b"}, {"SystemName", "c"}});
  EXPECT_NE(
      request.find("<a:Action s:mustUnderstand=\"true\">http://schemas.xmlsoap.org/ws/2004/09/transfer/Get</a:Action>"),
      std::string::npos);
  EXPECT_NE(request.find("<w:SelectorSet><w:Selector Name=\"Name\">a&lt;b</w:Selector>"
                         "<w:Selector Name=\"SystemName\">c</w:Selector></w:SelectorSet></s:Header><s:Body></s:Body>"),
            std::string::npos);
  EXPECT_EQ(get_request(kAddress, kLimits, {}).find("SelectorSet"), std::string::npos);
}
