// Nearest words, globs, versions, dates, hashes.
#include "text/words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace hvcompat {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"guest.os.lifecycle", "guest.os.version", "scan", "collect"};

TEST(Nearest, FindsTyposAndNothingFarAway) {
  EXPECT_EQ(nearest("guest.os.lifecyle", kWords), "guest.os.lifecycle");
  EXPECT_EQ(nearest("sacn", kWords), "scan");
  EXPECT_EQ(nearest("moon", kWords), std::nullopt);
  EXPECT_EQ(nearest("", kWords), std::nullopt);
  EXPECT_EQ(nearest(std::string(100000, 'a'), kWords), std::nullopt);
  EXPECT_EQ(did_you_mean("scn", kWords), "did you mean `scan`?");
  EXPECT_EQ(did_you_mean("moon", kWords), "");
}

// The whole matrix, as a textbook has it: two swapped neighbours count once.
std::size_t apart(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> far(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        far[i][j] = i + j;
        continue;
      }
      far[i][j] = std::min({far[i - 1][j] + 1, far[i][j - 1] + 1, far[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        far[i][j] = std::min(far[i][j], far[i - 2][j - 2] + 1);
    }
  return far[a.size()][b.size()];
}

TEST(Nearest, IsTheFirstOfTheNearestThatIsNearEnough) {
  std::mt19937 random(7);
  const auto word = [&](std::size_t longest) {
    std::string text;
    for (std::size_t n = 1 + random() % longest; n > 0; --n) text += "abc."[random() % 4];
    return text;
  };
  std::size_t found = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string wanted = word(14);
    std::vector<std::string> words;
    for (int n = 0; n < 6; ++n) words.push_back(word(14));
    const std::vector<std::string_view> candidates(words.begin(), words.end());
    std::optional<std::string> expected;
    std::size_t best = std::max<std::size_t>(1, std::min<std::size_t>(wanted.size() / 3, 4)) + 1;
    for (const std::string& candidate : words)
      if (const std::size_t far = apart(wanted, candidate); far < best) {
        best = far;
        expected = candidate;
      }
    ASSERT_EQ(nearest(wanted, candidates), expected) << wanted;
    found += expected ? 1 : 0;
  }
  EXPECT_GT(found, 1'500U);
}

TEST(Glob, MatchesTheWholeText) {
  EXPECT_TRUE(glob_match("web-*", "web-01"));
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_TRUE(glob_match("a*b*c", "a--b-b--c"));
  EXPECT_TRUE(glob_match("s?l", "sql"));
  EXPECT_TRUE(glob_match("b?ro", "büro"));
  EXPECT_FALSE(glob_match("web-*", "Web-01"));
  EXPECT_FALSE(glob_match("web", "web-01"));
  EXPECT_FALSE(glob_match("s?l", "sl"));
  EXPECT_FALSE(glob_match("", "a"));
}

// Where one pattern covers another, it matches all that the other matches.
TEST(Glob, CoversWhatTheOtherMatches) {
  EXPECT_TRUE(glob_covers("*", "web-*"));
  EXPECT_TRUE(glob_covers("web-*", "web-01"));
  EXPECT_TRUE(glob_covers("web-*", "web-*"));
  EXPECT_TRUE(glob_covers("web-*", "web-?"));
  EXPECT_TRUE(glob_covers("web-?", "web-1"));
  EXPECT_TRUE(glob_covers("*-*", "web-*-b"));
  EXPECT_TRUE(glob_covers("*b*", "*b*"));
  EXPECT_TRUE(glob_covers("b?ro", "büro"));
  EXPECT_FALSE(glob_covers("web-?", "web-*"));
  EXPECT_FALSE(glob_covers("web-1", "web-?"));
  EXPECT_FALSE(glob_covers("web-*", "*"));
  EXPECT_FALSE(glob_covers("*a", "*"));
  EXPECT_FALSE(glob_covers("", "*"));
}

TEST(Date, DaysBetween) {
  EXPECT_EQ(days_between("2026-01-31", "2026-01-31"), 0);
  EXPECT_EQ(days_between("2026-01-31", "2026-02-01"), 1);
  EXPECT_EQ(days_between("2024-02-28", "2024-03-01"), 2);
  EXPECT_EQ(days_between("2026-01-01", "2025-12-31"), -1);
  EXPECT_EQ(days_between("2026-01-01", "2027-01-01"), 365);
}

TEST(Glob, ManyStarsStayFast) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(glob_match(pattern + "b", std::string(5000, 'a')));
}

TEST(VersionParse, ComparesGroupsAsNumbers) {
  EXPECT_EQ(Version::parse("9"), Version::parse("9.0.0"));
  EXPECT_LT(*Version::parse("9.2"), *Version::parse("9.10"));
  EXPECT_LT(*Version::parse("6.5"), *Version::parse("6.5.1"));
  EXPECT_EQ(Version::parse("007.5")->groups, (std::vector<std::uint64_t>{7, 5}));
}

TEST(VersionParse, RefusesWhatIsNoVersion) {
  for (const char* text :
       {"", ".", "1.", ".1", "1..2", "7.0U2", "-1", " 1", "1.2.3.4.5.6.7.8.9", "1234567890123456789"}) {
    EXPECT_EQ(Version::parse(text), std::nullopt) << text;
  }
  EXPECT_TRUE(Version::parse("1.2.3.4.5.6.7.8"));
  EXPECT_TRUE(Version::parse("999999999999999999"));
}

TEST(Dates, AreCalendarDays) {
  EXPECT_TRUE(is_date("2024-02-29"));
  EXPECT_FALSE(is_date("2023-02-29"));
  EXPECT_FALSE(is_date("2024-13-01"));
  EXPECT_FALSE(is_date("2024-1-01"));
  EXPECT_FALSE(is_date("2024-01-01 "));
  EXPECT_TRUE(is_date(today_utc()));
}

TEST(Times, AreUtc) {
  EXPECT_TRUE(is_time("2026-11-20T22:42:00Z"));
  EXPECT_TRUE(is_time("2026-11-20T22:42:00.125Z"));
  EXPECT_FALSE(is_time("2026-11-20T22:42:00+01:00"));
  EXPECT_FALSE(is_time("2026-11-20T24:00:00Z"));
  EXPECT_FALSE(is_time("2026-11-20T22:42:00.Z"));
  EXPECT_FALSE(is_time("2026-11-20 22:42:00Z"));
  EXPECT_TRUE(is_time(now_utc()));
}

TEST(Sha256, OfKnownTexts) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Lists, InWords) {
  const std::vector<std::string> three = {"a", "b", "c"};
  EXPECT_EQ(in_words(three), "`a`, `b` and `c`");
  EXPECT_EQ(in_words(std::vector<std::string>{"a"}), "`a`");
  EXPECT_EQ(in_words({}), "");
  EXPECT_EQ(join(three, "/"), "a/b/c");
}

TEST(Numbers, InWords) {
  EXPECT_EQ(counted(1, "guest"), "1 guest");
  EXPECT_EQ(counted(0, "guest"), "0 guests");
  EXPECT_EQ(counted(2, "process", "processes"), "2 processes");
  EXPECT_EQ(counted(1, "process", "processes"), "1 process");
}

TEST(Sentences, AsPhrases) {
  EXPECT_EQ(as_phrase("Tells who supports it.\n"), "tells who supports it");
  EXPECT_EQ(as_phrase("SARIF is written."), "SARIF is written");
  EXPECT_EQ(as_phrase("A guest"), "a guest");
  EXPECT_EQ(as_phrase("."), "");
}

}  // namespace
}  // namespace hvcompat
