// Matching, comparing, counting.
#include "diff/compare.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>

#include "diff/causes.hpp"
#include "diff/changes.hpp"
#include "diff/fact_changes.hpp"
#include "diff/standing.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

ChangeKind kind_of(Turn turn) {
  if (turn == Turn::none) return ChangeKind::changed;
  return turn == Turn::worse ? ChangeKind::worse : ChangeKind::better;
}

GuestChange both_sides(const GuestPair& pair, const InputChanges& inputs) {
  GuestChange change;
  change.before = side_of(*pair.before);
  change.after = side_of(*pair.after);
  change.moved = moves_of(*pair.before, *pair.after);
  change.changes = changes_of(pair.before->verdict, pair.after->verdict);
  if (change.changes.empty()) return change;
  change.kind = kind_of(turn_of(pair.before->verdict, pair.after->verdict));
  change.causes = causes_of(pair, change.changes, inputs);
  return change;
}

// Which target of the other report would have the guest.
std::string target_there(const std::string& name, const std::map<std::string, std::string>& names) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

std::size_t templates_of(const Report& report, const std::string& target) {
  const auto found = std::ranges::find(report.targets, target, &TargetReport::name);
  return found == report.targets.end() ? 0 : found->templates;
}

// Templates are not judged: a guest that became one, or was one, stands on one side only.
std::optional<Cause> perhaps_template(const GuestChange& change, const ReportToCompare& before,
                                      const ReportToCompare& after, const std::string& old, const std::string& now) {
  const std::size_t had = templates_of(before.report, old), has = templates_of(after.report, now);
  if (change.before ? has <= had : had <= has) return std::nullopt;
  const std::string was = change.before ? "no" : "yes", is = change.before ? "yes" : "no";
  return Cause{CauseKind::fact, "guest.template", was, is, {}, {}, {}, false};
}

std::map<std::string, std::string> reversed(const std::map<std::string, std::string>& names) {
  std::map<std::string, std::string> back;
  for (const auto& [from, to] : names) back[to] = from;
  return back;
}

class Comparison {
 public:
  Comparison(const ReportToCompare& before, const ReportToCompare& after, const InputChanges& inputs)
      : before_(before),
        after_(after),
        inputs_(inputs),
        to_old_(renamed_targets(before.report, after.report)),
        to_new_(reversed(to_old_)) {}

  std::vector<GuestChange> run() const {
    std::vector<GuestChange> guests;
    for (const GuestPair& pair : match_guests(before_, after_))
      guests.push_back(pair.before && pair.after ? both_sides(pair, inputs_) : one_side(pair));
    return guests;
  }

 private:
  GuestChange one_side(const GuestPair& pair) const {
    GuestChange change;
    const bool was = pair.before != nullptr;
    const GuestReport& guest = was ? *pair.before : *pair.after;
    (was ? change.before : change.after) = side_of(guest);
    change.kind = was ? ChangeKind::gone : ChangeKind::added;
    const std::string there = target_there(guest.target, was ? to_new_ : to_old_);
    if (auto absence = absence_in(was ? after_ : before_, guest, there)) {
      change.kind = absence->kind;
      change.causes.push_back(std::move(absence->cause));
    } else if (auto cause =
                   perhaps_template(change, before_, after_, was ? guest.target : there, was ? there : guest.target)) {
      change.causes.push_back(std::move(*cause));
    }
    return change;
  }

  const ReportToCompare& before_;
  const ReportToCompare& after_;
  const InputChanges& inputs_;
  const std::map<std::string, std::string> to_old_;  // names of targets
  const std::map<std::string, std::string> to_new_;
};

// By kind, then the worst answer first, then by name.
auto order_of(const GuestChange& change) {
  const GuestSide& side = change.side();
  return std::tuple(change.kind, -severity(side.outcome), -static_cast<int>(side.level), std::string_view(side.target),
                    std::string_view(side.name), std::string_view(side.id));
}

void count(DifferenceCounts& counts, const GuestChange& change) {
  const std::array<std::size_t*, 8> by_kind = {&counts.worse,        &counts.added,    &counts.changed,
                                               &counts.better,       &counts.gone,     &counts.not_seen,
                                               &counts.not_compared, &counts.unchanged};
  ++*by_kind[static_cast<std::size_t>(change.kind)];
  if (!change.moved.empty()) ++counts.moved;
  if (counts_as_worse(change)) ++counts.worse_for_gates;
}

auto key_of(const Cause& cause) { return std::tie(cause.kind, cause.what, cause.before, cause.after, cause.sure); }

// Those that are told of one guest alone as well; facts that came from others are theirs.
std::vector<SharedCause> share_causes(const std::vector<GuestChange>& guests) {
  std::map<std::tuple<CauseKind, std::string, std::string, std::string, bool>, SharedCause> shared;
  for (const GuestChange& guest : guests)
    for (const Cause& cause : guest.causes) {
      if (!cause.through.empty()) continue;
      SharedCause& entry = shared[key_of(cause)];
      if (entry.guests++ == 0)
        entry.cause = {cause.kind, cause.what, cause.before, cause.after, {}, {}, {}, cause.sure};
      if (guest.kind == ChangeKind::worse) ++entry.worse;
      if (guest.kind == ChangeKind::better) ++entry.better;
    }
  std::vector<SharedCause> causes;
  for (auto& [key, entry] : shared) causes.push_back(std::move(entry));
  std::ranges::stable_sort(causes, std::greater(), &SharedCause::guests);
  return causes;
}

ComparedSide side_of(const ReportToCompare& side) {
  const Report& report = side.report;
  return {side.name,         side.judged_now,
          report.as_of,      report.guests.size(),
          report.incomplete, std::ranges::all_of(report.guests, holds_facts)};
}

bool has_several_causes(const GuestChange& guest) {
  return std::ranges::count_if(guest.causes, [](const Cause& cause) { return cause.through.empty(); }) > 1;
}

std::vector<std::string> notes_of(const Difference& difference, const InputChanges& inputs) {
  std::vector<std::string> notes;
  const bool changes =
      std::ranges::any_of(difference.guests, [](const GuestChange& guest) { return !guest.changes.empty(); });
  for (const ComparedSide* side : {&difference.before, &difference.after}) {
    if (side->incomplete)
      notes.push_back("`" + side->name + "` is incomplete: what it lacks is not told as gone or new");
    if (changes && !side->holds_facts)
      notes.push_back("`" + side->name +
                      "` does not hold its guests' facts, so that not every cause can be told: save " +
                      "reports with --format json, or --detail full");
  }
  if (changes && inputs.same_facts) notes.emplace_back("what was collected is the same on both sides");
  if (std::ranges::any_of(difference.guests, has_several_causes))
    notes.emplace_back(
        "causes are the changed inputs that a guest's answer reads; nothing was judged again, so that of several any "
        "may have decided");
  return notes;
}

}  // namespace

Difference compare_reports(const ReportToCompare& before, const ReportToCompare& after) {
  Difference difference;
  difference.before = side_of(before);
  difference.after = side_of(after);
  InputChanges inputs = changed_inputs(before.report, after.report);
  difference.guests = Comparison(before, after, inputs).run();
  std::ranges::stable_sort(difference.guests, {}, order_of);
  for (const GuestChange& guest : difference.guests) count(difference.counts, guest);
  difference.causes = share_causes(difference.guests);
  difference.notes = notes_of(difference, inputs);
  difference.inputs = std::move(inputs.causes);
  return difference;
}

bool counts_as_worse(const GuestChange& guest) {
  if (guest.kind == ChangeKind::worse) return true;
  return guest.after && !guest.before && severity(guest.after->outcome) >= severity(Outcome::fail);
}

}  // namespace hvcompat
