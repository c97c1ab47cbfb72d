// What libvirt answers about one guest: the calls that are made for it alone. What is made of them is
// guest_record.hpp's, in another thread: the next guest is asked for meanwhile.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "agent.hpp"
#include "domain_xml.hpp"
#include "stats.hpp"

namespace hvlibvirt {

// Descriptions by UUID that were read before.
using Descriptions = std::map<std::string, std::string>;

// What all guests of a target share.
struct GuestContext {
  Overview overview;
  HostView host;
  std::string host_id;
  Descriptions descriptions;
};

template <class Value>
struct Answer {
  Value value{};
  CallError error;  // VIR_ERR_OK: `value` holds
  bool is_known() const { return error.code == VIR_ERR_OK; }
};

struct GuestAnswers {
  std::string uuid;
  std::string name;
  CallError undescribed;  // VIR_ERR_OK: `document` holds the description; else what follows `active` was not asked
  DomainDocument document;
  GuestState state;
  bool active = false;
  Answer<bool> saved;                // it has a managed save image
  Answer<int> snapshots;             // how many; only where the driver takes any
  Answer<bool> migrating;            // only where it runs under a driver that migrates
  std::optional<AgentAnswer> agent;  // none: it was not asked
};

// `agents` may be null. None where the domain is gone.
std::optional<GuestAnswers> ask_guest(virDomainPtr domain, const GuestContext& context, AgentReader* agents);

}  // namespace hvlibvirt
