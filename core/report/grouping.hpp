// The guests of a report in groups.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

enum class GroupBy { host, cluster, level, vendor, target, outcome, tag };
std::string_view name_of(GroupBy by);
std::optional<GroupBy> group_by_named(std::string_view name);

struct GuestGroup {
  std::string name;                        // "host kvm01", "no tag", "vendor not known"
  std::vector<const GuestReport*> guests;  // in the order of the report; they belong to it
  std::vector<NamedCount> outcomes;        // worst first, only those that occur
};

// Worst first: the group with the most errors, then fails, then undecided, warn, waived, pass; of equals the first by
// name. By tag a guest stands in the group of each of its tags. Hosts and clusters of different targets are different.
std::vector<GuestGroup> grouped(const Report& report, GroupBy by);

}  // namespace hvcompat
