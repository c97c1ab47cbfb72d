// The options --record and --redact of a run, and what they do as each target ends.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "collect/collect.hpp"
#include "collect/pseudonyms.hpp"
#include "text/error.hpp"

namespace hvcompat {

struct RecordingOptions {
  std::string folder;             // empty: nothing is recorded
  bool redact = false;            // pseudonyms instead of names, addresses and ids
  bool redact_inventory = true;   // in what is told of the targets as well
  std::string key_file;           // empty: a random key
  std::vector<std::string> keep;  // vendors' facts whose texts stay
};

void add_record_option(CLI::App& command, RecordingOptions& options);
void add_redact_options(CLI::App& command, RecordingOptions& options);

// Nothing where --redact was not given.
Result<std::optional<Pseudonyms>> pseudonyms_for(const RecordingOptions& options);

class RecordingOutput {
 public:
  // Makes the folder, so that a bad one is told before a long run.
  static Result<RecordingOutput> prepare(const RecordingOptions& options);

  // To be called as each target ends (CollectOptions::recorded); `order`: its place in what is written.
  void take(const TargetRecording& recording, CollectedTarget& collected, std::size_t order);
  bool wanted() const { return !options_.folder.empty() || pseudonyms_; }
  // What went wrong with writing, the end of the recording included.
  std::optional<Error> finish(std::size_t targets, bool interrupted);

 private:
  RecordingOptions options_;
  std::optional<Pseudonyms> pseudonyms_;
  std::optional<Error> failed_;
};

}  // namespace hvcompat
