// Level 4: hosts that are short of memory, refuse records, are newer, or have long secrets.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>

#include "collect/child_limits.hpp"
#include "verify/told_records.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kLongSecret = 16'000;

Finding memory(const Kit& kit) {
  if (!kit.target()) return skipped(kit.no_target());
  if (!memory_is_limited()) return skipped("this build has sanitizers, which reserve more memory than any limit");
  ProbeTask task = kit.task(*kit.target());
  task.memory_limit = kit.options().memory_ceiling;
  const ProbeRun probe = run_probes({task}).front();
  const std::string limit = fmt::format("{} MiB", task.memory_limit >> 20);
  if (const auto mishap = mishap_of(probe)) return failed(fmt::format("with {} of address space {}", limit, *mishap));
  if (probe.trace.returned.front().value != HVC_OK)
    return failed(fmt::format("with {} of address space it failed", limit));
  return passed(fmt::format("at most {} MiB", probe.run.exit->peak_memory_kib >> 10));
}

std::string wrong_told_by(const ProbeRun& probe) {
  if (const auto mishap = mishap_of(probe)) return *mishap;
  const ReturnedCall& call = probe.trace.returned.front();
  return call.stop_ms > kStopBound.count() ? "it went on for more than two seconds" : "";
}

// At the first record and in the middle.
Finding answered(const Kit& kit, EmitAnswer answer, std::string_view what) {
  if (!kit.target()) return skipped(kit.no_target());
  Faults faults;
  for (const std::uint64_t from : {0u, 1u}) {
    ProbeTask task = kit.task(*kit.target());
    task.conditions.answer = answer;
    task.conditions.answer_from = from;
    task.deadline = std::min(kit.options().deadline, std::chrono::milliseconds(20'000));
    const ProbeRun probe = run_probes({task}).front();
    const std::string wrong = wrong_told_by(probe);
    if (!wrong.empty()) faults.add(fmt::format("{} from record {} on: {}", what, from + 1, wrong));
    const bool says_well = wrong.empty() && probe.trace.returned.front().value == HVC_OK;
    const bool stopped = !probe.trace.records.empty() && probe.trace.records.back().answer == HVC_STOP;
    if (answer == EmitAnswer::stop && says_well && stopped)
      faults.add(fmt::format("{} from record {} on: it returned HVC_OK as if all had been taken", what, from + 1));
  }
  return faults.finding();
}

Finding rejected_records(const Kit& kit) { return answered(kit, EmitAnswer::rejected, "HVC_REJECTED"); }
Finding stopped_records(const Kit& kit) { return answered(kit, EmitAnswer::stop, "HVC_STOP"); }

Finding newer_host(const Kit& kit) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  ProbeConditions conditions;
  conditions.newer_host = true;
  conditions.canary = kit.canary();
  const ProbeRun probe = kit.probe(scene->target, conditions);
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  if (scene->can_be_read && probe.trace.returned.front().value != HVC_OK)
    return failed(probe.trace.failures.empty() ? "it failed"
                                               : fmt::format("it failed: {}", probe.trace.failures[0].text));
  return passed();
}

Finding long_secret(const Kit& kit) {
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  if (!scene->target.secrets.empty()) return skipped("the target has secrets of its own, which are not replaced");
  ProbeConditions conditions;
  conditions.canary = std::string(kLongSecret, 's');
  const ProbeRun probe = kit.probe(scene->target, conditions);
  if (probe.trace.secrets.empty() && !mishap_of(probe)) return skipped("it asked for no secret");
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  return passed();
}

}  // namespace

std::vector<Check> host_checks() {
  return {
      {"memory", 4, "completes", "it does with the memory that it is given",
       "many plugins run at a time; at its limit memory is refused, and few programs stand that",
       "emit each record as soon as it is known, and read the target in pages", memory},
      {"rejected-records", 4, "completes", "it goes on where the host rejects a record",
       "one guest with a broken name must not cost the others",
       "on HVC_REJECTED go on with the next record, and do not count this one", rejected_records},
      {"stopped-records", 4, "completes", "it ends where the host takes no more records",
       "a full disk or a closed pipe would be asked for ever",
       "on HVC_STOP fail(HVC_FAIL_CANCELLED) and return HVC_FAILED soon", stopped_records},
      {"newer-host", 4, "completes", "it runs in a later hvcompat, whose struct is longer",
       "within a major version of the ABI fields are only appended",
       "read `struct_size` as a lower bound, and touch nothing behind what you know", newer_host},
      {"long-secret", 4, "completes", "a secret that is longer than its buffer does no harm",
       "tokens are longer than passwords", "on HVC_TOO_SMALL ask again with the size that was told", long_secret},
  };
}

}  // namespace hvcompat
