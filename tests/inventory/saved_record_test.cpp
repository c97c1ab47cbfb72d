// Cutting saved records: whatever is not exactly in the saved form is left to the parser.
#include "inventory/saved_record.hpp"

#include <gmock/gmock.h>

#include <string>

#include "inventory/inventory.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;

bool cut(const std::string& line, SavedRecord& to, LineOrigin origin = LineOrigin::file) {
  static std::string behind;  // what was cut points into it
  behind = line + std::string(kBehindLine, '!');
  return cut_saved_record(std::string_view(behind.data(), line.size()), origin, to);
}

bool is_cut(const std::string& line) {
  SavedRecord record;
  return cut(line, record);
}

auto item(const char* name, const char* json) {
  return AllOf(Field(&SavedRecord::Item::name, name), Field(&SavedRecord::Item::json, json));
}

TEST(SavedRecord, IsCutIntoItsParts) {
  SavedRecord record;
  ASSERT_TRUE(
      cut(R"({"record":"guest","id":"g1","name":"web \"old\"","host":"h1","facts":{"a":true,"b":-12,"c":"x\\y",)"
          R"("d":["p","q"],"e":[]},"evidence":{"a":"read \"there\"","d":"too"},"unknown":{"f":{"reason":"error",)"
          R"("detail":"no \"x\"","remedy":"do"},"g":{"reason":"timeout"}}})",
          record));
  EXPECT_EQ(record.kind, Entity::guest);
  EXPECT_EQ(record.id, "g1");
  EXPECT_EQ(record.name, R"(web \"old\")");
  EXPECT_EQ(record.parent, "h1");
  EXPECT_THAT(record.facts, ElementsAre(item("a", "true"), item("b", "-12"), item("c", R"("x\\y")"),
                                        item("d", R"(["p","q"])"), item("e", "[]")));
  EXPECT_THAT(record.unknown, ElementsAre(item("f", R"({"reason":"error","detail":"no \"x\"","remedy":"do"})"),
                                          item("g", R"({"reason":"timeout"})")));
}

TEST(SavedRecord, MayLackWhatIsEmpty) {
  SavedRecord record;
  ASSERT_TRUE(cut(R"({"record":"cluster","id":"c1","facts":{}})", record));
  EXPECT_EQ(record.kind, Entity::cluster);
  EXPECT_EQ(record.name, "");
  ASSERT_TRUE(cut(R"({"record":"host","id":"h1","cluster":"c1","facts":{}})", record));
  EXPECT_EQ(record.kind, Entity::host);
  EXPECT_EQ(record.parent, "c1");
}

TEST(SavedRecord, InAnyOtherFormIsRefused) {
  const auto with_facts = [](const std::string& facts, const std::string& rest = "") {
    return R"({"record":"guest","id":"g1","facts":{)" + facts + "}" + rest + "}";
  };
  ASSERT_TRUE(is_cut(with_facts(R"("a":1)")));
  for (const std::string facts : {R"("a": 1)",        R"( "a":1)",
                                  R"("b":1,"a":1)",   R"("a":1,"a":1)",
                                  R"("a":1,)",        R"("a":1.0)",
                                  R"("a":1e3)",       R"("a":-0)",
                                  R"("a":01)",        R"("a":)",
                                  R"("a":-)",         R"("a":null)",
                                  R"("a":{})",        R"("a":tru)",
                                  R"("a":"x)",        R"("a":"\n")",
                                  R"("a":"\u0041")",  "\"a\":\"\t\"",
                                  R"("a":["q","p"])", R"("a":["p","p"])",
                                  R"("a":[""])",      R"("a":[1])",
                                  R"("a":["\""])",    R"("a":["p",])",
                                  R"("a":["p")",      R"("a":12345678901234567890)",
                                  R"("\"":1)",        R"(a:1)"})
    EXPECT_FALSE(is_cut(with_facts(facts))) << facts;
  for (const std::string rest :
       {R"(,"evidence":{})", R"(,"evidence":{"b":"of no fact"})", R"(,"evidence":{"a":""})", R"(,"evidence":{"a":1})",
        R"(,"unknown":{})", R"(,"unknown":{"a":{"reason":"error"}})", R"(,"unknown":{"b":{"reason":""}})",
        R"(,"unknown":{"b":{"detail":"d"}})", R"(,"unknown":{"b":{"reason":"error","remedy":"r","detail":"d"}})",
        R"(,"unknown":{"b":{"reason":"error"}},"evidence":{"a":"e"})", R"(,"more":1)", " "})
    EXPECT_FALSE(is_cut(with_facts(R"("a":1)", rest))) << rest;
  for (const std::string line :
       {R"({"record":"guest","id":"","facts":{}})", R"({"record":"guest","id":"g1"})",
        R"({"record":"guest","id":"g1","name":"","facts":{}})", R"({"record":"guest","id":"g\"1","facts":{}})",
        R"({"record":"guest","id":"g1","cluster":"c1","facts":{}})",
        R"({"record":"cluster","id":"c1","host":"h1","facts":{}})", R"({"record":"end","guests":1})",
        R"({"id":"g1","record":"guest","facts":{}})",
        R"({"record":"guest","id":"g1","facts":{}})"
        " ",
        R"({"record":"guest","id":"g1","facts":{)", "", "{"})
    EXPECT_FALSE(is_cut(line)) << line;
}

TEST(SavedRecord, OwnLinesAreAlwaysCut) {
  Record record{"g\"1\n", "na\tme", "h\\1", {}};
  record.facts.set("x.a.number", Fact::of(1.5, "\"e\""));
  record.facts.set("x.a.list", Fact::of(TextList{"\"", "\\", "ü"}, ""));
  record.facts.set("x.a.text", Fact::of(std::string("\\\""), ""));
  record.facts.set("x.a.unknown", Fact::missing("error", "\n", "\\"));
  const std::string line = record_line(Entity::guest, record);
  SavedRecord to;
  ASSERT_TRUE(cut(line, to, LineOrigin::own)) << line;
  EXPECT_THAT(to.facts, ElementsAre(item("x.a.list", R"(["\"","\\","ü"])"), item("x.a.number", "1.5"),
                                    item("x.a.text", R"("\\\"")")));
  EXPECT_THAT(to.unknown, ElementsAre(item("x.a.unknown", R"({"reason":"error","detail":"\n","remedy":"\\"})")));
}

}  // namespace
}  // namespace hvcompat
