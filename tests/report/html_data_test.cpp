// What the page is given: the same members as the JSON document, each detail with what belongs to it.
#include "report/html_data.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/json.hpp"
#include "report/report_words.hpp"
#include "sample_report.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

json::value decoded(const json::value& pool, std::size_t at) {
  const json::value& node = pool.at("nodes").at(at);
  if (!node.is_array()) return node;
  const std::int64_t shape = node.at(0).as_int64();
  json::array items;
  json::object members;
  for (std::size_t i = 1; i < node.as_array().size(); ++i) {
    json::value part = decoded(pool, node.at(i).to_number<std::size_t>());
    if (shape < 0) {
      items.push_back(std::move(part));
    } else {
      members[pool.at("shapes").at(static_cast<std::size_t>(shape)).at(i - 1).as_string()] = std::move(part);
    }
  }
  return shape < 0 ? json::value(items) : json::value(members);
}

json::value decoded(const std::string& text) {
  const json::value pool = json::parse(text);
  return decoded(pool, pool.at("root").to_number<std::size_t>());
}

json::value index_of(Detail detail) { return decoded(html_data(sample_report(), {detail, {}}).index); }
json::value guests_of(Detail detail) { return decoded(html_data(sample_report(), {detail, {}}).guests); }

TEST(HtmlData, TheReportIsThatOfTheDocument) {
  json::value document = json::parse(render_json(sample_report(), Detail::summary));
  EXPECT_EQ(index_of(Detail::full).at(0), document);
  EXPECT_EQ(index_of(Detail::full).at(1), "full");
}

TEST(HtmlData, WhatIsLackingIsToldInTheWordsOfTheOtherForms) {
  const json::value words = index_of(Detail::full).at(4);
  EXPECT_EQ(json::serialize(words.at("incomplete")), R"(["target `lab` failed or was cut off"])");
  EXPECT_EQ(words.at("not_told").as_array().size(), not_told(sample_report()).size());
  EXPECT_EQ(words.at("not_told").at(0).as_string(), not_told(sample_report()).at(0));
}

TEST(HtmlData, ARowSaysWhatTheListShows) {
  const json::value row = index_of(Detail::full).at(3).at(0);
  EXPECT_EQ(row.at("id"), "g1");
  EXPECT_EQ(row.at("outcome"), "warn");
  EXPECT_EQ(json::serialize(row.at("rules")), R"(["a5"])");
  EXPECT_EQ(json::serialize(row.at("boundaries")), R"(["a7-overcommit crossed"])");
  EXPECT_EQ(json::serialize(index_of(Detail::full).at(3).at(1).at("missing")), R"(["guest.os.build"])");
}

TEST(HtmlData, AGuestIsThatOfTheDocumentWithItsFactsGrouped) {
  json::object guest = guests_of(Detail::full).at(0).as_object();
  EXPECT_EQ(guest.at("facts").at("host").at("host.commit_ratio").at("value"), 1.5);
  EXPECT_EQ(guest.at("facts").at("guest").at("guest.vcpu.count").at("value"), 4);
  EXPECT_EQ(guest.at("unknown").at("guest").at("guest.os.edition").at("reason"), "not-exposed");
  EXPECT_EQ(
      guest.at("sentence"),
      "Microsoft supports `web-01` together with the hypervisor's vendor, because validated listing (virtualization: "
      "a5 of kb897615@2023-12-26).");
  json::object in_document = json::parse(render_json(sample_report())).at("guests").at(0).as_object();
  for (const char* member : {"facts", "unknown", "sentence"}) guest.erase(member);
  for (const char* member : {"facts", "unknown"}) in_document.erase(member);
  EXPECT_EQ(json::value(guest), json::value(in_document));
}

TEST(HtmlData, GuestsThatDifferInOneTestStayApart) {
  Report report = sample_report();
  report.guests = {report.guests[0], report.guests[0], report.guests[0]};
  report.guests[1].verdict.areas[0].packs[0].path[0].tests[0].holds = std::nullopt;
  report.guests[2].verdict.boundaries[0].because = {"guest.memory.ballooned_mib = 513"};
  const json::value guests = decoded(html_data(report, {}).guests);
  const auto test = [&](std::size_t at) {
    return guests.at(at).at("areas").at(0).at("packs").at(0).at("path").at(0).at("tests").at(0).at("holds");
  };
  EXPECT_EQ(test(0), true);
  EXPECT_TRUE(test(1).is_null());
  EXPECT_EQ(guests.at(2).at("areas"), guests.at(0).at("areas"));
  EXPECT_EQ(guests.at(1).at("boundaries"), guests.at(0).at("boundaries"));
  EXPECT_EQ(guests.at(2).at("boundaries").at(0).at("because").at(0), "guest.memory.ballooned_mib = 513");
}

TEST(HtmlData, VerdictsHaveNoFactsAndTheSummaryNoGuests) {
  EXPECT_EQ(guests_of(Detail::verdicts).at(0).as_object().if_contains("facts"), nullptr);
  EXPECT_EQ(guests_of(Detail::verdicts).at(1).at("name"), "büro\x1b[31m-02");
  EXPECT_EQ(json::serialize(guests_of(Detail::summary)), "[]");
  EXPECT_EQ(json::serialize(index_of(Detail::summary).at(3)), "[]");
  EXPECT_EQ(index_of(Detail::summary).at(0).at("summary").at("guests"), 2);
}

TEST(HtmlData, NothingEvaluatedHasNoRows) {
  const json::value index = decoded(html_data(empty_report(), {}).index);
  EXPECT_EQ(index.at(0).at("summary").at("guests"), 0);
  EXPECT_EQ(json::serialize(index.at(3)), "[]");
}

}  // namespace
}  // namespace hvcompat
