// Packs: what is read, and the exact words for every mistake.
#include "policy/pack.hpp"

#include <gmock/gmock.h>

#include "pack_fixture.hpp"
#include "policy/compile.hpp"

namespace hvcompat::testing {
namespace {

std::string errors_of(const std::string& text) {
  const auto pack = parse_pack("acme.json", text);
  return pack.has_error() ? to_text(pack.error()) : std::string();
}

std::string compile_errors_of(const std::string& text) {
  auto pack = parse_pack("acme.json", text);
  if (pack.has_error()) return to_text(pack.error());
  const auto set = compile_policies({{*pack, {}}});
  return set.has_error() ? to_text(set.error()) : std::string();
}

TEST(Pack, ReadsEveryPart) {
  const auto pack = parse_pack("acme.json", kPack);
  ASSERT_FALSE(pack.has_error()) << to_text(pack.error());
  EXPECT_EQ(pack->id, "acme");
  EXPECT_EQ(pack->in_force_from, "2024-01-01");
  ASSERT_EQ(pack->support.size(), 2u);
  EXPECT_EQ(pack->support[0].level, Level::joint);
  EXPECT_EQ(in_words(pack->support[0].when.test), "is windows-server");
  EXPECT_EQ(pack->sha256.size(), 64u);
}

TEST(Pack, ShippedPacksLoadAndCompile) {
  const auto files = find_pack_files(std::string(HVCOMPAT_CONFIGS) + "/policies");
  ASSERT_FALSE(files.has_error());
  ASSERT_GE(files->size(), 3u);
  for (const auto& file : *files) {
    const auto pack = load_pack(file);
    ASSERT_FALSE(pack.has_error()) << to_text(pack.error());
    EXPECT_EQ(file.stem().string(), pack->revision);
    EXPECT_EQ(file.parent_path().filename().string(), pack->id);
    const auto set = compile_policies({{*pack, {}}});
    EXPECT_FALSE(set.has_error()) << to_text(set.error());
  }
}

struct Mistake {
  std::string name, from, to, expected;
};

class PackMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(PackMistake, IsToldWithItsPlace) {
  const std::string text = replaced(kPack, GetParam().from, GetParam().to);
  ASSERT_FALSE(text.empty()) << "the fixture has no " << GetParam().from;
  EXPECT_THAT(compile_errors_of(text), ::testing::HasSubstr(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    All, PackMistake,
    ::testing::Values(
        Mistake{"UnknownFact", "guest.kind", "guest.kinds", "acme.json:11:35: rule `r1`: unknown fact `guest.kinds`\n"},
        Mistake{"Suggestion", "guest.kind", "guest.kinds", "^ did you mean `guest.kind`?"},
        Mistake{"BadValue", "\"is\": \"windows-server\"", "\"is\": \"windows-sever\"",
                "acme.json:11:55: rule `r1`: fact `guest.kind`: `windows-sever` is not one of "},
        Mistake{"WrongOp", "\"is\": \"windows-server\"", "\"at_least\": 3",
                "rule `r1`: fact `guest.kind` is of type enum and takes no at_least"},
        Mistake{"TwoTests", "\"is\": \"windows-server\"", "\"is\": \"windows-server\", \"in\": [\"windows-client\"]",
                "rule `r1`: one test on one fact at a time, here are two"},
        Mistake{"NoTest", ", \"is\": \"windows-server\"", "", "rule `r1`: fact `guest.kind` has no test"},
        Mistake{"EmptyAll", "{\"fact\": \"guest.kind\", \"is\": \"windows-server\"}", "{\"all\": []}",
                "rule `r1`: all and any take a list of one condition or more"},
        Mistake{"UnknownKey", "\"level\": \"joint\"", "\"level\": \"joint\", \"whn\": 1", "unknown key `whn`"},
        Mistake{"BadLevel", "\"level\": \"joint\"", "\"level\": \"jont\"", "`jont`"},
        Mistake{"LastHasWhen", "{\"id\": \"r2\",",
                "{\"id\": \"r2\", \"when\": {\"fact\": \"guest.secure_boot\", \"is\": true},",
                "rule `r2` is the last and has `when`: guests for which it fails have no answer"},
        Mistake{"MiddleAlways", "\"when\": {\"fact\": \"guest.kind\", \"is\": \"windows-server\"}, ", "",
                "rule `r1` has no `when`: the rules after it can never decide"},
        Mistake{"DeadRule", "{\"id\": \"r2\",",
                "{\"id\": \"dead\", \"when\": {\"all\": [{\"fact\": \"guest.kind\", \"is\": \"windows-server\"}, "
                "{\"fact\": \"guest.secure_boot\", \"is\": true}]}, \"level\": \"vendor\", \"clauses\": "
                "[\"c1\"]},\n{\"id\": \"r2\",",
                "acme.json:12:5: rule `dead` can never decide"},
        Mistake{"UnknownClause", "\"clauses\": [\"c2\"]", "\"clauses\": [\"c3\"]", "there is no clause `c3`"},
        Mistake{"DoubleId", "\"id\": \"r2\"", "\"id\": \"r1\"", "the id `r1` stands twice"},
        Mistake{"DuplicateKey", "\"revision\": \"1\",", "\"revision\": \"1\", \"revision\": \"2\",", "acme.json:3:"},
        Mistake{"BadDate", "2024-01-01", "2024-02-30", ": in_force: `2024-02-30` is not a date"},
        Mistake{"AdviceOnAnUnknownFact", "\"clauses\": [",
                "\"advice\": [{\"id\": \"n1\", \"text\": \"look at {guest.rol}\", \"clauses\": []}],\n\"clauses\": [",
                "advice `n1`, text: unknown fact `guest.rol`\n"},
        Mistake{"NoId", "\"id\": \"acme\"", "\"id\": \"\"", "pack: `` is no id"},
        Mistake{"IdWithARevision", "\"id\": \"acme\"", "\"id\": \"acme@1\"", "acme.json:2:9: pack: `acme@1` is no id"},
        Mistake{"MissingArea", "\"area\": \"virtualization\",", "", "`area`"}),
    [](const auto& param) { return param.param.name; });

TEST(Pack, VendorFactsTakeTheTypeOfTheirTests) {
  const std::string text = replaced(kPack, "{\"fact\": \"guest.kind\", \"is\": \"windows-server\"}",
                                    "{\"any\": [{\"fact\": \"x.acme.tier\", \"is\": \"gold\"}, {\"fact\": "
                                    "\"x.acme.tier\", \"at_least\": 3}]}");
  EXPECT_THAT(compile_errors_of(text),
              ::testing::HasSubstr("fact `x.acme.tier` is tested as int here and as text elsewhere"));
}

TEST(Pack, SeveralMistakesAreToldTogether) {
  const std::string text = replaced(replaced(kPack, "guest.kind", "guest.kinds"), "\"joint\"", "\"jont\"");
  const std::string errors = errors_of(text);
  EXPECT_THAT(errors, ::testing::HasSubstr("guest.kinds"));
  EXPECT_THAT(errors, ::testing::HasSubstr("jont"));
}

}  // namespace
}  // namespace hvcompat::testing
