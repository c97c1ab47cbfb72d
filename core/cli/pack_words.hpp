// A pack in words: what a reader who does not read JSON wants to know of it.
#pragma once

#include <string>

#include "policy/pack.hpp"

namespace hvcompat {

// One condition as lines, each with `indent` spaces before it: "all of:", then its parts.
std::string condition_in_words(const Condition& condition, std::size_t indent);

std::string pack_in_words(const Pack& pack);

}  // namespace hvcompat
