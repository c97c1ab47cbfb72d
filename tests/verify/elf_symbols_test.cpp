// Reading symbols from files that may be anything.
#include "verify/elf_symbols.hpp"

#include <gmock/gmock.h>

#include <elf.h>

#include "fixture_kit.hpp"
#include "text/json_document.hpp"

namespace hvcompat {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string bytes_of(const std::string& plugin) { return read_text_file(plugin_of_tests(plugin)).value(); }

std::string fault_of(std::string_view bytes) {
  const auto symbols = exported_symbols(bytes);
  return symbols ? "none" : symbols.error().message;
}

TEST(ElfSymbols, OfAPlugin) {
  EXPECT_THAT(exported_symbols(bytes_of("good")).value(), ElementsAre("hvcompat_plugin"));
  EXPECT_THAT(exported_symbols(bytes_of("exports_more")).value(), ElementsAre("helper_of_mine", "hvcompat_plugin"));
}

TEST(ElfSymbols, OfWhatIsNone) {
  EXPECT_THAT(fault_of(""), HasSubstr("does not begin as ELF does"));
  EXPECT_THAT(fault_of(std::string(4096, 'x')), HasSubstr("does not begin as ELF does"));
  std::string bytes = bytes_of("good");
  bytes[EI_CLASS] = ELFCLASS32;
  EXPECT_THAT(fault_of(bytes), HasSubstr("not of 64 bits"));
}

// Every cut and every broken byte of the headers is survived; sanitizers watch.
TEST(ElfSymbols, OfADamagedFile) {
  const std::string whole = bytes_of("good");
  for (std::size_t size = 0; size < whole.size(); size += 37) exported_symbols(std::string_view(whole).substr(0, size));
  Elf64_Ehdr header;
  whole.copy(reinterpret_cast<char*>(&header), sizeof header);
  const std::size_t table = header.e_shoff;
  for (std::size_t at = 0; at < whole.size(); at += at < sizeof header || at > table ? 1 : 64) {
    std::string damaged = whole;
    damaged[at] = '\xFF';
    exported_symbols(damaged);
  }
}

}  // namespace
}  // namespace hvcompat
