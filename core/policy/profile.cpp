// Reading of profiles.
#include "policy/profile.hpp"

#include "text/trusted_file.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

const std::vector<std::string_view> kGateOutcomes = {"pass", "warn", "undecided", "fail"};

void read_levels(const JsonDocument& document, const JsonNode& node, Profile& profile, Errors& errors) {
  ObjectReader in(document, node, "levels", errors);
  for (const Level level : {Level::microsoft, Level::joint, Level::investigate, Level::reproduce_first, Level::vendor,
                            Level::not_supported}) {
    if (!in.required(name_of(level))) continue;
    if (const auto outcome = in.one_of(name_of(level), kGateOutcomes)) profile.levels[level] = *outcome_named(*outcome);
  }
  in.finish();
}

void read_boundaries(const JsonDocument& document, const JsonNode& node, Profile& profile, Errors& errors) {
  ObjectReader in(document, node, "boundaries", errors);
  const auto read = [&](std::string_view key, Outcome& outcome) {
    if (const auto name = in.one_of(key, kGateOutcomes)) outcome = *outcome_named(*name);
  };
  read("crossed_explicit", profile.crossed_explicit);
  read("crossed", profile.crossed);
  read("reachable", profile.reachable);
  read("unknown", profile.unknown);
  in.finish();
}

}  // namespace

Outcome Profile::of(Level level) const {
  const auto found = levels.find(level);
  return found == levels.end() ? Outcome::not_applicable : found->second;
}

Loaded<Profile> parse_profile(std::string file, std::string text) {
  const auto document = parse_json(std::move(file), std::move(text));
  if (document.has_error()) return Errors{document.error()};
  Errors errors;
  Profile profile;
  ObjectReader in(*document, document->root, "profile", errors);
  if (in.is_object()) {
    in.string("$schema");
    profile.id = in.required_string("profile");
    profile.title = in.string("title").value_or("");
    if (const JsonNode* node = in.required("levels")) read_levels(*document, *node, profile, errors);
    if (const JsonNode* node = in.take("boundaries")) read_boundaries(*document, *node, profile, errors);
    profile.require = in.strings("require");
    in.finish();
  }
  if (!errors.empty()) return errors;
  profile.sha256 = sha256_hex(document->text);
  return profile;
}

Loaded<Profile> load_profile(const std::filesystem::path& file) {
  auto text = read_trusted_file(file);
  if (text.has_error()) return Errors{text.error()};
  return parse_profile(file.string(), std::move(*text));
}

}  // namespace hvcompat
