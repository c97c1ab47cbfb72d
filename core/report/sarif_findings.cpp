// Findings of a guest.
#include "report/sarif_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "report/guest_words.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

// Nothing for what is no finding.
std::optional<FindingLevel> level_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::undecided:
      return FindingLevel::none;
    case Outcome::warn:
      return FindingLevel::warning;
    case Outcome::fail:
    case Outcome::error:
      return FindingLevel::error;
    case Outcome::waived:
      return FindingLevel::note;
    case Outcome::pass:
    case Outcome::not_applicable:
      break;
  }
  return std::nullopt;
}

std::string subject(const GuestReport& guest) {
  const std::string place = guest.host.empty() ? guest.target : guest.host + " (" + guest.target + ")";
  return fmt::format("{} on {}", called(guest), place);
}

std::string pack_message(const GuestReport& guest, const AreaVerdict& area, const PackVerdict& pack) {
  std::string text = fmt::format("{}: {}", subject(guest), name_of(pack.level));
  if (pack.level == Level::indeterminate) text += fmt::format(" ({})", join(names_of(pack.possible), " or "));
  text += fmt::format(", outcome {}", name_of(area.outcome));
  if (!pack.why.empty()) text += ": " + pack.why;
  if (!pack.rules.empty()) text += fmt::format(" ({})", source_in_words(pack));
  if (!pack.missing.empty()) text += "; missing: " + in_words(pack.missing);
  return text;
}

void add_area(std::vector<SarifFinding>& findings, const GuestReport& guest, const AreaVerdict& area) {
  const std::optional<FindingLevel> level = level_of(area.outcome);
  if (!area.assessed || !level) return;
  for (const PackVerdict* pack : deciding_packs(area)) {
    std::string rule = area.outcome == Outcome::undecided ? std::string{} : rule_of(*pack);
    const AppliedWaiver* waiver = rule.empty() ? nullptr : waiver_of(guest.verdict, *pack);
    if (!waiver) waiver = waiver_of_whole(guest.verdict);
    if (rule.empty()) rule = kOpenRule;
    findings.push_back({pack->policy, std::move(rule), *level, pack_message(guest, area, *pack), waiver});
  }
}

std::string boundary_message(const GuestReport& guest, const BoundaryVerdict& boundary) {
  std::string text = fmt::format("{}: {} is {}", subject(guest), boundary.id, name_of(boundary.state));
  if (!boundary.why.empty()) text += ": " + boundary.why;
  if (!boundary.because.empty()) text += fmt::format(" ({})", join(boundary.because, ", "));
  if (!boundary.missing.empty()) text += "; missing: " + in_words(boundary.missing);
  if (!boundary.remedy.empty()) text += "; remedy: " + boundary.remedy;
  return text;
}

// The worst state that a boundary of the guest is in, of those that may count.
std::optional<BoundaryState> worst_state(const Verdict& verdict) {
  for (const BoundaryState state : {BoundaryState::crossed, BoundaryState::reachable, BoundaryState::unknown}) {
    if (!boundaries_in(verdict, state).empty()) return state;
  }
  return std::nullopt;
}

// A crossed boundary that the document names warns, another is a note; where the boundaries made the guest's outcome,
// theirs is that one.
void add_boundaries(std::vector<SarifFinding>& findings, const GuestReport& guest) {
  const Verdict& verdict = guest.verdict;
  const std::optional<Outcome> outcome = boundary_outcome(verdict);
  const std::optional<BoundaryState> state = worst_state(verdict);
  if (!state || (*state != BoundaryState::crossed && !outcome)) return;
  const bool any_explicit = std::ranges::any_of(verdict.boundaries, [&](const BoundaryVerdict& boundary) {
    return boundary.state == *state && boundary.basis == Basis::explicit_;
  });
  for (const BoundaryVerdict& boundary : verdict.boundaries) {
    if (boundary.state != *state) continue;
    const bool counts = boundary.basis == Basis::explicit_ || !any_explicit;
    const FindingLevel own = boundary.basis == Basis::explicit_ ? FindingLevel::warning : FindingLevel::note;
    const FindingLevel level = outcome && counts ? *level_of(*outcome) : own;
    findings.push_back(
        {boundary.policy, boundary.id, level, boundary_message(guest, boundary), waiver_of(verdict, boundary)});
  }
}

bool is_told(const std::vector<SarifFinding>& findings, const Verdict& verdict) {
  const std::optional<FindingLevel> wanted = level_of(verdict.outcome);
  if (!wanted) return true;
  return std::ranges::any_of(findings, [&](const SarifFinding& finding) {
    if (verdict.outcome == Outcome::waived) return finding.waiver != nullptr;
    return verdict.outcome == Outcome::undecided ? finding.level == FindingLevel::none : finding.level >= *wanted;
  });
}

}  // namespace

std::string_view name_of(FindingLevel level) {
  constexpr std::array<std::string_view, 4> kNames = {"none", "note", "warning", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string rule_id(std::string_view policy, std::string_view rule) { return fmt::format("{}/{}", policy, rule); }

std::vector<SarifFinding> findings_of(const GuestReport& guest) {
  const Verdict& verdict = guest.verdict;
  std::vector<SarifFinding> findings;
  for (const AreaVerdict& area : verdict.areas) add_area(findings, guest, area);
  add_boundaries(findings, guest);
  if (is_told(findings, verdict)) return findings;
  std::string message =
      fmt::format("{}: {}, outcome {}", subject(guest), name_of(verdict.level), name_of(verdict.outcome));
  if (!verdict.missing.empty()) message += "; missing: " + in_words(verdict.missing);
  findings.push_back({std::string(kOwnPolicy), std::string(kVerdictRule), *level_of(verdict.outcome),
                      std::move(message), waiver_of_whole(verdict)});
  return findings;
}

}  // namespace hvcompat
