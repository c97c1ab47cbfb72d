// Taking texts of advice apart.
#include "policy/advice_text.hpp"

namespace hvcompat {

void take_apart(std::string_view text, const std::function<void(std::string_view)>& words,
                const std::function<void(const std::string&)>& fact) {
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return words(text);
    words(text.substr(0, open));
    fact(std::string(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

std::vector<std::string> facts_filled_in(std::string_view text) {
  std::vector<std::string> names;
  take_apart(text, [](std::string_view) {}, [&](const std::string& name) { names.push_back(name); });
  return names;
}

}  // namespace hvcompat
