// hvcompat policy check: are these packs well made? Types, names, references, dead rules.
#include <fmt/format.h>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "policy/compile.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct CheckOptions {
  std::vector<std::string> files;
};

Loaded<Pack> check_one(const std::filesystem::path& file) {
  auto pack = load_pack(file);
  if (pack.has_error()) return pack;
  const auto compiled = compile_policies({NotedPack{*pack, {}}});
  if (compiled.has_error()) return compiled.error();
  return pack;
}

void check(const CheckOptions& options, Console& console) {
  std::string text;
  for (const std::string& path : options.files) {
    const auto files = pack_files_of(path);
    if (files.has_error()) {
      console.tell(files.error());
      continue;
    }
    for (const std::filesystem::path& file : *files) {
      const auto pack = check_one(file);
      if (pack.has_error()) {
        console.tell(pack.error());
      } else {
        text += fmt::format("{}: ok: {}@{}, {}, {}\n", file.string(), pack->id, pack->revision,
                            counted(pack->support.size(), "rule"),
                            counted(pack->boundaries.size(), "boundary", "boundaries"));
      }
    }
  }
  console.print(text);
}

}  // namespace

void add_policy_check(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand("check", "Check packs: types, names, references, rules that never decide");
  command->footer("Example: hvcompat policy check our-policies/");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("FILE", options->files, "Packs, or folders of packs")->required();
  on_command(*command, session, options, check);
}

}  // namespace hvcompat
