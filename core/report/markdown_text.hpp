// Texts from outside in a Markdown document: shown as they are, never taken for markup.
#pragma once

#include <string>
#include <string_view>

namespace hvcompat {

// Names and other short texts as a code span: no link, mention or HTML is seen in it. Empty texts stay empty.
// Both put line ends and control characters away and cut after `longest` characters; both may stand in a table.
std::string markdown_code(std::string_view text, std::size_t longest);

// Sentences, with everything escaped that could be markup, an address, a mention or a reference.
std::string markdown_prose(std::string_view text, std::size_t longest);

}  // namespace hvcompat
