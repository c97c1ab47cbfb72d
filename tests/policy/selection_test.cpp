// Which revision judges on which day.
#include "policy/selection.hpp"

#include <gmock/gmock.h>

#include "pack_fixture.hpp"

namespace hvcompat::testing {
namespace {

Pack pack(const std::string& revision, const std::string& from) {
  auto parsed = parse_pack("acme-" + revision + ".json", kPack);
  parsed->revision = revision;
  parsed->in_force_from = from;
  return *parsed;
}

std::vector<Pack> two() { return {pack("old", "2010-05-05"), pack("new", "2020-05-05")}; }

TEST(Selection, TakesTheNewestInForce) {
  const auto chosen = select_policies(two(), {}, "2020-05-05");
  ASSERT_EQ(chosen->size(), 1u);
  EXPECT_EQ((*chosen)[0].pack.revision, "new");
  EXPECT_EQ((*chosen)[0].note, "");
}

TEST(Selection, NotesADateBetweenKnownRevisions) {
  const auto chosen = select_policies(two(), {"acme"}, "2020-05-04");
  EXPECT_EQ((*chosen)[0].pack.revision, "old");
  EXPECT_EQ(
      (*chosen)[0].note,
      "2020-05-04 lies between the known revisions of acme (2010-05-05 and 2020-05-05): a later revision than old, "
      "not known here, may apply");
}

TEST(Selection, BeforeTheOldestEveryLevelIsOpen) {
  const auto chosen = select_policies(two(), {}, "2010-05-04");
  ASSERT_EQ(chosen->size(), 1u);
  EXPECT_EQ((*chosen)[0].pack.revision, "none");
  EXPECT_EQ((*chosen)[0].note, "no revision of acme is known for 2010-05-04: the oldest known is of 2010-05-05");
  const auto set = compile_policies(*chosen);
  ASSERT_FALSE(set.has_error());
  EXPECT_EQ(leaves_of(set->store, set->packs[0].rules).size(), 7u);
}

TEST(Selection, ANamedRevisionIsTakenWhateverTheDate) {
  EXPECT_EQ((*select_policies(two(), {"acme@new"}, "2000-01-01"))[0].pack.revision, "new");
}

TEST(Selection, UnknownNamesAreToldWithWhatIsKnown) {
  EXPECT_EQ(to_text(select_policies(two(), {"acne"}, "2020-05-05").error()),
            to_text(usage_error("there is no policy `acne`", "did you mean `acme`?")));
  EXPECT_EQ(to_text(select_policies(two(), {"acme@2021"}, "2020-05-05").error()),
            to_text(usage_error("policy `acme` has no revision `2021`", "known: old, new")));
}

TEST(Selection, ARevisionThatStandsTwiceIsRefused) {
  const std::vector<Pack> twice = {pack("old", "2010-05-05"), pack("old", "2011-05-05")};
  EXPECT_THAT(to_text(select_policies(twice, {}, "2020-05-05").error()),
              ::testing::HasSubstr("policy `acme@old` stands twice: acme-old.json and acme-old.json"));
}

}  // namespace
}  // namespace hvcompat::testing
