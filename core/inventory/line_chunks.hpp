// A file in chunks of whole lines, as it is read or unpacked: nobody needs all of it in memory.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

// Fills the buffer with the next bytes and says how many they are; 0: the end. Throws std::runtime_error where it
// cannot.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

// Of a regular file; the error says why it cannot be read.
Result<ByteSource> bytes_of_file(const std::string& path);
// Of memory, which must outlive it.
ByteSource bytes_of(std::string_view memory);
// Unpacked where they are zstd, as they are where not.
ByteSource unpacked(ByteSource bytes);

struct LineChunk {
  std::size_t number = 0;    // 0, 1, 2 … in the order of the file
  std::string_view lines;    // whole ones; the last one of the file may have no end
  std::size_t capacity = 0;  // bytes that may be read from the start of `lines`
  std::vector<char> memory;  // used again by the next one
};

// Any thread may take the next chunk.
class LineChunks {
 public:
  // `size`: bytes of a chunk, more where a line is longer.
  explicit LineChunks(ByteSource bytes, std::size_t size = std::size_t{1} << 20)
      : bytes_(std::move(bytes)), size_(size) {}

  bool next(LineChunk& chunk);

 private:
  std::size_t fill(LineChunk& chunk, std::size_t used);

  std::mutex mutex_;
  ByteSource bytes_;
  std::size_t size_;
  std::vector<char> rest_;  // of a line that goes on in the next chunk
  std::size_t count_ = 0;
  bool ended_ = false;
};

}  // namespace hvcompat
