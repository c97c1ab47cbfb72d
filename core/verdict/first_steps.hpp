// Who is to be called, and where a problem can be shown again.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalogs.hpp"
#include "inventory/inventory.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

// Hosts on Hyper-V of Windows Server 2012 R2 or later, as "target/host": KB 897615 accepts a reproduction there.
std::vector<std::string> reproduction_hosts(const std::vector<Inventory>& inventories, const Catalogs& catalogs);
bool serves_reproductions(const Facts& host, const Catalogs& catalogs);
std::span<const std::string_view> reproduction_facts();  // what that looks at

// Names the first ten of the hosts: a fleet may have thousands.
FirstSteps first_steps(const Verdict& verdict, const Facts& facts, const std::vector<std::string>& reproduction_hosts);

}  // namespace hvcompat
