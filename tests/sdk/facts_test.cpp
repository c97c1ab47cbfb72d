// Facts and records: what they become as JSON, whatever the plugin puts in.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <hvcompat/plugin_facts.hpp>
#include <vector>

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  hvc::json::append_string(out, text);
  return out;
}

TEST(JsonString, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(quoted("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(quoted(std::string_view("\x00\n\x1f", 3)), R"("\u0000\u000a\u001f")");
  EXPECT_EQ(quoted("Zürich €"), "\"Zürich €\"");
}

TEST(JsonString, ReplacesEachByteThatIsNoUtf8) {
  const std::string mark = "\xEF\xBF\xBD";
  EXPECT_EQ(quoted("a\xff"), "\"a" + mark + "\"");
  EXPECT_EQ(quoted("\xC0\xAF"), "\"" + mark + mark + "\"") << "overlong";
  EXPECT_EQ(quoted("\xED\xA0\x80"), "\"" + mark + mark + mark + "\"") << "surrogate";
  EXPECT_EQ(quoted("\xE2\x82"), "\"" + mark + mark + "\"") << "cut off";
  EXPECT_EQ(quoted("\xF4\x90\x80\x80"), "\"" + mark + mark + mark + mark + "\"") << "beyond U+10FFFF";
  EXPECT_EQ(quoted("\xF0\x9F\x92\xBE"), "\"\xF0\x9F\x92\xBE\"");
}

TEST(Facts, WritesEveryType) {
  hvc::Facts facts;
  facts.set("b", true, "e").set("i", std::int64_t{-3}, "e").set("u", std::uint64_t{18446744073709551615u}, "e");
  facts.set("d", 1.5, "e").set("t", "x", "e").set("l", std::vector<std::string>{"p", "q"}, "e");
  facts.set("none", std::vector<std::string>{}, "e");
  EXPECT_EQ(facts.value("b"), "true");
  EXPECT_EQ(facts.value("i"), "-3");
  EXPECT_EQ(facts.value("u"), "18446744073709551615");
  EXPECT_EQ(facts.value("d"), "1.5");
  EXPECT_EQ(facts.value("t"), "\"x\"");
  EXPECT_EQ(facts.value("l"), R"(["p","q"])");
  EXPECT_EQ(facts.value("none"), "[]");
}

TEST(Facts, NumbersThatAreNotFiniteAreUnknown) {
  hvc::Facts facts;
  facts.set("n", std::nan(""), "e");
  EXPECT_FALSE(facts.known("n"));
  ASSERT_TRUE(facts.why_unknown("n"));
  EXPECT_EQ(facts.why_unknown("n")->detail, "the number is not finite");
}

TEST(Facts, KnownBeatsUnknownInBothOrders) {
  hvc::Facts facts;
  facts.unknown("a", hvc::Reason::error, "x").set("a", 1, "e");
  facts.set("b", 2, "e").unknown("b", hvc::Reason::error, "x");
  for (const char* name : {"a", "b"}) {
    EXPECT_TRUE(facts.known(name));
    EXPECT_FALSE(facts.why_unknown(name));
  }
}

TEST(Facts, MergeKeepsWhatIsThereAndFillsTheRest) {
  hvc::Facts mine;
  mine.set("a", 1, "mine").unknown("b", hvc::Reason::agent_off, "mine").unknown("c", hvc::Reason::agent_off, "mine");
  hvc::Facts other;
  other.set("a", 2, "other").set("b", 3, "other").unknown("c", hvc::Reason::error, "other");
  mine.merge(other);
  EXPECT_EQ(mine.value("a"), "1");
  EXPECT_EQ(mine.value("b"), "3");
  EXPECT_FALSE(mine.why_unknown("b"));
  EXPECT_EQ(mine.why_unknown("c")->detail, "mine");
}

TEST(Record, IsTheJsonOfTheContract) {
  hvc::Record guest = hvc::Record::guest("g1", "web\n01", "h1");
  guest.facts.set("guest.power", "running", "state")
      .unknown("guest.os.build", hvc::Reason::agent_off, "off", "start it");
  EXPECT_EQ(guest.to_json(),
            R"({"record":"guest","id":"g1","name":"web\u000a01","host":"h1","facts":{"guest.power":"running"},)"
            R"("evidence":{"guest.power":"state"},)"
            R"("unknown":{"guest.os.build":{"reason":"agent-off","detail":"off","remedy":"start it"}}})");
  EXPECT_EQ(hvc::Record::host("h", "n", "c1").to_json(),
            R"({"record":"host","id":"h","name":"n","cluster":"c1","facts":{}})");
  EXPECT_EQ(hvc::Record::cluster("c", "n").to_json(), R"({"record":"cluster","id":"c","name":"n","facts":{}})");
}

}  // namespace
