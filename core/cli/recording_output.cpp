// Recording and redacting on behalf of scan, collect and plugin replay.
#include "cli/recording_output.hpp"

#include <fmt/format.h>

#include "collect/recording_files.hpp"
#include "collect/redact_recording.hpp"
#include "collect/replay.hpp"
#include "text/json_document.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kShortestKey = 16;
constexpr std::size_t kLargestKey = 65'536;

Result<std::string> read_key(const std::string& file) {
  auto key = read_text_file(file, kLargestKey);
  if (!key) return key.error();
  if (key->ends_with('\n')) key->pop_back();
  if (key->size() >= kShortestKey) return *key;
  return usage_error(fmt::format("the key in `{}` is shorter than {} bytes", file, kShortestKey),
                     "make one: `openssl rand -hex 32 > FILE`");
}

}  // namespace

void add_record_option(CLI::App& command, RecordingOptions& options) {
  command
      .add_option("--record", options.folder,
                  "Keep what plugins' processes sent in this new folder (see `plugin replay`)")
      ->type_name("DIR");
}

void add_redact_options(CLI::App& command, RecordingOptions& options) {
  auto* redact = command.add_flag("--redact", options.redact, "Write pseudonyms for names, addresses and ids");
  command
      .add_option("--redact-key", options.key_file, "Make the same pseudonyms in each run with the key in this file")
      ->type_name("FILE")
      ->needs(redact);
  command
      .add_option("--redact-keep", options.keep,
                  "Leave the texts of this fact of a vendor (x.…) as they are (repeatable)")
      ->type_name("FACT")
      ->allow_extra_args(false)
      ->needs(redact);
}

Result<std::optional<Pseudonyms>> pseudonyms_for(const RecordingOptions& options) {
  if (!options.redact) return std::optional<Pseudonyms>();
  for (const std::string& fact : options.keep) {
    if (!is_vendor_fact(fact))
      return usage_error(fmt::format("`{}` is no vendor's fact", fact), "write --redact-keep x.<vendor>.<name>");
  }
  if (options.key_file.empty()) return std::optional(Pseudonyms(random_key(), options.keep));
  auto key = read_key(options.key_file);
  if (!key) return key.error();
  return std::optional(Pseudonyms(*key, options.keep));
}

Result<RecordingOutput> RecordingOutput::prepare(const RecordingOptions& options) {
  RecordingOutput output;
  output.options_ = options;
  auto pseudonyms = pseudonyms_for(options);
  if (!pseudonyms) return pseudonyms.error();
  output.pseudonyms_ = std::move(*pseudonyms);
  if (options.folder.empty()) return output;
  if (const auto error = prepare_recording(options.folder)) return *error;
  return output;
}

void RecordingOutput::take(const TargetRecording& recording, CollectedTarget& collected, std::size_t order) {
  TargetRecording written = pseudonyms_ ? redact(recording, *pseudonyms_) : recording;
  written.order = order;
  if (pseudonyms_ && options_.redact_inventory) collected = replay(written, CollectOptions{});
  if (options_.folder.empty() || failed_) return;
  failed_ = write_recording(options_.folder, written);
}

std::optional<Error> RecordingOutput::finish(std::size_t targets, bool interrupted) {
  if (failed_ || options_.folder.empty()) return failed_;
  return finish_recording(options_.folder, {targets, interrupted});
}

}  // namespace hvcompat
