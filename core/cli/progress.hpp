// Progress of a collection on the standard error: one line that is rewritten on a terminal, plain lines in a pipe.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "cli/console.hpp"
#include "collect/collect.hpp"

namespace hvcompat {

// May be called from several threads.
class Progress {
 public:
  explicit Progress(const Console& console);

  void show(const CollectProgress& step);
  void log(const std::string& target, int level, const std::string& text);
  void end();  // clears the line

 private:
  void redraw();
  void clear();

  const Console& console_;
  const bool terminal_;
  const int width_;
  std::mutex mutex_;
  std::map<std::string, CollectProgress> running_;
  std::size_t finished_ = 0;
  bool drawn_ = false;
};

}  // namespace hvcompat
