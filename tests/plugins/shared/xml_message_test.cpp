// XML that servers send, well-meant and not.
#include "shared/xml_message.hpp"

#include <gtest/gtest.h>

#include <hvcompat/plugin.hpp>

namespace {

using namespace hvshared;

struct Parsed {
  std::string text;
  pugi::xml_document document;
  explicit Parsed(std::string xml, const XmlLimits& limits = {}) : text(std::move(xml)) {
    parse_xml(document, text, "the answer", limits);
  }
  pugi::xml_node root() const { return first_element(document); }
};

std::string refusal(const std::string& xml, const XmlLimits& limits = {}) {
  try {
    const Parsed parsed(xml, limits);
  } catch (const hvc::Failure& failure) {
    EXPECT_EQ(failure.code, HVC_FAIL_PROTOCOL);
    return failure.what();
  }
  return "taken";
}

std::string nested(std::size_t depth) {
  std::string xml;
  for (std::size_t i = 0; i < depth; ++i) xml += "<a>";
  for (std::size_t i = 0; i < depth; ++i) xml += "</a>";
  return xml;
}

TEST(XmlMessage, RefusesWhatIsNoXml) {
  EXPECT_NE(refusal("<a><b></a>").find("the answer is no XML"), std::string::npos);
  EXPECT_NE(refusal("").find("the answer is no XML"), std::string::npos);
  EXPECT_NE(refusal("plain text").find("the answer is no XML"), std::string::npos);
  EXPECT_NE(refusal("<a>cut off").find("the answer is no XML"), std::string::npos);
}

TEST(XmlMessage, RefusesDocumentTypes) {
  const std::string laughs = R"(<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>)";
  EXPECT_EQ(refusal(laughs), "the answer: the XML holds a document type, which SOAP forbids");
  EXPECT_EQ(refusal(R"(<?xml version="1.0"?><!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>)"),
            "the answer: the XML holds a document type, which SOAP forbids");
}

TEST(XmlMessage, EntitiesStayTexts) { EXPECT_EQ(text_of(Parsed("<a>&unknown;&amp;&#65;</a>").root()), "&unknown;&A"); }

TEST(XmlMessage, LimitsAreExact) {
  XmlLimits limits;
  limits.depth = 10;
  EXPECT_EQ(refusal(nested(9), limits), "taken");
  EXPECT_EQ(refusal(nested(10), limits), "taken");
  EXPECT_EQ(refusal(nested(11), limits), "the answer: the XML is nested deeper than 10");
  limits = {};
  limits.elements = 3;
  EXPECT_EQ(refusal("<a><b/><b/></a>", limits), "taken");
  EXPECT_EQ(refusal("<a><b/><b/><b/></a>", limits), "the answer: the XML has more than 3 elements and texts");
  limits = {};
  limits.bytes = 8;
  EXPECT_EQ(refusal("<abcde/>", limits), "taken");
  EXPECT_EQ(refusal("<abcdef/>", limits), "the answer: the XML is larger than 8 bytes");
}

TEST(XmlMessage, AMillionLevelsEndInAnError) {
  EXPECT_EQ(refusal(nested(1'000'000)), "the answer: the XML is nested deeper than 256");
}

TEST(XmlMessage, NamesGoByNamespace) {
  const Parsed parsed(R"(<x:a xmlns:x="urn:one" xmlns="urn:two"><b/><x:b>one</x:b><y:b xmlns:y="urn:three"/></x:a>)");
  EXPECT_TRUE(is_element(parsed.root(), "a", "urn:one"));
  EXPECT_EQ(text_of(child(parsed.root(), "b", "urn:one")), "one");
  EXPECT_TRUE(child(parsed.root(), "b", "urn:two"));
  EXPECT_TRUE(child(parsed.root(), "b", "urn:three"));
  EXPECT_FALSE(child(parsed.root(), "b", "urn:four"));
}

TEST(XmlMessage, TypesAndNilsGoByNamespaceToo) {
  const Parsed own(
      R"(<a><v XMLSchema-instance:type="VirtualDisk" xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance"/></a>)");
  EXPECT_EQ(type_name(child(own.root(), "v")), "VirtualDisk");
  const Parsed usual(
      R"(<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:p="urn:p"><v xsi:type="p:T" xsi:nil="true"/><w type="T" nil="true"/></a>)");
  EXPECT_EQ(type_name(child(usual.root(), "v")), "T");
  EXPECT_TRUE(is_nil(child(usual.root(), "v")));
  EXPECT_EQ(type_name(child(usual.root(), "w")), "");
  EXPECT_FALSE(is_nil(child(usual.root(), "w")));
}

TEST(XmlMessage, ReadsValues) {
  const Parsed parsed("<a><i> 42 </i><n>-7</n><b>true</b><o>0</o><t>x<![CDATA[<y>]]></t><e/><j>4x</j></a>");
  EXPECT_EQ(integer_of(child(parsed.root(), "i")), 42);
  EXPECT_EQ(integer_of(child(parsed.root(), "n")), -7);
  EXPECT_EQ(bool_of(child(parsed.root(), "b")), true);
  EXPECT_EQ(bool_of(child(parsed.root(), "o")), false);
  EXPECT_EQ(text_of(child(parsed.root(), "t")), "x<y>");
  EXPECT_EQ(integer_of(child(parsed.root(), "e")), std::nullopt);
  EXPECT_EQ(integer_of(child(parsed.root(), "j")), std::nullopt);
  EXPECT_EQ(bool_of(child(parsed.root(), "i")), std::nullopt);
  EXPECT_EQ(integer_of(child(parsed.root(), "absent")), std::nullopt);
}

TEST(XmlMessage, EscapedTextComesBack) {
  const std::string hostile = "a<b>&\"c\"'\r\n\td\xC3\xBC";
  EXPECT_EQ(text_of(Parsed("<a>" + xml_escaped(hostile) + "</a>").root()), hostile);
  EXPECT_EQ(xml_escaped(std::string("a\0b\x01", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(xml_escaped("\xFF"), "\xEF\xBF\xBD");
}

TEST(XmlMessage, ReadsUtf16) {
  std::string wide("\xFF\xFE", 2);
  for (const char c : std::string("<a>x</a>")) wide += std::string{c, '\0'};
  EXPECT_EQ(text_of(Parsed(wide).root()), "x");
}

struct Time {
  const char* xsd;
  const char* utc;  // empty: none
};

TEST(XmlTime, IsWrittenInUtc) {
  constexpr Time kTimes[] = {
      {"2026-10-08T15:15:36.68424Z", "2026-10-08T15:15:36Z"},
      {"2026-10-08T00:15:36+02:00", "2026-10-07T22:15:36Z"},
      {"2026-12-31T23:59:59-01:30", "2027-01-01T01:29:59Z"},
      {"2026-10-08T15:15:36", "2026-10-08T15:15:36Z"},
      {"1601-01-01T00:00:00Z", ""},
      {"2026-02-30T00:00:00Z", ""},
      {"2026-10-08", ""},
      {"2026-10-08T25:00:00Z", ""},
      {"2026-10-08T15:15:36+2:00", ""},
      {"2026-10-08T15:15:36Zx", ""},
      {"", ""},
      {"20261008T151536Z", ""},
  };
  for (const Time& time : kTimes) EXPECT_EQ(utc_time(time.xsd).value_or(""), time.utc) << time.xsd;
}

}  // namespace
