// hvcompat catalog: what a run knows about products, and lists of the user's own.
#include "cli/command_line.hpp"

namespace hvcompat {

void add_catalog(CLI::App& program, Session& session) {
  CLI::App* catalog = program.add_subcommand("catalog", "Show, check and import listings, life cycles and guest lists");
  add_catalog_list(*catalog, session);
  add_catalog_check(*catalog, session);
  add_catalog_import(*catalog, session);
}

}  // namespace hvcompat
