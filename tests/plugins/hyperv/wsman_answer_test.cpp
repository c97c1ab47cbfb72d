// Answers in the shapes that servers give them: Windows', those of the standard, and none that may be believed.
#include "wsman_answer.hpp"

#include <gtest/gtest.h>

#include "wsman_script.hpp"

using namespace hvhyperv;
using namespace wsmantest;

namespace {

constexpr const char* kSoap = "http://www.w3.org/2003/05/soap-envelope";

std::string utf16(const std::string& ascii, bool big, bool mark) {
  std::string out;
  const auto unit = [&](unsigned char high, unsigned char low) {
    out += static_cast<char>(big ? high : low);
    out += static_cast<char>(big ? low : high);
  };
  if (mark) unit(0xFE, 0xFF);
  for (const char c : ascii) unit(0, static_cast<unsigned char>(c));
  return out;
}

void expect_refused(const std::string& body, const std::string& why) {
  try {
    const WsmanAnswer answer(body, "Pull");
    (void)answer.items();
    FAIL() << "was taken: " << body;
  } catch (const hvc::Failure& failure) {
    EXPECT_EQ(failure.code, HVC_FAIL_PROTOCOL);
    EXPECT_NE(std::string(failure.what()).find(why), std::string::npos) << failure.what();
  }
}

}  // namespace

TEST(WsmanAnswer, PullOfWindows) {
  const WsmanAnswer answer(envelope("uuid:1", pulled(fragment("a") + fragment("b"), "uuid:C")), "Pull");
  EXPECT_FALSE(answer.fault());
  EXPECT_EQ(answer.items().size(), 2u);
  EXPECT_FALSE(answer.is_last());
  EXPECT_EQ(answer.context_xml(), "<n:EnumerationContext>uuid:C</n:EnumerationContext>");
}

TEST(WsmanAnswer, ContextOnly) {
  const WsmanAnswer answer(
      envelope("uuid:1",
               "<n:EnumerateResponse><n:EnumerationContext>uuid:C</n:EnumerationContext></n:EnumerateResponse>"),
      "Enumerate");
  EXPECT_TRUE(answer.items().empty());
  EXPECT_FALSE(answer.is_last());
}

TEST(WsmanAnswer, OptimizedWithContextAndEndOfEitherNamespace) {
  for (const std::string end : {"<n:EndOfSequence/>", "<w:EndOfSequence/>"}) {
    const WsmanAnswer answer(
        envelope("uuid:1", "<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext><w:Items>" +
                               fragment("a") + "</w:Items>" + end + "</n:EnumerateResponse>"),
        "Enumerate");
    EXPECT_EQ(answer.items().size(), 1u);
    EXPECT_TRUE(answer.is_last()) << end;
  }
}

TEST(WsmanAnswer, ItemsOfBothNamespacesInOrder) {
  const WsmanAnswer answer(envelope("uuid:1", "<n:PullResponse><w:Items>" + fragment("a") + "</w:Items><n:Items>" +
                                                  fragment("b") + "</n:Items><n:EndOfSequence/></n:PullResponse>"),
                           "Pull");
  ASSERT_EQ(answer.items().size(), 2u);
  EXPECT_STREQ(answer.items()[1].first_child().child_value(), "b");
}

TEST(WsmanAnswer, OtherPrefixesAndNamespacesInline) {
  const std::string text =
      std::string("<Envelope xmlns=\"") + kSoap +
      "\"><Header><x:RelatesTo xmlns:x=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">uuid:AB</x:RelatesTo>"
      "</Header><Body><PullResponse xmlns=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\">"
      "<EnumerationContext> c1 </EnumerationContext><Items><A xmlns=\"urn:a\"><Name>a</Name></A></Items>"
      "</PullResponse></Body></Envelope>";
  const WsmanAnswer answer(text, "Pull");
  EXPECT_EQ(answer.items().size(), 1u);
  EXPECT_EQ(answer.context_xml(), "<n:EnumerationContext>c1</n:EnumerationContext>");
  EXPECT_NO_THROW(answer.check_relates_to("uuid:ab"));
}

TEST(WsmanAnswer, NamesOfOtherNamespacesAreNotOurs) {
  const WsmanAnswer answer(
      envelope("uuid:1",
               "<n:PullResponse xmlns:o=\"urn:other\"><o:Items><A/></o:Items><o:EndOfSequence/></n:PullResponse>"),
      "Pull");
  EXPECT_TRUE(answer.items().empty());
  EXPECT_FALSE(answer.is_last());
}

TEST(WsmanAnswer, ContextOfElementsComesBackWhole) {
  const WsmanAnswer answer(
      envelope("uuid:1",
               "<n:PullResponse xmlns:v=\"urn:vendor\"><n:EnumerationContext kind=\"deep\"><v:Cursor "
               "n=\"1\">x&amp;y</v:Cursor></n:EnumerationContext></n:PullResponse>"),
      "Pull");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(answer.context_xml().c_str()));
  const pugi::xml_node context = document.document_element();
  EXPECT_STREQ(context.attribute("xmlns:hvc-n").value(), "http://schemas.xmlsoap.org/ws/2004/09/enumeration");
  EXPECT_STREQ(context.attribute("xmlns:v").value(), "urn:vendor");
  EXPECT_STREQ(context.attribute("kind").value(), "deep");
  EXPECT_STREQ(context.child("v:Cursor").child_value(), "x&y");
  EXPECT_STREQ(context.child("v:Cursor").attribute("n").value(), "1");
}

TEST(WsmanAnswer, Utf16WithAndWithoutAMark) {
  const std::string text = envelope("uuid:1", pulled(fragment("a"), ""));
  for (const bool big : {false, true})
    for (const bool mark : {false, true}) {
      const WsmanAnswer answer(utf16(text, big, mark), "Pull");
      EXPECT_EQ(answer.items().size(), 1u) << big << mark;
    }
  const std::string declared = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + text;
  EXPECT_EQ(WsmanAnswer(utf16(declared, false, true), "Pull").items().size(), 1u);
  EXPECT_EQ(WsmanAnswer("\xEF\xBB\xBF" + text, "Pull").items().size(), 1u);
}

TEST(WsmanAnswer, RelatesToHasToFit) {
  const WsmanAnswer answer(envelope("uuid:1", pulled("", "")), "Pull");
  EXPECT_NO_THROW(answer.check_relates_to("uuid:1"));
  EXPECT_THROW(answer.check_relates_to("uuid:2"), hvc::Failure);
  EXPECT_THROW(WsmanAnswer(envelope("", pulled("", "")), "Pull").check_relates_to("uuid:1"), hvc::Failure);
  EXPECT_NO_THROW(WsmanAnswer(envelope("", fault("w:TimedOut", "")), "Pull").check_relates_to("uuid:1"));
}

TEST(WsmanAnswer, Identity) {
  const WsmanAnswer answer(
      envelope("",
               "<i:IdentifyResponse xmlns:i=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
               "<i:ProductVendor>Microsoft Corporation</i:ProductVendor><i:ProductVersion>OS: 10.0.20348 SP: 0.0 "
               "Stack: 3.0</i:ProductVersion></i:IdentifyResponse>"),
      "Identify");
  EXPECT_EQ(answer.identity()->vendor, "Microsoft Corporation");
  EXPECT_EQ(answer.identity()->version, "OS: 10.0.20348 SP: 0.0 Stack: 3.0");
}

TEST(WsmanAnswer, RefusesWhatIsNoAnswer) {
  const std::string whole = envelope("uuid:1", pulled(fragment("a"), ""));
  expect_refused("", "no XML");
  expect_refused("<html><body>Sign in here</body></html>", "no SOAP 1.2 envelope");
  expect_refused(whole.substr(0, whole.size() / 2), "no XML");
  expect_refused("<!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + whole, "document type");
  expect_refused("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>",
                 "SOAP 1.2");
  expect_refused(std::string("<s:Envelope xmlns:s=\"") + kSoap + "\"/>", "no body");
  expect_refused(envelope("uuid:1", "<n:RenewResponse/>"), "neither a page");
  std::string deep = "x";
  for (int i = 0; i < 100; ++i) deep = "<a>" + deep + "</a>";
  expect_refused(envelope("uuid:1", pulled(deep, "")), "nested deeper");
}
