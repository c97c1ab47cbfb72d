// What an account may read of a target, seen on a sample of its guests, against what policies ask of them. Pure.
//
// The sample is judged as a scan would judge it; what stays open there is what the account lacks. Nothing is concluded
// from a plugin's manifest alone: it only says which least privilege would supply a fact.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collect/collect.hpp"
#include "collect/plugin_manifest.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

// Who can supply a fact that is not known: the account with more rights; software inside the guest; another try
// (timeouts, errors); the site file alone; a catalog.
enum class Supply { rights, guest, again, site, catalog };
std::string_view name_of(Supply supply);

// Why a fact is unknown, and of how many records.
struct LackReason {
  std::string reason;  // not-permitted, agent-off, …
  std::string detail;
  std::string remedy;
  std::size_t records = 0;
};

struct FactReach {
  std::string fact;
  std::string entity;               // host, cluster, guest, customer; empty: not in the vocabulary, and on no record
  std::string privilege;            // the least right that it needs; empty: the plugin names none
  bool declared = false;            // the plugin can report it
  std::size_t tried = 0;            // records of that entity
  std::size_t known = 0;            // those of which it is known
  std::vector<LackReason> reasons;  // most records first
  std::optional<Supply> supply;     // where it lacks
  bool needed = false;              // a clause of the sample waits for it
  bool accepted = false;            // its lack is known and accepted

  bool lacks() const { return known < tried; }
};

// A least privilege of the manifest. `lacks`: some fact is refused and none was given; `part`: both; `untried`:
// neither.
enum class RightState { has, part, lacks, untried };
std::string_view name_of(RightState state);

struct Right {
  std::string privilege;
  RightState state = RightState::untried;
  std::size_t known = 0;    // facts that it gave
  std::size_t refused = 0;  // facts that were not permitted
};

// A clause that stays undecided for some guest of the sample.
struct OpenClause {
  std::string policy;
  std::string revision;
  std::string clause;
  std::string where;                  // in the document
  std::vector<std::string> carriers;  // "rule a5", "boundary a7-overcommit"
  std::vector<std::string> facts;     // those it waits for, accepted ones left out
  std::size_t guests = 0;
};

// `untried`: no guest was seen, so nothing can be said of what guests tell.
enum class AccessState { complete, lacks, untried, failed };
std::string_view name_of(AccessState state);

struct TargetCheck {
  std::string name;
  std::string uri;              // without a password
  std::string plugin;           // "libvirt 0.1.0"
  std::string account;          // user name of the URI or the option `username`; empty: none is given
  std::optional<bool> reached;  // none: not known
  std::optional<bool> signed_in;
  std::size_t clusters = 0;
  std::size_t hosts = 0;
  std::size_t guests = 0;
  bool more = false;  // there are more guests than the sample
  std::string as_if;  // no policy speaks of these guests: judged as if they ran this
  std::vector<CollectionError> errors;
  double seconds = 0;
  AccessState state = AccessState::complete;
  std::vector<Right> rights;
  std::vector<FactReach> facts;  // in the order of the manifest, then those that only others can supply
  std::vector<OpenClause> clauses;
};

struct CheckSettings {
  const Evaluation& evaluation;
  std::vector<std::string> accept;  // globs on names of facts
};

TargetCheck check_target(const CollectedTarget& collected, const PluginManifest& manifest,
                         const CheckSettings& settings);

// Whether `fact` is one that is accepted.
bool is_accepted(const std::vector<std::string>& accept, std::string_view fact);

}  // namespace hvcompat
