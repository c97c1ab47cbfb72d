// A user's catalog over ours.
#include <fmt/format.h>

#include "catalog/lookup.hpp"
#include "catalog_fixture.hpp"

namespace hvcompat {
namespace {

using MergeTest = CatalogFiles;

std::string names(std::string_view rows) {
  return fmt::format(R"({{"catalog":"guest-os-names","schema":1,"as_of":"2026-01-01","source":"s","names":[{}]}})",
                     rows);
}

TEST_F(MergeTest, LaterRowsAreTriedFirst) {
  const auto ours = write("a.json", names(R"({"id":"acme*","family":"linux","products":["acme"],"source":"x"})"));
  const auto theirs =
      write("b.json", names(R"({"id":"acme 9","family":"linux","products":["acme-nine"],"source":"x"})"));
  const auto catalogs = load_catalogs({ours, theirs});
  ASSERT_TRUE(catalogs);
  EXPECT_EQ(find_os_name(*catalogs, "acme 9")->row->products, (std::vector<std::string>{"acme-nine"}));
  EXPECT_EQ(find_os_name(*catalogs, "acme 8")->row->products, (std::vector<std::string>{"acme"}));
}

TEST_F(MergeTest, TheSameIdReplaces) {
  const auto ours = write("a.json", names(R"({"id":"x","family":"linux","products":["old"],"source":"x"})"));
  const auto theirs = write("b.json", names(R"({"id":"x","family":"linux","products":["new"],"source":"x"})"));
  const auto catalogs = load_catalogs({ours, theirs});
  ASSERT_TRUE(catalogs);
  ASSERT_EQ(catalogs->guest_os_names.size(), 1u);
  EXPECT_EQ(catalogs->guest_os_names[0].products, (std::vector<std::string>{"new"}));
}

TEST_F(MergeTest, FilesAreNamedWithDateAndHash) {
  const std::string text = names("");
  const auto catalogs = load_catalogs({write("a.json", text), write("our-names.json", text)});
  ASSERT_TRUE(catalogs);
  ASSERT_EQ(catalogs->files.size(), 2u);
  EXPECT_EQ(catalogs->files[0].id, "guest-os-names");
  EXPECT_EQ(catalogs->files[1].id, "guest-os-names: our-names.json");
  EXPECT_EQ(catalogs->files[0].as_of, "2026-01-01");
  EXPECT_EQ(catalogs->files[0].sha256, sha256_hex(text));
}

TEST_F(MergeTest, TheExampleOfTheReadmeLoads) {
  std::ifstream readme(std::filesystem::path(HVCOMPAT_CONFIGS) / "catalogs/README.md");
  std::string example;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("    ")) example += line + "\n";
  }
  const auto catalogs = load_catalogs({write("our-svvp.json", example)});
  ASSERT_TRUE(catalogs) << to_text(catalogs.error());
  EXPECT_TRUE(find_svvp_vendor(*catalogs, "acme")->complete);
  EXPECT_TRUE(catalogs->svvp[0].versions[0].contains(*Version::parse("3.9")));
}

TEST_F(MergeTest, SourcesAreNamedOnce) {
  const auto catalogs = load_catalogs({write("a.json", R"({"catalog":"vendors","schema":1,"as_of":"2026-01-01",
    "source":"s","sources":{"k":"the article"},"relationships":[{"vendor":"a","source":"k"},
    {"vendor":"b","as_of":"2020-02-02","source":"another"}]})")});
  ASSERT_TRUE(catalogs);
  EXPECT_EQ(catalogs->vendors[0].source, "the article");
  EXPECT_EQ(catalogs->vendors[0].as_of, "2026-01-01");
  EXPECT_EQ(catalogs->vendors[1].source, "another");
  EXPECT_EQ(catalogs->vendors[1].as_of, "2020-02-02");
}

}  // namespace
}  // namespace hvcompat
