// hvcompat target: what concerns targets themselves, before they are scanned.
#include "cli/command_line.hpp"

namespace hvcompat {

void add_target(CLI::App& program, Session& session) {
  CLI::App* target = program.add_subcommand("target", "Try targets before they are scanned");
  add_target_check(*target, session);
}

}  // namespace hvcompat
