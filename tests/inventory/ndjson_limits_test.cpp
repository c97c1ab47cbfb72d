// The limits of the NDJSON reader, each at its border, and hostile bytes.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <random>

#include "inventory/inventory.hpp"
#include "inventory/ndjson_lines.hpp"
#include "inventory/ndjson_record.hpp"
#include "text/json_document.hpp"

namespace hvcompat {
namespace {

std::string fault(const std::string& line) {
  const auto record = RecordParser().parse(line, line.size());
  return record ? "" : record.error().message;
}

std::string guest_named(std::size_t length) {
  return R"({"record":"guest","id":"g1","name":")" + std::string(length, 'n') + "\"}";
}

TEST(NdjsonLimits, ATextOf64KiB) {
  EXPECT_EQ(fault(guest_named(kLongestText)), "");
  EXPECT_EQ(fault(guest_named(kLongestText + 1)), "a text is longer than 64 KiB");
  EXPECT_EQ(fault("{\"" + std::string(kLongestText + 1, 'k') + "\":1}"), "a text is longer than 64 KiB");
}

TEST(NdjsonLimits, ARecordOf4096Facts) {
  std::string facts;
  for (std::size_t i = 0; i < kMostFacts; ++i) facts += fmt::format("{}\"x.acme.f{}\":1", i == 0 ? "" : ",", i);
  EXPECT_EQ(fault("{\"facts\":{" + facts + "}}"), "");
  EXPECT_EQ(fault("{\"facts\":{" + facts + "},\"unknown\":{\"x.acme.g\":{}}}"), "more than 4096 facts");
}

TEST(NdjsonLimits, ALineOf16MiB) {
  const std::string head = "{\"record\":\"inventory\",\"target\":\"lab\"}\n";
  std::string line = R"({"record":"guest","id":"g1"})";
  line += std::string(kLongestLine - line.size(), ' ');
  const auto whole = read_inventories("f", head + line + "\n{\"record\":\"end\"}");
  EXPECT_TRUE(whole.complaints.empty());
  const auto longer = read_inventories("f", head + line + " \n{\"record\":\"end\"}");
  ASSERT_EQ(longer.complaints.size(), 1U);
  EXPECT_EQ(longer.complaints[0].text, "f:2: line lost: the line is longer than 16 MiB");
}

TEST(NdjsonLimits, Depth) {
  const auto nested = [](std::size_t levels) {
    return "{\"new\":" + std::string(levels, '[') + std::string(levels, ']') + "}";
  };
  EXPECT_EQ(fault(nested(63)), "");
  EXPECT_EQ(fault(nested(64)), "nested deeper than 64 levels");
  EXPECT_EQ(fault("{\"new\":" + std::string(100000, '[')), "nested deeper than 64 levels");
}

TEST(NdjsonLimits, ComplaintsAreCountedBeyondAThousand) {
  std::string text = "{\"record\":\"inventory\",\"target\":\"lab\"}\n";
  for (int i = 0; i < 1200; ++i) text += "{\"record\":\"new\"}\n";
  const auto all = read_inventories("f", text + "x\n{\"record\":\"end\"}\n");
  ASSERT_EQ(all.complaints.size(), 1001U);
  EXPECT_EQ(all.complaints.back().text, "f: 201 more complaints");
  EXPECT_TRUE(all.complaints.back().lost_record);
}

TEST(NdjsonLimits, UnpackedData) {
  const std::string plain(1000, 'a');
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
  EXPECT_EQ(unpack_zstd(packed, 1000).problem, "");
  EXPECT_EQ(unpack_zstd(packed, 999).problem, "the unpacked data is larger than the limit");
  packed[packed.size() / 2] = static_cast<char>(~packed[packed.size() / 2]);
  packed[4] = static_cast<char>(~packed[4]);
  EXPECT_EQ(unpack_zstd(packed).problem, "the compressed data is damaged");
}

// simdjson and the strict reader must agree on what is JSON, else a bad line would be taken or a good one lost.
TEST(NdjsonHostileBytes, BothReadersAgreeOnDamagedLines) {
  const std::string line =
      R"({"record":"guest","id":"g\u00e9","facts":{"guest.vcpu.count":-4,"guest.role":["a","b"],"guest.tpm":null,)"
      R"("x.a.n":1.5e-3},"unknown":{"guest.os.build":{"reason":"agent-off"}},"new":[{"a":[true,false]},0.1,"\\"]})";
  std::mt19937 random(42);
  const std::string_view bytes = "{}[]\",:\\u0e1-+.tfn a\x01\xc3\xff";
  RecordParser parser;
  for (int i = 0; i < 20000; ++i) {
    std::string damaged = line;
    for (std::size_t n = 0; n <= random() % 3; ++n) damaged[random() % damaged.size()] = bytes[random() % bytes.size()];
    if (random() % 8 == 0) damaged.resize(random() % damaged.size());
    const auto strict = parse_json("f", damaged);
    const bool good = strict && strict->root.kind == JsonKind::object;
    const auto record = parser.parse(damaged, damaged.size());
    ASSERT_EQ(good, record.has_value()) << damaged << "\n"
                                        << (record ? to_text(strict.error()) : record.error().message);
  }
}

}  // namespace
}  // namespace hvcompat
