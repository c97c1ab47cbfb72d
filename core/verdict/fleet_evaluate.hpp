// The summary of a fleet, without a report of each guest: what evaluate() and summarize() count, for a fraction of the
// time and memory. Guests that differ in nothing that is read are judged once.
//
// tests/verdict/fleet_test.cpp holds the two to the same answer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inventory/line_chunks.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

struct FleetInput {
  std::string called;  // in complaints
  std::function<Result<ByteSource>()> open;
};

struct FleetReport {
  Report report;  // without guests, but all else as evaluate() gives it
  std::vector<Complaint> complaints;
};

// Nothing where a file is not as hvcompat saves inventories or cannot be read to its end, or where the site file
// attests what hosts sum up: evaluate() knows all that.
std::optional<FleetReport> evaluate_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                          unsigned threads);

}  // namespace hvcompat
