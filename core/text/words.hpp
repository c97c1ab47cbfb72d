// Small readings of what people write: nearest word, glob, version, date, content hash.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat {

// The candidate nearest to `word` by edit distance, none where all are far.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates);
// "did you mean `x`?", or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

// `*` any run, `?` one character; the whole text must match; case matters.
bool glob_match(std::string_view pattern, std::string_view text);

// Whether `wide` surely matches all that `narrow` matches. False also where that is so for a reason that is not seen in
// the patterns' letters.
bool glob_covers(std::string_view wide, std::string_view narrow);

// Digit groups separated by dots, compared as numbers; a missing group is 0 (9 = 9.0). At most 8 groups of 18 digits.
struct Version {
  std::vector<std::uint64_t> groups;  // without zeros at the end
  static std::optional<Version> parse(std::string_view text);
  friend std::strong_ordering operator<=>(const Version& a, const Version& b) = default;
  friend bool operator==(const Version& a, const Version& b) = default;
};

// A calendar day in UTC. Text form YYYY-MM-DD; compares as text.
bool is_date(std::string_view text);
// RFC 3339 in UTC, YYYY-MM-DDThh:mm:ss[.f]Z.
bool is_time(std::string_view text);
// From one date to another, negative where that lies before.
int days_between(std::string_view from, std::string_view to);
std::string today_utc();
std::string now_utc();

// Lower-case hexadecimal SHA-256.
std::string sha256_hex(std::string_view bytes);

// A sentence as part of another: without capital and full stop; `SARIF …` stays.
std::string as_phrase(std::string sentence);

// "1 guest", "2 guests"; `many` where another letter than an s makes the plural.
std::string counted(std::size_t count, std::string_view one, std::string_view many = {});
std::string join(std::span<const std::string> words, std::string_view separator);
// "`a`, `b` and `c`"
std::string in_words(std::span<const std::string> words);

}  // namespace hvcompat
