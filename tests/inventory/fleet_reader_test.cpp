// Reading a fleet side by side: nothing is lost or told differently than by the reader that keeps all records.
#include "inventory/fleet_reader.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>
#include <stdexcept>

#include "inventory/fleet_again.hpp"
#include "inventory/ndjson_record.hpp"

namespace hvcompat {
namespace {

// Some MiB, so that there are chunks for several threads; here and there something is wrong.
std::string fleet(std::size_t guests) {
  std::string lines;
  for (const std::string target : {"one", "two"}) {
    lines += fmt::format(
                 R"({{"record":"inventory","schema":1,"target":"{}","uri":"","plugin":{{"name":"p","version":"1"}}}})",
                 target) +
             "\n";
    lines += R"({"record":"host","id":"h1","facts":{"host.cpu.threads":8,"host.memory.total_mib":65536}})"
             "\n";
    for (std::size_t i = 0; i < guests; ++i) {
      if (i % 5000 == 4999) lines += "not a record\n";
      lines += fmt::format(
          R"({{"record":"guest","id":"g{:07}","name":"web-{}","host":"h1","facts":{{"guest.memory.configured_mib":{},)"
          R"("guest.os.reported_id":"id {}","guest.power":"{}","guest.vcpu.count":{}}},)"
          R"("evidence":{{"guest.power":"a place that is told at some length, as plugins do"}}}})",
          i, i, 1024 + i % 3, i % 50, i % 4000 == 1 ? "jumping" : "running", 1 + i % 8);
      lines += "\n";
    }
    lines += R"({"record":"end"})"
             "\n";
  }
  return lines;
}

struct Read {
  explicit Read(const std::string& lines, unsigned threads) {
    for (const char* fact : {"guest.power", "guest.os.reported_id"})
      needs.add_to_part(needs.index_of(fact), kAnswerPart);
    file = read_fleet("fleet.ndjson", bytes_of(lines), tables, mark, hash, threads);
  }
  // All guests; their shape is the place of their inventory.
  void leave_to_be_told() {
    for (std::uint32_t i = 0; i < file->inventories.size(); ++i)
      for (FleetPiece& piece : file->inventories[i].guests)
        for (const FleetGuest& guest : piece.guests)
          piece.told.push_back({guest.line_hash, guest.line, guest.as_saved, 0, i});
  }
  FactNeeds needs;
  FactPool pool{needs};
  FleetTables tables{pool, {}, {}, true};
  MarkGuest mark;
  FactsHash hash;
  std::optional<FleetFile> file;
};

TEST(FleetReader, ReadsWhatTheOtherReaderReads) {
  const std::string lines = fleet(9000);
  ASSERT_GT(lines.size(), std::size_t{4} << 20);
  const ReadInventories all = read_inventories("fleet.ndjson", lines);
  FactsHash hash;
  for (const Inventory& inventory : all.inventories) hash.add(inventory);
  const std::string expected = hash.hex();
  for (const unsigned threads : {1U, 4U}) {
    Read read(lines, threads);
    ASSERT_TRUE(read.file);
    EXPECT_EQ(read.hash.hex(), expected);
    ASSERT_EQ(read.file->complaints.size(), all.complaints.size());
    for (std::size_t i = 0; i < all.complaints.size(); ++i)
      EXPECT_EQ(read.file->complaints[i].text, all.complaints[i].text);
    ASSERT_EQ(read.file->inventories.size(), all.inventories.size());
    for (std::size_t i = 0; i < all.inventories.size(); ++i) {
      const FleetInventory& inventory = read.file->inventories[i];
      EXPECT_EQ(inventory.head.target, all.inventories[i].target);
      EXPECT_EQ(inventory.head.complete, all.inventories[i].complete);
      EXPECT_EQ(inventory.guest_count, all.inventories[i].guests.size());
      ASSERT_EQ(inventory.hosts.size(), 1U);
      EXPECT_EQ(inventory.hosts[0].memory_mib, 65536);
      EXPECT_EQ(inventory.hosts[0].threads, 8);
      std::set<std::uint32_t> groups;
      std::int64_t vcpus = 0;
      for (const auto& piece : inventory.guests)
        for (const FleetGuest& guest : piece.guests) {
          groups.insert(guest.facts[kAnswerPart]);
          vcpus += guest.vcpus;
        }
      EXPECT_EQ(groups.size(), 51U);  // 50 identifiers of running guests, and one whose power was no power
      EXPECT_EQ(vcpus, 9000 / 8 * 36);
    }
  }
}

// Also where it is in the saved form, which is read by other code.
TEST(FleetReader, KeepsTheLimitOfALine) {
  const std::string head =
      R"({"record":"inventory","schema":1,"target":"lab","uri":"","plugin":{"name":"p","version":"1"}})";
  std::string text = R"({"record":"guest","id":"g1","facts":{"x.acme.a":"b"},"evidence":{)";
  for (int i = 0; text.size() + (64 << 10) < kLongestLine; ++i)
    text += fmt::format(R"("x.acme.e{:04}":"{}",)", i, std::string(64'000, 'e'));
  text += R"("x.acme.f":")";
  const auto with_line_of = [&](std::size_t size) {
    return head + "\n" + text + std::string(size - text.size() - 3, 'f') + "\"}}\n{\"record\":\"end\"}\n";
  };
  EXPECT_EQ(Read(with_line_of(kLongestLine), 1).file->inventories.at(0).guest_count, 1U);
  const Read longer(with_line_of(kLongestLine + 1), 1);
  EXPECT_EQ(longer.file->inventories.at(0).guest_count, 0U);
  ASSERT_EQ(longer.file->complaints.size(), 1U);
  EXPECT_EQ(longer.file->complaints[0].text, "fleet.ndjson:2: line lost: the line is longer than 16 MiB");
}

// The ids of all guests with the places of their inventories; "changed" where the file is not as it was.
std::string told_again(Read& read, const std::string& lines, unsigned threads) {
  std::string text;
  const bool all = read_again(
      bytes_of(lines), read.file->inventories,
      [](const ToldGuest& guest, const SavedRecord& record, std::string& to) {
        to += fmt::format("{} {}\n", guest.shape, record.id);
      },
      [&](std::string_view piece) { text += piece; }, threads);
  return all ? text : "changed";
}

TEST(FleetReader, TellsAllGuestsInTheirOrderWhenItReadsAgain) {
  const std::string lines = fleet(9000);
  std::string expected;
  for (std::size_t inventory = 0; inventory < 2; ++inventory)
    for (std::size_t i = 0; i < 9000; ++i) expected += fmt::format("{} g{:07}\n", inventory, i);
  Read read(lines, 2);
  read.leave_to_be_told();
  for (const unsigned threads : {1U, 4U}) EXPECT_TRUE(told_again(read, lines, threads) == expected) << threads;
  EXPECT_EQ(told_again(read, fleet(8000), 4), "changed");
  std::string other = lines;
  ++other[other.rfind(R"("guest.vcpu.count":)") + 19];
  EXPECT_EQ(told_again(read, other, 4), "changed");
}

TEST(FleetReader, StopsWhereNothingCanBeToldAnyMore) {
  const std::string lines = fleet(9000);
  Read read(lines, 2);
  read.leave_to_be_told();
  const auto tell = [](const ToldGuest&, const SavedRecord&, std::string&) {};
  const auto closed = [](std::string_view) { throw std::runtime_error("closed"); };
  EXPECT_THROW(read_again(bytes_of(lines), read.file->inventories, tell, closed, 4), std::runtime_error);
}

TEST(FleetReader, FindsWhatMessagesCallGuests) {
  const std::string lines = fleet(9000);
  Read read(lines, 2);
  const FleetPiece& piece = read.file->inventories[0].guests.back();
  const FleetLine last{piece.chunk, piece.guests.back().line};
  const FleetLine head{0, 1};
  const auto labels = labels_of(bytes_of(lines), {last});
  ASSERT_TRUE(labels);
  EXPECT_THAT(*labels, ::testing::ElementsAre(::testing::Pair(last, "web-8999")));
  EXPECT_FALSE(labels_of(bytes_of(lines), {head, last}));
  EXPECT_FALSE(labels_of(bytes_of(lines), {{999, 1}}));
  EXPECT_FALSE(labels_of(bytes_of("\x28\xB5\x2F\xFD damaged"), {last}));
}

TEST(FleetReader, DataThatCannotBeReadIsLeftToTheOtherReader) {
  const std::string cut = "\x28\xB5\x2F\xFD broken";
  EXPECT_FALSE(Read(cut, 4).file);
}

}  // namespace
}  // namespace hvcompat
