// From what was collected and attested to what policies ask: names, states of features, life cycles, listings.
#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalogs.hpp"
#include "inventory/attest.hpp"
#include "inventory/inventory.hpp"

namespace hvcompat {

// A guest ready to be judged. The records belong to the inventory and must outlive it.
struct JudgedGuest {
  const Record* guest = nullptr;
  const Record* host = nullptr;     // null where the inventory has none
  const Record* cluster = nullptr;  // null where there is none
  // Of the guest, its host, its cluster and the customer, all derived facts included (known or not).
  // A known derived fact: `from` are the facts it came from, evidence "derived from a, b".
  // An unknown one: `candidates` or `at_least` what its inputs leave open, `from` the unknown facts that would decide
  // it (collected, site or, where nothing else would, the derived fact itself), `unknown` the cause.
  Facts facts;
  std::vector<FactConflict> conflicts;
};

// Whether it is known to be one: templates are not judged.
bool is_template(const Facts& of_guest);

// One for each guest in the order of the inventory, but for templates (guest.template is true).
// Pure: the same arguments give the same result. `as_of` is the day of the judgement, YYYY-MM-DD. In `use`, which
// is as long as the list of the site's attestations, those that speak of a guest are marked.
std::vector<JudgedGuest> derive_facts(const Inventory& inventory, const SiteFacts& site, const Catalogs& catalogs,
                                      std::string_view as_of, AttestUse* use = nullptr);

}  // namespace hvcompat
