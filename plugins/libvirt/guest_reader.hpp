// One guest: the calls that are made for it alone, put together with what the bulk calls told.
#pragma once

#include <hvcompat/plugin.hpp>
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

// `agents` may be null. None where the domain is gone.
std::optional<GuestReading> read_guest(virDomainPtr domain, const Overview& overview, const HostView& host,
                                       const std::string& host_id, AgentReader* agents);

}  // namespace hvlibvirt
