// Wording of checks.
#include "cli/access_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "text/words.hpp"

namespace hvcompat {
namespace {

struct SupplyHeading {
  Supply supply;
  std::string_view heading;
};

constexpr SupplyHeading kHeadings[] = {
    {Supply::rights, "lacking, for want of rights"},
    {Supply::guest, "lacking, for want of software inside the guest"},
    {Supply::again, "lacking, because reading failed or did not happen"},
    {Supply::site, "lacking, and no right supplies it here: attest it in the site file"},
    {Supply::catalog, "lacking, and only a catalog or policy supplies it"},
};

std::string sample_line(const TargetCheck& check) {
  std::string text = fmt::format("  sample: {}, {}", counted(check.hosts, "host"), counted(check.guests, "guest"));
  if (check.guests > 0) text += check.more ? "; there are more" : ", all that the account sees";
  if (!check.as_if.empty()) text += fmt::format("; no policy speaks of them, so tried as if they ran {}", check.as_if);
  return text + "\n";
}

std::string_view answered(const std::optional<bool>& truth, std::string_view yes, std::string_view no) {
  return truth ? (*truth ? yes : no) : std::string_view();
}

std::string contact_line(const TargetCheck& check) {
  const std::string_view reached = answered(check.reached, "reached", "not reached");
  std::string text(reached.empty() ? "not known whether it was reached" : reached);
  if (check.reached.value_or(false)) {
    const std::string_view in = answered(check.signed_in, "signed in", "not signed in");
    text += fmt::format(", {}", in.empty() ? "not known whether signed in" : in);
  }
  const std::string account = check.account.empty() ? "no user name is given" : fmt::format("as `{}`", check.account);
  return fmt::format("  {}, {}, by {}\n", text, account, check.plugin);
}

std::string error_lines(const TargetCheck& check) {
  std::string text;
  for (const CollectionError& error : check.errors) {
    const std::string who = error.scope == "target" ? "" : fmt::format("{} {}: ", error.scope, error.id);
    text += fmt::format("  error: {}{}: {}\n", who, error.code, error.text);
    if (!error.remedy.empty()) text += fmt::format("    remedy: {}\n", error.remedy);
  }
  return text;
}

std::string right_lines(const TargetCheck& check) {
  static constexpr std::string_view kStates[] = {"has", "in part", "lacks", "untried"};
  std::string text;
  for (const Right& right : check.rights) {
    const std::string refused = right.refused > 0 ? fmt::format(", {} refused", right.refused) : "";
    text += fmt::format("    {:<8}{}: {}{}\n", kStates[static_cast<std::size_t>(right.state)],
                        right.privilege.empty() ? "no right at all" : right.privilege, counted(right.known, "fact"),
                        refused);
  }
  return text.empty() ? text : "  rights\n" + text;
}

bool waits(const FactReach& reach) { return reach.needed && !reach.accepted; }

// Facts that are supplied in the same way, under one remedy.
struct Group {
  std::string reason;
  std::string remedy;
  std::string privilege;
  std::vector<std::string> facts;
};

std::string extent(const FactReach& reach) {
  if (reach.known == 0) return reach.fact;
  if (!reach.lacks()) return fmt::format("{} (known of every {}, but a guest has none)", reach.fact, reach.entity);
  return fmt::format("{} (known of {} of {})", reach.fact, reach.known, counted(reach.tried, reach.entity));
}

std::vector<Group> groups_of(const TargetCheck& check, Supply supply) {
  std::vector<Group> groups;
  for (const FactReach& reach : check.facts) {
    if (!waits(reach) || reach.supply != supply || reach.reasons.empty()) continue;
    const LackReason& reason = reach.reasons.front();
    const std::string privilege = supply == Supply::site || supply == Supply::catalog ? "" : reach.privilege;
    const auto same = std::ranges::find_if(groups, [&](const Group& group) {
      return group.reason == reason.reason && group.remedy == reason.remedy && group.privilege == privilege;
    });
    Group& group =
        same == groups.end() ? groups.emplace_back(Group{reason.reason, reason.remedy, privilege, {}}) : *same;
    group.facts.push_back(extent(reach));
  }
  return groups;
}

std::string group_lines(const Group& group) {
  std::string text = fmt::format("    {} ({})\n", join(group.facts, ", "), group.reason);
  if (!group.remedy.empty()) text += fmt::format("      remedy: {}\n", group.remedy);
  if (!group.privilege.empty()) text += fmt::format("      least privilege: {}\n", group.privilege);
  return text;
}

std::string lack_lines(const TargetCheck& check) {
  std::string text;
  for (const auto& [supply, heading] : kHeadings) {
    const std::vector<Group> groups = groups_of(check, supply);
    if (!groups.empty()) text += fmt::format("  {}\n", heading);
    for (const Group& group : groups) text += group_lines(group);
  }
  return text;
}

std::string named_line(std::string_view heading, const std::vector<std::string>& facts) {
  return facts.empty() ? "" : fmt::format("  {}: {}\n", heading, join(facts, ", "));
}

std::string other_lines(const TargetCheck& check) {
  std::vector<std::string> accepted;
  std::vector<std::string> idle;
  std::vector<std::string> untried;
  for (const FactReach& reach : check.facts) {
    if (reach.needed && reach.accepted) accepted.push_back(reach.fact);
    if (!reach.needed && reach.lacks()) idle.push_back(reach.fact);
    if (!reach.needed && reach.tried == 0) untried.push_back(reach.fact);
  }
  return named_line("lacking, and accepted", accepted) +
         named_line("lacking, but nothing in the sample waits for it", idle) +
         named_line("untried, for want of anything that could have it", untried);
}

std::string fact_line(const TargetCheck& check) {
  const auto had = std::ranges::count_if(check.facts, [](const FactReach& f) { return f.declared && f.known > 0; });
  const auto declared = std::ranges::count_if(check.facts, &FactReach::declared);
  return fmt::format("  facts: {} of {} that the plugin can tell\n", had, declared);
}

// Clauses of one policy that wait for the same facts of as many guests.
struct ClauseGroup {
  const OpenClause* first = nullptr;
  std::vector<std::string> clauses;
};

std::vector<ClauseGroup> clause_groups(const TargetCheck& check) {
  std::vector<ClauseGroup> groups;
  for (const OpenClause& clause : check.clauses) {
    const auto same = std::ranges::find_if(groups, [&](const ClauseGroup& group) {
      const OpenClause& first = *group.first;
      return first.policy == clause.policy && first.revision == clause.revision && first.facts == clause.facts &&
             first.guests == clause.guests;
    });
    ClauseGroup& group = same == groups.end() ? groups.emplace_back(ClauseGroup{&clause, {}}) : *same;
    group.clauses.push_back(clause.clause);
  }
  return groups;
}

std::string clause_lines(const TargetCheck& check) {
  if (check.clauses.empty()) return {};
  std::string text = "  clauses that stay undecidable\n";
  for (const ClauseGroup& group : clause_groups(check)) {
    const OpenClause& first = *group.first;
    text += fmt::format("    {}@{}, for {}: {}\n", first.policy, first.revision, counted(first.guests, "guest"),
                        join(group.clauses, ", "));
    text += fmt::format("      wait for: {}\n", join(first.facts, ", "));
  }
  return text;
}

std::string lack_verdict(const TargetCheck& check) {
  std::map<Supply, std::size_t> counts;
  for (const FactReach& reach : check.facts)
    if (waits(reach) && reach.supply) ++counts[*reach.supply];
  static const std::map<Supply, std::string_view> kWho = {{Supply::rights, "more rights supply {}"},
                                                          {Supply::guest, "software inside the guests supplies {}"},
                                                          {Supply::again, "another try may supply {}"},
                                                          {Supply::site, "the site file supplies {}"},
                                                          {Supply::catalog, "catalogs or policies supply {}"}};
  std::vector<std::string> parts;
  for (const auto& [supply, count] : counts) parts.push_back(fmt::format(fmt::runtime(kWho.at(supply)), count));
  std::size_t all = 0;
  for (const auto& [supply, count] : counts) all += count;
  return fmt::format("lacks {} that policies need, {} stay undecidable: {}", counted(all, "fact"),
                     counted(check.clauses.size(), "clause"), join(parts, ", "));
}

std::string verdict_of(const TargetCheck& check) {
  switch (check.state) {
    case AccessState::complete:
      return "nothing lacks that policies need";
    case AccessState::lacks:
      return lack_verdict(check);
    case AccessState::untried:
      return "the account sees no guest: there is none, or it lacks the right to see any";
    case AccessState::failed:
      return "it could not be read";
  }
  return {};
}

}  // namespace

std::string check_in_words(const TargetCheck& check) {
  std::string text = check.name == check.uri ? check.name : fmt::format("{} ({})", check.name, check.uri);
  text += "\n" + contact_line(check) + error_lines(check);
  const bool nothing = check.state == AccessState::failed && check.hosts + check.clusters + check.guests == 0;
  if (!nothing)
    text += sample_line(check) + fact_line(check) + right_lines(check) + lack_lines(check) + other_lines(check) +
            clause_lines(check);
  return text + fmt::format("  verdict: {}\n", verdict_of(check));
}

std::string checks_in_words(const std::vector<TargetCheck>& checks) {
  static constexpr std::string_view kWords[] = {"complete", "lacking facts", "without a guest to try", "not readable"};
  std::vector<std::string> parts;
  for (std::size_t state = 0; state < std::size(kWords); ++state) {
    const auto count = std::ranges::count(checks, static_cast<AccessState>(state), &TargetCheck::state);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, kWords[state]));
  }
  return fmt::format("{}: {}\n", counted(checks.size(), "target"), join(parts, ", "));
}

}  // namespace hvcompat
