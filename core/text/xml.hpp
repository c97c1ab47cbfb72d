// Any text as part of an XML 1.0 document.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// Between tags. What XML cannot carry becomes U+FFFD (as_text).
std::string xml_text(std::string_view text);

// Between double quotes: line ends and tabs are written so that parsers keep them.
std::string xml_attribute(std::string_view text);

}  // namespace hvcompat
