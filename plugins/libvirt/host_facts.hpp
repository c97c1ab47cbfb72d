// Facts of the host, and what reading its guests needs to know of it.
#pragma once

#include <hvcompat/plugin.hpp>
#include <optional>

#include "capabilities.hpp"
#include "domain_xml.hpp"
#include "handles.hpp"
#include "product.hpp"
#include "target_options.hpp"

namespace hvlibvirt {

struct HostReading {
  std::string id;
  std::string name;
  bool local = false;  // it is this machine
  Capabilities capabilities;
  ProductClues clues;  // the guests' part is filled in later
  hvc::Facts facts;
  HostView view;
};

// `privileged`: the read-write connection of the option `agent`, or null.
HostReading read_host(virConnectPtr connection, virConnectPtr privileged, const TargetOptions& target);

}  // namespace hvlibvirt
