// Whether a line is a record exactly as hvcompat would save it: it may be kept as it is then.
#pragma once

#include <string_view>

#include "inventory/fact_needs.hpp"
#include "inventory/fact_pool.hpp"
#include "inventory/fact_sieve.hpp"
#include "inventory/saved_record.hpp"

namespace hvcompat {

class SavedLineCheck {
 public:
  SavedLineCheck() : needs_(FactNeeds::of_nobody()), pool_(needs_), sieve_(pool_) {}
  SavedLineCheck(const SavedLineCheck&) = delete;
  SavedLineCheck& operator=(const SavedLineCheck&) = delete;

  // Null where it is not: the parser reads it then, and says what is wrong with it. Every fact is checked. What it
  // points to stays until the next call.
  const SavedRecord* cut(std::string_view line);

 private:
  FactNeeds needs_;
  FactPool pool_;
  FactSieve sieve_;
  SavedRecordCutter cutter_;
};

}  // namespace hvcompat
