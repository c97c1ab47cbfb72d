// Conditions of a pack: all, any, not, and tests on one fact, checked against the vocabulary when they are read.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "inventory/facts.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

enum class TestOp { is, in, at_least, at_most, version_at_least, version_below, contains, only_in, empty };
std::string_view name_of(TestOp op);

// One test. `type` is the fact's; for vendors' facts (x.…) it follows from the operands. `empty` has one operand, a
// bool: whether the list must be empty.
struct FactTest {
  std::string fact;
  FactType type = FactType::text;
  TestOp op = TestOp::is;
  std::vector<Value> operands;
};

struct Condition {
  enum class Kind { always, all, any, negation, test };
  Kind kind = Kind::always;
  std::vector<Condition> parts;  // of all, any; one of negation
  FactTest test;

  static Condition of(FactTest test);
};

// "in extended, mainstream"
std::string in_words(const FactTest& test);

// Calls `visit` for every test, in the order of the text.
void for_each_test(const Condition& condition, const std::function<void(const FactTest&)>& visit);

// Reads a condition; `what` names its owner in messages ("rule `a5`"). After an error the condition is not to be used.
Condition read_condition(const JsonDocument& document, const JsonNode& node, const std::string& what, Errors& errors);

}  // namespace hvcompat
