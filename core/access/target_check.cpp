// The check of one target: the sample is judged, and what stays open is told.
#include "access/target_check.hpp"

#include <algorithm>

#include "access/contact.hpp"
#include "access/facts_reached.hpp"
#include "access/open_clauses.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr const char* kTrialProduct = "windows-server-2022";

// Judges as a scan would. Every area counts here, also those of which nothing is known, and the sample stands for all
// guests: that it is cut off leaves nothing open.
std::vector<GuestReport> judged(const Inventory& sample, const Evaluation& evaluation, const Site& site) {
  Inventory whole = sample;
  whole.complete = true;
  Profile profile = evaluation.profile;
  profile.require = evaluation.policies.areas();
  const Evaluation strict{evaluation.policies, evaluation.catalogs, profile, site,
                          evaluation.as_of,    evaluation.version};
  return evaluate({whole}, {}, strict).guests;
}

bool spoken_of(const GuestReport& guest) {
  return std::ranges::any_of(guest.verdict.areas,
                             [](const AreaVerdict& area) { return area.level != Level::not_applicable; });
}

Site as_if(const Site& site, const std::string& target) {
  AttestRule rule;
  rule.target = target;
  rule.overrides = true;
  rule.facts.set("guest.os.family", Fact::of(std::string("windows"), "a trial"));
  rule.facts.set("guest.os.product", Fact::of(std::string(kTrialProduct), "a trial"));
  Site result = site;
  result.facts.attest.insert(result.facts.attest.begin(), std::move(rule));
  return result;
}

bool failed(const CollectedTarget& collected) {
  return (!collected.inventory.complete && !collected.sampled) ||
         std::ranges::any_of(collected.complaints, &Complaint::lost_record);
}

AccessState state_of(const TargetCheck& check, const CollectedTarget& collected, std::size_t tried) {
  if (failed(collected)) return AccessState::failed;
  if (tried == 0) return AccessState::untried;
  const auto lacks = [](const FactReach& reach) { return reach.needed && !reach.accepted; };
  return std::ranges::any_of(check.facts, lacks) ? AccessState::lacks : AccessState::complete;
}

TargetCheck begun(const CollectedTarget& collected) {
  const Inventory& inventory = collected.inventory;
  TargetCheck check;
  check.name = inventory.target;
  check.uri = inventory.uri;
  check.plugin = inventory.plugin_name + " " + inventory.plugin_version;
  check.account = account_of(collected.target);
  check.clusters = inventory.clusters.size();
  check.hosts = inventory.hosts.size();
  check.guests = collected.guests.size();
  check.more = collected.sampled;
  check.errors = inventory.errors;
  check.seconds = inventory.seconds.value_or(0);
  return check;
}

}  // namespace

std::string_view name_of(Supply supply) {
  static constexpr std::string_view kNames[] = {"rights", "guest", "again", "site", "catalog"};
  return kNames[static_cast<std::size_t>(supply)];
}

std::string_view name_of(RightState state) {
  static constexpr std::string_view kNames[] = {"has", "part", "lacks", "untried"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(AccessState state) {
  static constexpr std::string_view kNames[] = {"complete", "lacks", "untried", "failed"};
  return kNames[static_cast<std::size_t>(state)];
}

bool is_accepted(const std::vector<std::string>& accept, std::string_view fact) {
  return std::ranges::any_of(accept, [&](const std::string& glob) { return glob_match(glob, fact); });
}

TargetCheck check_target(const CollectedTarget& collected, const PluginManifest& manifest,
                         const CheckSettings& settings) {
  const Evaluation& evaluation = settings.evaluation;
  TargetCheck check = begun(collected);
  const Inventory inventory = collected.whole();
  std::vector<GuestReport> guests = judged(inventory, evaluation, evaluation.site);
  if (!guests.empty() && std::ranges::none_of(guests, spoken_of)) {
    check.as_if = kTrialProduct;
    guests = judged(inventory, evaluation, as_if(evaluation.site, check.name));
  }
  check.facts = facts_reached(inventory, manifest);
  mark_needed(check.facts, guests);
  for (FactReach& reach : check.facts) reach.accepted = is_accepted(settings.accept, reach.fact);
  check.rights = rights_of(check.facts, manifest);
  check.clauses = open_clauses(guests, evaluation.policies, settings.accept);
  check.state = state_of(check, collected, guests.size());
  judge_contact(check);
  return check;
}

}  // namespace hvcompat
