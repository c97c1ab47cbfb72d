// Reading and packing of saved inventories.
#include "cli/inventory_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace hvcompat {
namespace {

constexpr int kLevel = 3;

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

Result<ReadInventories> read_one(const std::string& file) {
  if (file != "-") return read_inventory_file(file);
  const auto bytes = read_bytes(file);
  if (bytes.has_error()) return bytes.error();
  return read_inventories("stdin", *bytes);
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

Result<ReadInventories> read_inventory_files(const std::vector<std::string>& files) {
  ReadInventories all;
  for (const std::string& file : files) {
    auto read = read_one(file);
    if (read.has_error()) return read.error();
    std::move(read->inventories.begin(), read->inventories.end(), std::back_inserter(all.inventories));
    std::move(read->complaints.begin(), read->complaints.end(), std::back_inserter(all.complaints));
  }
  return all;
}

void tell_target_faults(const Inventory& inventory, const Console& console) {
  for (const CollectionError& error : inventory.errors)
    if (error.scope == "target")
      console.warn(
          fmt::format("{}: {}{}", inventory.target, error.text, error.remedy.empty() ? "" : "\n    " + error.remedy));
}

std::string compress_zstd(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(fmt::format("zstd: {}", ZSTD_getErrorName(size)));
  packed.resize(size);
  return packed;
}

}  // namespace hvcompat
