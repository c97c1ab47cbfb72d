// Level 3: what a plugin leaves behind.
#include <fmt/format.h>

#include <algorithm>

#include "verify/kit.hpp"

namespace hvcompat {

namespace {

constexpr int kCalls = 4;

std::optional<ProbeRun> after(const Kit& kit, int calls) {
  const auto scene = kit.scene();
  if (!scene) return std::nullopt;
  ProbeConditions conditions;
  conditions.calls = calls;
  conditions.waits_for_residue = true;
  conditions.canary = kit.canary();
  return kit.probe(scene->target, conditions);
}

// What a library opens once and keeps is no leak; what every call adds is one. The first call may still set things up.
Finding growth(const Kit& kit, std::vector<std::string> Residue::* held, std::string_view what) {
  const auto probe = after(kit, kCalls);
  if (!probe) return skipped(kit.no_target());
  if (const auto mishap = mishap_of(*probe)) return failed(*mishap);
  const auto& calls = probe->trace.returned;
  const std::size_t second = (calls[1].residue.*held).size();
  const std::size_t last = (calls.back().residue.*held).size();
  const bool grew_each_time = last >= second + kCalls - 2;
  if (!grew_each_time) return passed();
  const auto added = grown(calls[1].residue.*held, calls.back().residue.*held);
  return failed(
      fmt::format("{} more {} after {} more calls: {}", last - second, what, kCalls - 2, fmt::join(added, ", ")));
}

Finding descriptors(const Kit& kit) { return growth(kit, &Residue::descriptors, "open descriptors"); }
Finding threads(const Kit& kit) { return growth(kit, &Residue::threads, "threads"); }

Finding processes(const Kit& kit) {
  const auto probe = after(kit, 1);
  if (!probe) return skipped(kit.no_target());
  if (const auto mishap = mishap_of(*probe)) return failed(*mishap);
  const auto left = grown(probe->trace.at_start.processes, probe->trace.returned.front().residue.processes);
  if (!left.empty()) return failed(fmt::format("after it returned there were: {}", fmt::join(left, ", ")));
  return passed();
}

Finding temporary_files(const Kit& kit) {
  const auto probe = after(kit, 1);
  if (!probe) return skipped(kit.no_target());
  if (const auto mishap = mishap_of(*probe)) return failed(*mishap);
  const auto& left = probe->trace.returned.front().residue.files;
  if (!left.empty()) return failed(fmt::format("it left in TMPDIR: {}", fmt::join(left, ", ")));
  return passed();
}

}  // namespace

std::vector<Check> residue_checks() {
  return {
      {"descriptors", 3, "repeat", "no call leaves descriptors open",
       "in process they add up until nothing can be opened any more",
       "close sockets and files on every way out of collect", descriptors},
      {"threads", 3, "repeat", "no call leaves threads running",
       "the host's functions are valid until collect returns: a thread that calls them later crashes",
       "join every thread before collect returns", threads},
      {"processes", 3, "completes", "it leaves no process behind", "the program ends what is left, but says so",
       "wait for what you start, and end it when collect returns", processes},
      {"temporary-files", 3, "completes", "it leaves no file in the temporary folder",
       "scans run every night: what each leaves fills the disk",
       "remove temporary files on every way out, or open them unnamed (O_TMPFILE)", temporary_files},
  };
}

}  // namespace hvcompat
