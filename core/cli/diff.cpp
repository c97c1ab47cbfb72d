// hvcompat diff: what changed between two reports or inventories, and why.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command_line.hpp"
#include "cli/inventory_files.hpp"
#include "cli/judging.hpp"
#include "cli/known_values.hpp"
#include "cli/output_file.hpp"
#include "cli/saved_side.hpp"
#include "diff/compare.hpp"
#include "diff/json.hpp"
#include "diff/markdown.hpp"
#include "diff/text.hpp"

namespace hvcompat {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  JudgingOptions judging;
  std::string format = "text";
  std::string output;
  std::vector<std::string> only;
  std::vector<std::string> fail_on;
};

struct Side {
  std::string name;
  Report report;
  Detail detail = Detail::full;
  bool judged_now = false;

  ReportToCompare compared() const { return {report, name, detail, judged_now}; }
};

// An option that would judge otherwise, were there anything to judge.
std::string option_without_effect(const JudgingOptions& options) {
  if (!options.site.empty()) return "--site";
  return options.policy_paths.empty() ? judging_option(options) : "--policy-path";
}

// Reads both sides; what inventories are judged by is loaded once, when the first one comes.
class Sides {
 public:
  Sides(const DiffOptions& options, Console& console) : options_(options), console_(console) {}

  Loaded<Side> read(const std::string& file) {
    const auto bytes = read_bytes(file);
    if (bytes.has_error()) return Errors{bytes.error()};
    return is_report(*bytes) ? saved(file, *bytes) : judged(file, *bytes);
  }

 private:
  Loaded<Side> saved(const std::string& file, std::string_view bytes) const {
    auto saved = read_side(file, bytes, console_);
    if (saved.has_error()) return Errors{saved.error()};
    return Side{called(file), std::move(saved->report), saved->detail, false};
  }

  Loaded<Side> judged(const std::string& file, std::string_view bytes) {
    const ReadInventories read = read_inventories(called(file), bytes);
    if (read.inventories.empty())
      return Errors{usage_error(fmt::format("`{}` is neither a report nor an inventory", called(file)),
                                "give what `hvcompat scan --format json` or `hvcompat collect` saved")};
    if (!judging_) {
      auto judging = load_judging(options_.judging);
      if (judging.has_error()) return judging.error();
      judging_ = std::move(*judging);
    }
    for (const Complaint& complaint : read.complaints) console_.warn(complaint.text);
    return Side{called(file), judge_inventories(*judging_, read), Detail::full, true};
  }

  const DiffOptions& options_;
  Console& console_;
  std::optional<Judging> judging_;
};

std::vector<ChangeKind> kinds_of(const std::vector<std::string>& names) {
  std::vector<ChangeKind> kinds;
  for (const std::string& name : names)
    if (const auto kind = change_kind_named(name)) kinds.push_back(*kind);
  return kinds;
}

std::string render(const Difference& difference, const DiffOptions& options, const Console& console) {
  const std::vector<ChangeKind> only = kinds_of(options.only);
  if (options.format == "json") return render_json(difference, only);
  if (options.format == "markdown") return render_markdown(difference, only);
  DifferenceTextOptions text;
  if (options.output.empty()) {
    text.width = static_cast<std::size_t>(console.stdout_width());
    text.color = console.stdout_color();
  }
  text.only = only;
  return render_text(difference, text);
}

void note_difference(ExitStatus& status, const Difference& difference, const std::vector<std::string>& fail_on) {
  if (difference.before.incomplete || difference.after.incomplete) status.note(ExitCode::incomplete);
  for (const std::string& name : fail_on) {
    const std::size_t count =
        name == "worse" ? difference.counts.worse_for_gates : difference.counts.of(*change_kind_named(name));
    if (count > 0) status.note(ExitCode::found);
  }
}

std::optional<Error> mistake(const DiffOptions& options) {
  if (options.before == "-" && options.after == "-")
    return usage_error("OLD and NEW cannot both be the standard input", "save one of them in a file");
  return options.output.empty() ? std::nullopt : prepare_output(options.output);
}

std::optional<Error> idle_option(const DiffOptions& options, const Side& before, const Side& after) {
  const std::string option = option_without_effect(options.judging);
  if (option.empty() || before.judged_now || after.judged_now) return std::nullopt;
  return usage_error(
      fmt::format("`{}` has no effect: `{}` and `{}` are reports, judged already", option, before.name, after.name),
      "leave it out, or give the inventories");
}

void diff(DiffOptions options, Console& console) {
  if (options.output == "-") options.output.clear();
  if (const auto error = mistake(options)) return console.tell(*error);
  Sides sides(options, console);
  const auto before = sides.read(options.before);
  if (before.has_error()) return console.tell(before.error());
  const auto after = sides.read(options.after);
  if (after.has_error()) return console.tell(after.error());
  if (const auto error = idle_option(options, *before, *after)) return console.tell(*error);
  const Difference difference = compare_reports(before->compared(), after->compared());
  const std::string text = render(difference, options, console);
  if (options.output.empty()) {
    console.print(text);
  } else if (const auto error = write_output(options.output, text)) {
    console.tell(*error);
  }
  note_difference(console.status, difference, options.fail_on);
}

void add_diff_output(CLI::App& command, DiffOptions& options) {
  command.add_option("--format", options.format, "text (default), json or markdown")
      ->type_name("FORMAT")
      ->check(one_of({"text", "json", "markdown"}));
  command.add_option("-o,--output", options.output, "Write to this file instead of the standard output")
      ->type_name("PATH");
  command
      .add_option(
          "--only", options.only,
          "List only these: worse, new, changed, better, gone, not-seen, not-compared, unchanged (repeatable, or "
          "with commas); the counts are of all")
      ->type_name("KIND")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->check(one_of({"worse", "new", "changed", "better", "gone", "not-seen", "not-compared", "unchanged"}));
  command
      .add_option("--fail-on", options.fail_on,
                  "What makes the exit code 1: worse (new guests that fail count), new, gone, changed, better "
                  "(repeatable, or with commas)")
      ->type_name("KIND")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->check(one_of({"worse", "new", "gone", "changed", "better"}));
}

}  // namespace

void add_diff(CLI::App& program, Session& session) {
  CLI::App* command =
      program.add_subcommand("diff", "What changed between two reports, and why; nothing is judged again");
  command->footer(
      "OLD and NEW are reports saved as JSON or NDJSON, or inventories, which are judged first, both in the same way,\n"
      "by the options --site to --profile.\n\n"
      "Example: hvcompat diff monday.json tuesday.json --fail-on worse");
  auto options = std::make_shared<DiffOptions>();
  command->add_option("OLD", options->before, "A report or inventory; - is the standard input")->required();
  command->add_option("NEW", options->after, "The same, later")->required();
  add_diff_output(*command, *options);
  add_judging_options(*command, options->judging);
  on_command(*command, session, options, diff);
}

}  // namespace hvcompat
