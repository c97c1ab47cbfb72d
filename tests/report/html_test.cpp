// The page as bytes. What it does in a browser is tested by browser/browser.test.mjs.
#include "report/html.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "sample_report.hpp"

namespace hvcompat {
namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

Report hostile_report() {
  Report report = sample_report();
  report.guests[0].name = "</script><script>alert(1)</script>";
  report.guests[1].name = "\"><img src=x onerror=alert(2)>";
  report.notes = {"<!-- <script> note -->"};
  return report;
}

// With the packed data taken out: what stays is the page's own.
std::string without_data(const std::string& page) {
  return std::regex_replace(page, std::regex("(id=\"data-(index|guests)\">)[A-Za-z0-9+/=]*<"), "$1<");
}

TEST(RenderHtml, DataCannotChangeThePage) {
  const std::string hostile = render_html(hostile_report());
  EXPECT_EQ(without_data(hostile), without_data(render_html(empty_report())));
  EXPECT_EQ(hostile.find("onerror=alert"), std::string::npos);
}

TEST(RenderHtml, ForbidsTheNetworkAndAsksForNothing) {
  const std::string page = render_html(sample_report());
  EXPECT_EQ(page.find("<!doctype html>"), 0U);
  EXPECT_NE(page.find("content=\"default-src 'none'; script-src 'sha256-"), std::string::npos);
  for (const char* request :
       {"src=\"http", "href=\"http", "src=\"//", "href=\"//", "url(http", "@import", "sourceMappingURL"})
    EXPECT_EQ(page.find(request), std::string::npos) << request;
  EXPECT_EQ(count_of(page, "<script src"), 0U);
}

TEST(RenderHtml, EveryScriptIsToldByItsHash) {
  const std::string page = render_html(sample_report());
  const std::string policy = page.substr(page.find("script-src"), page.find("style-src") - page.find("script-src"));
  EXPECT_EQ(count_of(policy, "'sha256-"), 5U);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

TEST(RenderHtml, NamesTheLicencesOfWhatItCarries) {
  const std::string page = render_html(sample_report());
  for (const char* library : {"jQuery, ©", "DataTables and its Scroller extension, ©",
                              "Chart.js with its colour library, ©", "Permission is hereby granted, free of charge"})
    EXPECT_EQ(count_of(page, library), 1U) << library;
}

TEST(RenderHtml, TheSameReportGivesTheSameBytes) {
  EXPECT_EQ(render_html(sample_report()), render_html(sample_report()));
  EXPECT_NE(render_html(sample_report()), render_html(sample_report(), {Detail::verdicts, {}}));
  EXPECT_TRUE(has_html());
  EXPECT_EQ(why_no_html(), "");
}

}  // namespace
}  // namespace hvcompat
