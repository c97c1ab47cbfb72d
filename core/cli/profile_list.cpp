// hvcompat profile list: which profiles come with the program.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"

namespace hvcompat {
namespace {

struct ListOptions {};

void list(const ListOptions&, Console& console) {
  const auto files = shipped_profiles();
  if (files.has_error()) return console.tell(files.error());
  std::vector<Profile> profiles;
  for (const std::filesystem::path& file : *files) {
    auto profile = load_profile(file);
    if (profile.has_error()) return console.tell(profile.error());
    profiles.push_back(std::move(*profile));
  }
  std::size_t widest = 0;
  for (const Profile& profile : profiles) widest = std::max(widest, profile.id.size());
  std::string text;
  for (const Profile& profile : profiles) text += fmt::format("{:<{}}  {}\n", profile.id, widest, profile.title);
  console.print(text);
}

}  // namespace

void add_profile_list(CLI::App& profile, Session& session) {
  CLI::App* command = profile.add_subcommand("list", "Which profiles come with the program");
  command->footer("Example: hvcompat profile list");
  on_command(*command, session, std::make_shared<ListOptions>(), list);
}

}  // namespace hvcompat
