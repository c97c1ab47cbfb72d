// hvcompat policy show: a pack in words.
#include "cli/command_line.hpp"
#include "cli/pack_words.hpp"
#include "cli/policy_packs.hpp"

namespace hvcompat {
namespace {

struct ShowOptions {
  PackOptions packs;
  std::string name;
};

void show(const ShowOptions& options, Console& console) {
  const auto packs = packs_of(options.packs);
  if (packs.has_error()) return console.tell(packs.error());
  const auto pack = find_pack(*packs, options.name);
  if (pack.has_error()) return console.tell(pack.error());
  console.print(pack_in_words(**pack));
}

}  // namespace

void add_policy_show(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand("show", "A policy in words: rules, boundaries, advice, clauses");
  command->footer("Example: hvcompat policy show kb897615");
  auto options = std::make_shared<ShowOptions>();
  command->add_option("POLICY", options->name, "ID (newest revision) or ID@REV")->required();
  add_pack_options(*command, options->packs);
  on_command(*command, session, options, show);
}

}  // namespace hvcompat
