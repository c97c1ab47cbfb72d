// What a plugin says of itself, in words and as JSON.
#pragma once

#include <string>

#include "collect/plugin_library.hpp"

namespace hvcompat {

std::string plugin_in_words(const Plugin& plugin);

// {name, version, vendor, description, file, abi, schemes, facts, options}, indented.
std::string plugin_as_json(const Plugin& plugin);

}  // namespace hvcompat
