// hvcompat completion and hvcompat man: what the program can be asked, told to shells and to man(1).
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "cli/command_line.hpp"
#include "cli/command_tree.hpp"
#include "cli/completion.hpp"
#include "cli/data_files.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "cli/manual.hpp"
#include "cli/output_file.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

// The day of the version: what was built again tomorrow is the same.
constexpr std::string_view kVersionDate = "2026-11-25";

struct CompletionOptions {
  CLI::App* program = nullptr;
  std::string shell;
  std::string list;
  std::string site;
  std::string file;
};

// An id for the revision in force, and each revision by itself.
Loaded<std::set<std::string>> policy_names(const Site& site) {
  const auto packs = load_packs(site.policies);
  if (packs.has_error()) return packs.error();
  std::set<std::string> names;
  for (const Pack& pack : *packs) {
    names.insert(pack.id);
    names.insert(pack.id + "@" + pack.revision);
  }
  return names;
}

Loaded<std::set<std::string>> listed_names(const CompletionOptions& options) {
  const auto site = load_site(options.site);
  if (site.has_error()) return site.error();
  if (options.list == name_of(Listed::policies)) return policy_names(*site);
  std::set<std::string> names;
  if (options.list == name_of(Listed::targets)) {
    for (const Target& target : site->targets) names.insert(target.name);
    return names;
  }
  const auto profiles = profile_names();
  if (profiles.has_error()) return Errors{profiles.error()};
  names.insert(profiles->begin(), profiles->end());
  return names;
}

void list_names(const CompletionOptions& options, Console& console) {
  const auto names = listed_names(options);
  if (names.has_error()) return console.tell(names.error());
  std::string text;
  for (const std::string& name : *names) text += name + "\n";
  console.print(text);
}

void complete(const CompletionOptions& options, Console& console) {
  if (!options.list.empty()) return list_names(options, console);
  if (options.shell.empty()) return console.tell(usage_error("`hvcompat completion` needs a shell: bash, zsh or fish"));
  const CommandNode tree = command_tree(*options.program);
  const std::string script = options.shell == "bash"  ? bash_completion(tree)
                             : options.shell == "zsh" ? zsh_completion(tree)
                                                      : fish_completion(tree);
  if (options.file.empty() || options.file == "-") return console.print(script);
  if (const auto error = write_output(options.file, script)) return console.tell(*error);
}

struct ManOptions {
  CLI::App* program = nullptr;
  std::string folder;
  std::string date;
};

// --date, else SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else the version's day.
Result<std::string> date_of_pages(const ManOptions& options) {
  if (!options.date.empty()) return judgement_date(options.date);
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr || *epoch == '\0') return std::string(kVersionDate);
  const std::string_view text = epoch;
  std::int64_t seconds = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr std::int64_t kYear9999 = 253'402'300'799;
  if (fault != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > kYear9999)
    return usage_error(fmt::format("SOURCE_DATE_EPOCH is `{}`, no number of seconds since 1970", text));
  const std::chrono::year_month_day day{
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

void write_manual(const ManOptions& options, Console& console) {
  const auto date = date_of_pages(options);
  if (date.has_error()) return console.tell(date.error());
  std::error_code failed;
  fs::create_directories(options.folder, failed);
  if (failed)
    return console.tell(
        usage_error(fmt::format("cannot make the folder `{}`: {}", options.folder, errno_in_words(failed.value()))));
  const std::vector<ManualPage> pages = manual_pages(command_tree(*options.program), program_version(), *date);
  for (const ManualPage& page : pages)
    if (const auto error = write_output((fs::path(options.folder) / page.file).string(), page.text))
      return console.tell(*error);
}

}  // namespace

void add_completion(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("completion", "Print what makes a shell complete commands and options");
  command->footer("Example: source <(hvcompat completion bash)");
  auto options = std::make_shared<CompletionOptions>();
  options->program = &program;
  command->add_option("SHELL", options->shell, "bash, zsh or fish")->check(one_of({"bash", "zsh", "fish"}));
  command
      ->add_option("--list", options->list,
                   "Print these names instead, as the scripts ask for them: policies, profiles or targets (of --site)")
      ->type_name("WHAT")
      ->check(one_of({"policies", "profiles", "targets"}));
  command->add_option("--site", options->site, "Site file whose targets and policies are listed, too")
      ->type_name("FILE");
  command->add_option("-o,--output", options->file, "Write the script to this file instead of the standard output")
      ->type_name("PATH");
  on_command(*command, session, options, complete);
}

void add_man(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand("man", "Write the manual: a page for each command");
  command->footer("Example: hvcompat man man1 && man ./man1/hvcompat-scan.1");
  auto options = std::make_shared<ManOptions>();
  options->program = &program;
  command->add_option("DIR", options->folder, "The folder; made if it is not there")->required();
  command
      ->add_option("--date", options->date,
                   "Date of the pages, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the day of the version)")
      ->type_name("DATE");
  on_command(*command, session, options, write_manual);
}

}  // namespace hvcompat
