// What evaluate() and evaluate_fleet() share. Internal to them.
#pragma once

#include <string>
#include <vector>

#include "inventory/saved_lines.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

// All but the hash of the facts.
ReportInputs inputs_of(const Evaluation& evaluation);
// `judged`: guests but templates.
TargetReport target_report(const Inventory& inventory, const RecordCounts& counts, std::size_t judged);
// Complaints and notes of packs; the waivers' come last, from their book.
void add_notes(Report& report, const std::vector<Complaint>& complaints, const Evaluation& evaluation);

}  // namespace hvcompat
