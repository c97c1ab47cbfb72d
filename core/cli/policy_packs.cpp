// Choosing packs by name.
#include "cli/policy_packs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/data_files.hpp"
#include "cli/judging.hpp"
#include "text/words.hpp"

namespace hvcompat {

void add_pack_options(CLI::App& command, PackOptions& options) {
  command.add_option("--site", options.site, "Site file whose policies are used, too")->type_name("FILE");
  command.add_option("--policy-path", options.paths, "Use this pack, or the packs of this folder, too (repeatable)")
      ->type_name("PATH")
      ->allow_extra_args(false);
}

Loaded<std::vector<Pack>> packs_of(const PackOptions& options) {
  auto site = load_site(options.site);
  if (site.has_error()) return site.error();
  std::vector<std::filesystem::path> paths = site->policies;
  paths.insert(paths.end(), options.paths.begin(), options.paths.end());
  return load_packs(paths);
}

Result<const Pack*> find_pack(const std::vector<Pack>& packs, const std::string& name) {
  const std::size_t at = name.find('@');
  const std::string id = name.substr(0, at);
  const Pack* newest = nullptr;
  std::vector<std::string> known;
  for (const Pack& pack : packs) {
    known.push_back(pack.id + "@" + pack.revision);
    if (pack.id != id) continue;
    if (at != std::string::npos && pack.revision == name.substr(at + 1)) return &pack;
    if (!newest || newest->in_force_from < pack.in_force_from) newest = &pack;
  }
  if (at == std::string::npos && newest) return newest;
  std::sort(known.begin(), known.end());
  std::vector<std::string_view> names(known.begin(), known.end());
  if (at == std::string::npos)
    for (const Pack& pack : packs) names.push_back(pack.id);
  std::string help = did_you_mean(name, names);
  if (help.empty()) help = "known: " + join(known, ", ");
  return usage_error(fmt::format("there is no policy `{}`", name), std::move(help));
}

}  // namespace hvcompat
