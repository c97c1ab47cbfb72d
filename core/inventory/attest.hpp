// What the site file says about the site, in the form that judging needs: facts that no API tells.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "inventory/facts.hpp"
#include "inventory/inventory.hpp"

namespace hvcompat {

// Facts for the guests that all three globs match, each by id or by name; facts of host and cluster are given to their
// guests in the same way. A guest without a host has the empty host name, which only `*` matches.
struct AttestRule {
  std::string target = "*";
  std::string host = "*";
  std::string guest = "*";
  Facts facts;             // checked against the vocabulary; evidence as for a report: "site file, attest[0]"
  bool overrides = false;  // put before what was collected
};

struct SiteFacts {
  Facts customer;
  std::map<std::string, std::string, std::less<>> vendors;  // vendor slug -> established | none
  std::vector<AttestRule> attest;  // of those with `overrides`, then of the others, the first that gives a fact wins
};

// Of each attestation of a site, in their order, whether it spoke of a guest that was read.
using AttestUse = std::vector<char>;

// Two sources that disagree about one fact: "attested windows-server-2016, collected windows-server-2019".
struct FactConflict {
  std::string fact;
  std::string text;
};

// Puts the attested facts into `facts`, the facts of a guest, its host and its cluster:
// - with `overrides` always;
// - guest.os.*: before what was only declared, after what an agent or tools told;
// - elsewhere only where nothing is known.
// Whether an attested product, product_type, build or version contradicts what an agent or tools told is left to
// settle_guest_os().
// Where both are known and differ, that is a conflict, whoever wins.
// `rules`: those that speak of the guest, in the order of the site file.
std::vector<FactConflict> attest_facts(const std::vector<const AttestRule*>& rules, Facts& facts);

// Whether an agent or tools inside the guest told its system, not its definition.
bool told_from_inside(const Facts& facts);

// Which rules speak of a guest; of its three globs each may be asked by itself.
bool is_for_target(const AttestRule& rule, std::string_view target);
bool is_for_host(const AttestRule& rule, const Record* host);  // null: the inventory has none
bool is_for_guest(const AttestRule& rule, std::string_view id, std::string_view name);
std::vector<const AttestRule*> rules_for(const SiteFacts& site, const std::string& target, const Record* host,
                                         const Record& guest);

}  // namespace hvcompat
