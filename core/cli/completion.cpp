// What the scripts for all shells share.
#include "cli/completion.hpp"

namespace hvcompat {

std::string_view name_of(Listed listed) {
  switch (listed) {
    case Listed::policies:
      return "policies";
    case Listed::profiles:
      return "profiles";
    case Listed::targets:
      return "targets";
    case Listed::none:
      break;
  }
  return {};
}

std::string single_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace hvcompat
