// hvcompat profile check: are these profiles well made, and is there a policy for every area that they require?
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/policy_packs.hpp"
#include "text/lists.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct CheckOptions {
  std::vector<std::string> files;
  PackOptions packs;
};

std::vector<std::string_view> areas_of(const std::vector<Pack>& packs) {
  std::vector<std::string_view> areas;
  for (const Pack& pack : packs) add_new(areas, pack.area);
  return areas;
}

// An area that no policy has would be required for ever, and never be missed.
std::optional<Error> unknown_area(const std::string& file, const Profile& profile,
                                  const std::vector<std::string_view>& areas) {
  for (const std::string& area : profile.require) {
    if (contains(areas, area)) continue;
    std::string help = did_you_mean(area, areas);
    const std::vector<std::string> known(areas.begin(), areas.end());
    if (help.empty()) help = "known: " + join(known, ", ");
    Error error = usage_error(fmt::format("`require`: no policy has the area `{}`", area), std::move(help));
    error.where.file = file;
    return error;
  }
  return std::nullopt;
}

void check(const CheckOptions& options, Console& console) {
  const auto packs = packs_of(options.packs);
  if (packs.has_error()) return console.tell(packs.error());
  std::string text;
  for (const std::string& file : options.files) {
    const auto profile = load_profile(file);
    if (profile.has_error()) {
      console.tell(profile.error());
    } else if (const auto error = unknown_area(file, *profile, areas_of(*packs))) {
      console.tell(*error);
    } else {
      text += fmt::format("{}: ok: {}\n", file, profile->id);
    }
  }
  console.print(text);
}

}  // namespace

void add_profile_check(CLI::App& profile, Session& session) {
  CLI::App* command = profile.add_subcommand("check", "Check profiles: members, outcomes, required areas");
  command->footer("Example: hvcompat profile check our-profile.json");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("FILE", options->files, "Profiles")->required();
  add_pack_options(*command, options->packs);
  on_command(*command, session, options, check);
}

}  // namespace hvcompat
