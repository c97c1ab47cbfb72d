// Texts from outside made fit for what is written: valid UTF-8, without control characters.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// Bytes that are not UTF-8 become U+FFFD.
std::string as_utf8(std::string_view bytes);

// The same; and U+FFFD stands for what XML, CSV and metrics cannot carry: control characters but tab, line feed and
// carriage return, and U+FFFE and U+FFFF.
std::string as_text(std::string_view bytes);

}  // namespace hvcompat
