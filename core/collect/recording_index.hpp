// The index of a recording: JSON that says whose bytes they are and how the process ended.
#pragma once

#include <filesystem>

#include "collect/recording.hpp"

namespace hvcompat {

inline constexpr std::int64_t kRecordingSchema = 1;

// All but the bytes themselves and the request, which stand in files of their own.
std::string index_text(const TargetRecording& recording);

// The recording without its bytes; `sizes` says how many there must be.
struct RecordingIndex {
  TargetRecording recording;
  std::vector<std::size_t> wire_sizes;
  std::vector<std::size_t> printed_sizes;
};
Loaded<RecordingIndex> read_index(const std::filesystem::path& file);

}  // namespace hvcompat
