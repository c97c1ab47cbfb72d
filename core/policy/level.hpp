// The scales on which packs and profiles answer: levels of support, outcomes for gates, bases of a reading.
#pragma once

#include <optional>
#include <string_view>

namespace hvcompat {

// Best to worst; the last three are not on that scale. not_assessed is said of areas alone.
enum class Level {
  microsoft,
  joint,
  investigate,
  reproduce_first,
  vendor,
  not_supported,
  not_applicable,
  indeterminate,
  not_assessed
};
std::string_view name_of(Level level);  // "reproduce-first"
std::optional<Level> level_named(std::string_view name);

enum class Outcome { pass, warn, undecided, fail, not_applicable, waived, error };
std::string_view name_of(Outcome outcome);

enum class Basis { explicit_, interpretive, extrapolated };
std::string_view name_of(Basis basis);
std::optional<Basis> basis_named(std::string_view name);
std::optional<Outcome> outcome_named(std::string_view name);

// The worse of two: for levels the later of microsoft … not-supported, not-applicable gives way to any level; for
// outcomes fail, undecided, warn, pass, and not-applicable gives way to any.
Level worse(Level a, Level b);
Outcome worse(Outcome a, Outcome b);

}  // namespace hvcompat
