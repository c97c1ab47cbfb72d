// Cells and diagrams: constants cut domains where they should, and restriction says what is left.
#include "policy/domain.hpp"

#include <gmock/gmock.h>

#include "policy/diagram.hpp"

namespace hvcompat::testing {
namespace {

FactTest test_on(const std::string& fact, TestOp op, std::vector<Value> operands) {
  const FactSpec* spec = find_fact(fact);
  return {fact, spec ? spec->type : FactType::text, op, std::move(operands)};
}

Domain domain_of(const std::vector<FactTest>& tests) {
  Domain domain;
  for (const FactTest& test : tests) domain.add(test);
  domain.seal();
  return domain;
}

std::vector<int> cells(const CellSet& set) {
  std::vector<int> result;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set.has(i)) result.push_back(static_cast<int>(i));
  return result;
}

Facts knowing(const std::string& fact, Value value) {
  Facts facts;
  facts.set(fact, Fact::of(std::move(value), "test"));
  return facts;
}

using ::testing::ElementsAre;

TEST(Domain, WholeNumbersHaveNoEmptyCells) {
  const FactTest at_most = test_on("guest.vcpu.count", TestOp::at_most, {Value(std::int64_t{5})});
  const FactTest at_least = test_on("guest.vcpu.count", TestOp::at_least, {Value(std::int64_t{6})});
  const Domain domain = domain_of({at_most, at_least});
  const FactDomain& fact = *domain.find("guest.vcpu.count");
  EXPECT_EQ(fact.cells(), 2u);
  EXPECT_THAT(cells(Domain::holding(fact, at_most)), ElementsAre(0));
  EXPECT_THAT(cells(Domain::holding(fact, at_least)), ElementsAre(1));
}

TEST(Domain, NothingLiesBelowTheMinimum) {
  const FactTest at_least = test_on("guest.vcpu.count", TestOp::at_least, {Value(std::int64_t{0})});
  const Domain domain = domain_of({at_least});
  EXPECT_EQ(domain.cells(0), 1u);
  EXPECT_THAT(cells(Domain::holding(*domain.find("guest.vcpu.count"), at_least)), ElementsAre(0));
}

TEST(Domain, BordersOfNumbers) {
  const FactTest is = test_on("guest.vcpu.count", TestOp::is, {Value(std::int64_t{4})});
  const Domain domain = domain_of({is});
  EXPECT_EQ(domain.cells(0), 3u);
  for (const auto& [value, cell] : {std::pair{3, 0}, {4, 1}, {5, 2}})
    EXPECT_THAT(cells(domain.allowed(knowing("guest.vcpu.count", Value(std::int64_t{value})))[0]), ElementsAre(cell));
}

TEST(Domain, VersionsCompareByNumbers) {
  const FactTest from = test_on("hypervisor.version", TestOp::version_at_least, {Value(std::string("9.0"))});
  const FactTest below = test_on("hypervisor.version", TestOp::version_below, {Value(std::string("10"))});
  const Domain domain = domain_of({from, below});
  for (const auto& [text, cell] : {std::pair{"8.9.9", 0}, {"9", 1}, {"9.10", 1}, {"10.0", 2}, {"10.0.1", 2}})
    EXPECT_THAT(cells(domain.allowed(knowing("hypervisor.version", Value(std::string(text))))[0]), ElementsAre(cell))
        << text;
  EXPECT_THAT(cells(Domain::holding(*domain.find("hypervisor.version"), below)), ElementsAre(0, 1));
}

TEST(Domain, FractionsOfSecondsLieAfterTheSecond) {
  const FactTest at_most =
      test_on("guest.migration.last", TestOp::at_most, {Value(std::string("2026-01-01T00:00:00Z"))});
  const Domain domain = domain_of({at_most});
  EXPECT_THAT(cells(domain.allowed(knowing("guest.migration.last", Value(std::string("2026-01-01T00:00:00.5Z"))))[0]),
              ElementsAre(1));
}

TEST(Domain, CandidatesAndLowerBoundsLeaveSomeCells) {
  const FactTest is = test_on("guest.os.product", TestOp::in,
                              {Value(std::string("windows-server-2012")), Value(std::string("windows-server-2016"))});
  Fact fact = Fact::missing("not-exposed");
  fact.candidates = {Value(std::string("windows-server-2012")), Value(std::string("windows-server-2012-r2"))};
  Facts facts;
  facts.set("guest.os.product", fact);
  EXPECT_THAT(cells(domain_of({is}).allowed(facts)[0]), ElementsAre(0, 2));

  const FactTest big = test_on("host.memory.assigned_mib", TestOp::at_least, {Value(std::int64_t{1000})});
  Fact bound = Fact::missing("not-permitted");
  bound.at_least = 1000;
  facts.set("host.memory.assigned_mib", bound);
  EXPECT_THAT(cells(domain_of({big}).allowed(facts)[0]), ElementsAre(1));
}

TEST(Domain, AVendorsValueOfAnotherTypeLeavesEverythingOpen) {
  FactTest test{"x.acme.tier", FactType::integer, TestOp::at_least, {Value(std::int64_t{3})}};
  const Domain domain = domain_of({test});
  EXPECT_THAT(cells(domain.allowed(knowing("x.acme.tier", Value(std::string("gold"))))[0]), ElementsAre(0, 1));
}

TEST(Domain, ListsAreIndependentMembersAndAnyOther) {
  const FactTest contains = test_on("guest.role", TestOp::contains, {Value(std::string("sql-server"))});
  const Domain domain = domain_of({contains});
  ASSERT_EQ(domain.variables(), 2u);
  const auto allowed = domain.allowed(knowing("guest.role", Value(TextList{"exchange"})));
  EXPECT_THAT(cells(allowed[0]), ElementsAre(0));
  EXPECT_THAT(cells(allowed[1]), ElementsAre(1));
}

TEST(Diagram, EqualFunctionsAreEqualIds) {
  DiagramStore store;
  const Diagram leaves[] = {DiagramStore::leaf(0), DiagramStore::leaf(1)};
  const Diagram a = store.node(0, leaves);
  const Diagram b = store.node(1, leaves);
  const Diagram both = store.choose(a, b, DiagramStore::leaf(0));
  EXPECT_EQ(both, store.choose(b, a, DiagramStore::leaf(0)));
  EXPECT_EQ(store.choose(a, b, b), b);
  EXPECT_THAT(variables_of(store, both), ElementsAre(0, 1));
}

TEST(Diagram, RestrictionForgetsWhatNoLongerMatters) {
  DiagramStore store;
  const Diagram leaves[] = {DiagramStore::leaf(0), DiagramStore::leaf(1), DiagramStore::leaf(1)};
  const Diagram three = store.node(0, leaves);
  CellSet last_two(3);
  last_two.add(1);
  last_two.add(2);
  DiagramStore scratch;
  EXPECT_EQ(restrict(store, three, {last_two}, scratch), DiagramStore::leaf(1));
  EXPECT_EQ(scratch.size(), 0u);
}

TEST(CellSet, HoldsMoreThanAWord) {
  CellSet cells(130, true);
  EXPECT_EQ(cells.count(), 130u);
  EXPECT_TRUE(cells.has(129));
}

}  // namespace
}  // namespace hvcompat::testing
