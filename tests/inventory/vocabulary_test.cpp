// The generated table says what sdk/vocabulary.json says.
#include "inventory/vocabulary.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace hvcompat {
namespace {

TEST(Vocabulary, FindsFactsAsDeclared) {
  const FactSpec* power = find_fact("guest.power");
  ASSERT_NE(power, nullptr);
  EXPECT_EQ(power->entity, Entity::guest);
  EXPECT_EQ(power->type, FactType::enumeration);
  EXPECT_EQ(power->origin, FactOrigin::collected);
  EXPECT_EQ(std::ranges::count(power->values, "running"), 1);
  const FactSpec* memory = find_fact("host.memory.total_mib");
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(memory->unit, "MiB");
  EXPECT_EQ(memory->minimum, 0);
  EXPECT_EQ(find_fact("feature.live_migration")->origin, FactOrigin::derived);
  EXPECT_EQ(find_fact("customer.spla")->origin, FactOrigin::site);
  EXPECT_EQ(find_fact("guest.pover"), nullptr);
}

TEST(Vocabulary, EveryFactIsFoundByItsName) {
  ASSERT_EQ(vocabulary().size(), fact_names().size());
  for (const FactSpec& spec : vocabulary()) EXPECT_EQ(find_fact(spec.name), &spec) << spec.name;
}

TEST(Vocabulary, VendorsHaveNamesOfTheirOwn) {
  EXPECT_TRUE(is_vendor_fact("x.acme.tier"));
  EXPECT_TRUE(is_vendor_fact("x.acme.tier.gold_2"));
  EXPECT_FALSE(is_vendor_fact("x.acme"));
  EXPECT_FALSE(is_vendor_fact("x..tier"));
  EXPECT_FALSE(is_vendor_fact("x.acme.Tier"));
  EXPECT_FALSE(is_vendor_fact("guest.power"));
}

}  // namespace
}  // namespace hvcompat
