// From signals, exit statuses and limits to a sentence and a remedy.
#include "collect/run_faults.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>
#include <signal.h>

#include <cstring>

namespace hvcompat {

namespace {

constexpr std::size_t kLastWords = 200;

CollectionError fault(std::string code, std::string text, std::string remedy) {
  return {"target", "", std::move(code), std::move(text), std::move(remedy)};
}

struct Wording {
  const PluginRun& run;
  const CollectRequest& request;
  const CollectOptions& options;

  std::string plugin() const { return fmt::format("plugin `{}` {}", request.plugin_name, request.plugin_version); }
  std::string ask_vendor() const {
    return fmt::format("report it to the plugin's vendor, `{}`", request.plugin_vendor);
  }
};

std::string in_words(std::chrono::milliseconds time) {
  return time.count() % 1000 == 0 ? fmt::format("{} s", time.count() / 1000) : fmt::format("{} ms", time.count());
}

std::string bytes_in_words(std::uint64_t bytes) {
  return bytes % (1u << 20) == 0 ? fmt::format("{} MiB", bytes >> 20) : fmt::format("{} bytes", bytes);
}

// The last line that the plugin wrote, where it is short enough to stand in an error.
std::string last_words(const std::string& diagnostics) {
  const std::size_t end = diagnostics.find_last_not_of(" \r\n\t");
  if (end == std::string::npos) return {};
  const std::size_t begin = diagnostics.find_last_of('\n', end);
  const std::string line = diagnostics.substr(begin + 1, end - begin);
  return line.size() > kLastWords ? std::string() : fmt::format("; it wrote: {}", line);
}

CollectionError timeout_fault(const Wording& it) {
  const bool stubborn = it.run.exit && it.run.exit->forced;
  return fault("timeout",
               fmt::format("{} did not finish within {}{}", it.plugin(), in_words(it.options.deadline),
                           stubborn ? ", nor stop when it was asked to" : ""),
               "raise `--timeout`, or see why the target answers so slowly");
}

std::string memory_note(const Wording& it) {
  const auto limit_kib = static_cast<std::int64_t>(it.options.memory_limit / 1024);
  if (limit_kib == 0 || it.run.exit->peak_memory_kib < limit_kib / 4 * 3) return {};
  return fmt::format(" near its memory limit of {}", bytes_in_words(it.options.memory_limit));
}

CollectionError signal_fault(const Wording& it) {
  const int signal = it.run.exit->signal;
  if (signal == SIGXCPU) {
    return fault("cpu-limit", fmt::format("{} used up its processor time", it.plugin()), it.ask_vendor());
  }
  const std::string note = memory_note(it);
  const std::string text =
      fmt::format("{} was ended by {}{}{}{}", it.plugin(), signal_in_words(signal), note,
                  it.run.loaded ? "" : " while it was being loaded", last_words(it.run.diagnostics));
  return fault("plugin-crash", text,
               note.empty() ? it.ask_vendor() : "read the target in parts, or " + it.ask_vendor());
}

CollectionError end_fault(const Wording& it) {
  const PluginRun& run = it.run;
  if (run.returned && *run.returned != 0) {
    return fault("internal", fmt::format("{} failed without saying why", it.plugin()), it.ask_vendor());
  }
  if (run.returned) {
    return fault("no-end",
                 fmt::format("{} returned without an `end` record: it may have left out something", it.plugin()),
                 it.ask_vendor());
  }
  return fault("plugin-exit",
               fmt::format("{} exited with status {} in the middle of its work{}", it.plugin(), run.exit->status,
                           last_words(run.diagnostics)),
               it.ask_vendor());
}

// All that was wanted came; how the plugin stops after that is no fault, unless it crashes.
bool is_sample(const PluginRun& run) {
  return run.sampled && !run.stopped && !run.timed_out && run.exit && (run.exit->signal == 0 || run.exit->forced);
}

std::optional<CollectionError> main_fault(const Wording& it) {
  const PluginRun& run = it.run;
  if (run.not_started) return fault("internal", run.not_started->message, run.not_started->help);
  const bool ended_well = run.exit && run.exit->signal == 0 && run.returned == 0 && !run.end.empty() && !run.failure;
  if ((ended_well || is_sample(run)) && !run.over_output) return std::nullopt;
  if (run.stopped) return fault("cancelled", "the run was interrupted", "run it again for the rest");
  if (run.timed_out) return timeout_fault(it);
  if (run.over_output) {
    return fault("output-limit",
                 fmt::format("{} told more than {}", it.plugin(), bytes_in_words(it.options.output_cap)),
                 "read the target in parts, or " + it.ask_vendor());
  }
  if (run.refusal) return fault("plugin-refused", run.refusal->text, run.refusal->remedy);
  if (!run.exit) {
    return fault("internal", fmt::format("the process that watches {} was ended from outside", it.plugin()),
                 "see the kernel's log: it may have run out of memory");
  }
  if (run.exit->too_many) {
    return fault("process-limit", fmt::format("{} ran more than {} processes at a time", it.plugin(), kMostProcesses),
                 it.ask_vendor());
  }
  // None of the ends above, which the core asks for.
  if (run.exit->forced)
    return fault("cancelled", fmt::format("{} was asked to stop from outside, and did not in time", it.plugin()),
                 "run it again");
  if (run.exit->signal != 0) return signal_fault(it);
  if (run.failure) return fault(run.failure->code, run.failure->text, run.failure->remedy);
  return end_fault(it);
}

}  // namespace

std::string signal_in_words(int signal) {
  const char* name = sigabbrev_np(signal);
  const char* words = sigdescr_np(signal);
  return name && words ? fmt::format("SIG{} ({})", name, words) : fmt::format("signal {}", signal);
}

bool may_pass(const PluginRun& run) {
  const bool passing = run.failure && (run.failure->code == HVC_FAIL_UNREACHABLE || run.failure->code == HVC_FAIL_BUSY);
  return passing && run.emitted == 0 && !run.stopped && !run.timed_out;
}

std::vector<CollectionError> faults_of(const PluginRun& run, const CollectRequest& request,
                                       const CollectOptions& options) {
  std::vector<CollectionError> faults;
  // First: a plugin that does without may say that none was given, or tell less than it would.
  for (const std::string& error : run.secret_errors)
    faults.push_back(fault("secret", error, "see `secret` of the target in the site file"));
  if (auto main = main_fault({run, request, options})) faults.push_back(std::move(*main));
  return faults;
}

}  // namespace hvcompat
