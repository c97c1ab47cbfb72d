// Missing derived facts are followed to what would supply them.
#include <gmock/gmock.h>

#include "policies_fixture.hpp"
#include "verdict/judge.hpp"

namespace hvcompat::testing {
namespace {

TEST(Trace, FollowsADerivedFactToItsUnknownInputs) {
  Facts facts = without(validated_guest(), "svvp.limits");
  Fact limits = Fact::missing("not-permitted");
  limits.from = {"guest.vcpu.count", "svvp.listing"};
  facts.set("svvp.limits", limits);
  facts.set("guest.vcpu.count", Fact::missing("not-permitted", "the account may not read it", "grant System.Read"));
  facts.set("svvp.listing", Fact::of(Value(std::string("example")), "test"));
  facts = with(facts, "vendor.relationship", "none");
  Verdict verdict = judge(shipped(), facts, default_profile());
  ASSERT_EQ(verdict.missing.size(), 1u);
  EXPECT_EQ(verdict.missing[0].fact, "svvp.limits");
  trace_missing(verdict, facts);
  ASSERT_EQ(verdict.missing.size(), 1u);
  EXPECT_EQ(verdict.missing[0].fact, "guest.vcpu.count");
  EXPECT_EQ(verdict.missing[0].unknown.reason, "not-permitted");
  EXPECT_EQ(verdict.missing[0].unknown.remedy, "grant System.Read");
}

TEST(Trace, ACustomersFactComesWithTheLineForTheSiteFile) {
  const Facts facts = without(validated_guest(), "customer.support_agreement");
  Verdict verdict = judge(shipped(), facts, default_profile());
  trace_missing(verdict, facts);
  ASSERT_EQ(verdict.missing.size(), 1u);
  EXPECT_EQ(verdict.missing[0].unknown.remedy, "add \"customer\": {\"support_agreement\": …} to the site file");
}

}  // namespace
}  // namespace hvcompat::testing
