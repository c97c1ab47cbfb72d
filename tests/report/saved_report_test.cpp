// Saved reports come back as they were, and damaged ones are told.
#include "report/saved_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include "report/json.hpp"
#include "report/ndjson.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

SavedReport read(const std::string& text) {
  auto saved = read_report("r.json", text);
  if (saved.has_error()) ADD_FAILURE() << saved.error().message;
  return saved.has_error() ? SavedReport{} : std::move(*saved);
}

std::string refusal(const std::string& text) {
  const auto saved = read_report("r.json", text);
  return saved.has_error() ? saved.error().message : "it was read";
}

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
  const std::size_t at = text.find(old_part);
  EXPECT_NE(at, std::string::npos) << old_part;
  return text.replace(at, old_part.size(), new_part);
}

TEST(SavedReport, JsonOfEveryDetailComesBackByteForByte) {
  for (const Detail detail : {Detail::summary, Detail::verdicts, Detail::full}) {
    const std::string text = render_json(sample_report(), detail);
    const SavedReport saved = read(text);
    EXPECT_EQ(saved.detail, detail);
    EXPECT_EQ(render_json(saved.report, detail), text);
    EXPECT_THAT(saved.complaints, IsEmpty());
  }
}

TEST(SavedReport, NdjsonOfEveryDetailComesBackByteForByte) {
  for (const Detail detail : {Detail::summary, Detail::verdicts, Detail::full}) {
    const std::string text = render_ndjson(sample_report(), detail);
    const SavedReport saved = read(text);
    EXPECT_EQ(saved.detail, detail);
    EXPECT_EQ(render_ndjson(saved.report, detail), text);
  }
}

TEST(SavedReport, BothFormsGiveTheSameReport) {
  const std::string text = render_json(sample_report(), Detail::full);
  EXPECT_EQ(render_json(read(render_ndjson(sample_report(), Detail::full)).report), text);
}

TEST(SavedReport, AnEmptyReportIsOne) {
  EXPECT_EQ(render_json(read(render_json(empty_report())).report), render_json(empty_report()));
  EXPECT_EQ(render_ndjson(read(render_ndjson(empty_report())).report), render_ndjson(empty_report()));
}

TEST(SavedReport, ZstdIsToldByContent) {
  const std::string text = render_json(sample_report());
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
  EXPECT_TRUE(is_report(packed));
  EXPECT_EQ(render_json(read(packed).report), text);
  packed.resize(packed.size() / 2);
  EXPECT_EQ(refusal(packed), "`r.json`: the compressed data ends early");
}

TEST(SavedReport, WhatIsOne) {
  EXPECT_TRUE(is_report(render_json(sample_report())));
  EXPECT_TRUE(is_report(render_ndjson(sample_report())));
  EXPECT_FALSE(is_report(R"({"record":"inventory","target":"lab"})"));
  EXPECT_FALSE(is_report(R"({ "record": "guest" })"));
  EXPECT_FALSE(is_report(R"({"schema":1,"record":"inventory"})"));
  EXPECT_FALSE(is_report(R"({"record":"inv)"));
  EXPECT_FALSE(is_report(""));
  EXPECT_FALSE(is_report("[]"));
  EXPECT_EQ(refusal("hello"), "`r.json` is no report");
}

TEST(SavedReport, MembersOfALater1xArePassedOver) {
  const std::string text =
      replaced(render_json(sample_report()), "\"id\": \"g1\",", "\"id\": \"g1\", \"mood\": {\"a\": 1},");
  EXPECT_EQ(render_json(read(text).report), render_json(sample_report()));
}

TEST(SavedReport, MembersOfAnEarlier1xMayBeAbsent) {
  std::string text = render_json(sample_report());
  for (const char* line : {"      \"hypervisor\": \"\",\n", "      \"tags\": [],\n"}) text = replaced(text, line, "");
  EXPECT_EQ(render_json(read(text).report), render_json(sample_report()));
}

TEST(SavedReport, ADamagedDocumentSaysWhere) {
  const std::string good = render_json(sample_report());
  const std::string what = "`r.json` cannot be read as a report: ";
  EXPECT_EQ(refusal(replaced(good, "\"schema\": 1", "\"schema\": 2")),
            what + "a report of schema 2, and this hvcompat reads schema 1");
  EXPECT_EQ(refusal(replaced(good, "\"schema\": 1,", "")), what + "`schema` is missing");
  EXPECT_EQ(refusal(replaced(good, "\"level\": \"joint\"", "\"level\": \"jiont\"")),
            what + "guests[0].level: `jiont` is none of its values");
  EXPECT_EQ(refusal(replaced(good, "\"state\": \"crossed\"", "\"state\": 7")),
            what + "guests[0].boundaries[0].state: must be a text");
  EXPECT_EQ(refusal(replaced(good, "\"id\": \"g2\"", "\"id\": \"\"")), what + "guests[1].id: is missing");
  EXPECT_EQ(refusal(replaced(good, "\"hosts\": 1", "\"hosts\": -1")),
            what + "targets[0].hosts: must be a whole number from 0");
  EXPECT_EQ(refusal(replaced(good, "\"value\": 4,", "\"value\": {},")),
            what + "guests[0].facts.guest.vcpu.count.value: is no value of a fact");
  EXPECT_THAT(refusal(good.substr(0, good.size() / 2)), HasSubstr(what));
  EXPECT_THAT(refusal(good + "{}"), HasSubstr(what));
  EXPECT_THAT(refusal("{\"guests\": 5}"), HasSubstr("guests: must be an array"));
  EXPECT_THAT(refusal("{\"guests\": [5]}"), HasSubstr("guests[0]: must be an object"));
}

TEST(SavedReport, ADamagedLineIsLostAlone) {
  const std::string text = replaced(render_ndjson(sample_report()), "\"level\":\"joint\"", "\"level\":\"jiont\"");
  const SavedReport saved = read(text);
  ASSERT_EQ(saved.report.guests.size(), 1U);
  ASSERT_EQ(saved.complaints.size(), 1U);
  EXPECT_EQ(saved.complaints[0].text, "r.json:2: line lost: level: `jiont` is none of its values");
  EXPECT_TRUE(saved.complaints[0].lost_record);
  EXPECT_TRUE(saved.report.incomplete);
  EXPECT_EQ(saved.report.summary.guests, 1U);
  EXPECT_EQ(saved.report.notes.back(), saved.complaints[0].text);
}

TEST(SavedReport, ACutOffReportSaysSo) {
  Report whole = sample_report();
  whole.incomplete = false;
  const std::string text = render_ndjson(whole);
  const SavedReport saved = read(text.substr(0, text.find("{\"record\":\"summary\"")));
  EXPECT_EQ(saved.report.guests.size(), 2U);
  EXPECT_TRUE(saved.report.incomplete);
  ASSERT_EQ(saved.complaints.size(), 1U);
  EXPECT_EQ(saved.complaints[0].text, "r.json: the report is cut off: its summary is missing");
}

TEST(SavedReport, TwoReportsInOneFileAreRefused) {
  const std::string text = render_ndjson(sample_report());
  EXPECT_EQ(refusal(text + text), "r.json:5: a second report begins here: give one file for each");
}

}  // namespace
}  // namespace hvcompat
