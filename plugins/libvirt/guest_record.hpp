// One guest's record, out of what libvirt answered about it. Calls nothing.
#pragma once

#include <hvcompat/plugin.hpp>
#include <optional>

#include "guest_answers.hpp"

namespace hvlibvirt {

struct GuestReading {
  hvc::Record record;
  std::optional<hvc::Fault> fault;
};

// Why the guest could not be described; for one that was not.
hvc::Fault fault_of(const GuestAnswers& answers);

GuestReading reading_of(const GuestAnswers& answers, const GuestContext& context);

}  // namespace hvlibvirt
