// What came out of one run of a plugin's process, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collect/wire.hpp"
#include "text/error.hpp"

namespace hvcompat {

struct PluginFailure {
  std::string code;
  std::string text;
  std::string remedy;
};

struct PluginManifestText {
  unsigned abi_major = 0;
  unsigned abi_minor = 0;
  std::string text;
};

// All that came out of one run. Judged by run_faults.hpp.
struct PluginRun {
  std::string records;      // lines as emitted, without `end`; empty where they were handed on
  std::size_t emitted = 0;  // how many
  std::string end;          // the `end` record, empty where there was none
  std::optional<PluginFailure> failure;
  std::optional<PluginFailure> refusal;  // the file was not loaded; text and remedy
  std::optional<PluginManifestText> manifest;
  std::vector<std::string> rejected;  // why, at most kToldRejections
  std::size_t rejected_count = 0;
  std::vector<std::string> secret_errors;
  std::vector<std::string> secrets;  // values that were handed over, to be kept out of everything that is told
  std::optional<int> returned;
  std::optional<WorkerExit> exit;  // none: the supervisor itself was ended
  std::string diagnostics;         // the last 4 KiB of stdout and stderr
  bool loaded = false;
  bool timed_out = false;
  bool stopped = false;  // by the user
  bool over_output = false;
  bool sampled = false;  // ended by us: there are more guests than were wanted
  std::optional<Error> not_started;
};

inline constexpr std::size_t kToldRejections = 20;

}  // namespace hvcompat
