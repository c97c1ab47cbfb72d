// Chunks hold whole lines, whatever the sizes of reads, chunks and lines are.
#include "inventory/line_chunks.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <zstd.h>

#include <stdexcept>
#include <string>

namespace hvcompat {
namespace {

std::string lines() {
  std::string text;
  for (int i = 0; i < 300; ++i) text += fmt::format("{}{}\n", i, std::string(static_cast<std::size_t>(i % 37), 'x'));
  return text;
}

// Gives `most` bytes at once, as pipes do.
ByteSource in_pieces(std::string_view text, std::size_t most) {
  ByteSource all = bytes_of(text);
  return [all, most](char* buffer, std::size_t size) mutable { return all(buffer, std::min(size, most)); };
}

std::string together(LineChunks& chunks) {
  std::string text;
  LineChunk chunk;
  for (std::size_t number = 0; chunks.next(chunk); ++number) {
    EXPECT_EQ(chunk.number, number);
    EXPECT_TRUE(text.empty() || text.back() == '\n');
    text += chunk.lines;
  }
  EXPECT_FALSE(chunks.next(chunk));
  return text;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
  return packed;
}

TEST(LineChunks, HoldWholeLines) {
  for (const std::string& text :
       {lines(), lines() + "no end", std::string("\n\n"), std::string(5000, 'y'), std::string()})
    for (const std::size_t size : {1U, 7U, 100U, 100000U})
      for (const std::size_t most : {1U, 64U, 100000U}) {
        LineChunks chunks(in_pieces(text, most), size);
        EXPECT_EQ(together(chunks), text) << size << " " << most;
      }
}

// Whoever reads a file again, on whatever threads, finds the lines by the numbers of their chunks.
TEST(LineChunks, AreCutAlikeWhoeverTakesThem) {
  const std::string text = lines() + std::string(1000, 'y') + "\n" + lines();
  LineChunks by_one(bytes_of(text), 100);
  LineChunks by_many(bytes_of(text), 100);
  LineChunk used;
  while (by_one.next(used)) {
    LineChunk fresh;
    ASSERT_TRUE(by_many.next(fresh));
    ASSERT_EQ(used.lines, fresh.lines) << used.number;
  }
}

TEST(LineChunks, AreUnpacked) {
  const std::string text = lines() + lines();
  for (const std::string& packed : {zstd(text), zstd(lines()) + zstd(lines()), text})
    for (const std::size_t most : {1U, 64U, 100000U}) {
      LineChunks chunks(unpacked(in_pieces(packed, most)), 1000);
      EXPECT_EQ(together(chunks), text) << most;
    }
}

TEST(LineChunks, DamagedAndCutOffDataIsNoEnd) {
  const std::string packed = zstd(lines());
  std::string damaged = packed;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  for (const std::string& bad : {damaged, packed.substr(0, packed.size() - 3), packed + "tail"}) {
    LineChunks chunks(unpacked(bytes_of(bad)));
    LineChunk chunk;
    EXPECT_THROW(while (chunks.next(chunk)){}, std::runtime_error);
  }
}

TEST(LineChunks, AFileThatIsNotThereIsToldByName) {
  const auto bytes = bytes_of_file("/nowhere/fleet.ndjson");
  ASSERT_TRUE(bytes.has_error());
  EXPECT_THAT(bytes.error().message, ::testing::HasSubstr("/nowhere/fleet.ndjson"));
}

}  // namespace
}  // namespace hvcompat
