// Mistakes in catalog files, each told with its place.
#include "catalog_fixture.hpp"

namespace hvcompat {
namespace {

using ReaderTest = CatalogFiles;

TEST_F(ReaderTest, KindIsNamedAndSuggested) {
  EXPECT_EQ(complaints(R"({"catalog":"windwos","schema":1,"as_of":"2026-01-01","source":"x"})"),
            "1:12: `windwos` is no `catalog` (did you mean `windows`?)\n");
}

TEST_F(ReaderTest, MissingKind) { EXPECT_EQ(complaints("{}"), "1:1: `catalog` is missing\n"); }

TEST_F(ReaderTest, NoObject) { EXPECT_EQ(complaints("[]"), "1:1: expected an object, not an array\n"); }

TEST_F(ReaderTest, HeaderIsComplete) {
  EXPECT_EQ(complaints(R"({"catalog":"guest-os-names","schema":2,"as_of":"2026-13-01","names":[]})"),
            "1:38: schema `2` is not known (this version reads schema 1)\n"
            "1:48: `2026-13-01` is no date (write it as YYYY-MM-DD)\n"
            "1:1: `source` is missing\n");
}

TEST_F(ReaderTest, UnknownKeysOfFileAndRow) {
  EXPECT_EQ(complaints(R"({"catalog":"guest-os-names","schema":1,"as_of":"2026-01-01","source":"x","name":[],
"names":[{"id":"a","familly":"linux","family":"linux","products":[],"source":"y"}]})"),
            "2:20: `a`: unknown key `familly` (did you mean `family`?)\n"
            "1:74: unknown key `name` (did you mean `names`?)\n");
}

TEST_F(ReaderTest, TheRowsThemselvesAreNeeded) {
  EXPECT_EQ(complaints(R"({"catalog":"svvp","schema":1,"as_of":"2026-01-01","source":"x"})"),
            "1:1: `listings` is missing\n");
  EXPECT_EQ(complaints(R"({"catalog":"svvp","schema":1,"as_of":"2026-01-01","source":"x","listings":[]})"), "");
}

TEST_F(ReaderTest, PhasesFollowEachOther) {
  EXPECT_EQ(complaints(R"({"catalog":"hypervisors","schema":1,"as_of":"2026-01-01","source":"x","products":[
{"id":"p","vendor":"v","products":["p"],"source":"y","releases":[
{"version":"1","released":"2020-01-01","mainstream_end":"2019-01-01"}]}]})"),
            "3:57: release: `mainstream_end` 2019-01-01 is before 2020-01-01 (the phases follow each other)\n");
}

TEST_F(ReaderTest, VersionsOfListings) {
  EXPECT_EQ(complaints(R"({"catalog":"svvp","schema":1,"as_of":"2026-01-01","source":"x","vendors":[],"listings":[
{"id":"l","vendor":"v","product":"p","status":"validated","source":"y",
"versions":["3.5 U2",{},{"from":"1","belov":"2"}],"max_memory_mib":{"any":0}}]})"),
            "3:13: `l`: `3.5 U2` is no version (digit groups separated by dots)\n"
            "3:22: `l`: a version range needs `from`, `below` or both\n"
            "3:37: a version range: unknown key `belov` (did you mean `below`?)\n"
            "3:75: `l`: `max_memory_mib`: `any` must be a positive integer\n");
}

TEST_F(ReaderTest, AnIdStandsOnce) {
  EXPECT_EQ(complaints(R"({"catalog":"guest-os-names","schema":1,"as_of":"2026-01-01","source":"x","names":[
{"id":"a","family":"linux","products":[],"source":"y"},
{"id":"a","family":"linux","products":[],"source":"y"}]})"),
            "3:7: `a`: the id stands here for the second time\n");
}

TEST_F(ReaderTest, AllFilesTellTheirMistakes) {
  const auto loaded = load_catalogs({folder_ / "absent.json", write("broken.json", "{"), write("empty.json", "{}")});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().size(), 3u);
}

TEST_F(ReaderTest, AFolderThatIsNotThere) {
  const auto files = catalog_files_in(folder_ / "absent");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().message,
            "the catalogs in `" + (folder_ / "absent").string() + "` cannot be listed: No such file or directory");
}

}  // namespace
}  // namespace hvcompat
