// Level 4: servers that refuse, hang, hang up or speak another language, and targets that make no sense.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <set>

#include "verify/kit.hpp"

namespace hvcompat {

namespace {

using Codes = std::set<std::string_view>;

// What a user can do about it hangs on the class of the error.
Finding failing_with(const ProbeRun& probe, const Codes& codes) {
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  if (probe.trace.returned.front().value == HVC_OK) return failed("it says that all is well");
  if (probe.trace.failures.empty()) return failed("it failed without a word of `fail`");
  const ToldFailure& failure = probe.trace.failures.front();
  if (!codes.contains(failure.code))
    return failed(fmt::format("it told the code `{}` ({}), which is not one of {}", failure.code, failure.text,
                              fmt::join(codes, ", ")));
  if (failure.remedy.empty() && failure.code != HVC_FAIL_CANCELLED)
    return failed(fmt::format("`{}: {}` has no remedy", failure.code, failure.text));
  return passed(fmt::format("{}: {}", failure.code, failure.text));
}

Finding at_peer(const Kit& kit, PeerManner manner, const Codes& codes) {
  const LoopbackPeer peer(manner);
  const auto target = kit.target_at(peer.address());
  if (!target) return skipped(kit.no_network());
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  return failing_with(kit.probe(*target, conditions), codes);
}

Finding refused(const Kit& kit) { return at_peer(kit, PeerManner::refuses, {HVC_FAIL_UNREACHABLE}); }

Finding hung_up(const Kit& kit) {
  return at_peer(kit, PeerManner::closes, {HVC_FAIL_UNREACHABLE, HVC_FAIL_PROTOCOL, HVC_FAIL_TLS});
}

Finding babbling(const Kit& kit) {
  return at_peer(kit, PeerManner::babbles, {HVC_FAIL_PROTOCOL, HVC_FAIL_TLS, HVC_FAIL_UNREACHABLE});
}

// It may lose patience by itself; where it does not within the kit's, it is asked to stop.
Finding hanging(const Kit& kit) {
  constexpr std::uint64_t kPatience = 3'000;
  const LoopbackPeer peer(PeerManner::hangs);
  const auto target = kit.target_at(peer.address());
  if (!target) return skipped(kit.no_network());
  ProbeConditions conditions;
  conditions.canary = kit.canary();
  conditions.cancel_after_ms = kPatience;
  ProbeTask task = kit.task(*target, conditions);
  task.deadline = std::chrono::milliseconds(kPatience) + 2 * kStopBound;
  return failing_with(run_probes({task}).front(), {HVC_FAIL_TIMEOUT, HVC_FAIL_UNREACHABLE, HVC_FAIL_CANCELLED});
}

// URIs of the plugin's own schemes that lead nowhere. A plugin may read them all the same: it then takes no part of
// them.
std::vector<std::string> nonsense_of(const PluginManifest& manifest) {
  std::vector<std::string> uris;
  for (const std::string& pattern : manifest.schemes) {
    if (pattern.ends_with('*')) continue;
    for (const std::string_view rest : {":", "://", "://[", "://%zz%00/%", "://user@:99999999/", "://..///\\?#&"})
      uris.push_back(pattern + std::string(rest));
    uris.push_back(pattern + "://" + std::string(5'000, 'h') + "/");
    if (uris.size() > 40) break;
  }
  return uris;
}

Finding nonsense(const Kit& kit) {
  if (!kit.manifest()) return {CheckState::blocked, "it builds on `manifest`"};
  std::vector<ProbeTask> tasks;
  const auto uris = nonsense_of(*kit.manifest());
  for (const std::string& uri : uris) {
    Target target;
    target.name = target.uri = uri;
    tasks.push_back(kit.task(target));
    tasks.back().conditions.canary = kit.canary();
    tasks.back().conditions.cancel_after_ms = 3'000;
  }
  const auto probes = run_probes_in_turn(tasks);
  Faults faults;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const ProbeRun& probe = probes[i];
    const std::string called = uris[i].substr(0, 40);
    if (const auto mishap = mishap_of(probe)) {
      faults.add(fmt::format("`{}`: {}", called, *mishap));
    } else if (probe.trace.returned.front().value != HVC_OK && probe.trace.failures.empty()) {
      faults.add(fmt::format("`{}`: it failed without a word of `fail`", called));
    } else if (!probe.trace.failures.empty() && probe.trace.failures.front().code == HVC_FAIL_INTERNAL) {
      faults.add(fmt::format("`{}`: it calls this a bug of its own: {}", called, probe.trace.failures.front().text));
    }
  }
  return faults.finding(fmt::format("{} URIs", uris.size()));
}

}  // namespace

std::vector<Check> peer_checks() {
  return {
      {"refusing-server", 4, "abi", "a server that refuses is `unreachable`",
       "`unreachable` is tried once more, and tells users to look at network and address",
       "fail(HVC_FAIL_UNREACHABLE, …) with a remedy where no connection comes about", refused},
      {"hanging-server", 4, "abi", "a server that hangs is `timeout` or `unreachable`, and does not outlast a cancel",
       "one hanging server must not hold up a fleet", "give every wait a bound, and ask cancelled() while waiting",
       hanging},
      {"closing-server", 4, "abi", "a server that hangs up is `unreachable`, `protocol` or `tls`",
       "users have to know whether to look at the network or at the server",
       "tell a connection that was lost from an answer that was wrong", hung_up},
      {"babbling-server", 4, "abi", "a server of another protocol is `protocol`, `tls` or `unreachable`",
       "a wrong port is the most usual mistake in a target",
       "check what a server answers before it is used, and fail(HVC_FAIL_PROTOCOL, …)", babbling},
      {"nonsense-target", 4, "completes", "a URI that makes no sense does no harm", "targets are typed by people",
       "check the URI before it is used, and fail(HVC_FAIL_TARGET, …) with an example of a good one", nonsense},
  };
}

}  // namespace hvcompat
