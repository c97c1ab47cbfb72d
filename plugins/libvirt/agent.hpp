// Guest agents over a read-write connection, each bounded in time.
#pragma once

#include <chrono>
#include <functional>
#include <hvcompat/plugin.hpp>
#include <string>

#include "bounded_call.hpp"

namespace hvlibvirt {

// Asks agents one after the other. One that never answers costs its bound and the connection, which is opened anew.
class AgentReader {
 public:
  using Opener = std::function<SharedConnection()>;
  AgentReader(Opener open, std::chrono::seconds bound);

  // Adds what the agent of the running guest `uuid` tells of its operating system, or why it told nothing.
  void read(const std::string& uuid, hvc::Facts& facts);

  // The connection in use, opened where it is not; for calls that a read-only connection refuses.
  virConnectPtr connection();

 private:
  Opener open_;
  std::chrono::seconds bound_;
  SharedConnection connection_;
};

}  // namespace hvlibvirt
