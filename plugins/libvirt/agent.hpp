// Guest agents over a read-write connection, each bounded in time.
#pragma once

#include <chrono>
#include <functional>
#include <hvcompat/plugin.hpp>
#include <map>
#include <optional>
#include <string>

#include "bounded_call.hpp"

namespace hvlibvirt {

struct AgentAnswer {
  std::optional<std::chrono::seconds> late;  // it did not answer within that time
  CallError error;                           // VIR_ERR_OK: `os` holds what it told
  std::map<std::string, std::string> os;     // fields without "os."
};

// What an agent tells of its operating system, or why it told nothing.
void add_agent_facts(const AgentAnswer& answer, hvc::Facts& facts);

// Asks agents one after the other. One that never answers costs its bound and the connection, which is opened anew.
class AgentReader {
 public:
  using Opener = std::function<SharedConnection()>;
  AgentReader(Opener open, std::chrono::seconds bound);

  // Of the running guest `uuid`.
  AgentAnswer ask(const std::string& uuid);

  // The connection in use, opened where it is not; for calls that a read-only connection refuses.
  virConnectPtr connection();

 private:
  Opener open_;
  std::chrono::seconds bound_;
  SharedConnection connection_;
};

}  // namespace hvlibvirt
