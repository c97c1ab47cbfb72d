// What evaluate() and evaluate_fleet() share. Internal to them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/saved_lines.hpp"
#include "verdict/evaluate.hpp"

namespace hvcompat {

// What a list of guests shows besides the answer and the tags: os, vendor and hypervisor.
void name_guest(GuestReport& report, const Facts& facts);
std::span<const std::string_view> naming_facts();  // that it looks at

// All but the hash of the facts.
ReportInputs inputs_of(const Evaluation& evaluation);
// `judged`: guests but templates.
TargetReport target_report(const Inventory& inventory, const RecordCounts& counts, std::size_t judged);
// Complaints, notes of packs, targets that count twice and attestations that speak of nobody; the waivers' come last,
// from their book. When all targets are in the report.
void add_notes(Report& report, const std::vector<Complaint>& complaints, const Evaluation& evaluation,
               const AttestUse& attest_use);

}  // namespace hvcompat
