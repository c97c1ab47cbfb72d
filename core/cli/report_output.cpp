// Rendering and delivery of a report.
#include "cli/report_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/known_values.hpp"
#include "cli/output_file.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/ndjson.hpp"
#include "report/text.hpp"

namespace hvcompat {
namespace {

std::vector<std::string> formats_of(const OutputOptions& options) {
  return options.formats.empty() ? std::vector<std::string>{"text"} : options.formats;
}

std::string file_of(const OutputOptions& options, std::size_t index) {
  if (index >= options.files.size() || options.files[index] == "-") return {};
  return options.files[index];
}

Detail detail_of(const OutputOptions& options, const std::string& format) {
  if (options.detail == "summary") return Detail::summary;
  if (options.detail == "verdicts") return Detail::verdicts;
  if (options.detail == "full") return Detail::full;
  return format == "json" || format == "html" ? Detail::full : Detail::verdicts;
}

std::string_view name_of(Detail detail) {
  constexpr std::array<std::string_view, 3> kNames = {"summary", "verdicts", "full"};
  return kNames[static_cast<std::size_t>(detail)];
}

std::string render(const Report& report, const std::string& format, Detail detail, const std::vector<Pack>& packs,
                   const Console* terminal) {
  if (format == "json") return render_json(report, detail);
  if (format == "ndjson") return render_ndjson(report, detail);
  if (format == "html") return render_html(report, {detail, packs});
  TextOptions text;
  text.width = static_cast<std::size_t>(terminal ? terminal->stdout_width() : kPipeWidth);
  text.color = terminal ? terminal->stdout_color() : false;
  text.guests = detail != Detail::summary;
  return render_text(report, text);
}

void write_file(const std::string& path, const std::string& text, Console& console, bool interrupted) {
  const auto error = interrupted ? write_partial(path, text) : write_output(path, text);
  if (error) return console.tell(*error);
  if (interrupted)
    console.warn(fmt::format("interrupted: what was gathered is in `{0}.partial`, `{0}` is as it was", path));
}

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options) {
  command.add_option("--format", options.formats, "text (default), json, ndjson or html (repeatable)")
      ->type_name("FORMAT")
      ->allow_extra_args(false)
      ->check(one_of({"text", "json", "ndjson", "html"}));
  command
      .add_option("-o,--output", options.files,
                  "Write to this file instead of the standard output (with several formats: one for each, in order)")
      ->type_name("PATH")
      ->allow_extra_args(false);
  command.add_option("--detail", options.detail, "summary, verdicts or full (json, html: full; ndjson: verdicts)")
      ->type_name("DETAIL")
      ->check(one_of({"summary", "verdicts", "full"}));
  command
      .add_option("--fail-on", options.fail_on,
                  "Outcomes that make the exit code 1: fail (default), undecided, warn (repeatable, or with commas)")
      ->type_name("OUTCOME")
      ->allow_extra_args(false)
      ->delimiter(',')
      ->check(one_of({"fail", "undecided", "warn"}));
}

Errors check_output(const OutputOptions& options) {
  Errors errors;
  const std::vector<std::string> formats = formats_of(options);
  if (options.files.size() > formats.size())
    errors.push_back(usage_error(
        fmt::format("{} files for {} format{}", options.files.size(), formats.size(), formats.size() == 1 ? "" : "s"),
        "give one -o for each --format"));
  if (std::ranges::find(formats, "html") != formats.end() && !has_html())
    errors.push_back(usage_error(why_no_html(), "install that and build again, or take another --format"));
  std::size_t to_stdout = 0;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const std::string file = file_of(options, i);
    if (file.empty()) {
      ++to_stdout;
    } else if (!seen.insert(file).second) {
      errors.push_back(usage_error(fmt::format("two formats for one file `{}`", file)));
    } else if (auto error = prepare_output(file)) {
      errors.push_back(std::move(*error));
    }
  }
  if (to_stdout > 1)
    errors.push_back(usage_error("two formats for the standard output", "give -o for all but the last --format"));
  return errors;
}

Errors check_detail(const OutputOptions& options, Detail held) {
  if (options.detail.empty()) return {};
  const Detail wanted = detail_of(options, {});
  if (wanted <= held) return {};
  return {usage_error(fmt::format("the report holds `--detail {}`, not `{}`", name_of(held), options.detail),
                      fmt::format("save it with `--format json --detail {}`", options.detail))};
}

void write_report(const Report& report, const OutputOptions& options, Console& console, const Delivery& delivery) {
  const std::vector<std::string> formats = formats_of(options);
  if (report.summary.guests == 0) console.warn("nothing was evaluated: no guest was found");
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const std::string file = file_of(options, i);
    const Detail detail = std::min(delivery.held, detail_of(options, formats[i]));
    const std::string text = render(report, formats[i], detail, delivery.packs, file.empty() ? &console : nullptr);
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

bool prints_text(const OutputOptions& options) {
  const std::vector<std::string> formats = formats_of(options);
  for (std::size_t i = 0; i < formats.size(); ++i)
    if (formats[i] == "text" && file_of(options, i).empty()) return true;
  return false;
}

}  // namespace hvcompat
