// Writing of whole files.
#include "cli/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <utility>

#include "cli/console.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".hvcompat-";
constexpr std::string_view kEnding = ".tmp";
constexpr int kMostLinks = 40;  // one behind the other, as the kernel follows them

Error write_error(const std::string& path, int code, std::string help = {}) {
  return usage_error(fmt::format("cannot write `{}`: {}", path, errno_in_words(code)), std::move(help));
}

fs::path folder_of(const fs::path& place) { return place.has_parent_path() ? place.parent_path() : fs::path("."); }

// A symbolic link stays one: what it points to is replaced, or made where it is not there yet.
fs::path real_place(const std::string& path) {
  std::error_code error;
  fs::path place = path;
  if (!fs::is_symlink(place, error)) return place;
  for (int links = 0; links < kMostLinks && fs::is_symlink(place, error); ++links)
    place = folder_of(place) / fs::read_symlink(place, error);
  const fs::path real = fs::weakly_canonical(place, error);
  return error ? place : real;
}

std::string temporary_prefix(const fs::path& place) { return "." + place.filename().string() + std::string(kMark); }

bool is_special(const fs::path& place) {
  std::error_code error;
  const fs::file_status status = fs::status(place, error);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

bool is_stale(std::string_view name, const std::string& prefix) {
  if (!name.starts_with(prefix) || !name.ends_with(kEnding)) return false;
  const std::string_view number = name.substr(prefix.size(), name.size() - prefix.size() - kEnding.size());
  int pid = 0;
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), pid);
  if (fault != std::errc() || end != number.data() + number.size() || pid <= 0) return false;
  return kill(pid, 0) != 0 && errno == ESRCH;
}

void remove_stale(const fs::path& place) {
  const std::string prefix = temporary_prefix(place);
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(place), error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (is_stale(entry->path().filename().string(), prefix)) fs::remove(entry->path(), ignored);
  }
}

// The new file is readable by whom the old one was.
void keep_mode(int descriptor, const fs::path& place) {
  struct stat old{};
  if (stat(place.c_str(), &old) == 0 && fchmod(descriptor, old.st_mode & 07777U) != 0) return;
}

std::string place_of_partial(const std::string& path) {
  const fs::path place = real_place(path);
  return is_special(place) ? path : place.string() + ".partial";
}

void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

std::string place_of_output(const std::string& path) {
  if (is_special(path)) return path;
  std::error_code error;
  const fs::path whole = fs::absolute(real_place(path), error);
  if (error) return path;
  const fs::path place = fs::weakly_canonical(whole, error);
  return error ? path : place.string();
}

std::optional<Error> prepare_output(const std::string& path, const std::vector<std::string>& inputs) {
  const auto is_it = [&](const std::string& input) { return place_of_output(input) == place_of_output(path); };
  if (std::ranges::any_of(inputs, is_it))
    return usage_error(fmt::format("`{}` is read by this run: it is not written over", path), "name another file");
  const fs::path place = real_place(path);
  std::error_code error;
  if (fs::is_directory(place, error)) return write_error(path, EISDIR, "name a file in it");
  if (is_special(place))
    return access(place.c_str(), W_OK) == 0 ? std::nullopt : std::optional(write_error(path, errno));
  const fs::path folder = folder_of(place);
  if (access(folder.c_str(), W_OK | X_OK) != 0)
    return write_error(path, errno, fmt::format("the folder `{}` must be there and writable", folder.string()));
  remove_stale(place);
  return std::nullopt;
}

OutputFile::OutputFile(std::string path, std::string place, std::string temporary, int descriptor)
    : path_(std::move(path)), place_(std::move(place)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      place_(std::move(other.place_)),
      temporary_(std::move(other.temporary_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      fault_(other.fault_) {}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

Result<OutputFile> OutputFile::open(const std::string& path) {
  const fs::path place = real_place(path);
  const bool special = is_special(place);
  std::string temporary;
  if (!special) temporary = folder_of(place) / fmt::format("{}{}{}", temporary_prefix(place), getpid(), kEnding);
  const int descriptor = special
                             ? ::open(path.c_str(), O_WRONLY | O_CLOEXEC)
                             : ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor < 0) return write_error(path, errno);
  if (!special) keep_mode(descriptor, place);
  return OutputFile(path, place, std::move(temporary), descriptor);
}

Result<OutputFile> OutputFile::open_partial(const std::string& path) { return open(place_of_partial(path)); }

void OutputFile::write(std::string_view bytes) {
  if (fault_ == 0) fault_ = write_bytes(descriptor_, bytes);
}

std::optional<Error> OutputFile::finish(bool keep_partial) {
  const bool special = temporary_.empty();
  if (fault_ == 0 && !special && fsync(descriptor_) != 0) fault_ = errno;
  if (close(std::exchange(descriptor_, -1)) != 0 && fault_ == 0) fault_ = errno;
  if (special) return fault_ == 0 || fault_ == EPIPE ? std::nullopt : std::optional(write_error(path_, fault_));
  if (fault_ == 0 && rename(temporary_.c_str(), place_.c_str()) != 0) fault_ = errno;
  if (fault_ == 0) {
    sync_folder(folder_of(place_));
    return std::nullopt;
  }
  const std::string partial = place_ + ".partial";
  const bool kept = keep_partial && rename(temporary_.c_str(), partial.c_str()) == 0;
  if (!kept) unlink(temporary_.c_str());
  std::error_code error;
  std::string help = fs::exists(place_, error) ? "the old file is kept" : "";
  if (kept) help += fmt::format("{}what could be written is in `{}`", help.empty() ? "" : "; ", partial);
  return write_error(path_, fault_, std::move(help));
}

std::optional<Error> write_output(const std::string& path, std::string_view bytes, bool keep_partial) {
  auto file = OutputFile::open(path);
  if (file.has_error()) return file.error();
  file->write(bytes);
  return file->finish(keep_partial);
}

std::optional<Error> write_partial(const std::string& path, std::string_view bytes) {
  return write_output(place_of_partial(path), bytes);
}

std::string interrupted_words(const std::string& path) {
  const std::string partial = place_of_partial(path);
  if (partial == path) return fmt::format("interrupted: what was gathered is all that went to `{}`", path);
  return fmt::format("interrupted: what was gathered is in `{}`, `{}` is as it was", partial, path);
}

}  // namespace hvcompat
