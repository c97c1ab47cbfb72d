// Waivers.
#include "verdict/waivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "text/words.hpp"

namespace hvcompat {
namespace {

// A pattern that is not there asks for nothing.
bool speaks_of(const std::string& pattern, std::string_view name) {
  return pattern.empty() || glob_match(pattern, name);
}

// Whatever it is called by. A pattern that is not there asks for nothing.
bool is_all(const std::string& glob) {
  return glob.empty() || (glob.find('*') != std::string::npos && glob.find_first_not_of("*?") == std::string::npos);
}

bool covers(const Waiver& one, const Waiver& other) {
  const auto glob = [](const std::string& pattern) { return pattern.empty() ? std::string_view("*") : pattern; };
  return one.rule == other.rule && glob_covers(glob(one.guest), glob(other.guest)) &&
         glob_covers(glob(one.host), glob(other.host));
}

std::vector<std::string_view> rule_names(const PolicySet& policies) {
  std::vector<std::string_view> names;
  for (const CompiledPack& compiled : policies.packs) {
    for (const Rule& rule : compiled.pack.support) names.push_back(rule.id);
    for (const Boundary& boundary : compiled.pack.boundaries) names.push_back(boundary.id);
  }
  return names;
}

std::string place_of(const Waiver& waiver) { return fmt::format("{}:{}", waiver.where.file, waiver.where.line); }

std::string patterns_of(const Waiver& waiver) {
  if (waiver.guest.empty() || waiver.host.empty()) return waiver.guest.empty() ? waiver.host : waiver.guest;
  return waiver.guest + "` on `" + waiver.host;
}

// A waiver matters to a verdict whose rules or crossed boundaries it names.
bool names_something_in(const AppliedWaiver& waiver, const Verdict& verdict) {
  for (const AreaVerdict& area : verdict.areas)
    for (const PackVerdict& pack : area.packs)
      if (std::find(pack.rules.begin(), pack.rules.end(), waiver.rule) != pack.rules.end()) return true;
  return std::any_of(verdict.boundaries.begin(), verdict.boundaries.end(), [&](const BoundaryVerdict& boundary) {
    return boundary.id == waiver.rule && boundary.state != BoundaryState::clear &&
           boundary.state != BoundaryState::not_applicable;
  });
}

WaiverNote unknown_rule(const Waiver& waiver, const std::vector<std::string_view>& names) {
  std::string help = did_you_mean(waiver.rule, names);
  if (help.empty()) help = "`hvcompat policy show ID` tells the rules and boundaries of a policy";
  return {WaiverFault::unknown_rule, &waiver, waiver.rule_where, "no policy of this run has that rule or boundary",
          std::move(help)};
}

}  // namespace

std::string_view name_of(WaiverFault fault) {
  static constexpr std::string_view kNames[] = {"unknown-rule", "expired",   "expiring", "unused",
                                                "over-broad",   "duplicate", "shadowed"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::string in_words(const Waiver& waiver) {
  return fmt::format("waiver of `{}` for `{}`", waiver.rule, patterns_of(waiver));
}

WaiverBook::WaiverBook(const std::vector<Waiver>& waivers, std::string as_of) : as_of_(std::move(as_of)) {
  for (const Waiver& waiver : waivers) entries_.push_back({&waiver, waiver.expires < as_of_});
}

std::vector<std::size_t> WaiverBook::for_guest(std::string_view guest) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (!entries_[i].expired && speaks_of(entries_[i].waiver->guest, guest)) found.push_back(i);
  return found;
}

std::vector<std::size_t> WaiverBook::for_host(std::string_view host) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (!entries_[i].expired && speaks_of(entries_[i].waiver->host, host)) found.push_back(i);
  return found;
}

std::vector<AppliedWaiver> WaiverBook::apply(const std::vector<std::size_t>& waivers) {
  std::vector<AppliedWaiver> result;
  for (const std::size_t index : waivers) {
    ++entries_[index].matched;
    const Waiver& waiver = *entries_[index].waiver;
    result.push_back({waiver.rule, waiver.reason, waiver.owner, waiver.expires, place_of(waiver)});
  }
  return result;
}

std::vector<AppliedWaiver> WaiverBook::matching(const std::string& guest, const std::string& host) {
  std::vector<std::size_t> both;
  std::ranges::set_intersection(for_guest(guest), for_host(host), std::back_inserter(both));
  return apply(both);
}

void WaiverBook::used(const Verdict& verdict) {
  for (const AppliedWaiver& applied : verdict.waivers) {
    if (!names_something_in(applied, verdict)) continue;
    for (Entry& entry : entries_)
      if (place_of(*entry.waiver) == applied.where && entry.waiver->rule == applied.rule) entry.used = true;
  }
}

void WaiverBook::add_use(const Entry& entry, std::vector<WaiverNote>& notes) const {
  if (entry.used) return;
  const std::string_view why = entry.matched ? "none of its guests meets that rule" : "it matches no guest";
  notes.push_back({WaiverFault::unused, entry.waiver, entry.waiver->where, fmt::format("unused, {}", why),
                   entry.matched ? "remove it" : "remove it, or mend its pattern"});
}

void WaiverBook::add_end(const Entry& entry, int within, std::vector<WaiverNote>& notes) const {
  const Waiver& waiver = *entry.waiver;
  const int left = days_between(as_of_, waiver.expires);
  if (within == 0 || left > within) return;
  const std::string when = left == 0 ? "today" : fmt::format("in {} day{}", left, left == 1 ? "" : "s");
  notes.push_back({WaiverFault::expiring, &waiver, waiver.expires_where,
                   fmt::format("expires after {}, {}", waiver.expires, when),
                   fmt::format("ask its owner, `{}`, whether it is still needed", waiver.owner)});
}

// The first of two that are the same stays, so does the wider one.
void WaiverBook::add_other(const Entry& entry, std::vector<WaiverNote>& notes) const {
  const Waiver& waiver = *entry.waiver;
  for (const Entry& other : entries_) {
    const Waiver& wider = *other.waiver;
    if (&wider == &waiver || other.expired || !covers(wider, waiver)) continue;
    const bool same = covers(waiver, wider);
    if (same && &wider > &waiver) continue;
    if (!same && wider.expires < waiver.expires) continue;
    const std::string place = fmt::format("{}:{}", place_of(wider), wider.where.column);
    if (same)
      notes.push_back({WaiverFault::duplicate, &waiver, waiver.where,
                       fmt::format("says what the one at {} says", place), "keep one of them"});
    else
      notes.push_back(
          {WaiverFault::shadowed, &waiver, waiver.where,
           fmt::format("shadowed by the one for `{}` at {}, until {}", patterns_of(wider), place, wider.expires),
           "remove it, or narrow the other"});
    return;
  }
}

std::vector<WaiverNote> WaiverBook::faults(const PolicySet& policies, const WaiverQuestions& questions) const {
  const std::vector<std::string_view> names = rule_names(policies);
  std::vector<WaiverNote> notes;
  for (const Entry& entry : entries_) {
    const Waiver& waiver = *entry.waiver;
    const bool known = std::find(names.begin(), names.end(), waiver.rule) != names.end();
    if (!known) notes.push_back(unknown_rule(waiver, names));
    if (known && entry.expired)
      notes.push_back({WaiverFault::expired, &waiver, waiver.expires_where,
                       fmt::format("expired after {}, it counts no more", waiver.expires),
                       fmt::format("remove it, or agree on a new day with its owner, `{}`", waiver.owner)});
    if (known && !entry.expired) add_end(entry, questions.within, notes);
    if (known && !entry.expired && questions.guests) add_use(entry, notes);
    if (is_all(waiver.guest) && is_all(waiver.host))
      notes.push_back({WaiverFault::over_broad, &waiver, waiver.where, "over-broad, it speaks of every guest",
                       "name the guests that it is for"});
    if (!entry.expired && questions.others) add_other(entry, notes);
  }
  return notes;
}

std::vector<std::string> WaiverBook::notes(const PolicySet& policies) const {
  std::vector<std::string> notes;
  for (const WaiverNote& note : faults(policies, {.guests = true, .within = 0, .others = false}))
    notes.push_back(fmt::format("{}: {}: {}", place_of(*note.waiver), in_words(*note.waiver), note.text));
  return notes;
}

}  // namespace hvcompat
