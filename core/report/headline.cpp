// The headline of a report.
#include "report/headline.hpp"

#include <fmt/format.h>

#include <array>

#include "report/report_words.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

struct Phrase {
  Level level;
  std::string_view one;
  std::string_view many;
};

// Worst first.
constexpr std::array<Phrase, 8> kPhrases = {{
    {Level::not_supported, "would have nobody to call", "would have nobody to call"},
    {Level::indeterminate, "waits for missing facts", "wait for missing facts"},
    {Level::vendor, "would have the vendor alone", "would have the vendor alone"},
    {Level::reproduce_first, "would have Microsoft once the problem was shown elsewhere",
     "would have Microsoft once the problem was shown elsewhere"},
    {Level::investigate, "would have Microsoft look into it", "would have Microsoft look into it"},
    {Level::joint, "would have Microsoft and the vendor", "would have Microsoft and the vendor"},
    {Level::microsoft, "would have Microsoft", "would have Microsoft"},
    {Level::not_applicable, "falls under no policy", "fall under no policy"},
}};

std::size_t guests_at(const Summary& summary, Level level) {
  for (const NamedCount& count : summary.levels)
    if (count.name == name_of(level)) return count.count;
  return 0;
}

// "3 of 13 guests", "all 13 guests", "the only guest"; after the first part of the sentence the number alone.
std::string whose(std::size_t count, std::size_t all, bool first) {
  if (!first) return fmt::format("{}", count);
  if (count == all) return all == 1 ? "the only guest" : fmt::format("all {} guests", all);
  return fmt::format("{} of {} guests", count, all);
}

std::string options_used(const Selection& selection) {
  std::vector<std::string> used;
  if (!selection.guest.empty()) used.emplace_back("--guest");
  if (!selection.exclude.empty()) used.emplace_back("--exclude");
  if (!selection.tag.empty()) used.emplace_back("--tag");
  return used.empty() ? "the selection" : join(used, "/");
}

struct LeftOut {
  std::size_t filtered = 0;
  std::size_t templates = 0;
  std::vector<std::string> incomplete;  // targets
};

LeftOut left_out(const Report& report) {
  LeftOut left;
  for (const TargetReport& target : report.targets) {
    left.filtered += target.filtered;
    left.templates += target.templates;
    if (!target.complete) left.incomplete.push_back(target.name);
  }
  return left;
}

std::string incomplete_in_words(const std::vector<std::string>& targets) {
  constexpr std::size_t kMostNamed = 3;
  if (targets.size() > kMostNamed) return counted(targets.size(), "incomplete target");
  return fmt::format("{} ({})", counted(targets.size(), "incomplete target"), join(targets, ", "));
}

}  // namespace

std::string headline(const Report& report) {
  std::string text = nothing_evaluated(report);
  if (!text.empty()) return text;
  const Summary& summary = report.summary;
  for (const Phrase& phrase : kPhrases) {
    const std::size_t count = guests_at(summary, phrase.level);
    if (count == 0) continue;
    const std::string subject = whose(count, summary.guests, text.empty());
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", subject, count == 1 ? phrase.one : phrase.many);
  }
  return text;
}

std::string nothing_evaluated(const Report& report) {
  if (report.summary.guests > 0) return {};
  const LeftOut left = left_out(report);
  std::string why = "no guest was found";
  if (left.filtered > 0) {
    why = fmt::format("{} {} left out by {}",
                      left.filtered == 1 ? "the only guest" : fmt::format("all {} guests", left.filtered),
                      left.filtered == 1 ? "was" : "were", options_used(report.selection));
  } else if (left.templates > 0) {
    why = fmt::format("no guest but {} was found", counted(left.templates, "template"));
  }
  if (!left.incomplete.empty())
    why += fmt::format(", and there {} {}", left.incomplete.size() == 1 ? "is" : "are",
                       incomplete_in_words(left.incomplete));
  return "nothing was evaluated: " + why;
}

std::string not_evaluated(const Report& report) {
  const LeftOut left = left_out(report);
  std::vector<std::string> parts;
  if (left.filtered > 0)
    parts.push_back(fmt::format("{} left out by {}", counted(left.filtered, "guest"), options_used(report.selection)));
  if (left.templates > 0) parts.push_back(counted(left.templates, "template"));
  if (!left.incomplete.empty()) parts.push_back(incomplete_in_words(left.incomplete));
  return join(parts, ", ");
}

}  // namespace hvcompat
