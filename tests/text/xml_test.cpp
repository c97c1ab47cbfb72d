// Escaping for XML.
#include "text/xml.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(Xml, Text) {
  EXPECT_EQ(xml_text("<a href=\"x\">&amp;</a>\n\t]]>"), "&lt;a href=\"x\"&gt;&amp;amp;&lt;/a&gt;\n\t]]&gt;");
  EXPECT_EQ(xml_text("a\rb"), "a&#13;b");
}

TEST(Xml, Attribute) { EXPECT_EQ(xml_attribute("\"a\"\n<\t'"), "&quot;a&quot;&#10;&lt;&#9;'"); }

TEST(Xml, WhatCannotBeCarried) {
  EXPECT_EQ(xml_text(std::string_view("\0\x1b", 2)), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(xml_attribute("\xff"), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace hvcompat
