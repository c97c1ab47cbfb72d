// hvcompat catalog: list, check, import.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string example() { return source_file("configs/examples/catalogs/svvp.csv"); }

TEST(Catalog, list_names_dates_rows_and_vendors) {
  const Ran ran = run({"catalog", "list"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, StartsWith("guest-os-names  "));
  EXPECT_THAT(ran.out, HasSubstr("\nwindows         2026-08-22 "));
  EXPECT_THAT(ran.out, HasSubstr("  vmware        1 listing  not complete\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr(".json")));
}

TEST(Catalog, list_names_files_of_the_user) {
  const Folder folder;
  const std::string ours = folder.at("our.json");
  ASSERT_EQ(run({"catalog", "import", example(), "-o", ours, "--complete", "acme"}).code, 0);
  write_file(folder.at("site.json"), R"({"catalogs": ["our.json"]})");
  const Ran by_option = run({"catalog", "list", "--catalog", ours});
  EXPECT_THAT(by_option.out, HasSubstr("svvp: our.json  2026-11-20     2 rows  svvp.csv\n    " + ours + "\n"));
  EXPECT_THAT(by_option.out, HasSubstr("  acme         2 listings  complete as of 2026-11-20\n"));
  EXPECT_EQ(run({"catalog", "list", "--site", folder.at("site.json")}).out, by_option.out);
}

TEST(Catalog, check_says_ok) {
  const Ran ran = run({"catalog", "check", example(), source_file("configs/catalogs/vendors.json")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, example() + ": ok: svvp, listings 2, as of 2026-11-20\n" +
                         source_file("configs/catalogs/vendors.json") + ": ok: vendors, 8 rows, as of 2021-10-09\n");
}

TEST(Catalog, check_tells_errors_and_goes_on) {
  const Folder folder;
  const std::string bad = folder.at("bad.csv");
  write_file(bad, replaced(read_file(example()), "3,acme,acme-cloud,3.0..4", "3,acme,acme-cloud,3.x"));
  const Ran ran = run({"catalog", "check", bad, example()});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, bad +
                         ":2: column `versions`: `acme-cloud-3`: `3.x` is no version\n"
                         "    digit groups separated by dots\n");
  EXPECT_THAT(ran.out, StartsWith(example() + ": ok: "));
}

TEST(Catalog, check_of_json_tells_the_place) {
  const Folder folder;
  const std::string bad = folder.at("bad.json");
  write_file(bad, "{\"catalog\": \"svpp\", \"schema\": 1}\n");
  const Ran ran = run({"catalog", "check", bad});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith(bad + ":1:13: `svpp` is no `catalog`\n"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean `svvp`?"));
}

TEST(Catalog, import_twice_changes_nothing) {
  const Folder folder;
  const std::string ours = folder.at("our.json");
  const Ran first = run({"catalog", "import", example(), "-o", ours, "--complete", "acme"});
  EXPECT_EQ(first.code, 0);
  EXPECT_EQ(first.out, ours +
                           ": svvp, as of 2026-11-20\n  listings: 2 added, 0 replaced, 0 unchanged\n"
                           "  vendors: 1 added, 0 replaced, 0 unchanged\n");
  const std::string bytes = read_file(ours);
  const Ran second = run({"catalog", "import", example(), "-o", ours, "--complete", "acme"});
  EXPECT_EQ(second.out, ours +
                            ": svvp, as of 2026-11-20\n  listings: 0 added, 0 replaced, 2 unchanged\n"
                            "  vendors: 0 added, 0 replaced, 1 unchanged\n");
  EXPECT_EQ(read_file(ours), bytes);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"our.json"});
}

TEST(Catalog, import_warns_of_older_rows) {
  const Folder folder;
  const std::string ours = folder.at("our.json");
  ASSERT_EQ(run({"catalog", "import", example(), "-o", ours}).code, 0);
  write_file(folder.at("old.csv"), replaced(read_file(example()), "2026-11-20", "2025-01-01"));
  const Ran ran = run({"catalog", "import", folder.at("old.csv"), "-o", ours});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, StartsWith("warning: `acme-cloud-3` as of 2025-01-01 replaced one as of 2026-11-20\n"));
  EXPECT_EQ(ran.out, ours + ": svvp, as of 2026-11-20\n  listings: 0 added, 2 replaced, 0 unchanged\n");
}

TEST(Catalog, import_refuses_and_leaves_the_file) {
  const Folder folder;
  const std::string ours = folder.at("our.json");
  ASSERT_EQ(run({"catalog", "import", example(), "-o", ours}).code, 0);
  const std::string bytes = read_file(ours);
  const std::string windows = source_file("configs/catalogs/windows.json");
  const Ran other = run({"catalog", "import", windows, "-o", ours});
  EXPECT_EQ(other.code, 2);
  EXPECT_EQ(other.err, ours +
                           ": the list is of the kind `svvp`, not `windows`\n"
                           "    a catalog holds one kind: import it into a file of its own\n");
  const Ran vendor = run({"catalog", "import", example(), "-o", ours, "--complete", "acmee"});
  EXPECT_EQ(vendor.code, 2);
  EXPECT_EQ(vendor.err, "hvcompat: no listing of the vendor `acmee` is imported\n    did you mean `acme`?\n");
  EXPECT_EQ(run({"catalog", "import", example(), "-o", ours, "--as-of", "soon"}).code, 2);
  EXPECT_EQ(run({"catalog", "import", source_file("configs/catalogs/vendors.json"), "-o", ours}).code, 2);
  EXPECT_EQ(run({"catalog", "import", example()}).code, 2);
  EXPECT_EQ(read_file(ours), bytes);
}

TEST(Catalog, what_was_imported_decides) {
  const Folder folder;
  ASSERT_EQ(run({"catalog", "import", example(), "-o", folder.at("our.json")}).code, 0);
  write_file(folder.at("site.json"), R"({"catalogs": ["our.json"]})");
  const std::vector<std::string> words{"evaluate", "--as-of",  "2026-11-20", "--format",
                                       "json",     "--detail", "full",       source_file("tests/data/shop.ndjson")};
  EXPECT_THAT(run(words).out, Not(HasSubstr("\"validated\"")));
  std::vector<std::string> with_site = words;
  with_site.insert(with_site.end(), {"--site", folder.at("site.json")});
  EXPECT_THAT(run(with_site).out, HasSubstr("\"value\": \"acme-cloud-3\""));
  EXPECT_THAT(run(with_site).out, HasSubstr("\"value\": \"validated\""));
}

}  // namespace
}  // namespace hvcompat::testing
