// Conditions as indented lines: what `not` and `any of` belong to must be seen.
#include "report/rule_outline.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace hvcompat {
namespace {

namespace json = boost::json;

Condition test_of(std::string fact, bool operand) {
  return Condition::of({std::move(fact), FactType::boolean, TestOp::is, {Value(operand)}});
}

Condition group(Condition::Kind kind, std::vector<Condition> parts) {
  Condition condition;
  condition.kind = kind;
  condition.parts = std::move(parts);
  return condition;
}

Pack small_pack() {
  Pack pack;
  pack.id = "acme";
  pack.revision = "2026-01-01";
  pack.clauses = {{"C1", "page 2", "what it says", ""}};
  pack.applies_to = test_of("guest.tpm", true);
  Rule rule;
  rule.id = "r1";
  rule.when = group(
      Condition::Kind::all,
      {test_of("guest.secure_boot", true),
       group(Condition::Kind::negation,
             {group(Condition::Kind::any, {test_of("guest.template", true), test_of("guest.migratable", false)})})});
  Rule last;
  last.id = "rest";
  pack.support = {rule, last};
  return pack;
}

TEST(PackWords, ClausesAndTheShapeOfRules) {
  EXPECT_EQ(json::serialize(pack_words_json({small_pack()})),
            R"({"acme@2026-01-01":{"clauses":{"C1":{"where":"page 2","summary":"what it says"}},)"
            R"("rules":{"applies_to":[[0,"guest.tpm","is yes"]],)"
            R"("r1":[[0,"guest.secure_boot","is yes"],[0,"not"],[1,"any of"],[2,"guest.template","is yes"],)"
            R"([2,"guest.migratable","is no"]],"rest":[]}}})");
}

TEST(PackWords, WithoutPacksThereAreNone) { EXPECT_EQ(json::serialize(pack_words_json({})), "{}"); }

}  // namespace
}  // namespace hvcompat
