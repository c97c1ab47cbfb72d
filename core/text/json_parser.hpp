// The reader behind parse_json: one pass over the text, values with their places.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/json_document.hpp"

namespace hvcompat {

// What is wrong and at which byte.
struct JsonFault {
  std::size_t offset = 0;
  std::string message;
  std::string help;
};

// Reads the one value that `text` is, or tells the first fault. `text` must be valid UTF-8.
std::optional<JsonFault> parse_json_text(std::string_view text, JsonNode& root);

}  // namespace hvcompat
