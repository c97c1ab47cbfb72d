// Tests of a pack: cases of literal facts with the answer that is expected. Contract: <revision>.tests.json.
//
// It stands here and not with the packs, because a case is judged as a guest is: derived, then judged.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalog/catalogs.hpp"
#include "policy/pack.hpp"

namespace hvcompat {

// One key of `expect` that came out otherwise.
struct CaseDifference {
  std::string file;
  int line = 0;
  std::string name;  // of the case
  std::string key;   // "level", "boundaries.a7-overcommit"
  std::string expected;
  std::string got;
};

// A rule that the cases leave untried: no case in which it holds, fails, or is unknown.
struct UntriedRule {
  std::string rule;
  std::string lacking;
};

struct PackTestResult {
  std::size_t cases = 0;
  std::vector<CaseDifference> differences;
  std::vector<UntriedRule> untried;
};

// Runs the cases of `file` against the pack alone. Facts are collected or derived ones; a derived fact that is given is
// not derived again; absent or null is unknown. Only the keys of `expect` are compared: level, possible, rule, rules,
// basis, missing (the pack's own facts), boundaries, advice (ids).
Loaded<PackTestResult> run_pack_tests(const Pack& pack, const Catalogs& catalogs, std::string file, std::string text);

// configs/policies/<id>/<revision>.tests.json
std::filesystem::path tests_beside(const std::filesystem::path& pack_file);

}  // namespace hvcompat
