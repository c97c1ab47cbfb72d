// Guests that hosts name and the account does not see: what they take of their host is not known.
#pragma once

#include <hvcompat/plugin.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "property_collector.hpp"

namespace hvvmware {

// References of guests, by host.
using HostedGuests = std::map<std::string, std::set<std::string>>;

// The guests that a host says to have. Whether it names those that the account may not see is the server's choice.
std::set<std::string> hosted_guests(const ManagedObject& host);

// `hosted`: as the hosts told it before the guests were `read`. Asks the hosts once more where some are missing: those
// that were deleted meanwhile are no fault. Throws what the collector throws.
std::vector<hvc::Fault> hidden_guests(const HostedGuests& hosted, const std::set<std::string>& read,
                                      PropertyCollector& collector);

}  // namespace hvvmware
