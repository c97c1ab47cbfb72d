// Completion for bash: tables of the tree, and functions that read the line by them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/completion.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

// Bash's words are split at `:`, `=` and `@`, too: a URI, `--site=FILE` and `ID@REV` are put together again, and of an
// answer the part is cut off that stands on the line already. Nothing of a name is ever expanded (`compgen -W` would).
constexpr std::string_view kBashEngine = R"script(
# The line up to the cursor as the program would see it: in `words`, the last one unfinished.
_hvcompat_words() {
  local line=${COMP_LINE:0:COMP_POINT} i word
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=("")
    fi
    word=${word:0:${#line}}
    line=${line#"$word"}
    words[${#words[@]} - 1]+=$word
  done
}

# What stands behind option $2 of command $1; fails where nothing does.
_hvcompat_value() { _hvcompat_value_of "$1" "$2" || _hvcompat_value_of "" "$2"; }

# Answers with those of $2… that begin with the unfinished word; $1 stands before each.
_hvcompat_offer() {
  local before=$1 word
  shift
  for word; do
    printf -v word '%s%q' "$before" "$word"
    [[ $word == "$current"* ]] && COMPREPLY+=("$word")
  done
}

# Answers with what $2 tells of a value; $1 stands before it in the same word.
_hvcompat_offer_value() {
  local before=$1 word names
  for word in $2; do
    case $word in
    %files) compopt -o default ;;
    %folders) compopt -o dirnames ;;
    %,) [[ $current == *,* ]] && before=${current%,*}, ;;
    %*)
      mapfile -t names < <("${words[0]/#\~\//$HOME/}" completion --list "${word#%}" ${site:+--site "$site"} 2>/dev/null)
      _hvcompat_offer "$before" "${names[@]}"
      ;;
    *) _hvcompat_offer "$before" "$word" ;;
    esac
  done
}

_hvcompat() {
  local words=() command="" option="" arguments=0 site="" ended="" word i
  COMPREPLY=()
  _hvcompat_words
  local current=${words[${#words[@]} - 1]}
  for ((i = 1; i < ${#words[@]} - 1; i++)); do
    word=${words[i]}
    if [[ $option ]]; then
      [[ $option == --site ]] && site=${word//[\"\'\\]/}
      option=""
    elif [[ $word == -- ]]; then
      ended=1
    elif [[ $word == -?* && ! $ended ]]; then
      [[ $word == --site=* ]] && site=${word#*=}
      _hvcompat_value "$command" "$word" >/dev/null && option=$word
    elif ((arguments == 0)) && [[ " $(_hvcompat_commands "$command") " == *" $word "* ]]; then
      command+=${command:+ }$word
    else
      ((++arguments))
    fi
  done
  if [[ $option ]]; then
    _hvcompat_offer_value "" "$(_hvcompat_value "$command" "$option")"
  elif [[ $current == --*=* && ! $ended ]]; then
    option=${current%%=*}
    _hvcompat_offer_value "$option=" "$(_hvcompat_value "$command" "$option=" || _hvcompat_value "$command" "$option")"
  elif [[ $current == -* && ! $ended ]]; then
    _hvcompat_offer "" $(_hvcompat_options "$command") $(_hvcompat_options "")
  else
    ((arguments == 0)) && _hvcompat_offer "" $(_hvcompat_commands "$command")
    _hvcompat_offer_value "" "$(_hvcompat_argument "$command" $((arguments + 1)))"
  fi
  local breaks=${COMP_WORDBREAKS//[[:space:]\"\']/}
  [[ $breaks ]] && local there=${current%"${current##*["$breaks"]}"}
  COMPREPLY=("${COMPREPLY[@]#"$there"}")
}

complete -F _hvcompat hvcompat
)script";

std::string value_in_words(const ValueNode& value) {
  std::vector<std::string> words;
  if (value.delimiter != '\0') words.push_back(std::string("%") + value.delimiter);
  words.insert(words.end(), value.words.begin(), value.words.end());
  if (value.listed != Listed::none) words.push_back(fmt::format("%{}", name_of(value.listed)));
  if (value.paths == Paths::files) words.emplace_back("%files");
  if (value.paths == Paths::folders) words.emplace_back("%folders");
  return join(words, " ");
}

using Rows = std::vector<std::pair<std::string, std::string>>;  // pattern of a case, what it prints

// Patterns of rows that print the same put together, in the order of the first of them.
Rows merged(const Rows& rows) {
  Rows fewer;
  for (const auto& [pattern, text] : rows) {
    const auto same = std::ranges::find(fewer, text, &Rows::value_type::second);
    if (same == fewer.end()) {
      fewer.emplace_back(pattern, text);
    } else {
      same->first += " | " + pattern;
    }
  }
  return fewer;
}

// The first row that fits counts.
std::string table(std::string_view name, std::string_view key, const Rows& rows) {
  std::string script = fmt::format("\n{}() {{\n  case {} in\n", name, key);
  for (const auto& [pattern, text] : rows)
    script += fmt::format("  {}) printf '%s\\n' {} ;;\n", pattern, single_quoted(text));
  return script + "  *) return 1 ;;\n  esac\n}\n";
}

Rows rows_of_commands(const std::vector<NamedCommand>& commands) {
  Rows rows;
  for (const auto& [path, command] : commands) {
    std::vector<std::string> names;
    for (const CommandNode& below : command->commands) names.push_back(below.name);
    if (!names.empty()) rows.emplace_back(single_quoted(path), join(names, " "));
  }
  return rows;
}

Rows rows_of_options(const std::vector<NamedCommand>& commands) {
  Rows rows;
  for (const auto& [path, command] : commands) {
    std::vector<std::string> names;
    for (const OptionNode& option : command->options)
      names.insert(names.end(), option.names.begin(), option.names.end());
    rows.emplace_back(single_quoted(path), join(names, " "));
  }
  return rows;
}

Rows rows_of_values(const std::vector<NamedCommand>& commands) {
  Rows rows;
  for (const auto& [path, command] : commands)
    for (const OptionNode& option : command->options)
      for (const std::string& name : option.names)
        if (!option.value.label.empty())
          rows.emplace_back(single_quoted(fmt::format("{} {}{}", path, name, option.value_optional ? "=" : "")),
                            value_in_words(option.value));
  return rows;
}

Rows rows_of_arguments(const std::vector<NamedCommand>& commands) {
  Rows rows;
  for (const auto& [path, command] : commands) {
    for (std::size_t i = 0; i < command->arguments.size(); ++i) {
      const ArgumentNode& argument = command->arguments[i];
      const std::string at =
          argument.repeatable ? single_quoted(path + " ") + "*" : single_quoted(path + fmt::format(" {}", i + 1));
      rows.emplace_back(at, value_in_words(argument.value));
    }
  }
  return rows;
}

}  // namespace

std::string bash_completion(const CommandNode& program) {
  const std::vector<NamedCommand> commands = all_commands(program);
  std::string script = "# Completion of hvcompat for bash; made by `hvcompat completion bash`.\n";
  script += table("_hvcompat_commands", "$1", rows_of_commands(commands));
  script += table("_hvcompat_options", "$1", merged(rows_of_options(commands)));
  script +=
      "\n# Words that a value can be; %policies and the like are listed by the program, `%,`: several, parted by "
      "commas.";
  script += table("_hvcompat_value_of", "\"$1 $2\"", merged(rows_of_values(commands)));
  script += table("_hvcompat_argument", "\"$1 $2\"", rows_of_arguments(commands));
  return script + std::string(kBashEngine);
}

}  // namespace hvcompat
