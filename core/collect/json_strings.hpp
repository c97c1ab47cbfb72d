// The string tokens of one line of JSON, each with its place, so that some can be replaced and every other byte stays.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

struct JsonString {
  const std::vector<std::string>& path;  // keys from the outermost object to the token; arrays add none
  bool is_key = false;                   // then `path` ends before it
  const std::string& text;               // decoded
};

// The new text of a token, or nothing to leave its bytes alone.
using RewriteString = std::function<std::optional<std::string>(const JsonString&)>;

// Nothing where the line is not valid JSON.
std::optional<std::string> rewrite_strings(std::string_view line, const RewriteString& rewrite);

}  // namespace hvcompat
