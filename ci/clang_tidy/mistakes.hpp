// A header with mistakes; each line names the check that has to find it.
#pragma once

#include <string>
#include <vector>

struct Animal {
  virtual ~Animal() = default;
  virtual int legs() const { return 4; }
};
struct Bird : Animal {
  virtual int legs() const { return 2; }  // finds: modernize-use-override
};

int defined_in_header() { return 1; }  // finds: misc-definitions-in-headers

template <class Text>
bool is_lonely(const Text& text) {
  for (const std::string word : std::vector<std::string>{text}) {  // finds: performance-for-range-copy
    if (word.size() == 0) return true;                             // finds: readability-container-size-empty
  }
  return false;
}
