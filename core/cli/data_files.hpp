// The data that comes with the program: policies, catalogs and profiles in share/hvcompat, and the user's own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalog/catalogs.hpp"
#include "policy/pack.hpp"
#include "policy/profile.hpp"
#include "target/site.hpp"
#include "text/error.hpp"

namespace hvcompat {

// <folder of the program>/../share/hvcompat; the error says where it looked.
Result<std::filesystem::path> share_folder();

// The packs of share/policies, then those of `paths` (files, or folders of packs). All mistakes at once.
Loaded<std::vector<Pack>> load_packs(const std::vector<std::filesystem::path>& paths);

// The files of a path that names a pack or a folder of packs.
Result<std::vector<std::filesystem::path>> pack_files_of(const std::filesystem::path& path);

// share/catalogs, then those of the site file.
Loaded<Catalogs> load_all_catalogs(const Site& site);

// The profiles of share/profiles, by name.
Result<std::vector<std::filesystem::path>> shipped_profiles();
// The file of a profile: a name of share/profiles, or a path (ends in .json or has a slash).
Result<std::filesystem::path> profile_file(const std::string& profile);
// `profile`: a name of share/profiles, or a path (ends in .json or has a slash); empty: default.
Loaded<Profile> load_named_profile(const std::string& profile);

// Names in share/profiles, sorted.
Result<std::vector<std::string>> profile_names();

// Whether the pack comes with the program.
bool is_shipped(const Pack& pack);

}  // namespace hvcompat
