// Level 3: what a plugin says besides records: progress, errors, output, and never a secret.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "verify/told_records.hpp"

namespace hvcompat {

namespace {

// Judges one call on whatever there is: a target that is read, or a server that refuses.
Finding on_scene(const Kit& kit, ProbeConditions conditions, const std::function<Finding(const ProbeRun&)>& judge) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  const ProbeRun probe = kit.probe(scene->target, std::move(conditions));
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  return judge(probe);
}

Finding standard_output(const Kit& kit) {
  return on_scene(kit, {}, [](const ProbeRun& probe) {
    const std::string& text = probe.trace.standard_output;
    if (text.empty()) return passed();
    return failed(fmt::format("it wrote {} bytes there, beginning with `{}`", text.size(),
                              text.substr(0, std::min<std::size_t>(text.find('\n'), 60))));
  });
}

Finding progress(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    if (trace.progress.empty()) return skipped("it tells no progress");
    Faults faults;
    std::uint64_t last = 0;
    for (const ToldProgress& step : trace.progress) {
      if (step.done < last) faults.add(fmt::format("it went back from {} to {}", last, step.done));
      if (step.total != 0 && step.done > step.total) faults.add(fmt::format("it told {} of {}", step.done, step.total));
      last = step.done;
    }
    return faults.finding();
  });
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i + 2 < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (const unsigned shift : {18u, 12u, 6u, 0u}) out += kDigits[group >> shift & 63u];
  }
  return out;
}

// As it is, in hexadecimal, and in base64 wherever it may begin inside of a longer text.
std::vector<std::string> disguises(const std::string& secret) {
  std::vector<std::string> forms{secret};
  std::string hex;
  for (const char c : secret) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  forms.push_back(hex);
  for (std::size_t skip = 0; skip < 3; ++skip) forms.push_back(base64(std::string_view(secret).substr(skip)));
  return forms;
}

bool holds(std::string_view text, const std::vector<std::string>& forms) {
  return std::ranges::any_of(
      forms, [&](const std::string& form) { return form.size() >= 4 && text.find(form) != std::string_view::npos; });
}

Finding secrets(const Kit& kit) {
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  return on_scene(kit, conditions, [&kit](const ProbeRun& probe) {
    if (probe.trace.secrets.empty()) return skipped("it asked for no secret");
    std::vector<std::string> forms = disguises(kit.canary());
    for (const std::string& own : probe.run.secrets)
      for (const std::string& form : disguises(own)) forms.push_back(form);
    Faults faults;
    for (const EmittedRecord& record : probe.trace.records)
      if (holds(record.text, forms)) faults.add("a record holds it");
    for (const ToldText& log : probe.trace.logs)
      if (holds(log.text, forms)) faults.add("a log line holds it");
    for (const ToldFailure& failure : probe.trace.failures)
      if (holds(failure.text + " " + failure.remedy + " " + failure.code, forms)) faults.add("`fail` holds it");
    if (holds(probe.run.diagnostics, forms)) faults.add("the standard error holds it");
    if (holds(probe.trace.standard_output, forms)) faults.add("the standard output holds it");
    return faults.finding(fmt::format("asked for {}", fmt::join(probe.trace.secrets, ", ")));
  });
}

std::string wrong_with(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.find('\n') != std::string_view::npos) return "has more than one line";
  if (text.ends_with('.')) return "ends in a full stop";
  const auto letter = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  if (std::isupper(static_cast<int>(letter(0))) != 0 && std::islower(static_cast<int>(letter(1))) != 0 &&
      text.find(' ') == text.find_first_not_of("abcdefghijklmnopqrstuvwxyz", 1))
    return "begins in upper case";
  return {};
}

Finding error_texts(const Kit& kit) {
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  return on_scene(kit, conditions, [](const ProbeRun& probe) {
    Faults faults;
    std::size_t seen = 0;
    const auto look_at = [&](const std::string& text) {
      ++seen;
      const std::string wrong = wrong_with(text);
      if (!wrong.empty()) faults.add(fmt::format("`{}` {}", text.substr(0, 80), wrong));
    };
    for (const ToldFailure& failure : probe.trace.failures) look_at(failure.text);
    for (const ToldRecord& record : records_of(probe.trace))
      if (record.kind == "error") look_at(record.text("text"));
    return seen == 0 ? skipped("it told no error") : faults.finding();
  });
}

}  // namespace

std::vector<Check> telling_checks() {
  return {
      {"standard-output", 3, "completes", "it writes nothing to the standard output",
       "with --in-process that is where reports go", "use log() of the host; turn the chatter of libraries off",
       standard_output},
      {"progress", 3, "completes", "progress never goes back, nor past its total",
       "a bar that goes back is taken for a run that begins again",
       "count guests upwards; give total 0 where it is not known", progress},
      {"secrets", 3, "completes", "no secret stands in a record, log, error or output",
       "inventories are mailed, logs are kept: a password in them is a password lost",
       "never put what secret() gave into a text; name the user, not the password", secrets},
      {"error-texts", 3, "completes", "errors are one sentence, in lower case, without a full stop",
       "they stand inside of longer sentences of the report",
       "write them as sdk/README.md asks: `connection refused by host-1`", error_texts},
  };
}

}  // namespace hvcompat
