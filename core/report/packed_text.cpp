// Text made small enough to stand inside a page.
#include "report/packed_text.hpp"

#include <nettle/base64.h>
#include <zlib.h>

#include <new>

namespace hvcompat {

namespace {

// Most of what the best level gains, in a third of its time.
constexpr int kLevel = 4;

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::string compressed(std::string_view text) {
  uLongf size = compressBound(text.size());
  std::string bytes(size, '\0');
  const int result = compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, bytes_of(text), text.size(), kLevel);
  // The buffer is large enough and the level is a known one: only memory can be lacking.
  if (result != Z_OK) throw std::bad_alloc();
  bytes.resize(size);
  return bytes;
}

}  // namespace

std::string packed_text(std::string_view text) {
  const std::string bytes = compressed(text);
  std::string result(BASE64_ENCODE_RAW_LENGTH(bytes.size()), '\0');
  base64_encode_raw(result.data(), bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
  return result;
}

}  // namespace hvcompat
