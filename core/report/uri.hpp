// Texts as URI references (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// A path of a file system, relative or absolute.
std::string uri_of_path(std::string_view path);

// What is meant as a URI already: only what may not stand in one is escaped.
std::string as_uri(std::string_view text);

}  // namespace hvcompat
