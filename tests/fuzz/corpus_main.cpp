// A fuzz target without a fuzzer: each file that is named, or stands in a folder that is, is given to it once, so that
// what was found stays found.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "property.hpp"

namespace {

namespace fs = std::filesystem;

// Sorted: the same order everywhere.
std::vector<fs::path> files_of(const fs::path& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(place))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void try_input(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::printf("%s: %zu bytes\n", file.c_str(), bytes.size());
  std::fflush(stdout);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t inputs = 0;
  for (const fs::path& place : std::vector<fs::path>(argv + 1, argv + argc)) {
    const auto files = files_of(place);
    if (files.empty()) std::printf("no inputs in %s\n", place.c_str());
    std::ranges::for_each(files, try_input);
    inputs += files.empty() ? 0 : 1;
  }
  return inputs == static_cast<std::size_t>(argc - 1) && inputs > 0 ? 0 : 1;
}
