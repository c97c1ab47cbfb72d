// Folders in their order, and files that nobody else may have changed.
#include "collect/plugin_search.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

constexpr const char* kPluginPath = "HVCOMPAT_PLUGIN_PATH";
constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;

void add_folder(const fs::path& folder, FoundFiles& found) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".so") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::ranges::move(files, std::back_inserter(found.files));
  if (failed) {
    found.refused.push_back(
        {folder, usage_error(fmt::format("`{}` cannot be read: {}", folder.string(), failed.message()))});
  }
}

void add_place(const fs::path& place, FoundFiles& found) {
  std::error_code failed;
  const fs::file_status status = fs::status(place, failed);
  if (fs::is_directory(status)) return add_folder(place, found);
  if (fs::exists(status)) return found.files.push_back(place);
  found.refused.push_back({place, usage_error(fmt::format("`{}` is not there", place.string()),
                                              "see `--plugin-path` and HVCOMPAT_PLUGIN_PATH")});
}

// The same file may be reached by two places.
void keep_first_of_each(std::vector<fs::path>& files) {
  std::set<fs::path> seen;
  std::erase_if(files, [&](const fs::path& file) {
    std::error_code failed;
    const fs::path real = fs::canonical(file, failed);
    return !seen.insert(failed ? file : real).second;
  });
}

std::vector<std::string> colon_separated(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(':', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_foreign(const struct stat& status) { return status.st_uid != 0 && status.st_uid != geteuid(); }

Error foreign(const fs::path& path) {
  return usage_error(fmt::format("`{}` is refused: it belongs to another user", path.string()),
                     fmt::format("if you trust it: chown {} {}", geteuid() == 0 ? "root" : "$USER", path.string()));
}

}  // namespace

PluginSearch default_search(std::vector<fs::path> paths) {
  PluginSearch search;
  if (const char* path = std::getenv(kPluginPath)) search.environment_path = path;
  search.paths = std::move(paths);
  return search;
}

FoundFiles plugin_files(const PluginSearch& search) {
  FoundFiles found;
  std::error_code failed;
  const fs::path program = fs::canonical(search.program, failed);
  const fs::path own = program.parent_path().parent_path() / "lib" / "hvcompat" / "plugins";
  if (!failed && fs::is_directory(own, failed)) add_folder(own, found);
  for (const std::string& place : colon_separated(search.environment_path)) add_place(place, found);
  for (const fs::path& place : search.paths) add_place(place, found);
  keep_first_of_each(found.files);
  return found;
}

std::optional<Error> refuse_writable(const fs::path& file) {
  struct stat status{};
  struct stat folder{};
  const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return usage_error(fmt::format("`{}` is no file that can be read", file.string()));
  }
  if (is_foreign(status)) return foreign(file);
  if ((status.st_mode & kOthersWrite) != 0) {
    return usage_error(fmt::format("`{}` is refused: others may write to it", file.string()),
                       fmt::format("if you trust it: chmod go-w {}", file.string()));
  }
  if (stat(parent.c_str(), &folder) != 0) return std::nullopt;
  // In a sticky folder others cannot put their file in its place.
  if ((folder.st_mode & kOthersWrite) == 0 || (folder.st_mode & S_ISVTX) != 0) return std::nullopt;
  return usage_error(fmt::format("`{}` is refused: others may write to its folder", file.string()),
                     fmt::format("if you trust it: chmod go-w {}", parent.string()));
}

}  // namespace hvcompat
