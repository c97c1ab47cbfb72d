// Each byte is looked at once, however the lines are cut.
#include "collect/line_splitter.hpp"

namespace hvcompat {

LineSplitter::LineSplitter(std::size_t longest, std::function<void(std::string_view)> take)
    : longest_(longest), take_(std::move(take)) {}

void LineSplitter::add(std::string_view bytes) {
  for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) {
    end_line(bytes.substr(0, end));
  }
  too_long_ = too_long_ || begun_.size() + bytes.size() > longest_;
  if (too_long_) {
    begun_.clear();
  } else {
    begun_ += bytes;
  }
}

void LineSplitter::finish() {
  if (!begun_.empty() || too_long_) end_line({});
}

void LineSplitter::end_line(std::string_view rest) {
  if (too_long_ || begun_.size() + rest.size() > longest_) {
    ++dropped_;
  } else if (begun_.empty()) {
    take_(rest);
  } else {
    take_(begun_.append(rest));
  }
  begun_.clear();
  too_long_ = false;
}

}  // namespace hvcompat
