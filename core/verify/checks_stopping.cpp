// Level 3: a plugin that is asked to stop does, soon and in words.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>

#include "verify/told_records.hpp"

namespace hvcompat {

namespace {

constexpr std::uint64_t kIntoTheCall = 200;  // milliseconds
constexpr std::chrono::milliseconds kShortDeadline{300};

std::string seconds(std::int64_t ms) { return fmt::format("{}.{} s", ms / 1000, ms % 1000 / 100); }

// One call that was to be cancelled; `when` says how in the finding.
std::string wrong_with(const ProbeRun& probe, std::string_view when) {
  if (const auto mishap = mishap_of(probe)) return fmt::format("cancelled {}: {}", when, *mishap);
  const ReturnedCall& call = probe.trace.returned.front();
  if (call.stop_ms < 0) return {};  // it had come to its end before
  if (call.stop_ms > kStopBound.count())
    return fmt::format("cancelled {}, it returned only {} later", when, seconds(call.stop_ms));
  const bool ended = std::ranges::any_of(records_of(probe.trace), [](const auto& one) { return one.kind == "end"; });
  if (call.value == HVC_OK && !ended)
    return fmt::format("cancelled {}, it returned HVC_OK without having told all", when);
  if (call.value == HVC_OK) return {};
  if (probe.trace.failures.empty()) return fmt::format("cancelled {}, it failed without a word of `fail`", when);
  const std::string& code = probe.trace.failures.front().code;
  return code == HVC_FAIL_CANCELLED
             ? std::string()
             : fmt::format("cancelled {}, it told the code `{}` instead of `{}`", when, code, HVC_FAIL_CANCELLED);
}

ProbeConditions cancelled_after(const Kit& kit, std::optional<std::uint64_t> ms, std::optional<std::uint64_t> records) {
  ProbeConditions conditions;
  conditions.cancel_after_ms = ms;
  conditions.cancel_after_emits = records;
  conditions.canary = kit.canary();
  return conditions;
}

Finding cancel(const Kit& kit) {
  struct Moment {
    std::string when;
    ProbeTask task;
  };
  std::vector<Moment> moments;
  const auto add = [&](std::string when, const Target& target, ProbeConditions conditions) {
    moments.push_back({std::move(when), kit.task(target, std::move(conditions))});
    moments.back().task.deadline = std::min(kit.options().deadline, 2 * kStopBound);
  };
  const LoopbackPeer hanging(PeerManner::hangs);
  if (kit.target()) {
    add("from the start", *kit.target(), cancelled_after(kit, 0, {}));
    add("after its first record", *kit.target(), cancelled_after(kit, {}, 1));
  }
  if (const auto target = kit.target_at(hanging.address()))
    add("while a server hangs", *target, cancelled_after(kit, kIntoTheCall, {}));
  if (moments.empty()) return skipped(kit.no_target());
  std::vector<ProbeTask> tasks;
  for (const Moment& moment : moments) tasks.push_back(moment.task);
  const auto probes = run_probes(tasks);
  Faults faults;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    std::string wrong = wrong_with(probes[i], moments[i].when);
    if (!wrong.empty()) faults.add(std::move(wrong));
  }
  return faults.finding();
}

// As the program itself does it: a deadline, a wish to stop, the grace, force.
Finding deadline(const Kit& kit) {
  const LoopbackPeer hanging(PeerManner::hangs);
  const auto hung = kit.target_at(hanging.address());
  if (!hung && !kit.target()) return skipped(kit.no_target());
  ProbeTask task = kit.task(hung ? *hung : *kit.target());
  task.conditions.canary = kit.canary();
  task.deadline = kShortDeadline;
  task.grace = kStopBound;
  const ProbeRun probe = run_probes({task}).front();
  if (probe.run.timed_out && probe.run.exit && probe.run.exit->forced)
    return failed(fmt::format("it had to be ended by force {} after its deadline", seconds(kStopBound.count())));
  return passed(probe.run.timed_out ? "it stopped when its time was over" : "it came to its end before");
}

}  // namespace

std::vector<Check> stopping_checks() {
  return {
      {"cancel", 3, "completes", "cancelled, it returns within two seconds and says so",
       "whoever presses Ctrl-C is waiting",
       "ask cancelled() at least once a second, also while a connection hangs; then fail(HVC_FAIL_CANCELLED)", cancel},
      {"deadline", 3, "cancel", "at its deadline it needs no force",
       "a process that is killed leaves sessions open on the server",
       "bound every wait, and ask cancelled() between two of them", deadline},
  };
}

}  // namespace hvcompat
