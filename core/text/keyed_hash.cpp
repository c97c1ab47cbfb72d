// HMAC by nettle, randomness by the kernel.
#include "text/keyed_hash.hpp"

#include <nettle/hmac.h>
#include <sys/random.h>

#include <array>
#include <stdexcept>

namespace hvcompat {

namespace {

const std::uint8_t* octets(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

}  // namespace

std::string keyed_hash(std::string_view key, std::string_view text) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, key.size(), octets(key));
  hmac_sha256_update(&context, text.size(), octets(text));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  hmac_sha256_digest(&context, digest.size(), digest.data());
  return {digest.begin(), digest.end()};
}

std::string random_key() {
  std::string key(32, '\0');
  if (getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()))
    throw std::runtime_error("the system gives no random bytes");
  return key;
}

}  // namespace hvcompat
