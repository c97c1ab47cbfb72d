// hvcompat plugin replay: a recording read again, without the plugin and without its target.
#include <algorithm>
#include <iterator>

#include "cli/command_line.hpp"
#include "cli/gathering.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/recording_output.hpp"
#include "collect/recording_files.hpp"
#include "collect/replay.hpp"

namespace hvcompat {
namespace {

struct ReplayOptions {
  std::vector<std::string> folders;
  std::string file;
  RecordingOptions recording;
};

Loaded<std::vector<ReadRecordings>> read_all(const std::vector<std::string>& folders) {
  std::vector<ReadRecordings> all;
  Errors errors;
  for (const std::string& folder : folders) {
    auto read = read_recordings(folder);
    if (read) {
      all.push_back(std::move(*read));
    } else {
      std::ranges::move(read.error(), std::back_inserter(errors));
    }
  }
  if (!errors.empty()) return errors;
  return all;
}

// A recording that is not whole, or of a run that was interrupted, is replayed as far as it goes.
void note_missing(const ReadRecordings& recordings, Console& console) {
  if (!recordings.problem.empty()) console.warn(recordings.problem);
  if (!recordings.problem.empty() || recordings.interrupted) console.status.note(ExitCode::incomplete);
}

void replay_recordings(const ReplayOptions& options, Console& console) {
  const bool to_file = !options.file.empty() && options.file != "-";
  if (to_file)
    if (const auto error = prepare_output(options.file)) return console.tell(*error);
  auto recording = RecordingOutput::prepare(options.recording);
  if (recording.has_error()) return console.tell(recording.error());
  const auto all = read_all(options.folders);
  if (all.has_error()) return console.tell(all.error());
  Progress progress(console, 0);
  CollectOptions how;
  how.log = [&progress](const std::string& target, int level, const std::string& text) {
    progress.log(target, level, text);
  };
  Collection collection;
  bool interrupted = false;
  for (const ReadRecordings& recordings : *all) {
    interrupted = interrupted || recordings.interrupted;
    for (const TargetRecording& target : recordings.targets) {
      CollectedTarget& collected = collection.targets.emplace_back(replay(target, how));
      if (recording->wanted()) recording->take(target, collected, collection.targets.size());
    }
  }
  progress.end();
  if (const auto error = recording->finish(collection.targets.size(), interrupted)) console.tell(*error);
  for (const ReadRecordings& recordings : *all) note_missing(recordings, console);
  tell_faults(collection, console);
  save_inventory(options.file, collection, console);
}

}  // namespace

void add_plugin_replay(CLI::App& plugin, Session& session) {
  CLI::App* command =
      plugin.add_subcommand("replay", "Make the inventory again from what `collect --record` kept; no plugin is run");
  command->footer("Example: hvcompat plugin replay bug-report -o bug.ndjson");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("DIR", options->folders, "Recordings, or folders of single targets in them")->required();
  command->add_option("-o,--output", options->file, "Write to this file (.zst: compressed); default: standard output")
      ->type_name("PATH");
  add_record_option(*command, options->recording);
  add_redact_options(*command, options->recording);
  on_command(*command, session, options, replay_recordings);
}

}  // namespace hvcompat
