// Profiles: what an answer means for a gate. configs/profiles/<id>.json, or the user's own.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "policy/level.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

struct Profile {
  std::string id;
  std::string title;
  std::map<Level, Outcome> levels;  // the six levels
  // Boundaries; pass means that they do not change the outcome.
  Outcome crossed_explicit = Outcome::warn;
  Outcome crossed = Outcome::pass;
  Outcome reachable = Outcome::pass;
  Outcome unknown = Outcome::pass;
  std::vector<std::string> require;  // areas that count even where they were not assessed
  std::string sha256;

  Outcome of(Level level) const;  // not-applicable for levels outside the scale
};

Loaded<Profile> parse_profile(std::string file, std::string text);
Loaded<Profile> load_profile(const std::filesystem::path& file);

}  // namespace hvcompat
