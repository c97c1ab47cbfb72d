// Words for the report as a whole.
#include "report/report_words.hpp"

#include <fmt/format.h>

#include <set>

#include "report/headline.hpp"
#include "text/words.hpp"

namespace hvcompat {

bool is_incomplete(const Report& report) { return report.incomplete || report.summary.guests == 0; }

std::vector<std::string> incomplete_because(const Report& report) {
  std::vector<std::string> reasons;
  if (!is_incomplete(report)) return reasons;
  if (report.summary.guests == 0) return {nothing_evaluated(report)};
  for (const TargetReport& target : report.targets) {
    if (!target.complete) reasons.push_back(fmt::format("target `{}` failed or was cut off", target.name));
  }
  if (reasons.empty()) reasons.emplace_back("records were lost");
  return reasons;
}

std::string not_listed(const Report& report) {
  std::vector<std::string> only;
  for (const Outcome outcome : report.selection.only) only.emplace_back(name_of(outcome));
  return fmt::format("{} judged and not listed{}", counted(report.summary.not_listed, "guest"),
                     only.empty() ? "" : fmt::format(" (--only {})", join(only, ",")));
}

std::vector<std::string> not_told(const Report& report) {
  std::vector<std::string> texts;
  for (const TargetReport& target : report.targets) {
    if (target.filtered > 0)
      texts.push_back(fmt::format("{} of `{}` left out by --guest, --exclude or --tag",
                                  counted(target.filtered, "guest"), target.name));
    if (target.templates > 0)
      texts.push_back(fmt::format("{} of `{}`", counted(target.templates, "template"), target.name));
  }
  if (report.summary.not_listed > 0) texts.push_back(not_listed(report));
  for (const NamedCount& area : report.summary.not_assessed) {
    texts.push_back(fmt::format("{}: {} not assessed, none of the facts it needs is known", area.name,
                                counted(area.count, "guest")));
  }
  return texts;
}

std::string in_words(const std::vector<NamedCount>& counts) {
  std::vector<std::string> words;
  for (const NamedCount& count : counts) words.push_back(fmt::format("{} {}", count.count, count.name));
  return join(words, ", ");
}

std::string address_of(const PackInput& pack) {
  const std::size_t open = pack.source.rfind('(');
  if (open == std::string::npos || !pack.source.ends_with(')')) return {};
  const std::string address = pack.source.substr(open + 1, pack.source.size() - open - 2);
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  return web && address.find_first_of(" \t\r\n<>\"\\^`{|}") == std::string::npos ? address : std::string{};
}

std::vector<std::string> target_names(const Report& report) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const TargetReport& target : report.targets) {
    if (seen.insert(target.name).second) names.push_back(target.name);
  }
  for (const GuestReport& guest : report.guests) {
    if (seen.insert(guest.target).second) names.push_back(guest.target);
  }
  return names;
}

}  // namespace hvcompat
