// Error texts: one line that says where and what, the source line, and the help under the place.
#include "text/error.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace hvcompat {

namespace {

constexpr std::string_view kIndent = "    ";

std::string place_text(const Place& place) {
  if (place.file.empty()) return {};
  if (place.line == 0) return fmt::format("{}: ", place.file);
  if (place.column == 0) return fmt::format("{}:{}: ", place.file, place.line);
  return fmt::format("{}:{}:{}: ", place.file, place.line, place.column);
}

std::string help_line(const Error& error) {
  if (error.excerpt.empty() || error.caret <= 0) {
    return error.help.empty() ? std::string{} : fmt::format("\n{}{}", kIndent, error.help);
  }
  const auto spaces = static_cast<std::size_t>(error.caret - 1);
  const std::string help = error.help.empty() ? std::string{} : " " + error.help;
  return fmt::format("\n{}{:{}}^{}", kIndent, "", spaces, help);
}

}  // namespace

std::string to_text(const Error& error) {
  std::string text = place_text(error.where) + error.message;
  if (!error.excerpt.empty()) text += fmt::format("\n{}{}", kIndent, error.excerpt);
  return text + help_line(error);
}

std::string to_text(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) {
    if (!text.empty()) text += '\n';
    text += to_text(error);
  }
  return text;
}

Error usage_error(std::string message, std::string help) {
  Error error;
  error.message = std::move(message);
  error.help = std::move(help);
  return error;
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  throw std::logic_error(fmt::format("{}:{}: unchecked error: {}", where.file_name(), where.line(), to_text(error)));
}

void throw_exception_from_error(const Errors& errors, const boost::source_location& where) {
  throw std::logic_error(fmt::format("{}:{}: unchecked errors: {}", where.file_name(), where.line(), to_text(errors)));
}

}  // namespace hvcompat
