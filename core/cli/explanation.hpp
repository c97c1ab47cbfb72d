// The whole reasoning for one guest in words: rule by rule, fact by fact, clause by clause.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "policy/pack.hpp"

namespace hvcompat {

struct ExplanationOptions {
  std::size_t width = 120;
  bool color = false;
};

// `guest` is a guest of a report in full detail (configs/schema/report.schema.json); `packs` give the clauses' words,
// a clause of a pack that is not there stands by its id alone.
std::string explain_guest(const boost::json::object& guest, const std::vector<Pack>& packs,
                          const ExplanationOptions& options = {});

}  // namespace hvcompat
