// One guest: the calls that are made for it alone, put together with what the bulk calls told.
#pragma once

#include <hvcompat/plugin.hpp>
#include <map>
#include <optional>
#include <string>

#include "agent.hpp"
#include "domain_xml.hpp"
#include "stats.hpp"

namespace hvlibvirt {

struct GuestReading {
  hvc::Record record;
  std::optional<hvc::Fault> fault;
};

// Descriptions by UUID that were read before.
using Descriptions = std::map<std::string, std::string>;

// What all guests of a target share.
struct GuestContext {
  const Overview& overview;
  const HostView& host;
  const std::string& host_id;
  const Descriptions& descriptions;
};

// `agents` may be null. None where the domain is gone.
std::optional<GuestReading> read_guest(virDomainPtr domain, const GuestContext& context, AgentReader* agents);

}  // namespace hvlibvirt
