// Waivers.
#include "verdict/waivers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {
namespace {

bool speaks_of(const Waiver& waiver, const std::string& guest, const std::string& host) {
  return (waiver.guest.empty() || glob_match(waiver.guest, guest)) &&
         (waiver.host.empty() || glob_match(waiver.host, host));
}

bool all_guests(const Waiver& waiver) {
  const auto is_all = [](const std::string& glob) {
    return glob.find_first_not_of('*') == std::string::npos;  // empty too
  };
  return is_all(waiver.guest) && is_all(waiver.host);
}

bool has_rule(const PolicySet& policies, const std::string& id) {
  return std::any_of(policies.packs.begin(), policies.packs.end(), [&](const CompiledPack& compiled) {
    const auto& boundaries = compiled.pack.boundaries;
    return compiled.pack.rule(id) || std::any_of(boundaries.begin(), boundaries.end(),
                                                 [&](const Boundary& boundary) { return boundary.id == id; });
  });
}

std::string place_of(const Waiver& waiver) { return fmt::format("{}:{}", waiver.where.file, waiver.where.line); }

std::string called(const Waiver& waiver) {
  return fmt::format("{}: waiver of `{}` for `{}`", place_of(waiver), waiver.rule,
                     waiver.guest.empty() ? waiver.host : waiver.guest);
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

}  // namespace

WaiverBook::WaiverBook(const std::vector<Waiver>& waivers, const std::string& as_of) {
  for (const Waiver& waiver : waivers) entries_.push_back({&waiver, waiver.expires < as_of});
}

std::vector<AppliedWaiver> WaiverBook::matching(const std::string& guest, const std::string& host) {
  std::vector<AppliedWaiver> result;
  for (Entry& entry : entries_) {
    if (entry.expired || !speaks_of(*entry.waiver, guest, host)) continue;
    ++entry.matched;
    const Waiver& waiver = *entry.waiver;
    result.push_back({waiver.rule, waiver.reason, waiver.owner, waiver.expires, place_of(waiver)});
  }
  return result;
}

void WaiverBook::used(const Verdict& verdict) {
  for (const AppliedWaiver& applied : verdict.waivers) {
    if (!names_something_in(applied, verdict)) continue;
    for (Entry& entry : entries_)
      if (place_of(*entry.waiver) == applied.where) entry.used = true;
  }
}

std::vector<std::string> WaiverBook::notes(const PolicySet& policies) const {
  std::vector<std::string> notes;
  for (const Entry& entry : entries_) {
    const std::string name = called(*entry.waiver);
    if (!has_rule(policies, entry.waiver->rule))
      notes.push_back(fmt::format("{}: no policy of this run has that rule or boundary", name));
    else if (entry.expired)
      notes.push_back(fmt::format("{}: expired after {}, it counts no more", name, entry.waiver->expires));
    else if (!entry.used)
      notes.push_back(fmt::format("{}: unused, {}", name,
                                  entry.matched ? "none of its guests meets that rule" : "it matches no guest"));
    if (all_guests(*entry.waiver)) notes.push_back(fmt::format("{}: over-broad, it speaks of every guest", name));
  }
  return notes;
}

}  // namespace hvcompat
