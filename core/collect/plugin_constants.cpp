// A shared object as the loader sees it: symbols, segments, relocations. Source: elf(5), the ELF-64 object file format.
#include "collect/plugin_constants.hpp"

#include <elf.h>
#include <hvcompat/plugin.h>

#include <bit>
#include <cstddef>
#include <cstring>
#include <vector>

#include "collect/plugin_file.hpp"

namespace hvcompat {

namespace {

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
constexpr std::uint64_t kRelative = R_X86_64_RELATIVE;
constexpr std::uint64_t kAbsolute = R_X86_64_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
constexpr std::uint64_t kRelative = R_AARCH64_RELATIVE;
constexpr std::uint64_t kAbsolute = R_AARCH64_ABS64;
#else
constexpr Elf64_Half kMachine = EM_NONE;  // plugins are loaded to be asked
constexpr std::uint64_t kRelative = 0;
constexpr std::uint64_t kAbsolute = 0;
#endif

// Every read is held against the end of the file.
class SharedObject {
 public:
  explicit SharedObject(std::string_view file) : file_(file) {}

  bool open() {
    const auto header = read<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return false;
    const bool mine = header->e_ident[EI_CLASS] == ELFCLASS64 && header->e_ident[EI_DATA] == ELFDATA2LSB &&
                      std::endian::native == std::endian::little && header->e_machine == kMachine;
    if (!mine || kMachine == EM_NONE || header->e_type != ET_DYN) return false;
    if (header->e_phentsize != sizeof(Elf64_Phdr) || header->e_shentsize != sizeof(Elf64_Shdr)) return false;
    return read_all(header->e_phoff, header->e_phnum, segments_) &&
           read_all(header->e_shoff, header->e_shnum, sections_);
  }

  // The address of a symbol that is defined here.
  std::optional<std::uint64_t> address_of(std::string_view name) const {
    for (const Elf64_Shdr& section : sections_) {
      if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections_.size()) continue;
      const Elf64_Shdr& names = sections_[section.sh_link];
      for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= section.sh_size; at += sizeof(Elf64_Sym)) {
        const auto symbol = read<Elf64_Sym>(section.sh_offset + at);
        if (!symbol) return std::nullopt;
        if (symbol->st_shndx == SHN_UNDEF || symbol->st_name >= names.sh_size) continue;
        if (text(names.sh_offset + symbol->st_name, name.size()) == name) return symbol->st_value;
      }
    }
    return std::nullopt;
  }

  template <class T>
  std::optional<T> read_at(std::uint64_t address) const {
    const auto offset = offset_of(address);
    return offset ? read<T>(*offset) : std::nullopt;
  }

  // What the loader would write to a pointer at this address; none where it needs another file for that.
  std::optional<std::uint64_t> pointer_at(std::uint64_t address) const {
    for (const Elf64_Shdr& section : sections_) {
      if (section.sh_type != SHT_RELA) continue;
      for (std::uint64_t at = 0; at + sizeof(Elf64_Rela) <= section.sh_size; at += sizeof(Elf64_Rela)) {
        const auto entry = read<Elf64_Rela>(section.sh_offset + at);
        if (!entry) return std::nullopt;
        if (entry->r_offset == address) return relocated(*entry, section);
      }
    }
    return read_at<std::uint64_t>(address);  // packed relocations leave the address where it is needed
  }

  std::optional<std::string_view> text_at(std::uint64_t address, std::size_t longest) const {
    const auto offset = offset_of(address);
    return offset ? text(*offset, longest) : std::nullopt;
  }

 private:
  template <class T>
  std::optional<T> read(std::uint64_t offset) const {
    T value;
    if (offset > file_.size() || file_.size() - offset < sizeof value) return std::nullopt;
    std::memcpy(&value, file_.data() + offset, sizeof value);
    return value;
  }

  template <class T>
  bool read_all(std::uint64_t offset, std::size_t count, std::vector<T>& to) const {
    for (std::size_t i = 0; i < count; ++i) {
      const auto one = read<T>(offset + i * sizeof(T));
      if (!one) return false;
      to.push_back(*one);
    }
    return true;
  }

  std::optional<std::string_view> text(std::uint64_t offset, std::size_t longest) const {
    if (offset >= file_.size()) return std::nullopt;
    const std::string_view rest = file_.substr(offset, longest + 1);
    const std::size_t end = rest.find('\0');
    return end == std::string_view::npos ? std::nullopt : std::optional(rest.substr(0, end));
  }

  std::optional<std::uint64_t> offset_of(std::uint64_t address) const {
    for (const Elf64_Phdr& segment : segments_) {
      if (segment.p_type != PT_LOAD || address < segment.p_vaddr || address - segment.p_vaddr >= segment.p_filesz)
        continue;
      return segment.p_offset + (address - segment.p_vaddr);
    }
    return std::nullopt;
  }

  std::optional<std::uint64_t> relocated(const Elf64_Rela& entry, const Elf64_Shdr& section) const {
    const auto addend = static_cast<std::uint64_t>(entry.r_addend);
    const std::uint64_t type = ELF64_R_TYPE(entry.r_info);
    if (type == kRelative) return addend;
    if (type != kAbsolute || section.sh_link >= sections_.size()) return std::nullopt;
    const auto symbol =
        read<Elf64_Sym>(sections_[section.sh_link].sh_offset + ELF64_R_SYM(entry.r_info) * sizeof(Elf64_Sym));
    if (!symbol || symbol->st_shndx == SHN_UNDEF) return std::nullopt;
    return symbol->st_value + addend;
  }

  std::string_view file_;
  std::vector<Elf64_Phdr> segments_;
  std::vector<Elf64_Shdr> sections_;
};

}  // namespace

std::optional<PluginConstants> read_plugin_constants(std::string_view file, std::size_t longest) {
  SharedObject object(file);
  if (!object.open()) return std::nullopt;
  const auto plugin = object.address_of("hvcompat_plugin");
  if (!plugin) return std::nullopt;
  const auto major = object.read_at<std::uint32_t>(*plugin + offsetof(hvc_plugin, abi_major));
  const auto minor = object.read_at<std::uint32_t>(*plugin + offsetof(hvc_plugin, abi_minor));
  const auto size = object.read_at<std::uint32_t>(*plugin + offsetof(hvc_plugin, struct_size));
  if (!major || !minor || !size || *size < kLeastPluginSize) return std::nullopt;
  const auto collect = object.pointer_at(*plugin + offsetof(hvc_plugin, collect));
  const auto manifest = object.pointer_at(*plugin + offsetof(hvc_plugin, manifest));
  if (!collect || *collect == 0 || !manifest) return std::nullopt;
  const auto text = object.text_at(*manifest, longest);
  if (!text || text->empty()) return std::nullopt;
  return PluginConstants{*major, *minor, std::string(*text)};
}

}  // namespace hvcompat
