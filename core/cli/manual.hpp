// The manual: a page for the program and for each command, made of the same texts as --help.
#pragma once

#include <string>
#include <vector>

#include "cli/command_tree.hpp"

namespace hvcompat {

struct ManualPage {
  std::string file;  // "hvcompat-policy-list.1"
  std::string text;  // roff, macros of man(7)
};

// The same bytes for the same tree, version and date (YYYY-MM-DD).
std::vector<ManualPage> manual_pages(const CommandNode& program, const std::string& version, const std::string& date);

}  // namespace hvcompat
