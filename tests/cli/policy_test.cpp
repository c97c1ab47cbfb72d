// hvcompat policy: list, show, check, test, coverage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string pack_file() { return source_file("configs/policies/kb897615/2007-11-10.json"); }

TEST(Policy, list_marks_what_is_in_force) {
  const Ran now = run({"policy", "list", "--as-of", "2026-11-20"});
  EXPECT_EQ(now.code, 0);
  EXPECT_THAT(now.out, HasSubstr("* kb897615@2023-12-26"));
  EXPECT_THAT(now.out, HasSubstr("  kb897615@2007-11-10"));
  EXPECT_THAT(now.out, HasSubstr("* in force on 2026-11-20\n"));
  EXPECT_THAT(run({"policy", "list", "--as-of", "2010-01-01"}).out, HasSubstr("* kb897615@2007-11-10"));
}

TEST(Policy, list_notes_a_date_between_revisions) {
  EXPECT_THAT(run({"policy", "list", "--as-of", "2010-01-01"}).out, HasSubstr("note: 2010-01-01 lies between"));
}

TEST(Policy, show_tells_rules_and_clauses_in_words) {
  const Ran ran = run({"policy", "show", "kb897615@2007-11-10"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("1. b4: joint"));
  EXPECT_THAT(ran.out, HasSubstr("vendor.relationship is established"));
  EXPECT_THAT(ran.out, HasSubstr("in every other case"));
  EXPECT_THAT(ran.out, HasSubstr("clauses of the document"));
}

TEST(Policy, show_takes_the_newest_revision) {
  EXPECT_THAT(run({"policy", "show", "kb897615"}).out, StartsWith("kb897615@2023-12-26: "));
}

TEST(Policy, show_unknown) {
  const Ran ran = run({"policy", "show", "kb89715"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: there is no policy `kb89715`\n    did you mean `kb897615`?\n");
}

TEST(Policy, check_says_ok) {
  const Ran ran = run({"policy", "check", pack_file()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, pack_file() + ": ok: kb897615@2007-11-10, 3 rules, 0 boundaries\n");
}

TEST(Policy, check_tells_the_place_and_goes_on) {
  const Folder folder;
  write_file(folder.at("bad.json"), replaced(read_file(pack_file()), "vendor.relationship", "vendor.relationshp"));
  const Ran ran = run({"policy", "check", folder.at("bad.json"), pack_file()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith(folder.at("bad.json") + ":"));
  EXPECT_THAT(ran.err, HasSubstr("rule `b4`: unknown fact `vendor.relationshp`"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean `vendor.relationship`?"));
  EXPECT_THAT(ran.out, HasSubstr(": ok: "));
}

TEST(Policy, shipped_packs_pass_their_tests) {
  const Ran ran = run({"policy", "test"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, HasSubstr("kb897615@2023-12-26: ok: "));
}

TEST(Policy, a_case_that_differs_is_told_with_both_values) {
  const Folder folder;
  write_file(folder.at("cases.json"),
             "{\"cases\": [\n"
             "  {\"name\": \"wrong on purpose\", \"as_of\": \"2010-01-01\",\n"
             "   \"facts\": {\"guest.os.family\": \"windows\", \"hypervisor.family\": \"kvm\",\n"
             "             \"vendor.relationship\": \"established\"},\n"
             "   \"expect\": {\"level\": \"investigate\"}}\n"
             "]}\n");
  const Ran ran = run({"policy", "test", "kb897615@2007-11-10", "--cases", folder.at("cases.json")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, folder.at("cases.json") +
                         ":2: case `wrong on purpose`: level: expected investigate, got joint\n"
                         "kb897615@2007-11-10: not ok: 1 cases, 1 differences\n");
}

TEST(Policy, cases_need_one_policy) {
  const Ran ran = run({"policy", "test", "--cases", "x.json"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith("hvcompat: --cases needs one policy"));
}

TEST(Policy, a_rule_without_a_case_fails) {
  const Folder folder;
  write_file(folder.at("p.json"), read_file(pack_file()));
  write_file(folder.at("p.tests.json"), "{\"cases\": []}\n");
  const Ran ran = run({"policy", "test", folder.at("p.json")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("rule `b4`: "));
}

TEST(Policy, coverage_lists_every_clause) {
  const Ran ran = run({"policy", "coverage"});
  EXPECT_EQ(ran.code, 0);
  for (const char* clause : {"a7-overcommit", "a11", "b6", "boundary a7-overcommit", "manual: "})
    EXPECT_THAT(ran.out, HasSubstr(clause));
  EXPECT_EQ(ran.out.find("carried by nothing"), std::string::npos) << ran.out;
}

TEST(Policy, coverage_fails_on_a_clause_that_nothing_carries) {
  EXPECT_EQ(run({"policy", "coverage"}).code, 0);
  const Folder folder;
  const std::string clause = R"({"id": "b1", "where")";
  std::string pack = replaced(read_file(pack_file()), clause, R"({"id": "b0", "summary": "forgotten"}, )" + clause);
  pack = replaced(pack, R"("id": "kb897615")", R"("id": "mine")");
  write_file(folder.at("mine.json"), pack);
  const Ran ran = run({"policy", "coverage", "--policy-path", folder.at("mine.json")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("b0  not covered: carried by nothing"));
}

TEST(Policy, a_folder_without_packs_is_a_mistake) {
  const Folder folder;
  const Ran ran = run({"policy", "list", "--policy-path", folder.at("")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, ::testing::HasSubstr("no policy pack in `" + folder.at("") + "`"));
}

TEST(Policy, compare_names_the_clause_that_changed_the_answer) {
  const std::string inventory = source_file("tests/data/shop.ndjson");
  const Ran ran = run({"policy", "compare", "kb897615@2007-11-10", "kb897615@2023-12-26", inventory, "--site",
                       source_file("tests/data/shop.site.json"), "--as-of", "2026-11-20"});
  EXPECT_THAT(ran.out,
              HasSubstr("  kb897615@2007-11-10: joint (b4)\n  kb897615@2023-12-26: not-supported (a5-lifecycle)\n"
                        "  changed by a5-lifecycle: support is subject to the life cycle of the operating system\n"));
  EXPECT_THAT(ran.out, HasSubstr(" with another answer\n"));
}

TEST(Policy, compare_as_data_and_its_mistakes) {
  const std::string inventory = source_file("tests/data/shop.ndjson");
  const Ran ran = run({"policy", "compare", "kb897615@2007-11-10", "kb897615@2023-12-26", inventory, "--as-of",
                       "2026-11-20", "--format", "json"});
  EXPECT_THAT(ran.out, StartsWith(R"({"as_of":"2026-11-20","guests":[{"id":)"));
  EXPECT_THAT(ran.out, HasSubstr(R"("first":{"policy":"kb897615","revision":"2007-11-10")"));
  EXPECT_EQ(run({"policy", "compare", "kb897615@2007", "kb897615@2023-12-26", inventory}).code, 2);
}

}  // namespace
}  // namespace hvcompat::testing
