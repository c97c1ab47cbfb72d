// The two streams of a run: results on the standard output, everything else on the standard error.
#pragma once

#include <string>
#include <string_view>

#include "cli/exit_status.hpp"
#include "text/error.hpp"

namespace hvcompat {

// Of text that goes into a pipe or file.
inline constexpr int kPipeWidth = 120;

struct Console {
  bool quiet = false;    // no progress
  bool verbose = false;  // what plugins log and print, too
  std::string color = "auto";
  ExitStatus status;

  // On the standard error. An error without a place is told after the program's name. They note the exit code.
  void tell(const Error& error);
  void tell(const Errors& errors);
  void warn(std::string_view text) const;
  void note(std::string_view text) const;  // not with --quiet

  // Writes all to the standard output. A closed one is no fault; one that cannot be written is (exit 2).
  void print(std::string_view text) { print_piece(text); }
  // The same; false: it takes no more.
  bool print_piece(std::string_view text);

  bool stdout_color() const;  // NO_COLOR and TERM=dumb are obeyed unless --color says otherwise
  int stdout_width() const;
  bool stderr_color() const;
};

bool is_terminal(int descriptor);
// Of the terminal behind `descriptor`; kPipeWidth where there is none.
int width_of(int descriptor);
// Whether lines there can be rewritten: a terminal that is not dumb.
bool is_screen(int descriptor);

struct ScreenSize {
  int columns = kPipeWidth;
  int rows = 24;
};
ScreenSize screen_size(int descriptor);

// "no space left on device"
std::string errno_in_words(int error_number);

// Writes all bytes; 0, or the errno of what went wrong.
int write_bytes(int descriptor, std::string_view bytes);

}  // namespace hvcompat
