// mkdtemp, and back.
#include "collect/scratch_folder.hpp"

#include <stdlib.h>

#include <filesystem>

namespace hvcompat {

namespace fs = std::filesystem;

namespace {

// Folders that their own maker may not read or change (some tools protect their caches so) could not be emptied.
void open_up(const fs::path& folder) {
  std::error_code failed;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, failed);
  if (failed) return;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.symlink_status(failed).type() == fs::file_type::directory) open_up(entry.path());
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code failed;
  std::string pattern = (fs::temp_directory_path(failed) / "hvcompat-plugin-XXXXXX").string();
  if (!failed && mkdtemp(pattern.data())) path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  if (path_.empty()) return;
  std::error_code failed;
  fs::remove_all(path_, failed);
  if (!failed) return;
  open_up(path_);
  fs::remove_all(path_, failed);
}

}  // namespace hvcompat
