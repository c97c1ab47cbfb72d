// Finding and loading what a run judges by.
#include "cli/data_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Error unknown_profile(const std::string& profile) {
  const auto known = profile_names();
  const std::vector<std::string> names = known ? *known : std::vector<std::string>{};
  const std::vector<std::string_view> views(names.begin(), names.end());
  std::string help = did_you_mean(profile, views);
  if (help.empty()) help = fmt::format("known: {}; or give the path of a profile, ending in .json", join(names, ", "));
  return usage_error(fmt::format("there is no profile `{}`", profile), help);
}

}  // namespace

Result<fs::path> share_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  fs::path folder = (program.parent_path() / ".." / "share" / "hvcompat").lexically_normal();
  if (!error && fs::is_directory(folder / "policies", error)) return folder;
  return usage_error(fmt::format("the program's data is not there: no folder `{}`", (folder / "policies").string()),
                     "install share/hvcompat beside the program's bin folder, or run it from its build tree");
}

Result<std::vector<fs::path>> pack_files_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return find_pack_files(path);
  return std::vector<fs::path>{path};
}

Loaded<std::vector<Pack>> load_packs(const std::vector<fs::path>& paths) {
  const auto share = share_folder();
  if (share.has_error()) return Errors{share.error()};
  Errors errors;
  std::vector<Pack> packs;
  std::vector<fs::path> places{*share / "policies"};
  places.insert(places.end(), paths.begin(), paths.end());
  for (const fs::path& place : places) {
    const auto files = pack_files_of(place);
    if (files.has_error()) {
      errors.push_back(files.error());
      continue;
    }
    for (const fs::path& file : *files) {
      auto pack = load_pack(file);
      if (pack.has_error()) {
        append(errors, pack.error());
      } else {
        packs.push_back(std::move(*pack));
      }
    }
  }
  if (!errors.empty()) return errors;
  return packs;
}

Loaded<Catalogs> load_all_catalogs(const Site& site) {
  const auto share = share_folder();
  if (share.has_error()) return Errors{share.error()};
  auto files = catalog_files_in(*share / "catalogs");
  if (files.has_error()) return Errors{files.error()};
  files->insert(files->end(), site.catalogs.begin(), site.catalogs.end());
  return load_catalogs(*files);
}

Result<std::vector<fs::path>> shipped_profiles() {
  const auto share = share_folder();
  if (share.has_error()) return share.error();
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(*share / "profiles", error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  return files;
}

Result<fs::path> profile_file(const std::string& profile) {
  if (profile.ends_with(".json") || profile.find('/') != std::string::npos) return fs::path(profile);
  const auto share = share_folder();
  if (share.has_error()) return share.error();
  fs::path file = *share / "profiles" / (profile + ".json");
  std::error_code error;
  if (!fs::exists(file, error)) return unknown_profile(profile);
  return file;
}

Loaded<Profile> load_named_profile(const std::string& profile) {
  const auto file = profile_file(profile.empty() ? "default" : profile);
  if (file.has_error()) return Errors{file.error()};
  return load_profile(*file);
}

Result<std::vector<std::string>> profile_names() {
  const auto files = shipped_profiles();
  if (files.has_error()) return files.error();
  std::vector<std::string> names;
  for (const fs::path& file : *files) names.push_back(file.stem().string());
  return names;
}

bool is_shipped(const Pack& pack) {
  const auto share = share_folder();
  if (share.has_error()) return false;
  const std::string folder = (*share / "policies").string() + "/";
  return pack.file.string().starts_with(folder);
}

}  // namespace hvcompat
