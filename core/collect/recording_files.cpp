// Files of recordings, 0600 in folders of 0700.
#include "collect/recording_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>

#include "collect/recording_index.hpp"
#include "collect/worker.hpp"
#include "text/characters.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

constexpr const char* kIndex = "index.json";
constexpr const char* kRequest = "request.json";
constexpr const char* kRun = "recording.json";
constexpr const char* kChooseAnother = "name a folder that is new or empty";
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLargestWire = std::size_t{4} << 30;

Error cannot_write(const fs::path& path, int number) {
  return usage_error(fmt::format("cannot write `{}`: {}", path.string(), std::strerror(number)));
}

fs::path temporary_of(const fs::path& place) {
  return place.parent_path() / fmt::format(".{}.hvcompat-{}.tmp", place.filename().string(), getpid());
}

std::optional<Error> write_file(const fs::path& path, std::string_view bytes) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return cannot_write(path, errno);
  int fault = write_all(descriptor, bytes) && fsync(descriptor) == 0 ? 0 : errno;
  if (close(descriptor) != 0 && fault == 0) fault = errno;
  return fault == 0 ? std::nullopt : std::optional(cannot_write(path, fault));
}

std::optional<Error> put_in_place(const fs::path& temporary, const fs::path& place) {
  if (rename(temporary.c_str(), place.c_str()) == 0) return std::nullopt;
  return cannot_write(place, errno);
}

std::string wire_file(std::size_t attempt) { return fmt::format("{}.wire", attempt + 1); }
std::string printed_file(std::size_t attempt) { return fmt::format("{}.stderr", attempt + 1); }

// For people: numbers order the folders, the name says which is which.
std::string folder_name(const TargetRecording& recording) {
  std::string name = fmt::format("{:04}", recording.order);
  bool gap = true;
  for (const char c : recording.target) {
    const bool plain = is_letter(c) || is_digit(c) || c == '_';
    if (plain && gap) name += '-';
    if (plain) name += c;
    gap = !plain;
    if (name.size() >= kLongestName) break;
  }
  return name;
}

std::optional<Error> fill(const fs::path& folder, const TargetRecording& recording) {
  for (std::size_t i = 0; i < recording.attempts.size(); ++i) {
    if (auto error = write_file(folder / wire_file(i), recording.attempts[i].wire)) return error;
    if (auto error = write_file(folder / printed_file(i), recording.attempts[i].printed)) return error;
  }
  if (auto error = write_file(folder / kRequest, recording.request + "\n")) return error;
  return write_file(folder / kIndex, index_text(recording));
}

// The bytes of one file; the index says how many there must be.
std::optional<Error> read_bytes_of(const fs::path& file, std::size_t size, std::string& bytes) {
  auto read = read_text_file(file, kLargestWire);
  if (!read) return read.error();
  if (read->size() != size) {
    return usage_error(fmt::format("`{}` has {} bytes, its index says {}", file.string(), read->size(), size),
                       "copy the recording again: it was cut off or changed");
  }
  bytes = std::move(*read);
  return std::nullopt;
}

Loaded<TargetRecording> read_target(const fs::path& folder) {
  auto index = read_index(folder / kIndex);
  if (!index) return index.error();
  TargetRecording& recording = index->recording;
  for (std::size_t i = 0; i < recording.attempts.size(); ++i) {
    RecordedAttempt& attempt = recording.attempts[i];
    if (auto error = read_bytes_of(folder / wire_file(i), index->wire_sizes[i], attempt.wire)) return Errors{*error};
    if (auto error = read_bytes_of(folder / printed_file(i), index->printed_sizes[i], attempt.printed))
      return Errors{*error};
  }
  auto request = read_text_file(folder / kRequest);
  if (!request) return Errors{request.error()};
  recording.request = request->substr(0, request->find('\n'));
  return recording;
}

std::vector<fs::path> target_folders(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (fs::exists(entry.path() / kIndex, failed) && !entry.path().filename().string().starts_with('.'))
      folders.push_back(entry.path());
  }
  return folders;
}

Loaded<RunRecording> read_run(const fs::path& file) {
  const auto document = read_json_file(file);
  if (!document) return Errors{document.error()};
  Errors errors;
  ObjectReader reader(*document, document->root, "a recording", errors);
  const auto targets = reader.integer("targets");
  const bool interrupted = reader.boolean("interrupted").value_or(false);
  if (!targets && errors.empty()) errors.push_back(document->error_at(0, "a recording needs `targets`"));
  if (!errors.empty()) return errors;
  return RunRecording{static_cast<std::size_t>(std::max<std::int64_t>(*targets, 0)), interrupted};
}

Errors no_recording(const fs::path& folder) {
  return {usage_error(fmt::format("`{}` is no recording", folder.string()),
                      "name a folder that `hvcompat collect --record` made")};
}

}  // namespace

std::optional<Error> prepare_recording(const fs::path& folder) {
  std::error_code failed;
  if (mkdir(folder.c_str(), 0700) == 0) return std::nullopt;
  const int number = errno;
  if (number != EEXIST) return cannot_write(folder, number);
  const bool free = fs::is_directory(folder, failed) && fs::is_empty(folder, failed) && !failed;
  if (!free) return usage_error(fmt::format("`{}` is there already", folder.string()), kChooseAnother);
  if (chmod(folder.c_str(), 0700) != 0) return cannot_write(folder, errno);
  return std::nullopt;
}

std::optional<Error> write_recording(const fs::path& folder, const TargetRecording& recording) {
  const fs::path place = folder / folder_name(recording);
  const fs::path temporary = temporary_of(place);
  if (mkdir(temporary.c_str(), 0700) != 0) return cannot_write(temporary, errno);
  auto error = fill(temporary, recording);
  if (!error) error = put_in_place(temporary, place);
  std::error_code ignored;
  if (error) fs::remove_all(temporary, ignored);
  return error;
}

std::optional<Error> finish_recording(const fs::path& folder, const RunRecording& run) {
  const boost::json::object object{
      {"recording", kRecordingSchema}, {"targets", run.targets}, {"interrupted", run.interrupted}};
  const fs::path place = folder / kRun;
  const fs::path temporary = temporary_of(place);
  if (auto error = write_file(temporary, boost::json::serialize(object) + "\n")) return error;
  return put_in_place(temporary, place);
}

Loaded<ReadRecordings> read_recordings(const fs::path& folder) {
  ReadRecordings recordings;
  std::error_code failed;
  const bool one_target = fs::exists(folder / kIndex, failed);
  const auto folders = one_target ? std::vector{folder} : target_folders(folder);
  const bool has_run = fs::exists(folder / kRun, failed);
  if (folders.empty() && !has_run) return no_recording(folder);
  for (const fs::path& each : folders) {
    auto target = read_target(each);
    if (!target) return target.error();
    recordings.targets.push_back(std::move(*target));
  }
  std::ranges::stable_sort(recordings.targets, {}, &TargetRecording::order);
  if (one_target) return recordings;
  if (!has_run) {
    recordings.problem = fmt::format("`{}` has no {}: the run that wrote it did not end", folder.string(), kRun);
    return recordings;
  }
  const auto run = read_run(folder / kRun);
  if (!run) return run.error();
  recordings.interrupted = run->interrupted;
  if (run->targets != recordings.targets.size()) {
    recordings.problem = fmt::format("`{}` was made of {} targets, {} are here", folder.string(), run->targets,
                                     recordings.targets.size());
  }
  return recordings;
}

}  // namespace hvcompat
