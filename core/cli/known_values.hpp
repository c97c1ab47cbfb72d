// Values of an option that are known beforehand: completion offers them, the manual lists them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace hvcompat {

// For Option::check: everything else is refused.
CLI::Validator one_of(const std::vector<std::string>& values);

// For Option::check: other values are accepted here (and perhaps refused later, with a better text).
CLI::Validator known_so_far(const std::vector<std::string>& values);

// What the checks above were given for this option, in their order; empty where it has none.
std::vector<std::string> known_values(CLI::Option& option);

}  // namespace hvcompat
