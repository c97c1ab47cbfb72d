// hvcompat policy: the packs themselves.
#include "cli/command_line.hpp"

namespace hvcompat {

void add_policy(CLI::App& program, Session& session) {
  CLI::App* policy = program.add_subcommand("policy", "List, show, check and test policies");
  add_policy_list(*policy, session);
  add_policy_show(*policy, session);
  add_policy_check(*policy, session);
  add_policy_test(*policy, session);
  add_policy_coverage(*policy, session);
  add_policy_compare(*policy, session);
}

}  // namespace hvcompat
