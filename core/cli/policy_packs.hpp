// Packs for the commands below `policy`: the shipped ones, the site's and those of --policy-path.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "policy/pack.hpp"
#include "text/error.hpp"

namespace hvcompat {

struct PackOptions {
  std::string site;
  std::vector<std::string> paths;
};

void add_pack_options(CLI::App& command, PackOptions& options);
Loaded<std::vector<Pack>> packs_of(const PackOptions& options);

// "id@revision", or "id": the newest. The error suggests.
Result<const Pack*> find_pack(const std::vector<Pack>& packs, const std::string& name);

}  // namespace hvcompat
