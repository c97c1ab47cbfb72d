// From inventories to a report: every guest derived and judged, waivers applied, everything counted. Pure.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalogs.hpp"
#include "inventory/inventory.hpp"
#include "policy/compile.hpp"
#include "policy/profile.hpp"
#include "target/site.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

struct Evaluation {
  const PolicySet& policies;
  const Catalogs& catalogs;
  const Profile& profile;
  const Site& site;  // an empty one where there is no site file
  std::string as_of;
  std::string version;  // hvcompat's own
};

// Guests stand in the order of the inventories. The inventories must outlive nothing: the report holds copies.
Report evaluate(const std::vector<Inventory>& inventories, const std::vector<Complaint>& complaints,
                const Evaluation& evaluation);

class WaiverBook;

// The same with the waivers of `waivers`, which then knows which of them were used; the report's notes are silent of
// them.
Report evaluate(const std::vector<Inventory>& inventories, const std::vector<Complaint>& complaints,
                const Evaluation& evaluation, WaiverBook& waivers);

// Counts what `report.guests` say into `report.summary`.
void summarize(Report& report);

}  // namespace hvcompat
