// Recordings as folders: DIR/recording.json says that they are whole, DIR/<number>-<target>/ holds one target:
// index.json, request.json, and <attempt>.wire and <attempt>.stderr of each attempt.
#pragma once

#include <filesystem>
#include <vector>

#include "collect/recording.hpp"

namespace hvcompat {

// Makes the folder, for its owner alone. One that is there must be empty: nothing is overwritten.
std::optional<Error> prepare_recording(const std::filesystem::path& folder);

// Written beside its place and renamed: a target's folder is whole or not there.
std::optional<Error> write_recording(const std::filesystem::path& folder, const TargetRecording& recording);

// What holds of the whole run.
struct RunRecording {
  std::size_t targets = 0;
  bool interrupted = false;
};
std::optional<Error> finish_recording(const std::filesystem::path& folder, const RunRecording& run);

struct ReadRecordings {
  std::vector<TargetRecording> targets;  // in their order
  bool interrupted = false;
  std::string problem;  // what is missing of it; empty: it is whole
};
// A whole recording, or the folder of one target.
Loaded<ReadRecordings> read_recordings(const std::filesystem::path& folder);

}  // namespace hvcompat
