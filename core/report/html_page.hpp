// The page's own bytes, embedded when hvcompat is built by core/report/page/embed.py.
#pragma once

#include <span>
#include <string_view>

namespace hvcompat {

// In pieces, since compilers limit the length of a literal. Between the two stands the data.
std::span<const std::string_view> html_page_before();
std::span<const std::string_view> html_page_after();

}  // namespace hvcompat
