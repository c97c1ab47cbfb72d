// What hosts name against what was read.
#include "hidden_guests.hpp"

#include <algorithm>
#include <iterator>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

constexpr const char* kGuests = "vm";

// Those of `named` of each host that are not in `read`; hosts without any are left out.
HostedGuests without(const HostedGuests& named, const std::set<std::string>& read) {
  HostedGuests missing;
  for (const auto& [host, guests] : named) {
    std::set<std::string> left;
    std::set_difference(guests.begin(), guests.end(), read.begin(), read.end(), std::inserter(left, left.end()));
    if (!left.empty()) missing.emplace(host, std::move(left));
  }
  return missing;
}

hvc::Fault fault_of(const std::string& host, const std::set<std::string>& hidden) {
  const std::string more = hidden.size() > 1 ? " and " + std::to_string(hidden.size() - 1) + " more" : "";
  return {"host", host, HVC_FAIL_PERMISSION,
          "the host has guests that the account does not see (" + *hidden.begin() + more + ")",
          "give the account the role Read-only on all guests of the host"};
}

}  // namespace

std::set<std::string> hosted_guests(const ManagedObject& host) {
  std::set<std::string> guests;
  const pugi::xml_node list = host.at(kGuests).node;
  for (pugi::xml_node one = hvshared::first_element(list); one; one = hvshared::next_element(one))
    guests.insert(hvshared::text_of(one));
  return guests;
}

std::vector<hvc::Fault> hidden_guests(const HostedGuests& hosted, const std::set<std::string>& read,
                                      PropertyCollector& collector) {
  const HostedGuests missing = without(hosted, read);
  if (missing.empty()) return {};
  std::set<std::string> still;
  PropertyPaths paths{{"HostSystem", {kGuests}}};
  collector.retrieve_all(paths, [&](const ManagedObject& host) { still.merge(hosted_guests(host)); });
  std::vector<hvc::Fault> faults;
  for (const auto& [host, guests] : missing) {
    std::set<std::string> hidden;
    std::set_intersection(guests.begin(), guests.end(), still.begin(), still.end(),
                          std::inserter(hidden, hidden.end()));
    if (!hidden.empty()) faults.push_back(fault_of(host, hidden));
  }
  return faults;
}

}  // namespace hvvmware
