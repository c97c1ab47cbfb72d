// hvcompat policy list: which policies there are, and which are in force.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/judging.hpp"
#include "cli/policy_packs.hpp"
#include "policy/selection.hpp"

namespace hvcompat {
namespace {

struct ListOptions {
  PackOptions packs;
  std::string as_of;
};

std::string row(const Pack& pack, bool in_force, std::size_t widest) {
  std::string text = fmt::format("{} {:<{}}  {:<21} from {}  {}\n", in_force ? "*" : " ", pack.id + "@" + pack.revision,
                                 widest, pack.area, pack.in_force_from, pack.title);
  if (!is_shipped(pack)) text += fmt::format("    {}\n", pack.file.string());
  return text;
}

void list(const ListOptions& options, Console& console) {
  const auto as_of = judgement_date(options.as_of);
  if (as_of.has_error()) return console.tell(as_of.error());
  const auto packs = packs_of(options.packs);
  if (packs.has_error()) return console.tell(packs.error());
  const auto selected = select_policies(*packs, {}, *as_of);
  if (selected.has_error()) return console.tell(selected.error());
  std::set<std::string> in_force;
  std::string notes;
  for (const NotedPack& noted : *selected) {
    in_force.insert(noted.pack.id + "@" + noted.pack.revision);
    if (!noted.note.empty()) notes += fmt::format("note: {}\n", noted.note);
  }
  std::size_t widest = 0;
  for (const Pack& pack : *packs) widest = std::max(widest, pack.id.size() + 1 + pack.revision.size());
  std::string text;
  for (const Pack& pack : *packs) text += row(pack, in_force.contains(pack.id + "@" + pack.revision), widest);
  console.print(text + fmt::format("* in force on {}\n", *as_of) + notes);
}

}  // namespace

void add_policy_list(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand("list", "Which policies there are, and which are in force");
  command->footer("Example: hvcompat policy list --as-of 2020-01-01");
  auto options = std::make_shared<ListOptions>();
  add_pack_options(*command, options->packs);
  command->add_option("--as-of", options->as_of, "In force on this day (default: today, UTC)")->type_name("DATE");
  on_command(*command, session, options, list);
}

}  // namespace hvcompat
