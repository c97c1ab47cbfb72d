// Reading and packing of saved inventories.
#include "cli/inventory_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <stdexcept>

#include "report/saved_report.hpp"

namespace hvcompat {
namespace {

constexpr int kLevel = 3;
constexpr std::size_t kEnoughToTell = std::size_t{1} << 20;  // bytes: the first line of a fleet's report is long

Error cannot_read(const std::string& what, int code) {
  return usage_error(fmt::format("cannot read {}: {}", what, errno_in_words(code)));
}

Result<std::string> read_all(int descriptor, const std::string& what) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot_read(what, errno);
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::string name_in_complaints(const std::string& path) { return path == "-" ? "stdin" : path; }

// The first bytes, unpacked; fewer where they cannot be read, which is told where the file is.
std::string start_of(const FleetInput& input) {
  const auto opened = input.open();
  if (opened.has_error()) return {};
  const ByteSource bytes = unpacked(*opened);
  std::string start(kEnoughToTell, '\0');
  std::size_t size = 0;
  try {
    for (std::size_t got = 1; got > 0 && size < start.size(); size += got)
      got = bytes(start.data() + size, start.size() - size);
  } catch (const std::runtime_error&) {
  }
  start.resize(size);
  return start;
}

// Line by line, a report would be as many complaints as it has lines. Other JSON is left to them.
std::optional<Error> refuse_report(const FleetInput& input) {
  const std::string start = start_of(input);
  if (!is_report(start) || start.find("\"as_of\"") == std::string::npos) return std::nullopt;
  return usage_error(fmt::format("`{}` is no inventory but a report", input.called),
                     "`hvcompat report` shows it in other forms; give an inventory saved by `hvcompat collect`");
}

}  // namespace

Result<std::string> read_bytes(const std::string& file) {
  if (file == "-") return read_all(STDIN_FILENO, "the standard input");
  const std::string name = "`" + file + "`";
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot_read(name, errno);
  auto bytes = read_all(descriptor, name);
  close(descriptor);
  return bytes;
}

Result<InventoryFiles> InventoryFiles::open(const std::vector<std::string>& files) {
  InventoryFiles opened;
  for (const std::string& path : files) {
    File file{path, nullptr};
    std::error_code missing;
    if (path == "-" || !std::filesystem::is_regular_file(path, missing)) {
      auto bytes = read_bytes(path);
      if (bytes.has_error()) return bytes.error();
      file.bytes = std::make_shared<const std::string>(std::move(*bytes));
    }
    opened.files_.push_back(std::move(file));
  }
  for (const FleetInput& input : opened.for_fleet())
    if (auto error = refuse_report(input)) return std::move(*error);
  return opened;
}

std::vector<FleetInput> InventoryFiles::for_fleet() const {
  std::vector<FleetInput> inputs;
  for (const File& file : files_)
    inputs.push_back({name_in_complaints(file.path), [file]() -> Result<ByteSource> {
                        if (file.bytes) return bytes_of(*file.bytes);
                        return bytes_of_file(file.path);
                      }});
  return inputs;
}

Result<ReadInventories> InventoryFiles::read() const {
  ReadInventories all;
  for (const File& file : files_) {
    auto read = file.bytes ? Result<ReadInventories>(read_inventories(name_in_complaints(file.path), *file.bytes))
                           : read_inventory_file(file.path);
    if (read.has_error()) return read.error();
    std::move(read->inventories.begin(), read->inventories.end(), std::back_inserter(all.inventories));
    std::move(read->complaints.begin(), read->complaints.end(), std::back_inserter(all.complaints));
  }
  return all;
}

Result<ReadInventories> read_inventory_files(const std::vector<std::string>& files) {
  const auto opened = InventoryFiles::open(files);
  if (opened.has_error()) return opened.error();
  return opened->read();
}

void tell_target_faults(const std::string& target, const std::vector<CollectionError>& errors, const Console& console) {
  for (const CollectionError& error : errors)
    if (error.scope == "target")
      console.warn(fmt::format("{}: {}{}", target, error.text, error.remedy.empty() ? "" : "\n    " + error.remedy));
}

ZstdPacker::ZstdPacker(PieceWriter to)
    : to_(std::move(to)), context_(ZSTD_createCCtx(), ZSTD_freeCCtx), out_(ZSTD_CStreamOutSize(), '\0') {
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
}

void ZstdPacker::pack(std::string_view piece, bool end) {
  ZSTD_inBuffer in{piece.data(), piece.size(), 0};
  for (std::size_t left = 1; left > 0 && (end || in.pos < in.size);) {
    ZSTD_outBuffer out{out_.data(), out_.size(), 0};
    left = ZSTD_compressStream2(context_.get(), &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
    if (ZSTD_isError(left) != 0) throw std::runtime_error(fmt::format("zstd: {}", ZSTD_getErrorName(left)));
    if (out.pos > 0) to_({out_.data(), out.pos});
  }
}

}  // namespace hvcompat
