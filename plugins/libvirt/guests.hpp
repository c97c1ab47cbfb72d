// All guests of a target: asked for over as many connections as pay, told in their order.
#pragma once

#include <chrono>
#include <functional>
#include <hvcompat/plugin.hpp>
#include <memory>

#include "agent.hpp"
#include "bounded_call.hpp"
#include "guest_answers.hpp"

namespace hvlibvirt {

// What guests are asked over. One thread at a time uses it.
struct Asker {
  SharedConnection connection;
  std::unique_ptr<AgentReader> agents;  // null: agents are not asked
};

// Further ones, where a target has so many guests or answers so slowly that they pay. They ask no agents.
struct MoreConnections {
  // Called in other threads, which may hang in it and go on after tell_guests: it owns all that it uses. Null where one
  // is refused.
  std::function<Connection()> open;
  std::chrono::steady_clock::duration takes;  // what opening the first one took
  std::size_t most;                           // with the first one
};

// Throws hvc::Failure where the first one loses its connection; what was read until then is told. The others may fail,
// hang, be lost or lead to another host: then the first one asks for their guests, and it alone finds guests gone.
void tell_guests(hvc::Session& session, GuestContext context, Asker& first, MoreConnections more);

}  // namespace hvlibvirt
