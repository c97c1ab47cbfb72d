// A profile in words and as JSON.
#pragma once

#include <filesystem>
#include <string>

#include "policy/profile.hpp"

namespace hvcompat {

// A profile and the file that it was read from.
struct FiledProfile {
  Profile profile;
  std::filesystem::path file;
};

std::string profile_in_words(const FiledProfile& filed);

// {profile, title, file, sha256, levels, boundaries, require}, indented; every boundary is named, also where the file
// is silent of it.
std::string profile_as_json(const FiledProfile& filed);

}  // namespace hvcompat
