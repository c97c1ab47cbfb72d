// hvcompat collect: the inventory alone, to be judged later.
#include "cli/command_line.hpp"
#include "cli/gathering.hpp"
#include "cli/judging.hpp"
#include "cli/output_file.hpp"

namespace hvcompat {
namespace {

struct CollectCommand {
  GatheringOptions gathering;
  std::string site;
  std::string file;
};

void collect(const CollectCommand& options, Console& console) {
  const bool to_file = !options.file.empty() && options.file != "-";
  if (to_file)
    if (const auto error = prepare_output(options.file, {options.site})) return console.tell(*error);
  const auto site = load_site(options.site);
  if (site.has_error()) return console.tell(site.error());
  const auto collection = gather(options.gathering, options.site.empty() ? nullptr : &*site, console);
  if (collection.has_error()) return console.tell(collection.error());
  save_inventory(options.file, *collection, console);
}

}  // namespace

void add_collect(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("collect", "Save what hypervisors tell, to be judged later");
  command->footer("Example: hvcompat collect --site site.json -o fleet.ndjson.zst");
  auto options = std::make_shared<CollectCommand>();
  add_gathering_options(*command, options->gathering);
  command->add_option("--site", options->site, "Site file with the targets")->type_name("FILE");
  command->add_option("-o,--output", options->file, "Write to this file (.zst: compressed); default: standard output")
      ->type_name("PATH");
  on_command(*command, session, options, collect);
}

}  // namespace hvcompat
