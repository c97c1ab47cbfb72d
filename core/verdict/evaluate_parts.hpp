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
// Complaints and notes of packs; the waivers' come last, from their book.
void add_notes(Report& report, const std::vector<Complaint>& complaints, const Evaluation& evaluation);

}  // namespace hvcompat
