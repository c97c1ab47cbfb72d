// What went wrong, where, and what to do: the one error type of the core.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <vector>

namespace hvcompat {

// Where in a file; `line` and `column` count from 1, 0 means that there is none.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

// `usage`: the user's fault (exit 2); `data`: something read was bad and the rest goes on (exit 4); `bug`: ours (exit
// 5).
enum class ErrorCode { usage, data, bug };

struct Error {
  ErrorCode code = ErrorCode::usage;
  std::string message;  // lower case, no full stop, user input in backticks
  Place where;
  std::string help;     // "did you mean `x`?", or what to do; may be empty
  std::string excerpt;  // the source line around the place, where there is one
  int caret = 0;        // the place in `excerpt`, in characters from 1; 0: none
};

using Errors = std::vector<Error>;

template <class T>
using Result = boost::system::result<T, Error>;

// A loader that goes on after a mistake returns all of them.
template <class T>
using Loaded = boost::system::result<T, Errors>;

// "file:line:column: message", the excerpt with a caret under the column, the help behind the caret.
std::string to_text(const Error& error);
std::string to_text(const Errors& errors);

Error usage_error(std::string message, std::string help = {});

// The result's own value() on an error is a bug of the caller.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);
[[noreturn]] void throw_exception_from_error(const Errors& errors, const boost::source_location& where);

}  // namespace hvcompat
