// Verifying one plugin of these tests, and what came out of it by name.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "verify/kit.hpp"

namespace hvcompat {

inline std::string plugin_of_tests(const std::string& name) {
  const std::string own = std::string(VERIFY_FIXTURES "/") + name + ".so";
  return std::filesystem::exists(own) ? own : std::string(HOST_FIXTURES "/") + name + ".so";
}

inline KitOptions kit_options(const std::string& plugin_file) {
  KitOptions options;
  options.plugin_file = plugin_file;
  options.program = KIT_PROCESS;
  options.deadline = std::chrono::milliseconds(20'000);
  options.output_cap = 1u << 20;
  return options;
}

inline std::vector<std::string> ids_with(const Verification& verification, CheckState state) {
  std::vector<std::string> ids;
  for (const CheckedResult& result : verification.results)
    if (result.finding.state == state) ids.emplace_back(result.check->id);
  return ids;
}

inline const Finding& finding_of(const Verification& verification, std::string_view id) {
  static const Finding kNone{CheckState::skipped, "not made"};
  for (const CheckedResult& result : verification.results)
    if (result.check->id == id) return result.finding;
  return kNone;
}

inline std::string told(const Verification& verification) {
  std::string text;
  for (const CheckedResult& result : verification.results)
    if (result.finding.state != CheckState::passed)
      text += std::string(result.check->id) + " " + std::string(name_of(result.finding.state)) + ": " +
              result.finding.detail + "\n";
  return text;
}

}  // namespace hvcompat
