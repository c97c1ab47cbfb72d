// Calls into libvirt that a hanging guest could hold up for ever, given up after a while.
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "handles.hpp"

namespace hvlibvirt {

// A connection that an abandoned thread keeps alive. Only one thread at a time may use it: before version 10 libvirt's
// client loses wake-ups where two share one, so after a call that was given up the connection is replaced.
using SharedConnection = std::shared_ptr<virConnect>;

// The answer of `call()`, or none after `bound`. Then the thread stays behind in libvirt until that gives up: `call`
// must own all that it uses.
template <class Call>
auto call_within(std::chrono::milliseconds bound, Call call) -> std::optional<decltype(call())> {
  using Answer = decltype(call());
  auto promise = std::make_shared<std::promise<Answer>>();
  std::future<Answer> answer = promise->get_future();
  std::thread([promise, call = std::move(call)] { promise->set_value(call()); }).detach();
  if (answer.wait_for(bound) != std::future_status::ready) return std::nullopt;
  return answer.get();
}

}  // namespace hvlibvirt
