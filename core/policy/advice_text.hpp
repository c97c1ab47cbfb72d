// Texts of advice: words, and places for facts of the guest ("{guest.role}").
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// Calls `words` with what stands between the places, `fact` with the name in each, in their order. A brace that is
// never closed is words.
void take_apart(std::string_view text, const std::function<void(std::string_view)>& words,
                const std::function<void(const std::string&)>& fact);

// The facts that are filled in, in their order.
std::vector<std::string> facts_filled_in(std::string_view text);

}  // namespace hvcompat
