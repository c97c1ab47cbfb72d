// Completion scripts for shells: the tree of commands as each shell wants to be told it.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_tree.hpp"

namespace hvcompat {

// A script that completes `hvcompat`; names that change (policies, …) it asks of `hvcompat completion --list`.
std::string bash_completion(const CommandNode& program);
std::string zsh_completion(const CommandNode& program);
std::string fish_completion(const CommandNode& program);

// "policies", as --list calls it; empty for none.
std::string_view name_of(Listed listed);

// In single quotes, for bash and zsh.
std::string single_quoted(std::string_view text);

}  // namespace hvcompat
