// What a definition and an agent say about the operating system in a guest.
#pragma once

#include <hvcompat/plugin_facts.hpp>
#include <map>
#include <pugixml.hpp>
#include <string>

namespace hvlibvirt {

// The guest agent as the definition and the running guest show it.
struct ToolsState {
  bool active = false;     // the guest runs
  bool channel = false;    // the definition has the agent's channel
  bool connected = false;  // the agent opened it
  bool asked = false;      // the option `agent` is set
};

ToolsState tools_of(const pugi::xml_node& domain, bool active, bool agent_asked);

// Architecture, guest.os.declared_id (the whole osinfo URL) and guest.os.source.
void read_declared_os(const pugi::xml_node& domain, hvc::Facts& facts);

// Status of the agent, and why what only it could tell is not known.
void explain_unknown_os(const ToolsState& tools, hvc::Facts& facts);

// The facts that the agent's answers ("id", "version-id", … without "os.") stand for.
hvc::Facts facts_of_agent(const std::map<std::string, std::string>& os);

// Marks everything that the agent would have told as unknown.
void set_os_unknown(hvc::Facts& facts, hvc::Reason reason, const std::string& detail, const std::string& remedy);

}  // namespace hvlibvirt
