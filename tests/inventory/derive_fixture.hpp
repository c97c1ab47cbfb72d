// Small inventories of literal facts for the tests of derived facts.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "inventory/derive.hpp"

namespace hvcompat {

using Given = std::vector<std::pair<std::string, Value>>;

inline Value text(std::string value) { return Value(std::move(value)); }
inline Value number(std::int64_t value) { return Value(value); }

inline Facts facts_of(const Given& given) {
  Facts facts;
  for (const auto& [name, value] : given) facts.set(name, Fact::of(value, "test"));
  return facts;
}

// A host `h1` in a cluster `c1` with one guest `g1`; the tests add to it.
inline Inventory inventory_of(const Given& guest, const Given& host = {}, const Given& cluster = {}) {
  Inventory inventory;
  inventory.target = "lab";
  inventory.clusters.push_back({"c1", "prod", "", facts_of(cluster)});
  inventory.hosts.push_back({"h1", "kvm01", "c1", facts_of(host)});
  inventory.guests.push_back({"g1", "web-01", "h1", facts_of(guest)});
  return inventory;
}

// The shipped catalogs.
const Catalogs& shipped_catalogs();

inline JudgedGuest first(const Inventory& inventory, const SiteFacts& site = {}, std::string_view as_of = "2026-11-21",
                         const Catalogs& catalogs = shipped_catalogs()) {
  auto judged = derive_facts(inventory, site, catalogs, as_of);
  return judged.empty() ? JudgedGuest{} : std::move(judged.front());
}

inline Facts derived(const Given& guest, const Given& host = {}, const Given& cluster = {},
                     std::string_view as_of = "2026-11-21") {
  return first(inventory_of(guest, host, cluster), {}, as_of).facts;
}

// "off", or what is left: "{in-use, off} from guest.power"; "absent" where the fact is not there at all.
inline std::string state(const Facts& facts, const std::string& name) {
  const Fact* fact = facts.find(name);
  if (!fact) return "absent";
  if (fact->known()) return to_words(*fact->value);
  std::string told = "{";
  for (const Value& value : fact->candidates) told += (told.size() > 1 ? ", " : "") + to_words(value);
  if (fact->at_least) told += ">= " + std::to_string(*fact->at_least);
  told += "}";
  for (const std::string& from : fact->from) told += (from == fact->from.front() ? " from " : ", ") + from;
  return told;
}

}  // namespace hvcompat
