// Mistakes that ci/lint has to find before it believes that there are none elsewhere; each line names the check.
#include "mistakes.hpp"

#include <cstring>
#include <optional>
#include <utility>

using std::optional;  // finds: misc-unused-using-decls

namespace mistakes {
namespace {

const int __reserved = 1;  // finds: bugprone-reserved-identifier

std::string twice(std::string text) {
  const std::string moved = std::move(text);
  return moved + text;  // finds: bugprone-use-after-move
}

std::size_t count(std::vector<std::string> words) {  // finds: performance-unnecessary-value-param
  return words.size();
}

double half(int of) {
  const double halved = of / 2;  // finds: bugprone-integer-division
  return halved;
}

bool differs(const char* left, const char* right) {
  return std::strcmp(left, right) == 2;  // finds: bugprone-suspicious-string-compare
}

int* nowhere() { return 0; }  // finds: modernize-use-nullptr

}  // namespace

bool used(const std::vector<std::string>& words) {
  return nowhere() == nullptr && differs("", "") && half(__reserved) > 0 && twice("").empty() && count(words) > 0 &&
         is_lonely(std::string()) && Bird().legs() == defined_in_header();
}

}  // namespace mistakes
