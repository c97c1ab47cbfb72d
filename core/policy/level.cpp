// Names and order of the scales.
#include "policy/level.hpp"

#include <algorithm>
#include <array>

namespace hvcompat {
namespace {

constexpr std::array<std::string_view, 9> kLevels = {"microsoft",       "joint",         "investigate",
                                                     "reproduce-first", "vendor",        "not-supported",
                                                     "not-applicable",  "indeterminate", "not-assessed"};
constexpr std::array<std::string_view, 7> kOutcomes = {"pass",           "warn",   "undecided", "fail",
                                                       "not-applicable", "waived", "error"};
constexpr std::array<std::string_view, 3> kBases = {"explicit", "interpretive", "extrapolated"};

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name_of(Level level) { return kLevels[static_cast<std::size_t>(level)]; }
std::string_view name_of(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::string_view name_of(Basis basis) { return kBases[static_cast<std::size_t>(basis)]; }
std::optional<Level> level_named(std::string_view name) { return named<Level>(kLevels, name); }
std::optional<Basis> basis_named(std::string_view name) { return named<Basis>(kBases, name); }
std::optional<Outcome> outcome_named(std::string_view name) { return named<Outcome>(kOutcomes, name); }

Level worse(Level a, Level b) {
  if (a == Level::not_applicable) return b;
  if (b == Level::not_applicable) return a;
  return std::max(a, b);
}

Outcome worse(Outcome a, Outcome b) {
  if (a == Outcome::not_applicable) return b;
  if (b == Outcome::not_applicable) return a;
  return std::max(a, b);
}

}  // namespace hvcompat
