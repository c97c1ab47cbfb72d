// mkdtemp, and back.
#include "collect/scratch_folder.hpp"

#include <stdlib.h>
#include <sys/resource.h>

#include <filesystem>
#include <utility>

namespace hvcompat {

namespace fs = std::filesystem;

namespace {

// Folders that their own maker may not read or change (some tools protect their caches so) could not be emptied.
void open_up(const fs::path& folder) {
  std::error_code failed;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, failed);
  if (failed) return;
  for (fs::directory_iterator entry(folder, failed); !failed && entry != fs::directory_iterator();
       entry.increment(failed)) {
    std::error_code unknown;
    if (entry->symlink_status(unknown).type() == fs::file_type::directory) open_up(entry->path());
  }
}

// Removing holds a descriptor open for each folder on the way down.
void allow_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code failed;
  // Absolute: the plugin may work in another folder than the program.
  const fs::path named = fs::temp_directory_path(failed);
  if (failed) return;
  std::string pattern = (fs::absolute(named, failed) / "hvcompat-plugin-XXXXXX").string();
  if (!failed && mkdtemp(pattern.data())) path_ = pattern;
}

std::string ScratchFolder::remove() {
  const std::string path = std::exchange(path_, {});
  if (path.empty()) return {};
  allow_descriptors();
  std::error_code failed;
  fs::remove_all(path, failed);
  if (!failed) return {};
  open_up(path);
  fs::remove_all(path, failed);
  return failed ? failed.message() : std::string();
}

}  // namespace hvcompat
