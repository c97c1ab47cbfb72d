// What can be given on the command line, as plain data: completion and manual pages are made from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace hvcompat {

// Names that the program can list without contacting anything: `hvcompat completion --list`.
enum class Listed { none, policies, profiles, targets };
enum class Paths { none, files, folders };

// What a value can be. All that is told may be offered side by side: `--profile` takes a listed name or a file.
struct ValueNode {
  std::string label;               // "FILE", as in --help; empty: no value
  std::vector<std::string> words;  // known values
  Listed listed = Listed::none;
  Paths paths = Paths::none;
  char delimiter = '\0';  // several values in one word are parted by it; '\0': one value a word
};

struct OptionNode {
  std::vector<std::string> names;  // "-o", "--output"
  ValueNode value;                 // without a label: a flag
  bool value_optional = false;     // `--option` or `--option=VALUE`
  bool required = false;
  bool repeatable = false;
  std::string help;
};

struct ArgumentNode {
  ValueNode value;
  bool required = false;
  bool repeatable = false;
  std::string help;
};

struct CommandNode {
  std::string name;                   // "list"; of the root "hvcompat"
  std::string summary;                // one sentence
  std::vector<std::string> notes;     // paragraphs of the footer
  std::vector<std::string> examples;  // command lines
  std::vector<OptionNode> options;
  std::vector<ArgumentNode> arguments;
  std::vector<CommandNode> commands;
};

// A footer is made of paragraphs, and of lines that begin like this: each a command line.
inline constexpr std::string_view kExample = "Example: ";

CommandNode command_tree(CLI::App& program);

struct NamedCommand {
  std::string path;  // "policy list"; of the program itself empty
  const CommandNode* command = nullptr;
};

// The program and all that is below it, each before its own; they point into `program`.
std::vector<NamedCommand> all_commands(const CommandNode& program);

// What the program takes that may stand behind the command, too, and is not the command's own.
std::vector<OptionNode> common_options(const CommandNode& program, const CommandNode& command);

// Whether it is decided what a value of this label can be; a label that nobody thought of is offered nothing.
bool is_known_label(std::string_view label);

}  // namespace hvcompat
