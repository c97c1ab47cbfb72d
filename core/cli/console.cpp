// Writing to the user.
#include "cli/console.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "report/table.hpp"

namespace hvcompat {
namespace {

constexpr int kNarrowest = 20;

// What cannot be told on the standard error cannot be told at all.
void write_error(std::string_view text) { write_bytes(STDERR_FILENO, text); }

bool has_variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool color_on(int descriptor, const std::string& when) {
  if (when != "auto") return when == "always";
  return is_screen(descriptor) && !has_variable("NO_COLOR");
}

}  // namespace

void Console::tell(const Error& error) {
  const std::string prefix = error.where.file.empty() ? "hvcompat: " : "";
  write_error(prefix + safe_lines(to_text(error)) + "\n");
  switch (error.code) {
    case ErrorCode::usage:
      return status.note(ExitCode::usage);
    case ErrorCode::data:
      return status.note(ExitCode::incomplete);
    case ErrorCode::bug:
      return status.note(ExitCode::bug);
  }
}

void Console::tell(const Errors& errors) {
  for (const Error& error : errors) tell(error);
}

void Console::warn(std::string_view text) const { write_error(fmt::format("warning: {}\n", safe_lines(text))); }

void Console::note(std::string_view text) const {
  if (!quiet) write_error(fmt::format("{}\n", safe_lines(text)));
}

bool Console::print_piece(std::string_view text) {
  const int fault = write_bytes(STDOUT_FILENO, text);
  if (fault != 0 && fault != EPIPE)
    tell(usage_error(fmt::format("cannot write to the standard output: {}", errno_in_words(fault))));
  return fault == 0;
}

bool Console::stdout_color() const { return color_on(STDOUT_FILENO, color); }

bool Console::stderr_color() const { return color_on(STDERR_FILENO, color); }

int Console::stdout_width() const { return width_of(STDOUT_FILENO); }

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

bool is_screen(int descriptor) {
  const char* term = std::getenv("TERM");
  return is_terminal(descriptor) && term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
}

int width_of(int descriptor) { return std::max(screen_size(descriptor).columns, kNarrowest); }

ScreenSize screen_size(int descriptor) {
  winsize size{};
  if (!is_terminal(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0) return {};
  ScreenSize screen;
  if (size.ws_col > 0) screen.columns = size.ws_col;
  if (size.ws_row > 0) screen.rows = size.ws_row;
  return screen;
}

std::string errno_in_words(int error_number) {
  std::string text = std::generic_category().message(error_number);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

int write_bytes(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return 0;
}

}  // namespace hvcompat
