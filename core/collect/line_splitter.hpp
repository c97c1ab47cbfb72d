// Bytes as they come, cut into lines; what is too long to be a line is dropped, not kept.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace hvcompat {

class LineSplitter {
 public:
  // `take` is given each line without its end.
  LineSplitter(std::size_t longest, std::function<void(std::string_view)> take);

  void add(std::string_view bytes);
  // What stands behind the last line end is a line too.
  void finish();
  std::size_t dropped() const { return dropped_; }

 private:
  void end_line(std::string_view rest);

  std::size_t longest_;
  std::function<void(std::string_view)> take_;
  std::string begun_;  // a line whose end has not come yet
  bool too_long_ = false;
  std::size_t dropped_ = 0;
};

}  // namespace hvcompat
