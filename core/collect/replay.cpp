// From the bytes of each attempt to the inventory of the last one.
#include "collect/replay.hpp"

#include "collect/gather.hpp"
#include "collect/plugin_intake.hpp"

namespace hvcompat {

namespace {

CollectRequest request_of(const TargetRecording& recording) {
  CollectRequest request;
  request.target.name = recording.target;
  request.target.uri = recording.uri;
  request.plugin_name = recording.plugin_name;
  request.plugin_version = recording.plugin_version;
  request.plugin_vendor = recording.plugin_vendor;
  request.plugin_sha256 = recording.plugin_sha256;
  return request;
}

IntakeCalls calls_of(const std::string& target, const CollectOptions& options, Gathering& gathering) {
  IntakeCalls calls;
  calls.record = [&gathering](std::string_view line) { gathering.take(line); };
  if (options.log)
    calls.log = [&options, target](int level, const std::string& text) { options.log(target, level, text); };
  if (options.progress) {
    calls.progress = [&options, target](std::uint64_t done, std::uint64_t total) {
      options.progress({target, done, total, false});
    };
  }
  return calls;
}

PluginRun run_again(const RecordedAttempt& attempt, const Target& target, const CollectOptions& options,
                    Gathering& gathering) {
  PluginIntake intake(target, calls_of(target.name, options, gathering), false);
  intake.take_records(attempt.wire);
  intake.take_diagnostics(attempt.printed);
  intake.run.timed_out = attempt.timed_out;
  intake.run.stopped = attempt.stopped;
  intake.run.over_output = intake.run.over_output || attempt.over_output;
  intake.run.secret_errors = attempt.secret_errors;
  intake.run.not_started = attempt.not_started;
  intake.finish(attempt.exit);
  return std::move(intake.run);
}

PluginRun never_begun() {
  PluginRun run;
  run.stopped = true;
  return run;
}

}  // namespace

CollectedTarget replay(const TargetRecording& recording, const CollectOptions& options) {
  const CollectRequest request = request_of(recording);
  CollectOptions limits = options;
  limits.deadline = recording.deadline;
  limits.memory_limit = recording.memory_limit;
  limits.output_cap = recording.output_cap;
  PluginRun run = never_begun();
  auto gathering = std::make_unique<Gathering>(request, recording.collected_at);
  for (const RecordedAttempt& attempt : recording.attempts) {
    gathering = std::make_unique<Gathering>(request, recording.collected_at);
    run = run_again(attempt, request.target, options, *gathering);
  }
  CollectedTarget collected = gathering->finish(limits, std::move(run));
  if (recording.took) collected.inventory.seconds = std::chrono::duration<double>(*recording.took).count();
  collected.attempts = static_cast<int>(recording.attempts.size());
  return collected;
}

}  // namespace hvcompat
