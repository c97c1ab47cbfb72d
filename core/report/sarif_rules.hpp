// What SARIF calls reporting descriptors: the rules and boundaries that spoke in a report.
#pragma once

#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <vector>

#include "report/sarif_findings.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

class SarifRules {
 public:
  explicit SarifRules(const Report& report);

  // The place of a finding's rule in json(); makes note of its level.
  std::size_t index_of(const SarifFinding& finding);

  boost::json::array json() const;

 private:
  struct Rule {
    std::string policy;
    std::string id;
    std::string summary;
    std::vector<std::string> clauses;
    std::vector<std::string> obligations;
    std::string remedy;
    FindingLevel level = FindingLevel::none;
    bool exact = false;  // told by a verdict that this rule alone decided
  };

  Rule& rule(const std::string& policy, const std::string& id);
  void add(const PackVerdict& pack);
  void add(const BoundaryVerdict& boundary);
  const PackInput* pack_of(const Rule& rule) const;
  boost::json::object json(const Rule& rule) const;

  const Report& report_;
  std::vector<Rule> rules_;
  std::map<std::string, std::size_t> places_;  // by rule_id()
};

}  // namespace hvcompat
