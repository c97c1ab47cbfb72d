// Colours.
#include "report/color.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kCyan = "\x1b[36m";

}  // namespace

std::string_view color_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return kGreen;
    case Outcome::warn:
      return kYellow;
    case Outcome::undecided:
      return kCyan;
    case Outcome::fail:
    case Outcome::error:
      return kRed;
    case Outcome::not_applicable:
    case Outcome::waived:
      break;
  }
  return kDim;
}

std::string_view color_of(Level level) {
  switch (level) {
    case Level::microsoft:
    case Level::joint:
      return kGreen;
    case Level::investigate:
    case Level::reproduce_first:
    case Level::vendor:
      return kYellow;
    case Level::not_supported:
      return kRed;
    case Level::indeterminate:
    case Level::not_assessed:
      return kCyan;
    case Level::not_applicable:
      break;
  }
  return kDim;
}

std::string painted(std::string_view text, std::string_view color) {
  if (color.empty()) return std::string(text);
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty()) result.append(color).append(line).append(kReset);
    if (end == std::string_view::npos) break;
    result += '\n';
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace hvcompat
