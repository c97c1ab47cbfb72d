// State, processors, generation, firmware and configuration version of a guest.
#include <chrono>
#include <cstdio>

#include "host_view.hpp"

namespace hvhyperv {
namespace {

// Msvm_ComputerSystem.EnabledState. The states on the way to another still hold their memory and count as running.
// From 32768 on these are the vendor's values: paused, saved, starting, taking a checkpoint, saving, stopping, pausing,
// resuming.
const char* power_of(std::int64_t state) {
  switch (state) {
    case 2:
    case 4:
    case 10:
    case 32770:
    case 32771:
    case 32773:
    case 32774:
    case 32776:
    case 32777:
      return "running";
    case 3:
      return "off";
    case 6:
    case 32769:
      return "suspended";
    case 9:
    case 32768:
      return "paused";
    default:
      return nullptr;
  }
}

void read_power(const Guest& guest, hvc::Facts& facts) {
  const auto state = guest.system.integer("EnabledState");
  const char* power = state ? power_of(*state) : nullptr;
  if (!power) {
    set_unknown(facts, {"guest.power", "guest.suspended_state"}, guest.system.why("EnabledState"));
    return;
  }
  facts.set("guest.power", power, guest.system.at("EnabledState"));
  facts.set("guest.suspended_state", std::string_view(power) == "suspended", guest.system.at("EnabledState"));
}

// Seconds since 1970 of a time in the form of records.
std::optional<std::int64_t> seconds_of(const std::optional<std::string>& time) {
  int y = 0;
  unsigned mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!time || std::sscanf(time->c_str(), "%4d-%2u-%2uT%2u:%2u:%2uZ", &y, &mo, &d, &h, &mi, &s) != 6)
    return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(y), std::chrono::month(mo), std::chrono::day(d)};
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return ((days * 24 + h) * 60 + mi) * 60 + s;
}

// TimeOfLastStateChange alone is the last start, or the end of a pause, or an arrival. OnTimeInMilliseconds counts
// from the start without pauses; taken off the host's clock it says which. Where both agree the former is exact, and
// the same in every collection. A reset restarts the count and not the guest's stay: then the change of state holds.
void read_power_since(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kFact = "guest.power.since";
  constexpr const char* kChange = "TimeOfLastStateChange";
  constexpr const char* kOnTime = "OnTimeInMilliseconds";
  constexpr std::int64_t kTolerance = 120;  // the clock and the guests are read one after the other
  if (facts.value("guest.power") != "\"running\"") {
    if (facts.known("guest.power"))
      set_unknown(facts, kFact, {hvc::Reason::not_exposed, "the guest does not run", {}});
    else
      set_unknown(facts, kFact, guest.system.why("EnabledState"));
    return;
  }
  const Source& clock = guest.host.system;
  const auto now = seconds_of(clock.there() ? clock.instance()->time("LocalDateTime") : std::nullopt);
  if (!now) return set_unknown(facts, kFact, clock.why("LocalDateTime"));
  const auto changed = guest.system.instance()->time(kChange);
  const auto changed_seconds = seconds_of(changed);
  if (!changed_seconds) return set_unknown(facts, kFact, guest.system.why(kChange));
  const auto on_time = guest.system.integer(kOnTime);
  if (!on_time || *on_time <= 0) return set_unknown(facts, kFact, guest.system.why(kOnTime));
  if (*changed_seconds > *now - *on_time / 1000 + kTolerance) {
    set_unknown(facts, kFact,
                {hvc::Reason::not_exposed,
                 "the guest ran before " + *changed + ": since its start it was paused, restored or moved here",
                 {}});
    return;
  }
  facts.set(kFact, *changed, guest.system.at(kChange) + ", " + guest.system.at(kOnTime));
}

void read_generation(const Guest& guest, hvc::Facts& facts) {
  constexpr const char* kType = "VirtualSystemSubType";
  const std::string_view type = guest.settings.text(kType);
  if (type == "Microsoft:Hyper-V:SubType:1")
    facts.set("x.hyperv.generation", 1, guest.settings.at(kType))
        .set("guest.firmware", "bios", guest.settings.at(kType));
  else if (type == "Microsoft:Hyper-V:SubType:2")
    facts.set("x.hyperv.generation", 2, guest.settings.at(kType))
        .set("guest.firmware", "uefi", guest.settings.at(kType));
  else
    set_unknown(facts, "guest.firmware", guest.settings.why(kType));
  if (!guest.settings.text("Version").empty())
    facts.set("x.hyperv.configuration_version", guest.settings.text("Version"), guest.settings.at("Version"));
}

}  // namespace

void read_system(const Guest& guest, hvc::Facts& facts) {
  read_power(guest, facts);
  read_power_since(guest, facts);
  read_generation(guest, facts);
  guest.one("Msvm_ProcessorSettingData").set_integer(facts, "guest.vcpu.count", "VirtualQuantity");
  facts.set("guest.template", false, "Hyper-V keeps no templates");
}

}  // namespace hvhyperv
