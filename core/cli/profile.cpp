// hvcompat profile: what answers mean for a gate.
#include "cli/command_line.hpp"

namespace hvcompat {

void add_profile(CLI::App& program, Session& session) {
  CLI::App* profile = program.add_subcommand("profile", "List, show and check profiles: what passes, warns and fails");
  add_profile_list(*profile, session);
  add_profile_show(*profile, session);
  add_profile_check(*profile, session);
}

}  // namespace hvcompat
