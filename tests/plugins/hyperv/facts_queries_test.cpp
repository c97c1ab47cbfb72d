// The list of queries: one a class, none a guest, nothing that an older host would refuse.
#include <set>

#include "facts_host.hpp"
#include "identity.hpp"

namespace hvhyperv {
namespace {

TEST(Queries, OneAClassAndEachNamesItsOwn) {
  std::set<std::string_view> seen;
  for (const ClassQuery& query : class_queries()) {
    EXPECT_TRUE(seen.insert(query.class_name).second) << query.class_name;
    const std::string from = " FROM " + std::string(query.class_name);
    const std::size_t found = query.wql.find(from);
    ASSERT_NE(found, std::string::npos) << query.wql;
    const std::string_view rest = query.wql.substr(found + from.size());
    EXPECT_TRUE(rest.empty() || rest.starts_with(" WHERE ")) << query.wql;
    EXPECT_EQ(query.wql.find(kGuest), std::string::npos);
  }
}

// Properties that came after 2012 R2: a query that named one would fail there as a whole.
TEST(Queries, NameNothingThatCameAfter2012R2) {
  for (const char* late :
       {"UserSnapshotType", "GuestStateIsolation", "ExposeVirtualizationExtensions", "TpmEnabled", "HugePagesEnabled",
        "AutoBalancerMode", "SecureBootTemplateId", "Shielded", "HwThreadsPerCore", "HostComputerSystemName"})
    for (const ClassQuery& query : class_queries()) EXPECT_EQ(query.wql.find(late), std::string::npos) << query.wql;
}

TEST(Queries, TakeNoThumbnails) {
  for (const ClassQuery& query : class_queries()) {
    const bool large = query.class_name == "Msvm_SummaryInformation" || query.class_name == "Msvm_KvpExchangeComponent";
    EXPECT_TRUE(!large || query.wql.find('*') == std::string::npos) << query.wql;
  }
}

TEST(Identity, Guids) {
  EXPECT_TRUE(is_guid(kGuest));
  EXPECT_FALSE(is_guid("HV01"));
  EXPECT_FALSE(is_guid("11111111-2222-3333-4444-5555555555AG"));
  EXPECT_FALSE(is_guid("11111111-2222-3333-44445-555555555AA"));
  EXPECT_EQ(guid_of("11111111-2222-3333-4444-5555555555aa"), kGuest);
  EXPECT_EQ(guid_of("HV01"), "");
}

TEST(Identity, OwnersOfSettings) {
  EXPECT_EQ(owner_of("Microsoft:" + kGuest), kGuest);
  EXPECT_EQ(owner_of("Microsoft:" + kGuest + "\\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\\0\\0\\D"), kGuest);
  EXPECT_EQ(owner_of("Microsoft:Definition\\83F8638B-8DCA-4152-9EDA-2CA8B33039B4\\Default"), "");
  EXPECT_EQ(owner_of("Microsoft:" + kGuest + "x"), "");
  EXPECT_EQ(owner_of(kGuest), "");
  EXPECT_EQ(owner_of("Microsoft:"), "");
  EXPECT_EQ(owner_of(""), "");
}

TEST(InstanceValues, ByType) {
  const Instance instance =
      instance_of_text("X",
                       "A=7;B=true;C=FALSE;D=x;E=2026-10-08T17:00:00.5+02:00;F=1601-01-01T00:00:00Z;"
                       "G=18446744073709551615;L=1;L=2");
  EXPECT_EQ(instance.integer("A"), 7);
  EXPECT_EQ(instance.boolean("B"), true);
  EXPECT_EQ(instance.boolean("C"), false);
  EXPECT_EQ(instance.integer("D"), std::nullopt);
  EXPECT_EQ(instance.boolean("D"), std::nullopt);
  EXPECT_EQ(instance.time("E"), "2026-10-08T15:00:00Z");
  EXPECT_EQ(instance.time("F"), std::nullopt) << "never";
  EXPECT_EQ(instance.integer("G"), std::nullopt) << "beyond what a fact holds";
  EXPECT_EQ(instance.all("L"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(instance.text("Z"), "");
  EXPECT_EQ(instance.integer("Z"), std::nullopt);
  EXPECT_FALSE(instance.has("Z"));
  EXPECT_EQ(instance.reference("A"), nullptr);
}

}  // namespace
}  // namespace hvhyperv
