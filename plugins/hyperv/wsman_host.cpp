// One class that fails takes nothing else with it; a host that fails altogether is a failure and not an empty host.
#include "wsman_host.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "wsman_fault.hpp"

namespace hvhyperv {
namespace {

constexpr std::size_t kMostSilent = 3;  // a provider that hangs may have two of the classes
constexpr std::string_view kSystems = "Msvm_ComputerSystem";

struct Untold {
  const ClassQuery* query;
  hvc::UnknownFact why;
  bool asked = true;
};

// Hyper-V shows those who are not in its group an empty namespace and no refusal. The host itself is a system too:
// where not even that one is seen, nothing may be.
void doubt_emptiness(const ClassQuery& query, ClassReading& reading) {
  if (query.class_name != kSystems || reading.unknown || !reading.instances.empty()) return;
  reading.unknown = hvc::UnknownFact{
      hvc::Reason::not_permitted,
      std::string(query.name_space) + ":" + std::string(kSystems) + ": the host shows nothing, not even itself",
      remedy_for(FaultKind::access_denied, query.name_space)};
}

// Hyper-V answers all of a namespace's classes emptily then: an empty one is as unknown as the systems are.
bool is_hidden(const ClassQuery& query, const ClassReading& reading, const std::optional<hvc::UnknownFact>& hidden) {
  return hidden && query.name_space == kVirtualization && !reading.unknown && reading.instances.empty();
}

const char* code_of(hvc::Reason reason) {
  switch (reason) {
    case hvc::Reason::not_permitted:
      return HVC_FAIL_PERMISSION;
    case hvc::Reason::timeout:
      return HVC_FAIL_TIMEOUT;
    case hvc::Reason::not_exposed:
      return HVC_FAIL_TARGET;
    default:
      return HVC_FAIL_PROTOCOL;
  }
}

hvc::Fault fault_of(const Untold& untold, std::size_t others) {
  std::string text = untold.why.detail;
  if (others > 0)
    text += ", and the same for " + std::to_string(others) + (others == 1 ? " more class" : " more classes") + " there";
  return {"target", {}, code_of(untold.why.reason), text, untold.why.remedy};
}

bool is_same_denial(const Untold& one, const Untold& other) {
  return one.why.reason == hvc::Reason::not_permitted && other.why.reason == hvc::Reason::not_permitted &&
         one.query->name_space == other.query->name_space;
}

// What a host merely does not have is no fault, but for Hyper-V itself; what was not asked is told as a whole.
bool is_worth_telling(const Untold& untold) {
  return untold.asked && (untold.why.reason != hvc::Reason::not_exposed || untold.query->class_name == kSystems);
}

std::vector<hvc::Fault> faults_of(const std::vector<Untold>& all) {
  std::vector<hvc::Fault> faults;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const auto same = [&](const Untold& other) { return is_same_denial(all[at], other); };
    const auto here = all.begin() + static_cast<std::ptrdiff_t>(at);
    if (!is_worth_telling(all[at]) || std::any_of(all.begin(), here, same)) continue;
    faults.push_back(fault_of(all[at], static_cast<std::size_t>(std::count_if(here + 1, all.end(), same))));
  }
  return faults;
}

[[noreturn]] void fail(const Untold& first) {
  throw hvc::Failure(code_of(first.why.reason), "no class of the host could be read: " + first.why.detail,
                     first.why.remedy);
}

// What a class that is not asked would have told.
ClassReading not_asked(const Untold& last) {
  return {{}, hvc::UnknownFact{last.why.reason, "the host fell silent: " + last.why.detail, last.why.remedy}};
}

hvc::Failure given_up(const Untold& last, std::size_t not_asked) {
  return {code_of(last.why.reason),
          "the host fell silent, and was not asked for " + std::to_string(not_asked) +
              (not_asked == 1 ? " more class: " : " more classes: ") + last.why.detail,
          last.why.remedy};
}

}  // namespace

HostReading read_classes(const std::vector<ClassQuery>& queries, const ReadClass& read,
                         const std::function<void()>& before_each) {
  HostReading host;
  std::vector<Untold> untold;
  std::optional<hvc::UnknownFact> hidden;
  std::size_t silent = 0;
  std::optional<Untold> last;  // that was asked, once the host is given up
  for (const ClassQuery& query : queries) {
    before_each();
    bool is_silent = false;
    ClassReading reading = last ? not_asked(*last) : read(query, is_silent);
    silent = is_silent ? silent + 1 : 0;
    doubt_emptiness(query, reading);
    if (is_hidden(query, reading, hidden)) reading.unknown = hidden;
    if (query.class_name == kSystems && reading.unknown && reading.unknown->reason == hvc::Reason::not_permitted)
      hidden = reading.unknown;
    if (reading.unknown) untold.push_back({&query, *reading.unknown, !last});
    if (silent == kMostSilent) last = untold.back();
    host.instances.put(query.class_name, std::move(reading));
  }
  if (!queries.empty() && untold.size() == queries.size()) fail(untold.front());
  host.faults = faults_of(untold);
  const auto skipped = std::count_if(untold.begin(), untold.end(), [](const Untold& one) { return !one.asked; });
  if (skipped > 0) host.given_up = given_up(*last, static_cast<std::size_t>(skipped));
  return host;
}

}  // namespace hvhyperv
