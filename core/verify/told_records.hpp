// The records of a trace as JSON objects, for checks that look into them.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inventory/inventory.hpp"
#include "verify/kit.hpp"

namespace hvcompat {

struct ToldRecord {
  std::string kind;  // "guest"
  std::string id;
  boost::json::object members;

  std::string called() const;  // "guest `g1`"
  const boost::json::object* object(std::string_view key) const;
  std::string text(std::string_view key) const;  // empty where it is none
};

// None where the host took it for no record.
std::optional<ToldRecord> record_in(const EmittedRecord& emitted);

// Those of one call that are records.
std::vector<ToldRecord> records_of(const Trace& trace, int call = 1);

// What the program's reader complains of, without its place: "it:4: " is left out.
std::string words_of(const Complaint& complaint);

// Judges what one call on the kit's target told; skipped where there is no target, failed where it did not return.
Finding on_target(const Kit& kit, const std::function<Finding(const Trace& trace)>& judge);

}  // namespace hvcompat
