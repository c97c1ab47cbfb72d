// Selecting guests.
#include "verdict/select.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "text/lists.hpp"
#include "text/words.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {
namespace {

bool leaves_out(const Selection& asked) { return !asked.guest.empty() || !asked.exclude.empty() || !asked.tag.empty(); }

bool any_matches(const std::vector<std::string>& globs, const GuestReport& guest) {
  return std::ranges::any_of(globs, [&](const std::string& glob) { return glob_names(glob, guest); });
}

bool is_asked_for(const GuestReport& guest, const Selection& asked) {
  if (!asked.guest.empty() && !any_matches(asked.guest, guest)) return false;
  if (any_matches(asked.exclude, guest)) return false;
  return asked.tag.empty() ||
         std::ranges::any_of(asked.tag, [&](const std::string& tag) { return contains(guest.tags, tag); });
}

bool is_listed(const GuestReport& guest, const std::vector<Outcome>& only) {
  return only.empty() || contains(only, guest.verdict.outcome);
}

std::string only_in_words(const std::vector<Outcome>& only) {
  std::string text = "`--only ";
  for (const Outcome outcome : only) text += fmt::format("{}{}", text.ends_with(' ') ? "" : ",", name_of(outcome));
  return text + "`";
}

std::size_t guests_of(const Summary& summary, Outcome outcome) {
  for (const NamedCount& count : summary.outcomes)
    if (count.name == name_of(outcome)) return count.count;
  return 0;
}

// What the report does not hold and `asked` needs.
std::optional<Error> fault(const Report& report, const Selection& asked) {
  const Summary& summary = report.summary;
  if (report.guests.size() + summary.not_listed < summary.guests)
    return usage_error("the report lists no guests, so none can be selected",
                       "save it with `--detail verdicts` or `full`");
  if (summary.not_listed == 0) return std::nullopt;
  const std::string saved = fmt::format("the report was saved with {}: ", only_in_words(report.selection.only));
  if (leaves_out(asked))
    return usage_error(
        saved + fmt::format("{} not in it and cannot be counted anew",
                            summary.not_listed == 1 ? "1 guest is" : fmt::format("{} guests are", summary.not_listed)),
        "save it without --only to select from it by --guest, --exclude or --tag");
  for (const Outcome outcome : asked.only) {
    const std::size_t guests = guests_of(summary, outcome);
    if (guests > 0 && !contains(report.selection.only, outcome))
      return usage_error(saved + fmt::format("its {} with the outcome {} {} not in it", counted(guests, "guest"),
                                             name_of(outcome), guests == 1 ? "is" : "are"),
                         "save it without --only");
  }
  return std::nullopt;
}

std::string unmatched(std::string_view option, const std::string& word, std::string_view what,
                      const std::vector<std::string_view>& known) {
  const std::string near = did_you_mean(word, known);
  return fmt::format("{} `{}`: {}{}{}", option, word, what, near.empty() ? "" : "; ", near);
}

// Patterns and tags that no guest has.
std::vector<std::string> warnings(const std::vector<GuestReport>& guests, const Selection& asked) {
  std::vector<std::string> found;
  std::vector<std::string_view> names, tags;
  for (const GuestReport& guest : guests) {
    names.push_back(guest.name.empty() ? guest.id : guest.name);
    tags.insert(tags.end(), guest.tags.begin(), guest.tags.end());
  }
  const auto check = [&](std::string_view option, const std::vector<std::string>& globs) {
    for (const std::string& glob : globs)
      if (std::ranges::none_of(guests, [&](const GuestReport& guest) { return glob_names(glob, guest); }))
        found.push_back(unmatched(option, glob, "matches no guest", names));
  };
  check("--guest", asked.guest);
  check("--exclude", asked.exclude);
  for (const std::string& tag : asked.tag)
    if (!contains(tags, tag)) found.push_back(unmatched("--tag", tag, "no guest has this tag", tags));
  return found;
}

// Of targets with one name the first that still has guests.
void count_left_out(std::vector<TargetReport>& targets, const std::string& name) {
  const auto target =
      std::ranges::find_if(targets, [&](const TargetReport& t) { return t.name == name && t.guests > 0; });
  if (target == targets.end()) return;
  --target->guests;
  ++target->filtered;
}

void leave_out(Report& report, const Selection& asked) {
  const auto gone = std::ranges::stable_partition(report.guests,
                                                  [&](const GuestReport& guest) { return is_asked_for(guest, asked); });
  for (const GuestReport& guest : gone) count_left_out(report.targets, guest.target);
  report.guests.erase(gone.begin(), gone.end());
  summarize(report);
  report.incomplete = report.incomplete || report.guests.empty();
}

// Whatever `inner` matches, `outer` matches it, too. May miss some.
bool is_inside(const std::string& inner, const std::string& outer) {
  return inner == outer || (outer.find('?') == std::string::npos && glob_match(outer, inner));
}

bool all_inside(const std::vector<std::string>& inner, const std::vector<std::string>& outer) {
  return std::ranges::all_of(inner, [&](const std::string& glob) {
    return std::ranges::any_of(outer, [&](const std::string& around) { return is_inside(glob, around); });
  });
}

bool all_in(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::ranges::all_of(some, [&](const std::string& item) { return contains(all, item); });
}

// Two lists of alternatives cannot be told as one, unless the later is part of the earlier: then what is left is
// named, guest by guest.
Selection both(const Selection& before, const Selection& asked, const std::vector<GuestReport>& left) {
  Selection result = before;
  add_all_new(result.exclude, asked.exclude);
  if (!asked.guest.empty()) result.guest = asked.guest;
  if (!asked.tag.empty()) result.tag = asked.tag;
  const bool guests_told = before.guest.empty() || all_inside(asked.guest, before.guest);
  const bool tags_told = before.tag.empty() || all_in(asked.tag, before.tag);
  if (guests_told && tags_told) return result;
  result.guest.clear();
  for (const GuestReport& guest : left) result.guest.push_back(guest.target + "/" + guest.id);
  if (left.empty()) add_new(result.exclude, "*");  // no pattern would mean all guests
  return result;
}

void list_only(Report& report, const std::vector<Outcome>& only) {
  const std::size_t gone =
      std::erase_if(report.guests, [&](const GuestReport& guest) { return !is_listed(guest, only); });
  report.summary.not_listed += gone;
  report.selection.only.clear();
  add_all_new(report.selection.only, only);
}

}  // namespace

bool glob_names(const std::string& glob, const GuestReport& guest) {
  return glob_match(glob, guest.name) || glob_match(glob, guest.id) ||
         glob_match(glob, guest.target + "/" + guest.name) || glob_match(glob, guest.target + "/" + guest.id);
}

Result<std::vector<std::string>> select_guests(Report& report, const Selection& asked) {
  if (!leaves_out(asked) && asked.only.empty()) return std::vector<std::string>();
  if (auto error = fault(report, asked)) return std::move(*error);
  std::vector<std::string> told = warnings(report.guests, asked);
  report.notes.insert(report.notes.end(), told.begin(), told.end());
  if (leaves_out(asked)) {
    leave_out(report, asked);
    report.selection = both(report.selection, asked, report.guests);
  }
  if (!asked.only.empty()) list_only(report, asked.only);
  return told;
}

}  // namespace hvcompat
