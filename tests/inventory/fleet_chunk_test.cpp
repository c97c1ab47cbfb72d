// One thread's reading of chunks: equal facts have equal numbers, and what was seen before costs no memory.
#include "inventory/fleet_chunk.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ALLOCATOR_OF_ITS_OWN
#endif
#endif

namespace {
[[maybe_unused]] std::atomic<std::size_t> allocations = 0;
}

#ifndef HAS_ALLOCATOR_OF_ITS_OWN
// Counts what the whole program allocates.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace hvcompat {
namespace {

struct Reading {
  Reading() {
    for (std::size_t i = 0; i < needs.size(); ++i)
      for (unsigned part = 0; part < kFactParts; ++part)
        needs.add_to_part(static_cast<FactIndex>(i), static_cast<FactPart>(part));
  }

  const FleetChunk& read(const std::string& lines) {
    text = lines + std::string(128, ' ');
    LineChunk chunk;
    chunk.lines = std::string_view(text.data(), lines.size());
    chunk.capacity = text.size();
    worker.read(chunk, result);
    return result;
  }

  FactNeeds needs;
  FactPool pool{needs};
  FleetTables tables{pool, {}, {}};
  MarkGuest mark;
  FleetWorker worker{tables, mark};
  FleetChunk result;
  std::string text;
};

std::string guest(const std::string& id, const std::string& facts, const std::string& rest = "") {
  return fmt::format("{{\"record\":\"guest\",\"id\":\"{}\",\"host\":\"h1\",\"facts\":{{{}}}{}}}\n", id, facts, rest);
}

bool are_alike(const std::string& facts, const std::string& others) {
  Reading reading;
  const FleetChunk& chunk = reading.read(guest("a", facts) + guest("b", others));
  EXPECT_EQ(chunk.guests.size(), 2U);
  return chunk.guests.size() == 2 && chunk.guests[0].facts == chunk.guests[1].facts;
}

TEST(FleetChunk, WhatNobodyTellsApartIsAlike) {
  EXPECT_TRUE(are_alike(R"("guest.memory.ballooned_mib":12)", R"("guest.memory.ballooned_mib":4711)"));
  EXPECT_TRUE(are_alike(R"("guest.memory.configured_mib":4096,"guest.memory.reserved_mib":4095)",
                        R"("guest.memory.configured_mib":8192,"guest.memory.reserved_mib":1)"));
  EXPECT_TRUE(are_alike(R"("guest.migration.last":"2026-01-02T00:00:00Z","guest.power.since":"2026-01-01T00:00:00Z")",
                        R"("guest.migration.last":"2026-05-01T00:00:00Z","guest.power.since":"2025-01-01T00:00:00Z")"));
  EXPECT_TRUE(are_alike(R"("guest.tags":["a"],"guest.tools.version":"1")", R"("guest.tags":["b"])"));
}

TEST(FleetChunk, WhatIsToldApartIsNot) {
  EXPECT_FALSE(are_alike(R"("guest.memory.ballooned_mib":0)", R"("guest.memory.ballooned_mib":1)"));
  EXPECT_FALSE(are_alike(R"("guest.memory.ballooned_mib":0)", ""));
  EXPECT_FALSE(are_alike(R"("guest.memory.configured_mib":4096,"guest.memory.reserved_mib":4095)",
                         R"("guest.memory.configured_mib":4096,"guest.memory.reserved_mib":4096)"));
  EXPECT_FALSE(
      are_alike(R"("guest.migration.last":"2026-01-01T00:00:00Z","guest.power.since":"2026-01-01T00:00:00Z")",
                R"("guest.migration.last":"2026-01-01T00:00:00Z","guest.power.since":"2026-01-01T00:00:00.5Z")"));
  EXPECT_FALSE(are_alike(R"("guest.nested_virtualization":true)", R"("guest.nested_virtualization":false)"));
}

TEST(FleetChunk, EveryFactIsChecked) {
  Reading reading;
  const FleetChunk& chunk =
      reading.read(guest("a", R"("guest.tpm":"yes")") + guest("b", R"("guest.tpm":true)") +
                   guest("c", R"("guest.tools.version":1)") + guest("d", R"("guest.nonsense":1)"));
  std::vector<std::string> complaints;
  for (const FleetEvent& event : chunk.events)
    if (event.kind == FleetEvent::Kind::complaint) complaints.push_back(fmt::format("{}: {}", event.line, event.text));
  EXPECT_THAT(complaints, ::testing::ElementsAre("1: guest `a`: fact `guest.tpm`: `yes` is not true or false",
                                                 "3: guest `c`: fact `guest.tools.version`: `1` is not a text",
                                                 ::testing::StartsWith("4: guest `d`: fact `guest.nonsense`: not in")));
  EXPECT_EQ(chunk.guests.size(), 4U);
}

TEST(FleetChunk, AnotherFormOfALineIsTheSameRecord) {
  Reading reading;
  const std::string saved = guest("a", R"("guest.power":"running","guest.vcpu.count":2)");
  const FleetChunk one = reading.read(saved);
  const FleetChunk& other = reading.read(
      "{ \"facts\": {\"guest.vcpu.count\": 2, \"guest.power\": \"running\"}, \"host\":\"h1\", \"id\":\"a\", "
      "\"record\":\"guest\"}\r\n");
  ASSERT_EQ(other.guests.size(), 1U);
  EXPECT_EQ(one.guests[0].facts, other.guests[0].facts);
  EXPECT_EQ(one.digests, other.digests);
}

TEST(FleetChunk, WhatWasSeenBeforeAllocatesNothing) {
#ifdef HAS_ALLOCATOR_OF_ITS_OWN
  GTEST_SKIP() << "the sanitizer's allocator cannot be counted";
#endif
  std::string lines;
  for (int i = 0; i < 2000; ++i)
    lines +=
        guest(fmt::format("g{:04}", i),
              fmt::format(R"("guest.memory.ballooned_mib":{},"guest.os.reported_id":"id {}","guest.power":"running",)"
                          R"("guest.tags":["tag {}"],"guest.vcpu.count":{})",
                          i, i % 7, i, i % 5),
              R"(,"evidence":{"guest.power":"state"},"unknown":{"guest.tpm":{"reason":"error"}})");
  Reading reading;
  reading.read(lines);
  LineChunk chunk;
  chunk.lines = std::string_view(reading.text.data(), lines.size());
  chunk.capacity = reading.text.size();
  const std::size_t before = allocations;
  reading.worker.read(chunk, reading.result);
  EXPECT_LE(allocations - before, 2U);  // the ids at both ends of the run of guests, where they are long
  EXPECT_EQ(reading.result.guests.size(), 2000U);
}

}  // namespace
}  // namespace hvcompat
