// Completion for fish: a line for each option, argument and command, each with the place where it holds.
#include <fmt/format.h>

#include "cli/completion.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::string_view kFishEngine = R"script(
# Whether the line stands at command $argv[1], and, where they are given, the next argument is one of $argv[2] to $argv[3].
function __hvcompat_at
    set -l command ''
    set -l arguments 0
    set -l skip 0
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
        else if string match -q -- '-*' $word
            if contains -- "$command $word" $__hvcompat_valued; or contains -- " $word" $__hvcompat_valued
                set skip 1
            end
        else if test $arguments = 0; and contains -- (string trim -- "$command $word") $__hvcompat_commands
            set command (string trim -- "$command $word")
        else
            set arguments (math $arguments + 1)
        end
    end
    test "$command" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $arguments -ge (math $argv[2] - 1); and test $arguments -lt $argv[3]
end

# Names that the program lists.
function __hvcompat_list
    set -l words (commandline -opc)
    set -l site (string replace -f -r -- '^--site=' '' $words)
    if set -l at (contains -i -- --site $words)
        set site $words[(math $at + 1)]
    end
    set -l options
    set -q site[1]; and set options --site $site[1]
    $words[1] completion --list $argv[1] $options 2>/dev/null
end

complete -c hvcompat -f
)script";

constexpr std::size_t kMany = 1'000'000;

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

// ` -a '…'`: the words, and commands that print more of them.
std::string offered(const ValueNode& value) {
  std::string words = join(value.words, " ");
  if (!words.empty() && value.delimiter != '\0')
    words = fmt::format("(__fish_complete_list {} 'string split \" \" \"{}\"')", value.delimiter, words);
  if (value.listed != Listed::none)
    words += fmt::format("{}(__hvcompat_list {})", words.empty() ? "" : " ", name_of(value.listed));
  if (value.paths == Paths::folders) words += "(__fish_complete_directories)";
  return words.empty() ? "" : " -a " + fish_quoted(words);
}

std::string condition(const std::string& path) {
  return path.empty() ? "" : " -n " + fish_quoted(fmt::format("__hvcompat_at {}", fish_quoted(path)));
}

std::string option_line(const std::string& path, const OptionNode& option) {
  std::string line = "complete -c hvcompat" + condition(path);
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + fish_quoted(name.substr(2)) : " -s " + name.substr(1);
  if (!option.value.label.empty() && !option.value_optional)
    line += (option.value.paths == Paths::files ? " -r -F" : " -x") + offered(option.value);
  return line + " -d " + fish_quoted(option.help) + "\n";
}

std::string argument_line(const std::string& path, const ArgumentNode& argument, std::size_t position) {
  const std::string what = (argument.value.paths == Paths::files ? " -F" : "") + offered(argument.value);
  if (what.empty()) return {};
  const std::size_t last = argument.repeatable ? kMany : position;
  const std::string where = fmt::format("__hvcompat_at {} {} {}", fish_quoted(path), position, last);
  return fmt::format("complete -c hvcompat -n {}{}\n", fish_quoted(where), what);
}

std::string command_line(const std::string& path, const CommandNode& below) {
  const std::string where = fmt::format("__hvcompat_at {} 1 1", fish_quoted(path));
  return fmt::format("complete -c hvcompat -n {} -a {} -d {}\n", fish_quoted(where), fish_quoted(below.name),
                     fish_quoted(below.summary));
}

std::string lines_of(const NamedCommand& named) {
  const auto& [path, command] = named;
  std::string lines;
  for (const CommandNode& below : command->commands) lines += command_line(path, below);
  for (const OptionNode& option : command->options) lines += option_line(path, option);
  for (std::size_t i = 0; i < command->arguments.size(); ++i)
    lines += argument_line(path, command->arguments[i], i + 1);
  return "\n" + lines;
}

std::string list_variable(std::string_view name, const std::vector<std::string>& values) {
  std::string line = fmt::format("set -g {}", name);
  for (const std::string& value : values) line += " " + fish_quoted(value);
  return line + "\n";
}

}  // namespace

std::string fish_completion(const CommandNode& program) {
  const std::vector<NamedCommand> commands = all_commands(program);
  std::vector<std::string> paths;
  std::vector<std::string> valued;
  for (const auto& [path, command] : commands) {
    if (!path.empty()) paths.push_back(path);
    for (const OptionNode& option : command->options)
      for (const std::string& name : option.names)
        if (!option.value.label.empty() && !option.value_optional) valued.push_back(fmt::format("{} {}", path, name));
  }
  std::string script = "# Completion of hvcompat for fish; made by `hvcompat completion fish`.\n";
  script += list_variable("__hvcompat_commands", paths);
  script += "# Options behind which a value stands.\n" + list_variable("__hvcompat_valued", valued);
  script += kFishEngine;
  for (const NamedCommand& named : commands) script += lines_of(named);
  return script;
}

}  // namespace hvcompat
