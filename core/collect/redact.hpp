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

// In names, texts, evidence, reasons and errors; what has values of its own to choose from (enumerations, numbers,
// dates, versions) cannot hold a secret.
void redact(Inventory& inventory, const std::vector<std::string>& secrets);

}  // namespace hvcompat
