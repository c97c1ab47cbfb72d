// The modes of a file and of its folder, before it is read.
#include "text/trusted_file.hpp"

#include <fmt/format.h>

#include "text/json_document.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

bool everyone_writes(const fs::file_status& status) {
  return (status.permissions() & fs::perms::others_write) != fs::perms::none;
}

// In a sticky folder others cannot put their file in its place.
bool everyone_replaces(const fs::file_status& folder) {
  return everyone_writes(folder) && (folder.permissions() & fs::perms::sticky_bit) == fs::perms::none;
}

Error refused(const fs::path& path, std::string_view what, const fs::path& mend) {
  return usage_error(fmt::format("`{}` is refused: every user of this machine may write to {}", path.string(), what),
                     fmt::format("if you trust it: chmod o-w {}", mend.string()));
}

}  // namespace

Result<std::string> read_trusted_file(const fs::path& path) {
  std::error_code failed;
  const fs::file_status file = fs::status(path, failed);
  if (fs::is_regular_file(file)) {  // what comes through a pipe has no place
    if (everyone_writes(file)) return refused(path, "it", path);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (everyone_replaces(fs::status(folder, failed))) return refused(path, "its folder", folder);
    const fs::path real = fs::canonical(path, failed).parent_path();  // where a symbolic link leads
    if (!failed && everyone_replaces(fs::status(real, failed))) return refused(path, "its folder", real);
  }
  return read_text_file(path);
}

}  // namespace hvcompat
