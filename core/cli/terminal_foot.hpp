// The lines at the foot of a terminal that are written anew again and again, while other lines pass above them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// Gives the bytes to write; knows no terminal. The cursor stays behind the last line, and is never hidden: however the
// program ends, the terminal stays usable.
class TerminalFoot {
 public:
  struct Line {
    std::string text;  // without a line end; escape sequences that colour it may be in it
    int width = 0;     // columns that it takes
  };

  // Takes the old lines away, writes `above` (whole lines, may be empty), then the new lines. `columns`: of the
  // terminal now. Where it became narrower than an old line, the terminal has broken that line in several: those are
  // taken away.
  std::string redraw(std::string_view above, const std::vector<Line>& lines, int columns);

 private:
  std::vector<int> widths_;  // of the lines that stand there
};

}  // namespace hvcompat
