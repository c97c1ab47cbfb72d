// What one target's plugin process sent, kept so that it can be read again without plugin or target.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collect/wire.hpp"
#include "text/error.hpp"

namespace hvcompat {

// One run of the process. The bytes are what came, but for secrets, which are `***`; what came past the output cap was
// dropped when it came.
struct RecordedAttempt {
  std::string wire;                                     // all of the record descriptor
  std::string printed;                                  // stdout and stderr; the last 16 MiB
  std::size_t printed_lost = 0;                         // bytes before that
  std::chrono::milliseconds begun{0};                   // since the target was begun
  std::optional<std::chrono::milliseconds> first_byte;  // on the wire, since the attempt was begun
  std::chrono::milliseconds lasted{0};
  bool timed_out = false;
  bool stopped = false;
  bool over_output = false;
  std::vector<std::string> secret_errors;
  std::optional<Error> not_started;
  std::optional<WorkerExit> exit;  // none: the supervisor itself was ended
};

struct TargetRecording {
  std::size_t order = 1;  // of the targets of a run, from 1
  std::string target;
  std::string uri;      // without password
  std::string request;  // what the plugin was given: {"name","uri","options"}, without secrets
  std::string plugin_name;
  std::string plugin_version;
  std::string plugin_vendor;
  std::string plugin_file;    // the name, without its folder
  std::string plugin_sha256;  // of the file; empty where it could not be read
  std::string collected_at;
  std::optional<std::chrono::milliseconds> took;  // none: an older recording
  std::chrono::milliseconds deadline{0};          // the limits that errors speak of
  std::uint64_t memory_limit = 0;
  std::uint64_t output_cap = 0;
  bool redacted = false;                  // names, addresses and ids are pseudonyms
  std::vector<RecordedAttempt> attempts;  // empty: it was never begun
};

struct CollectRequest;
struct CollectOptions;

// All but order, time and attempts.
TargetRecording recording_of(const CollectRequest& request, const CollectOptions& options,
                             const std::vector<std::string>& secrets);

}  // namespace hvcompat
