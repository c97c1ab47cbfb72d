// Progress of a collection on the standard error: bars at the foot of a terminal, plain lines in a pipe, nothing where
// it is to be quiet.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "cli/console.hpp"
#include "cli/progress_lines.hpp"
#include "collect/collect.hpp"

namespace hvcompat {

// May be called from several threads. While it draws on a terminal, nothing else may write to it.
class Progress {
 public:
  Progress(const Console& console, std::size_t targets);
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const CollectProgress& step);
  void log(const std::string& target, int level, const std::string& text);
  void end();  // takes the bars away; what is logged later is written at once

 private:
  void start_drawing();
  void keep_drawing();
  void draw();

  const Console& console_;
  std::mutex mutex_;
  ProgressLines lines_;
  PlainProgress plain_;
  TerminalFoot foot_;
  std::string above_;  // log lines that wait for the next drawing
  bool drawing_ = false;
  bool changed_ = false;
  std::condition_variable wake_;
  std::thread thread_;  // draws, so that a window made narrower and the time are seen while nothing happens
};

}  // namespace hvcompat
