// Short lists, searched from the front.
#pragma once

#include <algorithm>
#include <type_traits>
#include <vector>

namespace hvcompat {

template <class T, class U>
bool contains(const std::vector<T>& list, const U& item) {
  return std::ranges::find(list, item) != list.end();
}

// What a list holds already is not added again.
template <class T>
void add_new(std::vector<T>& to, const std::type_identity_t<T>& item) {
  if (!contains(to, item)) to.push_back(item);
}

template <class T>
void add_all_new(std::vector<T>& to, const std::type_identity_t<std::vector<T>>& items) {
  for (const T& item : items) add_new(to, item);
}

}  // namespace hvcompat
