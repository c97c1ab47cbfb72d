// The sentences of a difference.
#include "diff/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {
namespace {

std::string label_of(const Cause& cause) {
  switch (cause.kind) {
    case CauseKind::fact:
      return cause.what;
    case CauseKind::policy:
    case CauseKind::catalog:
      return fmt::format("{} {}", name_of(cause.kind), cause.what);
    case CauseKind::waiver:
      return "waiver of " + cause.what;
    case CauseKind::site:
      return "site file";
    case CauseKind::plugin:
    case CauseKind::selection:
      return cause.what.empty() ? std::string(name_of(cause.kind))
                                : fmt::format("{} of {}", name_of(cause.kind), cause.what);
    default:
      return std::string(name_of(cause.kind));
  }
}

std::string_view plural_of(const std::string& what) {
  return what == "boundary" ? "boundaries" : std::string_view(what);
}

bool is_of_the_answer(const Change& change) {
  return change.what == "outcome" || change.what == "level" || change.what == "possible";
}

std::string joined(const Change& change, const std::vector<std::string>& names) {
  const std::string_view what = names.size() > 1 ? plural_of(change.what) : std::string_view(change.what);
  const std::string of = names.empty() ? "" : " " + join(names, ", ");
  const auto or_none = [](const std::string& words) { return words.empty() ? std::string("none") : words; };
  return fmt::format("{}{}: {} → {}", what, of, or_none(change.before), or_none(change.after));
}

bool alike(const Change& a, const Change& b) { return a.what == b.what && a.before == b.before && a.after == b.after; }

}  // namespace

std::string arrow(const std::string& before, const std::string& after) {
  if (before.empty()) return "added: " + after;
  return after.empty() ? "removed, was " + before : before + " → " + after;
}

std::string in_words(const Cause& cause) {
  const std::string maybe = cause.sure ? "" : "maybe ";
  // What stands on one side alone is told by a sentence.
  if (cause.kind == CauseKind::unknown) return "not told: " + cause.after;
  if (cause.kind == CauseKind::incomplete || (cause.kind == CauseKind::selection && cause.before.empty()))
    return fmt::format("{}: {}", cause.what, cause.after);
  if (cause.kind == CauseKind::selection) return fmt::format("{}: {}", cause.what, arrow(cause.before, cause.after));
  return fmt::format("{}{}: {}", maybe, label_of(cause), arrow(cause.before, cause.after));
}

std::vector<Cause> roots_first(std::vector<Cause> causes) {
  std::ranges::stable_partition(causes, [](const Cause& cause) { return cause.through.empty(); });
  return causes;
}

std::string evidence_in_words(const Cause& cause) {
  const std::string& before = cause.evidence_before;
  const std::string& after = cause.evidence_after;
  if (before == after || before.empty()) return after;
  return after.empty() ? before : fmt::format("{}; then {}", before, after);
}

std::vector<std::string> in_words(const std::vector<Change>& changes) {
  std::vector<std::string> lines;
  std::vector<bool> told(changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (told[i] || is_of_the_answer(changes[i])) continue;
    std::vector<std::string> names;
    for (std::size_t j = i; j < changes.size(); ++j) {
      if (told[j] || !alike(changes[i], changes[j])) continue;
      told[j] = true;
      if (!changes[j].name.empty()) names.push_back(changes[j].name);
    }
    lines.push_back(joined(changes[i], names));
  }
  return lines;
}

std::string answer_in_words(const GuestSide& side) {
  if (side.level == Level::not_applicable && side.outcome == Outcome::not_applicable) return "not-applicable";
  std::string text = fmt::format("{}, {}", name_of(side.outcome), name_of(side.level));
  if (side.level != Level::indeterminate) return text;
  std::vector<std::string> possible;
  for (const Level level : side.possible) possible.emplace_back(name_of(level));
  return fmt::format("{} ({})", text, join(possible, ", "));
}

std::string guest_in_words(const GuestSide& side) {
  const std::string name = fmt::format("{}/{}", side.target, side.name.empty() ? side.id : side.name);
  return side.host.empty() ? name : fmt::format("{} on {}", name, side.host);
}

std::string moves_in_words(const std::vector<Change>& moved) {
  std::vector<std::string> words;
  for (const Change& move : moved) words.push_back(fmt::format("{} {}", move.what, arrow(move.before, move.after)));
  return join(words, ", ");
}

std::string counts_in_words(const DifferenceCounts& counts) {
  std::vector<std::string> compared;
  std::vector<std::string> alone;
  for (int i = 0; i <= static_cast<int>(ChangeKind::unchanged); ++i) {
    const auto kind = static_cast<ChangeKind>(i);
    const bool both = kind == ChangeKind::worse || kind == ChangeKind::changed || kind == ChangeKind::better ||
                      kind == ChangeKind::unchanged;
    if (counts.of(kind) > 0) (both ? compared : alone).push_back(fmt::format("{} {}", counts.of(kind), name_of(kind)));
  }
  std::string text = counted(counts.compared(), "guest") + " compared";
  if (!compared.empty()) text += ": " + join(compared, ", ");
  if (!alone.empty()) text += "; " + join(alone, ", ");
  return counts.moved > 0 ? fmt::format("{}; {} moved or renamed", text, counts.moved) : text;
}

std::string side_in_words(const ComparedSide& side) {
  return fmt::format("{}, {} as of {}, {}{}", side.name,
                     side.judged_now ? "an inventory, judged now" : "a report, judged", side.as_of,
                     counted(side.guests, "guest"), side.incomplete ? ", incomplete" : "");
}

std::string_view meaning_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::worse:
    case ChangeKind::better:
    case ChangeKind::unchanged:
      return {};
    case ChangeKind::added:
      return "only in the new one";
    case ChangeKind::changed:
      return "neither better nor worse";
    case ChangeKind::gone:
      return "only in the old one";
    case ChangeKind::not_seen:
      return "on one side only, and the other was not read whole";
    case ChangeKind::not_compared:
      break;
  }
  return "on one side only, and the other did not ask for it or list it";
}

bool is_listed(const GuestChange& guest, const std::vector<ChangeKind>& only) {
  if (!only.empty()) return std::ranges::find(only, guest.kind) != only.end();
  return guest.kind != ChangeKind::unchanged || !guest.moved.empty();
}

}  // namespace hvcompat
