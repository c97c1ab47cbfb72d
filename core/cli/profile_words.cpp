// Wording of profiles.
#include "cli/profile_words.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "report/json_text.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

struct BoundaryRow {
  std::string_view key;  // in the file
  std::string_view meaning;
  Outcome outcome;
};

std::vector<BoundaryRow> boundaries_of(const Profile& profile) {
  return {{"crossed_explicit", "crossed, and the document names it", profile.crossed_explicit},
          {"crossed", "crossed otherwise", profile.crossed},
          {"reachable", "reachable", profile.reachable},
          {"unknown", "unknown", profile.unknown}};
}

// For a boundary, pass is the outcome that changes nothing.
std::string_view effect(Outcome outcome) { return outcome == Outcome::pass ? "no effect" : name_of(outcome); }

}  // namespace

std::string profile_in_words(const FiledProfile& filed) {
  const Profile& profile = filed.profile;
  std::string text =
      fmt::format("{}: {}\nfile: {}\nsha256: {}\n", profile.id, profile.title.empty() ? "no title" : profile.title,
                  filed.file.string(), profile.sha256);
  text += fmt::format("\n{:<36}{}\n", "LEVEL", "OUTCOME");
  for (const auto& [level, outcome] : profile.levels)
    text += fmt::format("{:<36}{}\n", name_of(level), name_of(outcome));
  text += fmt::format("\n{:<36}{}\n", "BOUNDARY", "OUTCOME");
  for (const BoundaryRow& row : boundaries_of(profile))
    text += fmt::format("{:<36}{}\n", row.meaning, effect(row.outcome));
  const std::string areas = profile.require.empty() ? "none" : join(profile.require, ", ");
  return text + fmt::format("\nrequired areas: {}\n", areas);
}

std::string profile_as_json(const FiledProfile& filed) {
  const Profile& profile = filed.profile;
  json::object object;
  object["profile"] = profile.id;
  object["title"] = profile.title;
  object["file"] = filed.file.string();
  object["sha256"] = profile.sha256;
  json::object& levels = object["levels"].emplace_object();
  for (const auto& [level, outcome] : profile.levels) levels[name_of(level)] = name_of(outcome);
  json::object& boundaries = object["boundaries"].emplace_object();
  for (const BoundaryRow& row : boundaries_of(profile)) boundaries[row.key] = name_of(row.outcome);
  object["require"] = json::array(profile.require.begin(), profile.require.end());
  std::string text;
  append_indented(text, object);
  return text + "\n";
}

}  // namespace hvcompat
