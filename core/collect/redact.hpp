// Keeping secrets out of everything that is told or saved.
#pragma once

#include <string>
#include <vector>

#include "inventory/inventory.hpp"
#include "target/target.hpp"

namespace hvcompat {

// Secrets shorter than this are words that occur by chance: replacing them would falsify facts.
inline constexpr std::size_t kShortestSecret = 4;

// The values that must not be told of this target: those handed to the plugin, and a password in its URI.
std::vector<std::string> secrets_of(const Target& target, std::vector<std::string> handed_over);

// Every occurrence becomes "***".
std::string redacted(std::string text, const std::vector<std::string>& secrets);

// The same in one line of what a plugin's process wrote, before it is read or kept: in ids and names as in texts; words
// of the format and closed values of facts stay. What is no JSON is searched as it stands, JSON's escapes included.
std::string redacted_line(std::string_view line, const std::vector<std::string>& secrets);
// False where no secret is in the line for sure, however it is spelled.
bool may_hold(std::string_view line, const std::vector<std::string>& secrets);
// Line by line; what is left of a line too long for a record too. The last line end is there if it was.
std::string redacted_lines(std::string_view bytes, const std::vector<std::string>& secrets);

// In names, texts, evidence, reasons and errors; what has values of its own to choose from (enumerations, numbers,
// dates, versions) cannot hold a secret.
void redact(Inventory& inventory, const std::vector<std::string>& secrets);

}  // namespace hvcompat
