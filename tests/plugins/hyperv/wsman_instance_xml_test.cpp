// Instances out of items: whole ones, fragments, wrapped ones; dates, references, arrays, nulls.
#include <gtest/gtest.h>

#include "instance_xml.hpp"

using namespace hvhyperv;

namespace {

std::optional<Instance> read(const std::string& item, const std::string& class_name = "Asked") {
  pugi::xml_document document;
  const std::string all =
      "<r xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" "
      "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\" xmlns:p=\"urn:class\">" +
      item + "</r>";
  EXPECT_TRUE(document.load_string(all.c_str())) << all;
  return instance_of(document.document_element().first_child(), class_name);
}

const std::string kReference =
    "<a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address><a:ReferenceParameters>"
    "<w:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/Msvm_ComputerSystem"
    "</w:ResourceURI><w:SelectorSet><w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector>"
    "<w:Selector Name=\"Name\">G-1</w:Selector></w:SelectorSet></a:ReferenceParameters>";

}  // namespace

TEST(InstanceXml, WholeInstance) {
  const auto instance = read(
      "<p:Msvm_ComputerSystem xsi:type=\"p:Msvm_ComputerSystem_Type\"><p:Name>G-1</p:Name><p:EnabledState>2"
      "</p:EnabledState><p:InstanceID xsi:nil=\"true\"/><p:ElementName></p:ElementName></p:Msvm_ComputerSystem>");
  ASSERT_TRUE(instance);
  EXPECT_EQ(instance->class_name(), "Msvm_ComputerSystem");
  EXPECT_EQ(instance->text("Name"), "G-1");
  EXPECT_EQ(instance->integer("EnabledState"), 2);
  EXPECT_FALSE(instance->has("InstanceID"));
  EXPECT_TRUE(instance->has("ElementName"));
}

TEST(InstanceXml, FragmentOfAProjection) {
  const auto instance = read(
      "<w:XmlFragment><Name>a</Name><Installed><Datetime>2013-04-09T15:42:20.4124Z</Datetime></Installed>"
      "<Access xsi:nil=\"true\"/><Paths>C:\\</Paths><Paths>D:\\</Paths></w:XmlFragment>",
      "MSFT_Partition");
  ASSERT_TRUE(instance);
  EXPECT_EQ(instance->class_name(), "MSFT_Partition");
  EXPECT_EQ(instance->text("Installed"), "2013-04-09T15:42:20.4124Z");
  EXPECT_FALSE(instance->has("Access"));
  EXPECT_EQ(instance->all("Paths"), (std::vector<std::string>{"C:\\", "D:\\"}));
}

TEST(InstanceXml, DatesAndIntervals) {
  const auto instance = read(
      "<p:A><p:Since><cim:Datetime>2026-07-29T14:11:00.019976Z</cim:Datetime></p:Since>"
      "<p:Never><cim:Datetime>1601-01-01T00:00:00Z</cim:Datetime></p:Never>"
      "<p:Wait><cim:Interval>P0DT0H10M0S</cim:Interval></p:Wait><p:None><cim:Datetime "
      "xsi:nil=\"true\"/></p:None></p:A>");
  EXPECT_EQ(instance->time("Since"), "2026-07-29T14:11:00Z");
  EXPECT_FALSE(instance->time("Never"));
  EXPECT_EQ(instance->text("Wait"), "P0DT0H10M0S");
  EXPECT_FALSE(instance->has("None"));
}

TEST(InstanceXml, References) {
  const auto plain = read("<p:A><p:System>" + kReference + "</p:System></p:A>");
  const auto wrapped =
      read("<p:A><p:System><a:EndpointReference>" + kReference + "</a:EndpointReference></p:System></p:A>");
  for (const auto& instance : {plain, wrapped}) {
    const Reference* reference = instance->reference("System");
    ASSERT_NE(reference, nullptr);
    EXPECT_EQ(reference->class_name, "Msvm_ComputerSystem");
    EXPECT_EQ(reference->selectors.at("Name"), "G-1");
    EXPECT_EQ(reference->selectors.size(), 2u);
  }
}

TEST(InstanceXml, ItemWithItsEndpointReference) {
  const std::string reference = "<a:EndpointReference>" + kReference + "</a:EndpointReference>";
  const std::string instance = "<p:A><p:Name>a</p:Name></p:A>";
  EXPECT_EQ(read("<w:Item>" + instance + reference + "</w:Item>")->text("Name"), "a");
  EXPECT_EQ(read("<w:Item>" + reference + instance + "</w:Item>")->text("Name"), "a");
  EXPECT_EQ(read("<w:Item><w:XmlFragment><Name>a</Name></w:XmlFragment></w:Item>")->class_name(), "Asked");
  EXPECT_FALSE(read(reference));
  EXPECT_FALSE(read("<w:Item>" + reference + "</w:Item>"));
}

TEST(InstanceXml, EmbeddedInstances) {
  const auto instance = read(
      "<p:A><p:Settings><q:Inner xmlns:q=\"urn:q\" /><q:Name xmlns:q=\"urn:q\">in</q:Name></p:Settings>"
      "<p:Text>&lt;INSTANCE CLASSNAME=\"Msvm_KvpExchangeDataItem\"/&gt;</p:Text></p:A>");
  EXPECT_EQ(instance->text("Settings.Name"), "in");
  EXPECT_EQ(instance->text("Text"), "<INSTANCE CLASSNAME=\"Msvm_KvpExchangeDataItem\"/>");
}

TEST(InstanceXml, InstancesAreReadFourDeepInInstances) {
  const auto nested = [](int depth) {
    std::string value = "<p:Name>in</p:Name>";
    for (int i = 0; i < depth; ++i) value = "<p:B>" + value + "</p:B>";
    return read("<p:A>" + value + "<p:Name>out</p:Name></p:A>");
  };
  EXPECT_EQ(nested(4)->text("B.B.B.B.Name"), "in");
  EXPECT_FALSE(nested(5)->has("B.B.B.B.B.Name"));
  EXPECT_EQ(nested(60)->text("Name"), "out");
}
