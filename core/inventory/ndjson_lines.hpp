// The bytes of a file as lines: zstd is unpacked, line ends are taken off.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hvcompat {

inline constexpr std::size_t kLargestUnpacked = std::size_t{8} << 30;  // bytes

bool is_zstd(std::string_view bytes);

struct Unpacked {
  std::string text;     // what could be unpacked
  std::string problem;  // why it is not all; empty where it is
};
Unpacked unpack_zstd(std::string_view bytes, std::size_t limit = kLargestUnpacked);

struct Line {
  int number = 0;  // from 1
  std::string_view text;
  std::size_t capacity = 0;  // bytes that may be read from the start of `text`
};

// Lines that are not blank.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : bytes_(bytes) {}
  std::optional<Line> next();

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  int number_ = 0;
};

}  // namespace hvcompat
