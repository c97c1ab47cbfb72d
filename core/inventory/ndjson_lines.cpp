// The bytes of a file as lines: zstd is unpacked, line ends are taken off.
#include "inventory/ndjson_lines.hpp"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace hvcompat {

namespace {

constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

using Stream = std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)>;

}  // namespace

bool is_zstd(std::string_view bytes) { return bytes.starts_with(kZstdMagic); }

Unpacked unpack_zstd(std::string_view bytes, std::size_t limit) {
  Unpacked unpacked;
  const Stream stream(ZSTD_createDStream(), &ZSTD_freeDStream);
  std::string buffer(ZSTD_DStreamOutSize(), '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  std::size_t state = 1;
  bool flushed = true;
  while (in.pos < in.size || !flushed) {
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    state = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(state) != 0) {
      unpacked.problem = "the compressed data is damaged";
      return unpacked;
    }
    if (unpacked.text.size() + out.pos > limit) {
      unpacked.problem = "the unpacked data is larger than the limit";
      return unpacked;
    }
    unpacked.text.append(buffer, 0, out.pos);
    flushed = out.pos < out.size;
  }
  if (state != 0) unpacked.problem = "the compressed data ends early";
  return unpacked;
}

std::optional<Line> Lines::next() {
  while (at_ < bytes_.size()) {
    const std::size_t start = at_;
    const std::size_t end = std::min(bytes_.find('\n', start), bytes_.size());
    at_ = end + 1;
    ++number_;
    std::string_view text = bytes_.substr(start, end - start);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
    return Line{number_, text, bytes_.size() - start};
  }
  return std::nullopt;
}

}  // namespace hvcompat
