// Looking up the phases of an operating system. Internal to derive.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

// The facts that a life cycle is looked up by; those that a host has not are empty.
struct OsFacts {
  const char* product;
  const char* version;
  const char* build;
  const char* channel;
  const char* edition;
  const char* service_pack;
};
// The phases that the facts leave open, and the facts that would decide between them.
struct PhaseAnswer {
  std::set<Phase> phases;
  std::vector<std::string> from;
  std::string not_listed;  // what no catalog names; empty: all of it is listed
  std::string doubt{};     // why they are open where no unknown fact would decide

  void add(const PhaseAnswer& more) {
    phases.insert(more.phases.begin(), more.phases.end());
    add_all_new(from, more.from);
    if (not_listed.empty()) not_listed = more.not_listed;
    if (doubt.empty()) doubt = more.doubt;
  }
};

// The version that a fact holds, if it is known and one.
std::optional<Version> version_of(const Facts& facts, std::string_view name);

// Of a Windows product that the catalog knows.
PhaseAnswer windows_phases(const Deriving& step, const OsFacts& os, const std::string& product);

}  // namespace hvcompat
