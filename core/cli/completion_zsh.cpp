// Completion for zsh: a function for each command, in the language of _arguments.
#include <fmt/format.h>

#include <algorithm>

#include "cli/completion.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::string_view kZshEngine = R"script(
# The names that the program lists as the last argument says; the others are for compadd.
_hvcompat_list() {
  local site=${words[(r)--site=*]#--site=}
  [[ -z $site ]] && (( ${words[(I)--site]} )) && site=${words[${words[(I)--site]} + 1]}
  local -a names
  names=(${(f)"$("${(Q)program}" completion --list ${@[-1]} ${site:+--site} ${(Q)site} 2>/dev/null)"})
  compadd "${@[1,-2]}" -a names
}

_hvcompat_list_or_files() {
  _alternative "names:${@[-1]}:_hvcompat_list ${@[-1]}" 'files:file:_files'
}

_hvcompat() {
  local program=$words[1]
  _hvcompat_command
}

_hvcompat "$@"
)script";

std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// What offers the value; one space: nothing, only what it is is told.
std::string action(const ValueNode& value) {
  const std::string words = join(value.words, " ");
  if (!words.empty() && value.delimiter != '\0')
    return fmt::format("_values -s {} {} {}", value.delimiter, value.label, words);
  if (!words.empty()) return fmt::format("({})", words);
  if (value.listed != Listed::none)
    return fmt::format("_hvcompat_list{} {}", value.paths == Paths::none ? "" : "_or_files", name_of(value.listed));
  if (value.paths == Paths::files) return "_files";
  return value.paths == Paths::folders ? "_files -/" : " ";
}

std::string value_part(const ValueNode& value) {
  return fmt::format(":{}:{}", escaped(value.label, ":"), action(value));
}

// `'(-o --output)'{-o+,--output=}'[help]:PATH:_files'`
std::string option_spec(const OptionNode& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    const bool valued = !option.value.label.empty();
    names.push_back(name + (!valued ? "" : option.value_optional ? "=-" : is_long ? "=" : "+"));
  }
  std::string rest = fmt::format("[{}]", escaped(option.help, "[]"));
  if (!option.value.label.empty()) rest += (option.value_optional ? ":" : "") + value_part(option.value);
  const std::string before = option.repeatable ? "*" : "(" + join(option.names, " ") + ")";
  if (names.size() == 1) return single_quoted((option.repeatable ? "*" : "") + names.front() + rest);
  return single_quoted(before) + "{" + join(names, ",") + "}" + single_quoted(rest);
}

std::string argument_spec(const ArgumentNode& argument, std::size_t position) {
  const std::string where = argument.repeatable ? "*" : fmt::format("{}{}", position, argument.required ? "" : ":");
  return single_quoted(where + value_part(argument.value));
}

std::string specs(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& spec : all) text += " \\\n    " + spec;
  return text;
}

std::string function_name(const std::string& path) {
  std::string name = "_hvcompat_command" + (path.empty() ? "" : "_" + path);
  std::ranges::replace(name, ' ', '_');
  return name;
}

std::vector<std::string> option_specs(const CommandNode& program, const CommandNode& command) {
  std::vector<std::string> all;
  for (const OptionNode& option : command.options) all.push_back(option_spec(option));
  for (const OptionNode& option : common_options(program, command)) all.push_back(option_spec(option));
  return all;
}

std::string leaf(const CommandNode& program, const NamedCommand& named) {
  std::vector<std::string> all = option_specs(program, *named.command);
  for (std::size_t i = 0; i < named.command->arguments.size(); ++i)
    all.push_back(argument_spec(named.command->arguments[i], i + 1));
  return fmt::format("\n{}() {{\n  _arguments -S{}\n}}\n", function_name(named.path), specs(all));
}

// Offers the commands below, then leaves the line to the one that was given.
std::string group(const CommandNode& program, const NamedCommand& named) {
  const std::string name = function_name(named.path);
  std::string names;
  std::string cases;
  for (const CommandNode& below : named.command->commands) {
    names += "    " + single_quoted(escaped(below.name, ":") + ":" + below.summary) + "\n";
    cases += fmt::format("  {}) {}_{} ;;\n", below.name, name, below.name);
  }
  return fmt::format(
      "\n{0}() {{\n  local curcontext=$curcontext state line\n  local -A opt_args\n  local -a commands=(\n{1}  )\n"
      "  _arguments -C -S{2} \\\n    '1: :->command' \\\n    '*:: :->rest'\n"
      "  [[ $state == command ]] && _describe -t commands command commands\n"
      "  [[ $state == rest ]] || return\n  case $line[1] in\n{3}  esac\n}}\n",
      name, names, specs(option_specs(program, *named.command)), cases);
}

}  // namespace

std::string zsh_completion(const CommandNode& program) {
  std::string script = "#compdef hvcompat\n# Completion of hvcompat for zsh; made by `hvcompat completion zsh`.\n";
  for (const NamedCommand& named : all_commands(program))
    script += named.command->commands.empty() ? leaf(program, named) : group(program, named);
  return script + std::string(kZshEngine);
}

}  // namespace hvcompat
