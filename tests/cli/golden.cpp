// Comparing with golden files.
#include "cli/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>

#include "cli/program.hpp"

namespace hvcompat::testing {

::testing::AssertionResult is_golden(const std::string& file, const std::string& text) {
  const std::string path = source_file("tests/data/" + file);
  if (std::getenv("HVCOMPAT_UPDATE_GOLDEN")) {
    write_file(path, text);
    return ::testing::AssertionFailure() << path << " was written anew: read it, then run without "
                                         << "HVCOMPAT_UPDATE_GOLDEN";
  }
  const std::string golden = std::filesystem::exists(path) ? read_file(path) : "";
  if (golden == text) return ::testing::AssertionSuccess();
  std::istringstream wanted(golden);
  std::istringstream got(text);
  std::string wanted_line;
  std::string got_line;
  int number = 0;
  do {
    ++number;
    if (!std::getline(wanted, wanted_line)) wanted_line = "(end)";
    if (!std::getline(got, got_line)) got_line = "(end)";
  } while (wanted_line == got_line && (wanted || got));
  return ::testing::AssertionFailure() << path << ":" << number << ": differs\n  golden: " << wanted_line
                                       << "\n  got:    " << got_line << "\nif that is wanted: HVCOMPAT_UPDATE_GOLDEN=1";
}

std::string without_hashes(const std::string& report) {
  const std::string placeless = replaced(report, source_file(""), "");
  const std::string hashless = std::regex_replace(placeless, std::regex("\"[0-9a-f]{64}\""), "\"(hash)\"");
  return std::regex_replace(hashless, std::regex("\"hvcompat\": \"[^\"]*\""), "\"hvcompat\": \"(version)\"");
}

}  // namespace hvcompat::testing
