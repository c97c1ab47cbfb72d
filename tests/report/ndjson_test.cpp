// NDJSON: a head, the same guests as in the document, the summary.
#include "report/ndjson.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "report/json.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

std::vector<json::value> lines(Detail detail) {
  std::istringstream text(render_ndjson(sample_report(), detail));
  std::vector<json::value> parsed;
  for (std::string line; std::getline(text, line);) parsed.push_back(json::parse(line));
  return parsed;
}

TEST(RenderNdjson, HeadGuestsSummary) {
  const auto all = lines(Detail::verdicts);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].at("record"), "report");
  EXPECT_EQ(all[0].at("as_of"), "2026-11-20");
  EXPECT_EQ(all[0].at("inputs").at("profile"), "default");
  EXPECT_EQ(all[3].at("record"), "summary");
  EXPECT_EQ(all[3].at("guests"), 2);
  EXPECT_EQ(all[3].at("incomplete"), true);
}

TEST(RenderNdjson, GuestsAreThoseOfTheDocument) {
  for (const Detail detail : {Detail::verdicts, Detail::full}) {
    const json::value document = json::parse(render_json(sample_report(), detail));
    auto all = lines(detail);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(all[i + 1].as_object().begin()->key(), "record");
      EXPECT_EQ(all[i + 1].as_object()["record"], "guest");
      all[i + 1].as_object().erase("record");
      EXPECT_EQ(all[i + 1], document.at("guests").at(i));
    }
  }
}

TEST(RenderNdjson, TheSummaryAlone) { EXPECT_EQ(lines(Detail::summary).size(), 2U); }

}  // namespace
}  // namespace hvcompat
