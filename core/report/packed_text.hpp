// Text made small enough to stand inside a page.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// Compressed (RFC 1950) and in base64, which no markup can be hidden in. The same text gives the same bytes.
std::string packed_text(std::string_view text);

}  // namespace hvcompat
