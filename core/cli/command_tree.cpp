// The tree of commands as CLI11 holds it, read into plain data.
#include "cli/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <sstream>

#include "cli/known_values.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

// CLI11 keeps copies of its checks, and nothing of them can be asked for but the name.
constexpr std::string_view kValuesMark = "values:";

struct Label {
  std::string_view name;
  Listed listed = Listed::none;
  Paths paths = Paths::none;
};

constexpr std::array kLabels = {
    Label{"FILE", Listed::none, Paths::files},
    Label{"PATH", Listed::none, Paths::files},
    Label{"OLD", Listed::none, Paths::files},
    Label{"NEW", Listed::none, Paths::files},
    Label{"SITE", Listed::none, Paths::files},
    Label{"INVENTORY", Listed::none, Paths::files},
    Label{"PLUGIN", Listed::none, Paths::files},
    Label{"DIR", Listed::none, Paths::folders},
    Label{"FOLDER", Listed::none, Paths::folders},
    Label{"ID@REV", Listed::policies},
    Label{"ID[@REV]", Listed::policies},
    Label{"FIRST", Listed::policies},
    Label{"SECOND", Listed::policies},
    Label{"POLICY", Listed::policies, Paths::files},
    Label{"PROFILE", Listed::profiles, Paths::files},
    Label{"NAME|FILE", Listed::profiles, Paths::files},
    Label{"TARGET", Listed::targets},
    // Known to the user alone, or by their known values.
    Label{"NAME"},
    Label{"GUEST"},
    Label{"GLOB"},
    Label{"TAG"},
    Label{"ID"},
    Label{"FACT"},
    Label{"VENDOR"},
    Label{"TEXT"},
    Label{"DATE"},
    Label{"DAYS"},
    Label{"N"},
    Label{"SECONDS"},
    Label{"SHA256"},
    Label{"1..4"},
    Label{"FORMAT"},
    Label{"DETAIL"},
    Label{"OUTCOME"},
    Label{"WHAT"},
    Label{"WHEN"},
    Label{"KIND"},
    Label{"LANGUAGE"},
    Label{"SHELL"},
};

const Label* find_label(std::string_view name) {
  const auto* const found = std::ranges::find(kLabels, name, &Label::name);
  return found == kLabels.end() ? nullptr : found;
}

std::vector<CLI::Validator*> checks_of(CLI::Option& option) {
  std::vector<CLI::Validator*> checks;
  try {
    while (true) checks.push_back(option.get_validator(static_cast<int>(checks.size())));
  } catch (const CLI::OptionNotFound&) {  // the way to learn how many there are
    return checks;
  }
}

// The type's name alone: CLI11 appends what its checks say of themselves.
std::string label_of(CLI::Option& option) {
  std::string name = option.get_type_name();
  for (const CLI::Validator* check : checks_of(option)) {
    const std::string told = check->get_description();
    if (!told.empty()) name.resize(name.size() - told.size() - 1);
  }
  return name;
}

ValueNode value_of(CLI::Option& option, std::string label) {
  ValueNode value;
  value.words = known_values(option);
  value.delimiter = option.get_delimiter();
  if (const Label* known = find_label(label)) {
    value.listed = known->listed;
    value.paths = known->paths;
  }
  value.label = std::move(label);
  return value;
}

OptionNode option_node(CLI::Option& option) {
  OptionNode node;
  for (const std::string& name : option.get_snames()) node.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) node.names.push_back("--" + name);
  node.value_optional = option.get_items_expected_max() == 0;
  const bool flag = node.value_optional && option.get_fnames().empty();
  if (!flag) node.value = value_of(option, label_of(option));
  node.value_optional = node.value_optional && !flag;
  node.required = option.get_required();
  node.repeatable = option.get_items_expected_max() > 1;
  node.help = option.get_description();
  return node;
}

ArgumentNode argument_node(CLI::Option& option) {
  return {value_of(option, option.get_name(true)), option.get_required(), option.get_items_expected_max() > 1,
          option.get_description()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

void add_commands_below(const CommandNode& command, const std::string& path, std::vector<NamedCommand>& all) {
  for (const CommandNode& below : command.commands) {
    const std::string name = path.empty() ? below.name : path + " " + below.name;
    all.push_back({name, &below});
    add_commands_below(below, name, all);
  }
}

// Lines that begin as examples do, and paragraphs of the others.
void read_footer(const std::string& footer, CommandNode& node) {
  bool inside = false;
  for (const std::string& line : lines_of(footer)) {
    const bool example = line.starts_with(kExample);
    if (example) {
      node.examples.push_back(line.substr(kExample.size()));
    } else if (!line.empty() && inside) {
      node.notes.back() += " " + line;
    } else if (!line.empty()) {
      node.notes.push_back(line);
    }
    inside = !example && !line.empty();
  }
}

}  // namespace

CLI::Validator one_of(const std::vector<std::string>& values) {
  return CLI::IsMember(values).name(std::string(kValuesMark) + join(values, "\n"));
}

CLI::Validator known_so_far(const std::vector<std::string>& values) {
  return CLI::Validator().name(std::string(kValuesMark) + join(values, "\n"));
}

std::vector<std::string> known_values(CLI::Option& option) {
  for (const CLI::Validator* check : checks_of(option)) {
    const std::string& name = check->get_name();
    if (name.starts_with(kValuesMark)) return lines_of(name.substr(kValuesMark.size()));
  }
  return {};
}

bool is_known_label(std::string_view label) { return find_label(label) != nullptr; }

CommandNode command_tree(CLI::App& program) {
  CommandNode node;
  node.name = program.get_name();
  node.summary = program.get_description();
  read_footer(program.get_footer(), node);
  for (CLI::Option* option : program.get_options()) {
    if (option->get_positional()) {
      node.arguments.push_back(argument_node(*option));
    } else {
      node.options.push_back(option_node(*option));
    }
  }
  for (CLI::App* command : program.get_subcommands([](CLI::App* below) { return !below->get_name().empty(); }))
    node.commands.push_back(command_tree(*command));
  return node;
}

std::vector<NamedCommand> all_commands(const CommandNode& program) {
  std::vector<NamedCommand> all{{"", &program}};
  add_commands_below(program, "", all);
  return all;
}

std::vector<OptionNode> common_options(const CommandNode& program, const CommandNode& command) {
  std::vector<OptionNode> common;
  if (&program == &command) return common;
  for (const OptionNode& option : program.options) {
    const bool own = std::ranges::any_of(
        command.options, [&](const OptionNode& other) { return other.names.back() == option.names.back(); });
    if (!own) common.push_back(option);
  }
  return common;
}

}  // namespace hvcompat
