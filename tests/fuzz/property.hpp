// What each fuzz target has: its input as text, and properties whose failure ends the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// libFuzzer's entry (https://llvm.org/docs/LibFuzzer.html); 0: the input may join the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace hvcompat::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline void holds(bool property, const char* what) {
  if (property) return;
  std::fprintf(stderr, "property failed: %s\n", what);
  std::abort();
}

}  // namespace hvcompat::fuzz
