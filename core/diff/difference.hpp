// What two reports say differently, and which of their inputs changed: the renderers of this room only write it down.
// "before" is the report called OLD, "after" the one called NEW.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/level.hpp"

namespace hvcompat {

// In the order in which they are told, worst first.
//   worse, better   by the answer's standing (standing.hpp)
//   changed         the same standing, but another rule, boundary or missing fact
//   added           only in NEW, and OLD would have had it
//   gone            only in OLD, and NEW would have it
//   not_seen        on one side only, and the other side did not read everything
//   not_compared    on one side only, and the other side did not ask for it or does not list it
enum class ChangeKind { worse, added, changed, better, gone, not_seen, not_compared, unchanged };
std::string_view name_of(ChangeKind kind);  // "new" for added, "not-seen"
std::optional<ChangeKind> change_kind_named(std::string_view name);

enum class CauseKind {
  fact,
  policy,
  catalog,
  plugin,
  site,
  waiver,
  profile,
  date,
  hvcompat,
  selection,
  incomplete,
  unknown
};
std::string_view name_of(CauseKind kind);

// An input that changed and that the guest's answer reads.
struct Cause {
  CauseKind kind = CauseKind::unknown;
  std::string what;    // name of the fact, id of the policy or catalog, rule of the waiver; may be empty
  std::string before;  // in words; empty: it was not there
  std::string after;   // in words; empty: it is not there any more
  std::string evidence_before;
  std::string evidence_after;
  std::vector<std::string> through;  // of a derived fact: the changed facts that it came from, which are told as well
  bool sure = true;                  // false: the reports do not hold the facts that would show it

  friend bool operator==(const Cause&, const Cause&) = default;
};

// One thing about a guest that is not as it was: outcome, level, possible, missing, rule, basis, boundary, area,
// waiver; of its whereabouts: target, id, name, host.
struct Change {
  std::string what;
  std::string name;  // of the policy, boundary or area; may be empty
  std::string before;
  std::string after;

  friend bool operator==(const Change&, const Change&) = default;
};

// A guest as one of the reports shows it.
struct GuestSide {
  std::string target;
  std::string id;
  std::string name;
  std::string host;
  Level level = Level::indeterminate;
  std::vector<Level> possible;
  Outcome outcome = Outcome::undecided;

  friend bool operator==(const GuestSide&, const GuestSide&) = default;
};

struct GuestChange {
  ChangeKind kind = ChangeKind::unchanged;
  std::optional<GuestSide> before;
  std::optional<GuestSide> after;
  std::vector<Change> moved;    // the same guest at another place or under another name
  std::vector<Change> changes;  // of its answer
  std::vector<Cause> causes;

  // As NEW calls it, else as OLD does.
  const GuestSide& side() const { return after ? *after : *before; }
};

// A cause and the guests that it is a cause of.
struct SharedCause {
  Cause cause;  // without evidence, which is a guest's own
  std::size_t guests = 0;
  std::size_t worse = 0;
  std::size_t better = 0;
};

struct ComparedSide {
  std::string name;  // of the file
  bool judged_now = false;
  std::string as_of;
  std::size_t guests = 0;  // that are listed
  bool incomplete = false;
  bool holds_facts = true;
};

struct DifferenceCounts {
  std::size_t worse = 0, added = 0, changed = 0, better = 0, gone = 0, not_seen = 0, not_compared = 0, unchanged = 0;
  std::size_t moved = 0;            // of those on both sides
  std::size_t worse_for_gates = 0;  // counts_as_worse()

  std::size_t of(ChangeKind kind) const;
  std::size_t compared() const { return worse + changed + better + unchanged; }
};

struct Difference {
  ComparedSide before;
  ComparedSide after;
  std::vector<Cause> inputs;  // all that changed, whether or not a guest's answer reads it
  DifferenceCounts counts;
  std::vector<SharedCause> causes;  // most guests first
  std::vector<GuestChange> guests;  // by kind, worst first; unchanged ones included
  std::vector<std::string> notes;   // what must be known to read it rightly
};

}  // namespace hvcompat
