// Times as numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hvcompat {

// Whole seconds since 1970 of a time as is_time() knows it; nothing for another text.
std::optional<std::int64_t> unix_seconds(std::string_view time);

}  // namespace hvcompat
