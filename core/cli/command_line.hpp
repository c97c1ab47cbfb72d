// The command line: one tree of commands, each in a file of its own; mistakes are told with "did you mean".
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

#include "cli/console.hpp"

namespace hvcompat {

struct Session {
  Console console;
  std::function<void(Console&)> action;  // of the command that was given
};

// Each adds its command; when it is given, its work becomes the session's action.
void add_scan(CLI::App& program, Session& session);
void add_collect(CLI::App& program, Session& session);
void add_evaluate(CLI::App& program, Session& session);
void add_explain(CLI::App& program, Session& session);
void add_report(CLI::App& program, Session& session);
void add_diff(CLI::App& program, Session& session);
void add_policy(CLI::App& program, Session& session);
void add_plugin(CLI::App& program, Session& session);
void add_catalog(CLI::App& program, Session& session);
void add_target(CLI::App& program, Session& session);
void add_waiver(CLI::App& program, Session& session);
void add_profile(CLI::App& program, Session& session);
void add_completion(CLI::App& program, Session& session);
void add_man(CLI::App& program, Session& session);

// Below `policy`.
void add_policy_list(CLI::App& policy, Session& session);
void add_policy_show(CLI::App& policy, Session& session);
void add_policy_check(CLI::App& policy, Session& session);
void add_policy_test(CLI::App& policy, Session& session);
void add_policy_coverage(CLI::App& policy, Session& session);
void add_policy_compare(CLI::App& policy, Session& session);

// Below `plugin`.
void add_plugin_new(CLI::App& plugin, Session& session);
void add_plugin_verify(CLI::App& plugin, Session& session);

// Below `catalog`.
void add_catalog_list(CLI::App& catalog, Session& session);
void add_catalog_check(CLI::App& catalog, Session& session);
void add_catalog_import(CLI::App& catalog, Session& session);

// Below `plugin`.
void add_plugin_replay(CLI::App& plugin, Session& session);

// Below `target`.
void add_target_check(CLI::App& target, Session& session);

// Below `waiver`.
void add_waiver_lint(CLI::App& waiver, Session& session);

// Below `profile`.
void add_profile_list(CLI::App& profile, Session& session);
void add_profile_show(CLI::App& profile, Session& session);
void add_profile_check(CLI::App& profile, Session& session);

// Makes `work(options, console)` the session's action when `command` is given.
template <class Options, class Work>
void on_command(CLI::App& command, Session& session, const std::shared_ptr<Options>& options, Work work) {
  command.callback(
      [&session, options, work] { session.action = [options, work](Console& console) { work(*options, console); }; });
}

// The program with all its commands; `session` outlives it.
std::unique_ptr<CLI::App> make_program(Session& session);

// Parses and runs; the exit code.
int run_command_line(int argc, char** argv);

}  // namespace hvcompat
