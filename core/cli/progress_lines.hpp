// What is told of a running collection: lines with bars for a terminal, plain lines for a pipe. The time is given, no
// clock is read.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "cli/terminal_foot.hpp"
#include "collect/collect.hpp"

namespace hvcompat {

using ProgressTime = std::chrono::steady_clock::time_point;

// By the pace so far: what took `elapsed` for the part `done` (0 to 1) of the work takes as long again for each such
// part that is left. None while too little is done to tell.
std::optional<std::chrono::seconds> time_left(std::chrono::duration<double> elapsed, double done);

// "45s", "1m20s", "2h05m"
std::string in_words(std::chrono::seconds time);

// A line for each running target, the longest running first, and one for all of them.
class ProgressLines {
 public:
  // `targets`: how many there will be.
  ProgressLines(std::size_t targets, ProgressTime begun, bool color);

  void take(const CollectProgress& step, ProgressTime now);
  // As many as fit; no line is as wide as the screen.
  std::vector<TerminalFoot::Line> lines(ScreenSize screen, ProgressTime now) const;

 private:
  struct Running {
    CollectProgress at;
    ProgressTime begun;
  };
  TerminalFoot::Line target_line(const Running& target, int name_columns, int columns, ProgressTime now) const;
  std::string overall(ProgressTime now) const;

  std::size_t targets_;
  ProgressTime begun_;
  bool color_;
  std::vector<Running> running_;
  std::size_t finished_ = 0;
};

// "lab: collecting", "lab: collected", and in between how far it is, at most every half minute.
class PlainProgress {
 public:
  // Empty, or whole lines.
  std::string take(const CollectProgress& step, ProgressTime now);

 private:
  std::map<std::string, ProgressTime> told_;  // running targets, and when something was last told of each
};

}  // namespace hvcompat
