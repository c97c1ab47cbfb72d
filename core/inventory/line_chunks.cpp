// Chunks of whole lines.
#include "inventory/line_chunks.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "inventory/ndjson_lines.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kPadding = 128;  // bytes behind a chunk that parsers may read

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

class Unpacking {
 public:
  explicit Unpacking(ByteSource packed)
      : packed_(std::move(packed)), stream_(ZSTD_createDStream(), &ZSTD_freeDStream), memory_(ZSTD_DStreamInSize()) {}

  std::size_t read(char* buffer, std::size_t size) {
    if (!is_packed_) {
      fill();
      is_packed_ = is_zstd({memory_.data(), in_.size});
    }
    return *is_packed_ ? unpack(buffer, size) : copy(buffer, size);
  }

 private:
  // As much as there is room for: the first bytes tell what it is.
  void fill() {
    in_ = {memory_.data(), 0, 0};
    std::size_t got = 1;
    while (got > 0 && in_.size < memory_.size()) {
      got = packed_(memory_.data() + in_.size, memory_.size() - in_.size);
      in_.size += got;
    }
  }

  std::size_t copy(char* buffer, std::size_t size) {
    if (in_.pos == in_.size) return packed_(buffer, size);
    const std::size_t count = std::min(size, in_.size - in_.pos);
    std::memcpy(buffer, memory_.data() + in_.pos, count);
    in_.pos += count;
    return count;
  }

  std::size_t unpack(char* buffer, std::size_t size) {
    ZSTD_outBuffer out{buffer, size, 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size && !flushing_) fill();
      if (in_.size == 0) break;
      const std::size_t state = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(state) != 0) throw std::runtime_error("the compressed data is damaged");
      flushing_ = out.pos == out.size;
      between_frames_ = state == 0;
    }
    total_ += out.pos;
    if (total_ > kLargestUnpacked) throw std::runtime_error("the unpacked data is larger than the limit");
    if (out.pos == 0 && !between_frames_) throw std::runtime_error("the compressed data ends early");
    return out.pos;
  }

  ByteSource packed_;
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  std::vector<char> memory_;
  ZSTD_inBuffer in_{};
  std::optional<bool> is_packed_;  // told by the first bytes
  bool flushing_ = false;          // more may come without more going in
  bool between_frames_ = true;
  std::size_t total_ = 0;
};

}  // namespace

Result<ByteSource> bytes_of_file(const std::string& path) {
  const int number = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) return usage_error(fmt::format("cannot read `{}`: {}", path, std::generic_category().message(errno)));
  const auto descriptor = std::make_shared<Descriptor>(number);
  return ByteSource([descriptor, path](char* buffer, std::size_t size) {
    for (;;) {
      const ssize_t got = ::read(descriptor->number(), buffer, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR)
        throw std::runtime_error(fmt::format("cannot read `{}`: {}", path, std::generic_category().message(errno)));
    }
  });
}

ByteSource bytes_of(std::string_view memory) {
  return [memory](char* buffer, std::size_t size) mutable {
    const std::size_t count = std::min(size, memory.size());
    std::memcpy(buffer, memory.data(), count);
    memory.remove_prefix(count);
    return count;
  };
}

ByteSource unpacked(ByteSource bytes) {
  const auto unpacking = std::make_shared<Unpacking>(std::move(bytes));
  return [unpacking](char* buffer, std::size_t size) { return unpacking->read(buffer, size); };
}

std::size_t LineChunks::fill(LineChunk& chunk, std::size_t used) {
  const std::size_t room = chunk.memory.size() - kPadding;
  while (!ended_ && used < room) {
    const std::size_t got = bytes_(chunk.memory.data() + used, room - used);
    ended_ = got == 0;
    used += got;
  }
  return used;
}

bool LineChunks::next(LineChunk& chunk) {
  const std::lock_guard lock(mutex_);
  if (ended_ && rest_.empty()) return false;
  chunk.memory.resize(std::max(size_, 2 * rest_.size()) + kPadding);
  std::ranges::copy(rest_, chunk.memory.begin());
  std::size_t used = fill(chunk, rest_.size());
  const auto last_end = [&] { return std::string_view(chunk.memory.data(), used).rfind('\n'); };
  std::size_t end = last_end();
  while (end == std::string_view::npos && !ended_) {
    chunk.memory.resize(2 * chunk.memory.size());
    used = fill(chunk, used);
    end = last_end();
  }
  const std::size_t whole = ended_ ? used : end + 1;
  rest_.assign(chunk.memory.begin() + static_cast<std::ptrdiff_t>(whole),
               chunk.memory.begin() + static_cast<std::ptrdiff_t>(used));
  chunk.lines = {chunk.memory.data(), whole};
  chunk.capacity = chunk.memory.size();
  chunk.number = count_++;
  return whole > 0;
}

}  // namespace hvcompat
