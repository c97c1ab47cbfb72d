// Parsing of the command line.
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kHelpWidth = 120;

std::string exit_codes() {
  std::string text = "Exit codes: ";
  for (const auto& [code, when] : kExitMeanings)
    text += fmt::format("{}{} {}", code == ExitCode::ok ? "" : "; ", static_cast<int>(code), when);
  return wrap(text + ".", kHelpWidth, 0);
}

std::vector<CLI::App*> commands_of(CLI::App& app) {
  return app.get_subcommands([](CLI::App* command) { return !command->get_name().empty(); });
}

std::vector<std::string> names_of(const std::vector<CLI::App*>& commands) {
  std::vector<std::string> names(commands.size());
  std::ranges::transform(commands, names.begin(), [](const CLI::App* command) { return command->get_name(); });
  return names;
}

// The commands that were given, outermost first, the program itself included.
std::vector<CLI::App*> given(CLI::App& program) {
  std::vector<CLI::App*> chain{&program};
  while (true) {
    const std::vector<CLI::App*> next = chain.back()->get_subcommands();
    if (next.empty()) return chain;
    chain.push_back(next.back());
  }
}

std::string full_name(const std::vector<CLI::App*>& chain) {
  std::string name = "hvcompat";
  for (std::size_t i = 1; i < chain.size(); ++i) name += " " + chain[i]->get_name();
  return name;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known, const std::string& command) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string near = did_you_mean(word, views);
  return near.empty() ? fmt::format("`{} --help` tells what there is", command) : near;
}

// What nothing took is told of the innermost command, wherever CLI11 put it.
Error unknown_word(const std::vector<CLI::App*>& chain, const std::string& word) {
  const std::string command = full_name(chain);
  if (word.starts_with("-") && word.size() > 1) {
    std::vector<std::string> known = option_names(*chain.back());
    if (chain.size() > 1) std::ranges::move(option_names(*chain.front()), std::back_inserter(known));
    const std::string name = word.substr(0, word.find('='));
    return usage_error(fmt::format("unknown option `{}`", name), suggestion(name, known, command));
  }
  const std::vector<std::string> names = names_of(commands_of(*chain.back()));
  const std::string_view what = names.empty() ? "unexpected argument" : "unknown command";
  return usage_error(fmt::format("{} `{}`", what, word), suggestion(word, names, command));
}

// The first word that nothing took, or a missing command.
std::optional<Error> mistake(CLI::App& program) {
  const std::vector<CLI::App*> chain = given(program);
  for (const CLI::App* app : chain) {
    const std::vector<std::string> words = app->remaining();
    if (!words.empty()) return unknown_word(chain, words.front());
  }
  const std::vector<CLI::App*> below = commands_of(*chain.back());
  if (below.empty()) return std::nullopt;
  const std::vector<std::string> names = names_of(below);
  return usage_error(fmt::format("`{}` needs a command: {}", full_name(chain), join(names, ", ")),
                     fmt::format("`{} --help` tells what each does", full_name(chain)));
}

void add_commands(CLI::App& program, Session& session) {
  add_scan(program, session);
  add_collect(program, session);
  add_evaluate(program, session);
  add_explain(program, session);
  add_report(program, session);
  add_diff(program, session);
  add_target(program, session);
  add_policy(program, session);
  add_plugin(program, session);
  add_catalog(program, session);
  add_waiver(program, session);
  add_profile(program, session);
  add_completion(program, session);
  add_man(program, session);
}

void add_program_options(CLI::App& program, Console& console) {
  program.set_version_flag("--version", "hvcompat " + program_version(), "Print the version and exit");
  program.add_flag("-q,--quiet", console.quiet, "No progress on the standard error");
  program.add_flag("-v,--verbose", console.verbose, "Tell what plugins log and print, too");
  program.add_option("--color", console.color, "auto (default), always or never; NO_COLOR is obeyed")
      ->type_name("WHEN")
      ->check(one_of({"auto", "always", "never"}));
}

// What the program itself takes may stand behind the command, too; words that nobody takes are told by mistake().
void open_up(CLI::App& app) {
  app.allow_extras();
  for (CLI::App* command : commands_of(app)) {
    command->fallthrough();
    open_up(*command);
  }
}

// An unset variable of a shell would otherwise be taken for an option that was not given.
std::string refuse_empty(const std::string& word) { return word.empty() ? "an empty word is no value" : ""; }

void refuse_empty_words(CLI::App& app) {
  for (CLI::Option* option : app.get_options())
    if (!option->get_positional()) option->check(refuse_empty);
  for (CLI::App* command : commands_of(app)) refuse_empty_words(*command);
}

int tell(const CLI::ParseError& error, CLI::App& program, Console& console) {
  if (error.get_exit_code() == 0) {  // --help, --version
    console.print(error.get_name() == "CallForVersion" ? std::string(error.what()) + "\n"
                                                       : given(program).back()->help());
    return static_cast<int>(console.status.code());
  }
  const auto unknown = mistake(program);
  const std::string command = full_name(given(program));
  console.tell(unknown
                   ? *unknown
                   : usage_error(as_phrase(error.what()), fmt::format("`{} --help` tells how it is used", command)));
  return static_cast<int>(console.status.code());
}

}  // namespace

std::unique_ptr<CLI::App> make_program(Session& session) {
  auto program = std::make_unique<CLI::App>(
      "Tells for every virtual machine who supports it, under which clause of Microsoft's policy.", "hvcompat");
  program->footer(exit_codes());
  program->get_formatter()->column_width(34);
  add_program_options(*program, session.console);
  add_commands(*program, session);
  open_up(*program);
  refuse_empty_words(*program);
  return program;
}

int run_command_line(int argc, char** argv) {
  Session session;
  const std::unique_ptr<CLI::App> made = make_program(session);
  CLI::App& program = *made;
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return tell(error, program, session.console);
  }
  if (const auto error = mistake(program)) {
    session.console.tell(*error);
  } else {
    session.action(session.console);
  }
  return static_cast<int>(session.console.status.code());
}

}  // namespace hvcompat
