// Files whose content decides, or names programs to run: policy packs, profiles, catalogs, site files.
#pragma once

#include <filesystem>
#include <string>

#include "text/error.hpp"

namespace hvcompat {

// As read_text_file(); an error where every user of the machine may write to the file, or may put another in its place.
// The group may write: shared checkouts are often so.
Result<std::string> read_trusted_file(const std::filesystem::path& path);

}  // namespace hvcompat
