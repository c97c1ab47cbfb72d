// A policy pack: one revision of one policy, read from configs/policies/<id>/<revision>.json and checked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "policy/condition.hpp"
#include "policy/level.hpp"

namespace hvcompat {

// A place in the document that the pack stands for. `manual`: why nothing can observe it; empty where rules carry it.
struct Clause {
  std::string id;
  std::string where;
  std::string summary;
  std::string manual;
};

struct Rule {
  std::string id;
  Condition when;  // always for the last one
  Level level = Level::not_supported;
  std::vector<std::string> clauses;
  std::string why;
  std::vector<std::string> obligations;
  std::vector<std::string> reproduce_on;  // where the document accepts that a problem is shown again
  Basis basis = Basis::explicit_;
  std::optional<Condition> explicit_when;  // the basis is explicit where this surely holds
  std::optional<Outcome> at_best;          // caps the outcome, whatever the profile says
  Place where;                             // for errors found later
};

struct Boundary {
  std::string id;
  std::string feature;  // "feature.memory_overcommit"
  Condition when;
  std::string responsible;
  Basis basis = Basis::explicit_;
  std::vector<std::string> clauses;
  std::string why;
  std::string remedy;
};

// Shown where `when` surely holds, one of the rules `on` surely decides (none named: whichever), and `unless` does not
// surely hold.
struct Advice {
  std::string id;
  std::vector<std::string> on;
  Condition when;
  std::optional<Condition> unless;
  std::string text;
  std::vector<std::string> clauses;
};

struct PackSource {
  std::string document;
  std::string url;
  std::vector<std::string> applies_to;  // the article's own list
  std::string note;
};

struct Pack {
  std::string id;
  std::string revision;
  std::string title;
  std::string area;
  PackSource source;
  std::string in_force_from;  // a date
  Condition applies_to;
  std::optional<Condition> covers;  // what the article names itself; elsewhere the basis is extrapolated
  std::vector<Clause> clauses;
  std::vector<Rule> support;
  std::vector<Boundary> boundaries;
  std::vector<Advice> advice;
  std::vector<std::string> needs_any;

  std::filesystem::path file;
  std::string sha256;

  const Rule* rule(std::string_view rule_id) const;
  const Clause* clause(std::string_view clause_id) const;
};

// Reads and checks one pack: types, names, ids, references; not yet what only its compiled form shows (dead rules).
Loaded<Pack> parse_pack(std::string file, std::string text);
Loaded<Pack> load_pack(const std::filesystem::path& file);

// Every <directory>/<id>/<revision>.json, without the tests, by id and revision.
Result<std::vector<std::filesystem::path>> find_pack_files(const std::filesystem::path& directory);

}  // namespace hvcompat
