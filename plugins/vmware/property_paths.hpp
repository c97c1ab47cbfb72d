// Which properties are read of each managed type: only those that facts rest on, as far as the server's API has them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vim_session.hpp"

namespace hvvmware {

// By managed type ("HostSystem"), in the order in which they are asked for.
using PropertyPaths = std::map<std::string, std::vector<std::string>, std::less<>>;

PropertyPaths surroundings_paths(const ServiceContent& server);  // clusters, hosts, datastores
PropertyPaths guest_paths(const ServiceContent& server);         // VirtualMachine

}  // namespace hvvmware
