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

// Further ones, where a target has so many guests or answers so slowly that they pay.
struct MoreAskers {
  // Called in another thread. `unwanted`: asked while it waits, whether it may give up. Throws hvc::Failure.
  std::function<Asker(const std::function<bool()>& unwanted)> open;
  std::chrono::steady_clock::duration takes;  // what opening the first one took
  std::size_t most;                           // with the first one
};

// Throws hvc::Failure where the first one loses its connection; what was read until then is told. The others may fail
// and be lost: then the rest asks for their guests.
void tell_guests(hvc::Session& session, const GuestContext& context, Asker& first, const MoreAskers& more);

}  // namespace hvlibvirt
