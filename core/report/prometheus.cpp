// Metrics in Prometheus' text format.
#include "report/prometheus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "report/report_words.hpp"
#include "text/unix_time.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

constexpr std::array<Level, 8> kLevels = {Level::microsoft,       Level::joint,        Level::investigate,
                                          Level::reproduce_first, Level::vendor,       Level::not_supported,
                                          Level::not_applicable,  Level::indeterminate};
constexpr std::array<Outcome, 7> kOutcomes = {Outcome::pass, Outcome::warn,           Outcome::undecided,
                                              Outcome::fail, Outcome::not_applicable, Outcome::waived,
                                              Outcome::error};

std::string label_value(std::string_view text) {
  std::string value;
  for (const char c : as_text(text)) {
    if (c == '\\' || c == '"') value += '\\';
    value += c == '\n' ? "\\n" : c == '\r' ? " " : std::string(1, c);
  }
  return value;
}

using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

// A metric with all its samples: the format wants them together, each set of labels once.
class Gauge {
 public:
  Gauge(std::string_view name, std::string_view help) : name_(name), help_(help) {}

  // What has the same labels is added up.
  void add(const Labels& labels, double value) {
    std::string text;
    for (const auto& [name, of] : labels)
      text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, label_value(of));
    const auto [at, is_new] = places_.try_emplace(text, samples_.size());
    if (is_new) samples_.emplace_back(text, 0);
    samples_[at->second].second += value;
  }

  std::string text() const {
    if (samples_.empty()) return {};
    std::string text = fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name_, help_);
    for (const auto& [labels, value] : samples_)
      text +=
          labels.empty() ? fmt::format("{} {}\n", name_, value) : fmt::format("{}{{{}}} {}\n", name_, labels, value);
    return text;
  }

 private:
  std::string_view name_;
  std::string_view help_;
  std::vector<std::pair<std::string, double>> samples_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

double as_number(std::size_t count) { return static_cast<double>(count); }

std::size_t count_of(const std::vector<NamedCount>& counts, std::string_view name) {
  const auto found = std::ranges::find(counts, name, &NamedCount::name);
  return found == counts.end() ? 0 : found->count;
}

std::string info(const Report& report) {
  Gauge gauge("hvcompat_report_info", "What the report was made with; always 1.");
  const ReportInputs& inputs = report.inputs;
  gauge.add({{"version", inputs.hvcompat}, {"as_of", report.as_of}, {"profile", inputs.profile}}, 1);
  Gauge packs("hvcompat_policy_info", "Policies that the guests were judged by; always 1.");
  std::map<std::pair<std::string, std::string>, bool> seen;
  for (const PackInput& pack : inputs.packs) {
    if (!std::exchange(seen[{pack.id, pack.revision}], true))
      packs.add({{"policy", pack.id}, {"revision", pack.revision}}, 1);
  }
  Gauge incomplete("hvcompat_report_incomplete",
                   "1 where a target failed, a record was lost or nothing was evaluated, else 0.");
  incomplete.add({}, is_incomplete(report) ? 1 : 0);
  return gauge.text() + packs.text() + incomplete.text();
}

std::string totals(const Summary& summary) {
  Gauge levels("hvcompat_guests", "Guests by support level.");
  for (const Level level : kLevels)
    levels.add({{"level", name_of(level)}}, as_number(count_of(summary.levels, name_of(level))));
  Gauge outcomes("hvcompat_guest_outcomes", "Guests by outcome under the profile.");
  for (const Outcome outcome : kOutcomes)
    outcomes.add({{"outcome", name_of(outcome)}}, as_number(count_of(summary.outcomes, name_of(outcome))));
  return levels.text() + outcomes.text();
}

std::string by_target(const Report& report) {
  if (report.guests.size() < report.summary.guests) return {};
  Gauge levels("hvcompat_target_guests", "Guests by target and support level.");
  Gauge outcomes("hvcompat_target_guest_outcomes", "Guests by target and outcome under the profile.");
  for (const std::string& target : target_names(report)) {
    for (const Level level : kLevels) levels.add({{"target", target}, {"level", name_of(level)}}, 0);
    for (const Outcome outcome : kOutcomes) outcomes.add({{"target", target}, {"outcome", name_of(outcome)}}, 0);
  }
  for (const GuestReport& guest : report.guests) {
    levels.add({{"target", guest.target}, {"level", name_of(guest.verdict.level)}}, 1);
    outcomes.add({{"target", guest.target}, {"outcome", name_of(guest.verdict.outcome)}}, 1);
  }
  return levels.text() + outcomes.text();
}

// The summary calls them "a7-overcommit crossed".
std::string boundaries(const Summary& summary) {
  Gauge gauge("hvcompat_guest_boundaries", "Guests by boundary and state; states that no guest is in are 0.");
  for (const NamedCount& boundary : summary.boundaries) {
    const std::string_view name = boundary.name;
    const std::string_view id = name.substr(0, name.rfind(' '));
    const std::string_view state = name.substr(std::min(name.size(), id.size() + 1));
    for (const std::string_view each : {"crossed", "reachable", "unknown"})
      gauge.add({{"boundary", id}, {"state", each}}, each == state ? as_number(boundary.count) : 0);
  }
  return gauge.text();
}

std::string unknowns(const Summary& summary) {
  Gauge missing("hvcompat_missing_fact_guests", "Undecided guests that wait for a fact.");
  for (const MissingCount& count : summary.missing) missing.add({{"fact", count.fact}}, as_number(count.guests));
  Gauge areas("hvcompat_not_assessed_guests", "Guests of which none of the facts that an area needs is known.");
  for (const NamedCount& area : summary.not_assessed) areas.add({{"area", area.name}}, as_number(area.count));
  return missing.text() + areas.text();
}

std::string not_evaluated(const std::vector<TargetReport>& targets) {
  Gauge gauge("hvcompat_not_evaluated_guests", "Guests that were found and not judged, by target and reason.");
  for (const TargetReport& target : targets) {
    gauge.add({{"target", target.name}, {"reason", "filtered"}}, as_number(target.filtered));
    gauge.add({{"target", target.name}, {"reason", "template"}}, as_number(target.templates));
  }
  return gauge.text();
}

// Of targets of one name the worst is told: the sum of durations, the earliest success, none where one failed.
struct TargetState {
  bool complete = true;
  std::optional<std::int64_t> success;
};

std::string states(const std::vector<TargetReport>& targets) {
  std::map<std::string, TargetState> by_name;
  for (const TargetReport& target : targets) {
    TargetState& state = by_name[target.name];
    state.complete = state.complete && target.complete;
    const auto time = unix_seconds(target.collected_at);
    if (time) state.success = std::min(*time, state.success.value_or(*time));
  }
  Gauge complete("hvcompat_target_complete", "1 where the whole target was read, 0 where it failed or was cut off.");
  Gauge success("hvcompat_last_success_timestamp_seconds", "When a target that was read as a whole was collected.");
  for (const auto& [name, state] : by_name) {
    complete.add({{"target", name}}, state.complete ? 1 : 0);
    if (state.complete && state.success) success.add({{"target", name}}, static_cast<double>(*state.success));
  }
  return complete.text() + success.text();
}

std::string collection(const std::vector<TargetReport>& targets) {
  Gauge seconds("hvcompat_collection_duration_seconds", "How long the collection took.");
  Gauge errors("hvcompat_collection_errors", "Errors told while collecting, by target and code.");
  for (const TargetReport& target : targets) {
    if (target.seconds) seconds.add({{"target", target.name}}, *target.seconds);
    for (const CollectionError& error : target.errors) errors.add({{"target", target.name}, {"code", error.code}}, 1);
  }
  return seconds.text() + errors.text();
}

}  // namespace

std::string render_prometheus(const Report& report, bool by_targets) {
  const Summary& summary = report.summary;
  return info(report) + totals(summary) + (by_targets ? by_target(report) : "") + boundaries(summary) +
         unknowns(summary) + not_evaluated(report.targets) + states(report.targets) + collection(report.targets);
}

}  // namespace hvcompat
