// Guests kept as lines: what is saved of them, and told, is what the parser would have made of them.
#include "inventory/guest_lines.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "inventory/ndjson_reader.hpp"
#include "inventory/saved_line_check.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::string guest(const std::string& id, const std::string& facts, const std::string& rest = "") {
  return R"({"record":"guest","id":")" + id + R"(","facts":{)" + facts + "}" + rest + "}";
}

struct Told {
  std::string saved;
  std::vector<std::string> complaints;
};

std::string saved_of(const Inventory& inventory, const GuestLines& guests) {
  std::string text;
  write_inventory(inventory, guests, [&](std::string_view piece) { text += piece; });
  return text;
}

Told read(const std::vector<std::string>& lines, bool as_lines) {
  GuestLines guests;
  InventoryReader reader("lab", as_lines ? &guests : nullptr);
  int number = 0;
  const auto take = [&](const std::string& line) { reader.take({++number, line, line.size()}); };
  take(R"({"record":"inventory","schema":1,"target":"lab","uri":"x://lab","plugin":{"name":"x","version":"1"}})");
  for (const std::string& line : lines) take(line);
  take(R"({"record":"end"})");
  const ReadInventories read = reader.finish();
  Told told;
  const Inventory& inventory = read.inventories.at(0);
  told.saved = as_lines ? saved_of(inventory, guests) : write_inventory(inventory);
  for (const Complaint& complaint : read.complaints) told.complaints.push_back(complaint.text);
  return told;
}

void expect_same(const std::vector<std::string>& lines) {
  const Told kept = read(lines, true);
  const Told parsed = read(lines, false);
  EXPECT_EQ(kept.saved, parsed.saved);
  EXPECT_EQ(kept.complaints, parsed.complaints);
}

TEST(GuestLines, OfEveryFormAreSavedAsTheParserWouldSaveThem) {
  const std::string good = R"("guest.power":"running","guest.vcpu.count":2)";
  expect_same({guest("b", good), guest("a", good), guest("c", "")});
  for (const std::string facts : {R"("guest.power" : "running")",
                                  R"("guest.vcpu.count":2,"guest.power":"off")",
                                  R"("guest.power":"fast")",
                                  R"("guest.vcpu.count":2.0)",
                                  R"("guest.vcpu.count":-1)",
                                  R"("guest.vcpu.count":"2")",
                                  R"("guest.hot_add":["cpu","memory"])",
                                  R"("guest.hot_add":["memory","cpu"])",
                                  R"("guest.hot_add":["disk"])",
                                  R"("guest.boot.secure":true)",
                                  R"("guest.power.since":"2026-01-01T00:00:00Z")",
                                  R"("guest.power.since":"yesterday")",
                                  R"("guest.no.such":1)",
                                  R"("feature.snapshots":"used")",
                                  R"("host.os.name":"x")",
                                  R"("x.acme.own":1.5)",
                                  R"("x.acme.own":12345678901234567890)",
                                  R"("x.acme.own":"\u00e4")",
                                  R"("x.acme.own":"ä")",
                                  "\"x.acme.own\":\"\xE4\"",
                                  R"("x.acme.own":"\/")",
                                  R"("x.acme.own":["a","a"])",
                                  R"("x.acme.own":null)",
                                  R"("x.acme.own":{})"})
    expect_same({guest("a", good), guest("b", facts), guest("c", good)});
  for (const std::string rest :
       {R"(,"evidence":{"guest.power":"seen"})", R"(,"evidence":{"guest.os.build":"of none"})", R"(,"evidence":{})",
        R"(,"unknown":{"guest.os.build":{"reason":"timeout"}})", R"(,"unknown":{"guest.os.build":{"reason":"lazy"}})",
        R"(,"unknown":{"guest.power":{"reason":"timeout"}})", R"(,"more":[1])", " "})
    expect_same({guest("a", good, rest), guest("b", good, rest)});
}

TEST(GuestLines, OfOneIdAreOneGuest) {
  const std::string plain = guest("a", "");
  const std::string with_space = R"({"record":"guest","id":"a", "facts":{}})";
  for (const auto& lines :
       std::vector<std::vector<std::string>>{{plain, plain}, {plain, with_space}, {with_space, plain}}) {
    expect_same(lines);
    EXPECT_THAT(read(lines, true).complaints, ElementsAre(HasSubstr("another record has the same id")));
  }
}

// 1e15 takes more bytes as it is saved.
TEST(GuestLines, LongerThanALineAsTheyWouldBeSavedAreLostAndTold) {
  std::string facts = R"("x.acme.n":1e15)";
  for (int i = 0; facts.size() + 61'000 < kLongestLine; ++i)
    facts += ",\"x.acme.t" + std::to_string(i) + "\":\"" + std::string(60'000, 't') + "\"";
  facts += R"(,"x.acme.rest":")";
  facts += std::string(kLongestLine - guest("a", facts + "\"").size(), 'r') + "\"";
  const std::string line = guest("a", facts);
  ASSERT_EQ(line.size(), kLongestLine);
  const Told told = read({line, guest("b", "")}, true);
  EXPECT_THAT(told.complaints,
              ElementsAre(HasSubstr("guest `a` lost: as it would be saved, it is longer than 16 MiB")));
  EXPECT_THAT(told.saved, AllOf(Not(HasSubstr("\"id\":\"a\"")), HasSubstr("\"complete\":false")));
}

TEST(GuestLines, AreThoseOfTheFirstInventory) {
  GuestLines guests;
  InventoryReader reader("lab", &guests);
  const std::string head =
      R"({"record":"inventory","schema":1,"target":"lab","uri":"x://lab","plugin":{"name":"x","version":"1"}})";
  const std::string end = R"({"record":"end"})";
  for (const std::string& line : {head, guest("a", ""), end, head, guest("a", ""), guest("z", ""), end})
    reader.take({1, line, line.size()});
  EXPECT_EQ(reader.finish().inventories.size(), 2U);
  EXPECT_THAT(guests.records(), SizeIs(1));
}

TEST(SavedLineCheck, TakesNothingThatWouldBeSavedOtherwise) {
  SavedLineCheck check;
  EXPECT_NE(check.cut(guest("a", R"("guest.power":"running","x.acme.own":1)")), nullptr);
  for (const std::string facts : {R"("guest.power":"fast")", R"("guest.no.such":1)", R"("feature.snapshots":"used")",
                                  R"("guest.vcpu.count":"2")", "\"x.acme.own\":\"\xE4\""})
    EXPECT_EQ(check.cut(guest("a", facts)), nullptr) << facts;
}

TEST(GuestLines, InOrderAreFewPieces) {
  GuestLines guests;
  const std::string long_line = guest("", R"("x.acme.own":")" + std::string(60'000, 'x') + "\"");
  for (int i = 100; i < 200; ++i) guests.add(std::to_string(i), long_line);
  std::size_t pieces = 0;
  std::string text;
  guests.write_to([&](std::string_view piece) {
    ++pieces;
    text += piece;
  });
  EXPECT_EQ(text.size(), 100 * (long_line.size() + 1));
  EXPECT_LT(pieces, 10U);
}

TEST(GuestLines, LongerThanABlockAreWhole) {
  GuestLines guests;
  const std::string text = R"("x.acme.own":")" + std::string(60'000, 'x') + "\"";
  std::string facts = R"("x.acme.a":1)";
  for (char c = 'b'; c <= 'z'; ++c) facts += std::string(",\"x.acme.") + c + "\":\"" + std::string(60'000, c) + "\"";
  guests.add("b", guest("b", facts));
  guests.add("a", guest("a", text));
  const std::vector<Record> records = guests.records();
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].id, "a");
  EXPECT_EQ(*records[1].facts.text("x.acme.z"), std::string(60'000, 'z'));
}

TEST(GuestLines, AreChangedWhereItIsWanted) {
  GuestLines guests;
  for (const char* id : {"c", "a", "b"}) guests.add(id, guest(id, std::string(R"("x.acme.own":")") + id + "\""));
  const auto is_b = [](std::string_view line) { return line.find("\"id\":\"b\"") != std::string_view::npos; };
  guests.change(is_b, [](Inventory& those) {
    ASSERT_THAT(those.guests, SizeIs(1));
    those.guests[0].facts.set("x.acme.own", Fact::of(std::string("changed"), ""));
  });
  std::vector<std::string> values;
  for (const Record& record : guests.records()) values.push_back(record.id + *record.facts.text("x.acme.own"));
  EXPECT_THAT(values, ElementsAre("aa", "bchanged", "cc"));
  const GuestLines copy = guests;
  guests = {};
  EXPECT_THAT(copy.records(), SizeIs(3)) << "a copy has its own lines";
}

}  // namespace
}  // namespace hvcompat
