// A hash that nobody can compute, or try names against, without the key.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// HMAC-SHA-256: 32 bytes.
std::string keyed_hash(std::string_view key, std::string_view text);

// 32 bytes from the system's random source.
std::string random_key();

}  // namespace hvcompat
