// Comparing the heads of two reports.
#include "diff/inputs.hpp"

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kShortHash = 8;

struct Input {
  std::string words;  // "2023-12-26"
  std::string sha256;
};
using Inputs = std::map<std::string, Input>;

// Hashes are shown where the words alone would read as if nothing had changed. A report of an earlier hvcompat may lack
// one: then there is nothing to compare.
bool differs(const Input& before, const Input& after) {
  if (before.words != after.words) return true;
  return before.sha256 != after.sha256 && !before.sha256.empty() && !after.sha256.empty();
}

std::string with_hash(const Input& input) {
  return input.sha256.empty() ? input.words : input.words + " (" + input.sha256.substr(0, kShortHash) + ")";
}

Cause cause(CauseKind kind, std::string what, std::string before, std::string after) {
  return {kind, std::move(what), std::move(before), std::move(after), {}, {}, {}, true};
}

Cause replaced(CauseKind kind, const std::string& what, const Input& before, const Input& after) {
  if (before.words != after.words) return cause(kind, what, before.words, after.words);
  return cause(kind, what, with_hash(before), with_hash(after));
}

void add_all(std::vector<Cause>& causes, CauseKind kind, const Inputs& before, const Inputs& after) {
  Inputs names = before;
  names.insert(after.begin(), after.end());
  for (const auto& [name, ignored] : names) {
    const auto old = before.find(name);
    const auto now = after.find(name);
    if (old == before.end()) {
      causes.push_back(cause(kind, name, "", now->second.words));
    } else if (now == after.end()) {
      causes.push_back(cause(kind, name, old->second.words, ""));
    } else if (differs(old->second, now->second)) {
      causes.push_back(replaced(kind, name, old->second, now->second));
    }
  }
}

void add_one(std::vector<Cause>& causes, CauseKind kind, const Input& before, const Input& after) {
  if (differs(before, after)) causes.push_back(replaced(kind, "", before, after));
}

// Several revisions of one policy are one input.
Inputs policies_of(const Report& report) {
  Inputs inputs;
  for (const PackInput& pack : report.inputs.packs) {
    Input& input = inputs[pack.id];
    input.words += (input.words.empty() ? "" : ", ") + pack.revision;
    input.sha256 = input.sha256.empty() ? pack.sha256 : sha256_hex(input.sha256 + pack.sha256);
  }
  return inputs;
}

Inputs catalogs_of(const Report& report) {
  Inputs inputs;
  for (const CatalogInput& catalog : report.inputs.catalogs)
    inputs[catalog.id] = {"as of " + catalog.as_of, catalog.sha256};
  return inputs;
}

// Of the targets that both reports have; which targets there are is a matter of the selection.
void add_plugins(std::vector<Cause>& causes, const Report& before, const Report& after) {
  const auto renamed = renamed_targets(before, after);
  std::map<std::string, std::string> plugins;
  for (const TargetReport& target : before.targets) plugins[target.name] = target.plugin;
  for (const TargetReport& target : after.targets) {
    const auto other = renamed.find(target.name);
    const auto old = plugins.find(other == renamed.end() ? target.name : other->second);
    if (old != plugins.end() && old->second != target.plugin)
      causes.push_back(cause(CauseKind::plugin, target.name, old->second, target.plugin));
  }
}

// A site file's name is how it was called, and no input; only what it holds is.
void add_site(std::vector<Cause>& causes, const ReportInputs& before, const ReportInputs& after) {
  const auto called = [](const ReportInputs& inputs) {
    if (inputs.site_sha256.empty()) return std::string("none");
    return with_hash({inputs.site.empty() ? "site file" : inputs.site, inputs.site_sha256});
  };
  if (before.site_sha256 == after.site_sha256) return;
  causes.push_back(cause(CauseKind::site, "", called(before), called(after)));
}

std::string targets_of(const Report& report) {
  std::vector<std::string> names;
  for (const TargetReport& target : report.targets) names.push_back(target.name);
  std::ranges::sort(names);
  return join(names, ", ");
}

std::string outcomes_of(const std::vector<Outcome>& outcomes) {
  std::vector<std::string> names;
  for (const Outcome outcome : outcomes) names.emplace_back(name_of(outcome));
  return join(names, ", ");
}

void add_selection(std::vector<Cause>& causes, const std::string& what, const std::string& before,
                   const std::string& after) {
  if (before == after) return;
  const auto or_none = [](const std::string& words) { return words.empty() ? std::string("none") : words; };
  causes.push_back(cause(CauseKind::selection, what, or_none(before), or_none(after)));
}

void add_selections(std::vector<Cause>& causes, const Report& before, const Report& after) {
  const Selection& old = before.selection;
  const Selection& now = after.selection;
  add_selection(causes, "targets", targets_of(before), targets_of(after));
  add_selection(causes, "--guest", join(old.guest, ", "), join(now.guest, ", "));
  add_selection(causes, "--exclude", join(old.exclude, ", "), join(now.exclude, ", "));
  add_selection(causes, "--tag", join(old.tag, ", "), join(now.tag, ", "));
  add_selection(causes, "--only", outcomes_of(old.only), outcomes_of(now.only));
}

}  // namespace

InputChanges changed_inputs(const Report& before, const Report& after) {
  const ReportInputs& old = before.inputs;
  const ReportInputs& now = after.inputs;
  InputChanges changes;
  std::vector<Cause>& causes = changes.causes;
  add_one(causes, CauseKind::date, {before.as_of, ""}, {after.as_of, ""});
  add_all(causes, CauseKind::policy, policies_of(before), policies_of(after));
  add_all(causes, CauseKind::catalog, catalogs_of(before), catalogs_of(after));
  add_plugins(causes, before, after);
  add_site(causes, old, now);
  add_one(causes, CauseKind::profile, {old.profile, old.profile_sha256}, {now.profile, now.profile_sha256});
  add_one(causes, CauseKind::hvcompat, {old.hvcompat, ""}, {now.hvcompat, ""});
  add_selections(causes, before, after);
  changes.same_facts = !old.facts_sha256.empty() && old.facts_sha256 == now.facts_sha256;
  changes.as_of = after.as_of;
  return changes;
}

}  // namespace hvcompat
