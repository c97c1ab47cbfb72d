// Manual pages in roff.
#include "cli/manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/exit_status.hpp"
#include "cli/roff.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::array<std::string_view, 3> kAbout = {
    "It reads hypervisors by plugins, each in a process of its own, and works out for every guest whether Microsoft, "
    "Microsoft together with the hypervisor's vendor, the vendor alone or nobody answers when it has a problem; it "
    "names "
    "the clause of the policy, the evidence, and what it could not learn and how to learn it.",
    "Unknown is never supported: a fact that nobody could collect stays unknown, and a guest whose level depends on it "
    "is undecided.",
    "Hypervisors are only read. A plugin that crashes, hangs or tells nonsense is a fault of its target, and the "
    "report "
    "says that it is incomplete."};

// Told where a command has the option; in the program's own page always.
struct Entry {
  std::string_view name;
  std::string_view text;
  std::string_view option = {};  // empty: of every command
};

constexpr std::array kVariables = {
    Entry{"HVCOMPAT_PLUGIN_PATH",
          "Folders and files, parted by colons, in which plugins are looked for after the own ones.", "--plugin-path"},
    Entry{"NO_COLOR", "Where it is set and not empty, nothing is colored unless `--color always` says so."},
    Entry{"TERM", "Where it is `dumb` or not set, nothing is colored unless `--color always` says so."},
    Entry{"https_proxy, no_proxy", "Handed to plugins that speak HTTPS, where they hold no password.", "--plugin-path"},
    Entry{"SOURCE_DATE_EPOCH", "The date of manual pages, in seconds since 1970, instead of the one of the version.",
          "--date"},
};

constexpr std::array kFiles = {
    Entry{"PREFIX/share/hvcompat/policies", "The policies that come with the program.", "--policy-path"},
    Entry{"PREFIX/share/hvcompat/catalogs", "Life cycles, names of products and listings.", "--site"},
    Entry{"PREFIX/share/hvcompat/profiles", "Profiles: what passes, warns and fails.", "--profile"},
    Entry{"PREFIX/share/hvcompat/schema", "JSON schemas of policies, profiles, site files and reports.", "--site"},
    Entry{"PREFIX/lib/hvcompat/plugins", "The plugins that come with the program.", "--plugin-path"},
};

std::string page_name(const std::string& path) {
  std::string name = path.empty() ? "hvcompat" : "hvcompat-" + path;
  std::ranges::replace(name, ' ', '-');
  return name;
}

std::string full_name(const std::string& path) { return path.empty() ? "hvcompat" : "hvcompat " + path; }

std::string section(std::string_view title) { return fmt::format(".SH {}\n", title); }
std::string bold(std::string_view text) { return "\\fB" + roff_text(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff_text(text) + "\\fR"; }
std::string item(const std::string& tag, std::string_view text) { return ".TP\n" + tag + "\n" + roff_line(text); }

std::string sentence(const std::string& text) {
  const bool ended = text.ends_with('.') || text.ends_with('?');
  return ended ? text : text + ".";
}

std::string values(const ValueNode& value) {
  return value.words.empty() ? "" : "Values: " + join(value.words, ", ") + ".\n";
}

std::string option_tag(const OptionNode& option) {
  std::string tag;
  for (const std::string& name : option.names) tag += (tag.empty() ? "" : ", ") + bold(name);
  if (option.value.label.empty()) return tag;
  return tag + (option.value_optional ? "[=" + italic(option.value.label) + "]" : " " + italic(option.value.label));
}

std::string option_items(const std::vector<OptionNode>& options) {
  std::string text;
  for (const OptionNode& option : options)
    text += item(option_tag(option), sentence(option.help)) + roff_text(values(option.value));
  return text;
}

std::string synopsis(const NamedCommand& named) {
  std::string line = bold(full_name(named.path));
  for (const OptionNode& option : named.command->options)
    if (option.required) line += " " + bold(option.names.back()) + " " + italic(option.value.label);
  line += " [" + italic("OPTION") + "...]";
  if (!named.command->commands.empty()) return line + " " + italic("COMMAND") + " ...\n";
  for (const ArgumentNode& argument : named.command->arguments) {
    const std::string name = italic(argument.value.label) + (argument.repeatable ? "..." : "");
    line += argument.required ? " " + name : " [" + name + "]";
  }
  return line + "\n";
}

std::string paragraphs(const NamedCommand& named) {
  std::string text = roff_line(sentence(named.command->summary));
  if (named.path.empty()) {  // its footer is told as exit status
    for (const std::string_view paragraph : kAbout) text += ".PP\n" + roff_line(paragraph);
  } else {
    for (const std::string& note : named.command->notes) text += ".PP\n" + roff_line(note);
  }
  return text;
}

std::string description(const NamedCommand& named) {
  std::string text = section("DESCRIPTION") + paragraphs(named);
  for (const ArgumentNode& argument : named.command->arguments)
    text += item(italic(argument.value.label), sentence(argument.help)) + roff_text(values(argument.value));
  if (named.command->commands.empty()) return text;
  text += section("COMMANDS");
  for (const NamedCommand& below : all_commands(*named.command))
    if (!below.path.empty() && below.command->commands.empty())
      text += item(bold(full_name(named.path) + " " + below.path), sentence(below.command->summary));
  return text;
}

bool has_option(const CommandNode& command, std::string_view name) {
  return std::ranges::any_of(command.options, [&](const OptionNode& option) {
    return std::ranges::find(option.names, name) != option.names.end();
  });
}

template <std::size_t kCount>
std::string entries(std::string_view title, const std::array<Entry, kCount>& all, const NamedCommand& named) {
  std::string text;
  for (const Entry& entry : all)
    if (entry.option.empty() || named.path.empty() || has_option(*named.command, entry.option))
      text += item(bold(entry.name), entry.text);
  return text.empty() ? "" : section(title) + text;
}

std::string exit_status() {
  std::string text = section("EXIT STATUS");
  for (const auto& [code, when] : kExitMeanings)
    text += item(bold(std::to_string(static_cast<int>(code))), sentence(std::string(when)));
  return text + ".PP\n" + roff_line("Of several the first of 5, 2, 4, 1, 3 is told.");
}

// The program's page shows those of the commands right below it.
std::string examples(const NamedCommand& named) {
  std::vector<std::string> lines = named.command->examples;
  if (named.path.empty())
    for (const CommandNode& below : named.command->commands)
      lines.insert(lines.end(), below.examples.begin(), below.examples.end());
  if (lines.empty()) return {};
  std::string text = section("EXAMPLES") + ".EX\n";
  for (const std::string& line : lines) text += "$ " + roff_text(line) + "\n";
  return text + ".EE\n";
}

bool is_right_below(const std::string& path, const std::string& parent) {
  if (path.empty() || path == parent) return false;
  const std::string before = parent.empty() ? "" : parent + " ";
  return path.starts_with(before) && path.find(' ', before.size()) == std::string::npos;
}

std::string see_also(const std::vector<NamedCommand>& all, const std::string& path) {
  const std::string parent = path.find(' ') == std::string::npos ? "" : path.substr(0, path.find(' '));
  std::vector<std::string> pages;
  if (!path.empty()) pages.push_back("hvcompat");
  for (const NamedCommand& other : all)
    if (other.path != path && (is_right_below(other.path, path) || is_right_below(other.path, parent) ||
                               (!parent.empty() && other.path == parent)))
      pages.push_back(page_name(other.path));
  std::string text = section("SEE ALSO");
  for (std::size_t i = 0; i < pages.size(); ++i)
    text += fmt::format(".BR {} (1){}\n", roff_text(pages[i]), i + 1 < pages.size() ? "," : "");
  return text;
}

std::string head(const NamedCommand& named, const std::string& version, const std::string& date) {
  std::string title = page_name(named.path);
  std::ranges::transform(title, title.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  std::string text = ".\\\" Made by `hvcompat man`.\n";
  text += fmt::format(".TH {} 1 {} {} {}\n", roff_argument(title), date, roff_argument("hvcompat " + version),
                      roff_argument("User commands"));
  const std::string what = as_phrase(named.command->summary);
  return text + section("NAME") + roff_text(page_name(named.path)) + " \\- " + roff_text(what) + "\n" +
         section("SYNOPSIS") + synopsis(named);
}

}  // namespace

std::vector<ManualPage> manual_pages(const CommandNode& program, const std::string& version, const std::string& date) {
  std::vector<ManualPage> pages;
  const std::vector<NamedCommand> all = all_commands(program);
  for (const NamedCommand& named : all) {
    std::string text = head(named, version, date) + description(named);
    text += section("OPTIONS") + option_items(named.command->options);
    if (!named.path.empty()) text += section("COMMON OPTIONS") + option_items(common_options(program, *named.command));
    text += exit_status() + entries("ENVIRONMENT", kVariables, named) + entries("FILES", kFiles, named);
    text += examples(named) + see_also(all, named.path);
    pages.push_back({page_name(named.path) + ".1", std::move(text)});
  }
  return pages;
}

}  // namespace hvcompat
