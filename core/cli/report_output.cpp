// Rendering and delivery of a report.
#include "cli/report_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/guest_lines.hpp"
#include "cli/known_values.hpp"
#include "cli/output_file.hpp"
#include "report/csv.hpp"
#include "report/headline.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/markdown.hpp"
#include "report/ndjson.hpp"
#include "report/prometheus.hpp"
#include "report/sarif.hpp"
#include "report/text.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct Rendering {
  Detail detail;
  const Console* terminal;  // none where it goes to a file
  const std::vector<Pack>& packs;
  std::optional<GroupBy> group_by;  // of the text
};

std::string render_for_terminal(const Report& report, const Rendering& rendering) {
  TextOptions text;
  text.width = static_cast<std::size_t>(rendering.terminal ? rendering.terminal->stdout_width() : kPipeWidth);
  text.color = rendering.terminal ? rendering.terminal->stdout_color() : false;
  text.guests = rendering.detail != Detail::summary;
  text.group_by = rendering.group_by;
  return render_text(report, text);
}

// Every form of the report: what --format, its help and its completion know. The first is the default.
struct Form {
  std::string_view name;
  Detail detail;      // what it shows where --detail does not say
  bool needs_guests;  // it says nothing without the list of guests
  std::string (*render)(const Report&, const Rendering&);
};

const std::vector<Form>& forms() {
  using enum Detail;
  static const std::vector<Form> kForms = {
      {"text", verdicts, false, render_for_terminal},
      {"json", full, false, [](const Report& of, const Rendering& how) { return render_json(of, how.detail); }},
      {"ndjson", verdicts, false, [](const Report& of, const Rendering& how) { return render_ndjson(of, how.detail); }},
      {"html", full, false,
       [](const Report& of, const Rendering& how) { return render_html(of, {how.detail, how.packs}); }},
      {"junit", verdicts, true, [](const Report& of, const Rendering&) { return render_junit(of); }},
      {"sarif", verdicts, true, [](const Report& of, const Rendering&) { return render_sarif(of); }},
      {"csv", verdicts, true, [](const Report& of, const Rendering&) { return render_csv(of); }},
      {"markdown", verdicts, false,
       [](const Report& of, const Rendering& how) { return render_markdown(of, how.detail != summary); }},
      {"prometheus", verdicts, false,
       [](const Report& of, const Rendering& how) { return render_prometheus(of, how.detail != summary); }}};
  return kForms;
}

std::vector<std::string> form_names() {
  std::vector<std::string> names;
  for (const Form& form : forms()) names.emplace_back(form.name);
  return names;
}

const Form& form_named(std::string_view name) {
  const auto found = std::ranges::find(forms(), name, &Form::name);
  return found == forms().end() ? forms().front() : *found;
}

std::vector<std::string> formats_of(const OutputOptions& options) {
  return options.formats.empty() ? std::vector{form_names().front()} : options.formats;
}

std::string file_of(const OutputOptions& options, std::size_t index) {
  if (index >= options.files.size() || options.files[index] == "-") return {};
  return options.files[index];
}

constexpr std::array<std::string_view, 3> kDetails = {"summary", "verdicts", "full"};

std::string_view name_of(Detail detail) { return kDetails[static_cast<std::size_t>(detail)]; }

// `otherwise`: where --detail does not say.
Detail detail_of(const OutputOptions& options, Detail otherwise) {
  const auto found = std::ranges::find(kDetails, options.detail);
  return found == kDetails.end() ? otherwise : static_cast<Detail>(found - kDetails.begin());
}

// Forms that would say nothing for want of guests.
Errors check_guests(const OutputOptions& options, Detail held, std::string_view help) {
  Errors errors;
  for (const std::string& format : formats_of(options)) {
    const Form& form = form_named(format);
    if (form.needs_guests && std::min(held, detail_of(options, form.detail)) == Detail::summary)
      errors.push_back(usage_error(
          fmt::format("`--format {}` lists the guests, and `--detail summary` holds none", format), std::string(help)));
  }
  return errors;
}

void write_file(const std::string& path, const std::string& text, Console& console, bool interrupted) {
  const auto error = interrupted ? write_partial(path, text) : write_output(path, text);
  if (error) return console.tell(*error);
  if (interrupted) console.warn(interrupted_words(path));
}

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options) {
  command
      .add_option("--format", options.formats,
                  fmt::format("{} (repeatable; the first is the default)", join(form_names(), ", ")))
      ->type_name("FORMAT")
      ->allow_extra_args(false)
      ->check(one_of(form_names()));
  command
      .add_option("-o,--output", options.files,
                  "Write to this file instead of the standard output (with several formats: one for each, in order)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command.add_option("--detail", options.detail, "summary, verdicts or full (json, html: full, others: verdicts)")
      ->type_name("DETAIL")
      ->check(one_of({"summary", "verdicts", "full"}));
  command
      .add_option("--group-by", options.group_by,
                  "Group the guests of the text, worst first: host, cluster, level, vendor, target, outcome or tag")
      ->type_name("WHAT")
      ->check(one_of({"host", "cluster", "level", "vendor", "target", "outcome", "tag"}));
  command
      .add_option("--fail-on", options.fail_on,
                  "Outcomes that make the exit code 1: fail (default; those given replace it), undecided, warn "
                  "(repeatable, or with commas)")
      ->type_name("OUTCOME")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->check(one_of({"fail", "undecided", "warn"}));
}

Errors check_output(const OutputOptions& options, const std::vector<std::string>& inputs) {
  Errors errors = check_guests(options, Detail::full, "leave --detail out, or take another format");
  const std::vector<std::string> formats = formats_of(options);
  if (options.files.size() > formats.size())
    errors.push_back(
        usage_error(fmt::format("{} for {}", counted(options.files.size(), "file"), counted(formats.size(), "format")),
                    "give one -o for each --format"));
  if (!options.group_by.empty() && std::ranges::find(formats, "text") == formats.end())
    errors.push_back(usage_error("--group-by groups the text, and no text is asked for", "add `--format text`"));
  if (std::ranges::find(formats, "html") != formats.end() && !has_html())
    errors.push_back(usage_error(why_no_html(), "install that and build again, or take another --format"));
  std::size_t to_stdout = 0;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const std::string file = file_of(options, i);
    if (file.empty()) {
      ++to_stdout;
    } else if (!seen.insert(place_of_output(file)).second) {
      errors.push_back(usage_error(fmt::format("two formats for one file `{}`", file)));
    } else if (auto error = prepare_output(file, inputs)) {
      errors.push_back(std::move(*error));
    }
  }
  if (to_stdout > 1)
    errors.push_back(usage_error("two formats for the standard output", "give -o for all but the last --format"));
  return errors;
}

Errors check_detail(const OutputOptions& options, Detail held) {
  const Detail wanted = detail_of(options, Detail::summary);
  if (wanted <= held) return check_guests(options, held, "save the report with `--format json --detail verdicts`");
  return {usage_error(fmt::format("the report holds `--detail {}`, not `{}`", name_of(held), options.detail),
                      fmt::format("save it with `--format json --detail {}`", options.detail))};
}

void write_report(const Report& report, const OutputOptions& options, Console& console, const Delivery& delivery) {
  const std::vector<std::string> formats = formats_of(options);
  if (const std::string why = nothing_evaluated(report); !why.empty()) console.warn(why);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const std::string file = file_of(options, i);
    const Form& form = form_named(formats[i]);
    const Rendering rendering{std::min(delivery.held, detail_of(options, form.detail)),
                              file.empty() ? &console : nullptr, delivery.packs, group_by_named(options.group_by)};
    const std::string text = form.render(report, rendering);
    if (file.empty()) {
      console.print(text);
    } else {
      write_file(file, text, console, delivery.interrupted);
    }
  }
}

void deliver_report(const Report& report, const OutputOptions& options, Console& console, const Delivery& delivery) {
  write_report(report, options, console, delivery);
  note_report(console.status, report, failing_outcomes(options));
}

std::set<std::string> failing_outcomes(const OutputOptions& options) {
  if (options.fail_on.empty()) return {"fail"};
  return {options.fail_on.begin(), options.fail_on.end()};
}

bool lists_guests(const OutputOptions& options) {
  if (!options.group_by.empty()) return true;
  return std::ranges::any_of(formats_of(options), [&](const std::string& format) {
    return detail_of(options, form_named(format).detail) != Detail::summary;
  });
}

bool streams_guests(const OutputOptions& options) {
  const std::vector<std::string> formats = formats_of(options);
  return formats.size() == 1 && formats.front() == "ndjson" &&
         detail_of(options, Detail::verdicts) == Detail::verdicts && options.group_by.empty();
}

void deliver_guests(ListedFleet& fleet, unsigned threads, const OutputOptions& options, Console& console) {
  if (const std::string why = nothing_evaluated(fleet.report()); !why.empty()) console.warn(why);
  if (const auto error = write_guest_lines(fleet, threads, file_of(options, 0), console)) console.tell(*error);
  note_report(console.status, fleet.report(), failing_outcomes(options));
}

bool prints_text(const OutputOptions& options) {
  const std::vector<std::string> formats = formats_of(options);
  for (std::size_t i = 0; i < formats.size(); ++i)
    if (formats[i] == "text" && file_of(options, i).empty()) return true;
  return false;
}

}  // namespace hvcompat
