// Lists of the admin's own: read, refused, merged, written.
#include "catalog/import.hpp"

#include "catalog_fixture.hpp"

namespace hvcompat {
namespace {

const std::string kHeader = "id,vendor,product,versions,status,as_of,source\n";
const std::string kRow = "a-1,acme,acme-hv,3.0..4,validated,2026-01-02,the page\n";

class ImportTest : public CatalogFiles {
 protected:
  // What reading a CSV list complains of, without the folder.
  std::string refused(std::string_view text, const ImportSettings& settings = {}) const {
    const auto file = write("l.csv", text);
    const auto list = read_list(file, settings);
    if (!list.has_error()) return "";
    std::string told = to_text(list.error());
    for (std::size_t at = 0; (at = told.find(folder_.string() + "/", at)) != std::string::npos;)
      told.erase(at, folder_.string().size() + 1);
    return told;
  }

  ImportedList list(std::string_view text, const ImportSettings& settings = {}) const {
    auto read = read_list(write("l.csv", text), settings);
    if (read.has_error()) ADD_FAILURE() << to_text(read.error());
    return read.has_error() ? ImportedList{} : std::move(*read);
  }

  // The first row of the first array.
  std::string row(std::string_view text, const ImportSettings& settings = {}) const {
    const ImportedList read = list(text, settings);
    return read.sections.empty() || read.sections[0].rows.empty() ? "" : read.sections[0].rows[0].text;
  }
};

TEST_F(ImportTest, EveryKindOfField) {
  EXPECT_EQ(row("source,id,vendor,product,versions,cpu_vendors,guests,max_vcpus,max_memory_mib,status,as_of\n"
                "\"a, b\",x,acme,hv,2.0; 3.0..4;..1,intel;amd,,64,x86_64=4096; i686=512,validated,2026-01-02\n"),
            R"({"id": "x", "vendor": "acme", "product": "hv", "versions": ["2.0", {"from": "3.0", "below": "4"}, )"
            R"({"below": "1"}], "cpu_vendors": ["intel", "amd"], "max_vcpus": 64, "max_memory_mib": )"
            R"({"x86_64": 4096, "i686": 512}, "status": "validated", "as_of": "2026-01-02", "source": "a, b"})");
}

TEST_F(ImportTest, OneNumberIsTheMemoryOfEveryArchitecture) {
  EXPECT_NE(row("id,vendor,product,versions,max_memory_mib,status,as_of,source\n"
                "x,acme,hv,1,1024,validated,2026-01-02,s\n")
                .find(R"("max_memory_mib": {"any": 1024})"),
            std::string::npos);
}

TEST_F(ImportTest, LifeCyclesAndHypervGuests) {
  EXPECT_EQ(row("id,product,kind,nt_version,build,channel,released,mainstream_end,extended_end,source\n"
                "w,windows-server-2030,server,10.0,30000,ltsc,2030-01-01,2035-01-01,2040-01-01,s\n",
                {"windows", "2030-02-01", ""}),
            R"({"id": "w", "product": "windows-server-2030", "kind": "server", "nt_version": "10.0", "build": 30000, )"
            R"("channel": "ltsc", "released": "2030-01-01", "mainstream_end": "2035-01-01", )"
            R"("extended_end": "2040-01-01", "source": "s"})");
  EXPECT_EQ(row("product,hosts,source\nacme-os,,s\n", {"hyperv-guests", "2030-02-01", ""}),
            R"({"product": "acme-os", "hosts": [], "source": "s"})");
}

TEST_F(ImportTest, DatesAndSourcesThatTheListDoesNotName) {
  const ImportedList read =
      list("id,vendor,product,versions,status\nx,acme,hv,1,validated\n", {"", "2026-03-04", "the site"});
  EXPECT_EQ(read.as_of, "2026-03-04");
  EXPECT_EQ(read.source, "the site");
  EXPECT_EQ(read.sections[0].rows[0].text,
            R"({"id": "x", "vendor": "acme", "product": "hv", "versions": ["1"], "status": "validated", )"
            R"("as_of": "2026-03-04", "source": "the site"})");
  EXPECT_EQ(list(kHeader + kRow).as_of, "2026-01-02");
}

TEST_F(ImportTest, NoDate) {
  EXPECT_EQ(refused("id,vendor,product,versions,status,source\nx,acme,hv,1,validated,s\n"),
            "l.csv: nothing tells when the list was read at its source\n"
            "    give --as-of YYYY-MM-DD, or fill the column `as_of` in every row");
}

TEST_F(ImportTest, HeaderErrors) {
  EXPECT_EQ(refused("id,vendr\nx,y\n"), "l.csv:1: unknown column `vendr`\n    did you mean `vendor`?");
  EXPECT_EQ(refused("id,id\nx,y\n"), "l.csv:1: the column `id` stands here twice");
  EXPECT_EQ(refused("id;vendor\nx;y\n"), "l.csv:1: unknown column `id;vendor`\n    separate the columns by commas");
  EXPECT_EQ(refused(""), "l.csv: the file is empty\n    its first line names the columns: id,vendor,…");
}

TEST_F(ImportTest, FieldErrorsNameLineAndColumn) {
  EXPECT_EQ(refused("id,vendor,product,versions,max_vcpus,max_memory_mib,status,as_of,source\n"
                    "\"x\ny\",acme,hv,1,,,validated,2026-01-02,s\n"
                    "z,acme,hv,1,many,ia64,validated,2026-01-02,s\n"),
            "l.csv:4: column `max_vcpus`: `many` is no whole number\n    write it with digits alone\n"
            "l.csv:4: column `max_memory_mib`: `ia64` is no whole number\n"
            "    write it as 1048576, or as x86_64=1048576;i686=4096");
}

TEST_F(ImportTest, ErrorsOfTheReaderNameLineAndColumn) {
  EXPECT_EQ(refused(kHeader + kRow + "\nä-2,acme,,3.x,validate,2026-13-01,s\n"),
            "l.csv:4: `ä-2`: `product` is missing\n"
            "l.csv:4: column `versions`: `ä-2`: `3.x` is no version\n    digit groups separated by dots\n"
            "l.csv:4: column `status`: `ä-2`: `validate` is no `status`\n    did you mean `validated`?\n"
            "l.csv:4: column `as_of`: `ä-2`: `2026-13-01` is no date\n    write it as YYYY-MM-DD");
}

TEST_F(ImportTest, TheSameIdTwice) {
  EXPECT_EQ(refused(kHeader + kRow + kRow), "l.csv:3: column `id`: `a-1`: the id stands here for the second time");
}

TEST_F(ImportTest, WordsAreSpelledAsFactsSpellThem) {
  EXPECT_EQ(refused("id,vendor,product,versions,cpu_vendors,status,as_of,source\n"
                    "x,acme,Acme HV,1,intel;AMD,validated,2026-01-02,s\n"
                    "y,ácme,hv,1,,validated,2026-01-02,s\n"),
            "l.csv:2: column `product`: `Acme HV` is no `product`\n    did you mean `acme-hv`?\n"
            "l.csv:2: column `cpu_vendors`: `AMD` is no `cpu_vendors`\n    did you mean `amd`?\n"
            "l.csv:3: column `vendor`: `ácme` is no `vendor`\n"
            "    write small letters, digits, `.`, `_` and `-` alone");
}

TEST_F(ImportTest, NotUtf8) {
  EXPECT_EQ(refused(kHeader + "a\xE4,acme,hv,1,validated,2026-01-02,s\n"),
            "l.csv: the file is not UTF-8\n    save it as UTF-8");
}

TEST_F(ImportTest, UnknownKind) {
  EXPECT_EQ(refused("id\nx\n", {"window", "", ""}),
            "there is no list of the kind `window`\n    did you mean `windows`?");
}

TEST_F(ImportTest, SourcesOfJsonAreWrittenOut) {
  const auto file = write("c.json", R"({"catalog":"svvp","schema":1,"as_of":"2026-05-06","source":"s",
      "sources":{"p":"the long text"},"listings":[
      {"id":"x","source":"p","vendor":"acme","product":"hv","versions":["1"],"status":"validated"}]})");
  const auto read = read_list(file, {});
  ASSERT_FALSE(read.has_error());
  EXPECT_EQ(read->sections[0].rows[0].text,
            R"({"id": "x", "vendor": "acme", "product": "hv", "versions": ["1"], "status": "validated", )"
            R"("as_of": "2026-05-06", "source": "the long text"})");
}

TEST_F(ImportTest, MergeAddsReplacesAndKeeps) {
  ImportedList old = list(kHeader + kRow + "a-2,acme,hv,1,validated,2026-03-01,s\n");
  const ImportedList newer =
      list(kHeader + "a-2,acme,hv,2,validated,2026-02-01,s\n" + kRow + "a-3,acme,hv,3,validated,2026-04-01,s\n");
  const auto merged = merge_list(old, newer);
  EXPECT_EQ(merged[0].added, 1u);
  EXPECT_EQ(merged[0].replaced, 1u);
  EXPECT_EQ(merged[0].unchanged, 1u);
  EXPECT_EQ(merged[0].older, (std::vector<std::string>{"`a-2` as of 2026-02-01 replaced one as of 2026-03-01"}));
  EXPECT_EQ(old.as_of, "2026-04-01");
  std::string order;
  for (const ImportedRow& each : old.sections[0].rows) order += each.name + " ";
  EXPECT_EQ(order, "a-1 a-2 a-3 ");
}

TEST_F(ImportTest, CompleteIsForVendorsThatAreListed) {
  ImportedList read = list(kHeader + kRow);
  EXPECT_EQ(to_text(mark_complete(read, {"acm"})),
            "no listing of the vendor `acm` is imported\n    did you mean `acme`?");
  EXPECT_TRUE(mark_complete(read, {"acme"}).empty());
  EXPECT_EQ(read.sections[1].rows[0].text, R"({"vendor": "acme", "complete": true, "as_of": "2026-01-02"})");
}

TEST_F(ImportTest, WhatIsWrittenLoadsAndReadsTheSame) {
  for (const char* kind : {"svvp", "windows", "hyperv-guests"}) {
    const auto shipped = read_list(std::string(HVCOMPAT_CONFIGS) + "/catalogs/" + kind + ".json", {});
    ASSERT_FALSE(shipped.has_error()) << to_text(shipped.error());
    const std::string text = catalog_text(*shipped);
    const auto file = write("out.json", text);
    ASSERT_TRUE(load_catalogs({file})) << kind;
    auto again = read_list(file, {});
    ASSERT_FALSE(again.has_error());
    const auto merged = merge_list(*again, *shipped);
    EXPECT_EQ(merged[0].unchanged, shipped->sections[0].rows.size());
    EXPECT_EQ(catalog_text(*again), text);
  }
}

}  // namespace
}  // namespace hvcompat
