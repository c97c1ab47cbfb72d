// hvcompat waiver: what concerns the waivers of site files.
#include "cli/command_line.hpp"

namespace hvcompat {

void add_waiver(CLI::App& program, Session& session) {
  CLI::App* waiver = program.add_subcommand("waiver", "Look after the waivers of site files");
  add_waiver_lint(*waiver, session);
}

}  // namespace hvcompat
