// .dynsym by the section headers, every offset checked: the file is as hostile as anything from outside.
#include "verify/elf_symbols.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace hvcompat {

namespace {

Error no_object(const std::string& what) {
  return usage_error("it is no shared object for this machine: " + what,
                     "build it as a shared object for 64-bit Linux");
}

template <class T>
std::optional<T> structure_at(std::string_view bytes, std::uint64_t offset) {
  T value;
  if (offset > bytes.size() || bytes.size() - offset < sizeof value) return std::nullopt;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::string_view section_bytes(std::string_view bytes, const Elf64_Shdr& section) {
  if (section.sh_offset > bytes.size() || bytes.size() - section.sh_offset < section.sh_size) return {};
  return bytes.substr(section.sh_offset, section.sh_size);
}

std::string name_at(std::string_view names, std::uint32_t offset) {
  if (offset >= names.size()) return {};
  const std::string_view rest = names.substr(offset);
  return std::string(rest.substr(0, rest.find('\0')));
}

bool is_exported(const Elf64_Sym& symbol) {
  const unsigned binding = ELF64_ST_BIND(symbol.st_info);
  const unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  const bool seen = visibility == STV_DEFAULT || visibility == STV_PROTECTED;
  const bool defined = symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS;  // SHN_ABS: names of versions
  return defined && seen && (binding == STB_GLOBAL || binding == STB_WEAK || binding == STB_GNU_UNIQUE);
}

std::optional<Elf64_Shdr> section(std::string_view bytes, const Elf64_Ehdr& header, std::uint64_t index) {
  return structure_at<Elf64_Shdr>(bytes, header.e_shoff + index * sizeof(Elf64_Shdr));
}

}  // namespace

Result<std::vector<std::string>> exported_symbols(std::string_view bytes) {
  const auto header = structure_at<Elf64_Ehdr>(bytes, 0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return no_object("it does not begin as ELF does");
  if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB)
    return no_object("it is not of 64 bits, little endian");
  if (header->e_type != ET_DYN) return no_object("its ELF type is not that of a shared object");
  if (header->e_shoff == 0 || header->e_shentsize != sizeof(Elf64_Shdr))
    return no_object("it has no section headers, so that its symbols cannot be listed");
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < header->e_shnum; ++i) {
    const auto symbols = section(bytes, *header, i);
    if (!symbols || symbols->sh_type != SHT_DYNSYM) continue;
    const auto strings = section(bytes, *header, symbols->sh_link);
    const std::string_view table = section_bytes(bytes, *symbols);
    for (std::uint64_t at = 0; strings && at + sizeof(Elf64_Sym) <= table.size(); at += sizeof(Elf64_Sym)) {
      const auto symbol = structure_at<Elf64_Sym>(table, at);
      if (is_exported(*symbol)) names.push_back(name_at(section_bytes(bytes, *strings), symbol->st_name));
    }
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace hvcompat
