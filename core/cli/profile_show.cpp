// hvcompat profile show: what each level and boundary means under a profile.
#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/known_values.hpp"
#include "cli/profile_words.hpp"

namespace hvcompat {
namespace {

struct ShowOptions {
  std::string profile;
  std::string format = "text";
};

void show(const ShowOptions& options, Console& console) {
  const auto file = profile_file(options.profile);
  if (file.has_error()) return console.tell(file.error());
  auto profile = load_profile(*file);
  if (profile.has_error()) return console.tell(profile.error());
  const FiledProfile filed{std::move(*profile), *file};
  console.print(options.format == "json" ? profile_as_json(filed) : profile_in_words(filed));
}

}  // namespace

void add_profile_show(CLI::App& profile, Session& session) {
  CLI::App* command = profile.add_subcommand("show", "What each level and boundary means under a profile");
  command->footer("Example: hvcompat profile show strict");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("PROFILE", options->profile, "A name of `profile list`, or the file of your own")
      ->required()
      ->type_name("NAME|FILE");
  command->add_option("--format", options->format, "text (default) or json")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json"}));
  on_command(*command, session, options, show);
}

}  // namespace hvcompat
