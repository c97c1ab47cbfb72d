// Which facts came, of how many records, and why others did not.
#pragma once

#include "access/target_check.hpp"

namespace hvcompat {

// Of every fact of the manifest, in its order.
std::vector<FactReach> facts_reached(const Inventory& inventory, const PluginManifest& manifest);

// Marks what the verdicts of the sample wait for, and adds what is no fact of the manifest.
void mark_needed(std::vector<FactReach>& facts, const std::vector<GuestReport>& guests);

// What the facts say of the privileges that they need, in the order of the manifest.
std::vector<Right> rights_of(const std::vector<FactReach>& facts, const PluginManifest& manifest);

}  // namespace hvcompat
