// Small readings of what people write: nearest word, glob, version, date, content hash.
#include "text/words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kLongestWord = 128;

constexpr std::size_t kFarthest = 4;  // that two words may be apart to be taken for each other

// Edit distance where two swapped neighbours count once; `limit` where it is that or more. `b` has kLongestWord +
// kFarthest + 1 bytes at most.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  using Row = std::array<std::size_t, kLongestWord + kFarthest + 2>;
  Row rows[3];
  Row *before = &rows[0], *last = &rows[1], *row = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*last)[j] = j;
  std::size_t least_before = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    // Only near the diagonal can it be less.
    const std::size_t first = i > limit ? i - limit + 1 : 1;
    const std::size_t end = std::min(b.size(), i + limit - 1) + 1;
    (*row)[first - 1] = first == 1 ? i : limit;
    std::size_t least = (*row)[first - 1];
    for (std::size_t j = first; j < end; ++j) {
      const std::size_t change = (*last)[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      std::size_t here = std::min({(*last)[j] + 1, (*row)[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) here = std::min(here, (*before)[j - 2] + 1);
      (*row)[j] = here;
      least = std::min(least, here);
    }
    if (end <= b.size()) (*row)[end] = limit;
    // What follows is reached from one of two rows, and never nearer than there.
    if (least >= limit && least_before >= limit) return limit;
    least_before = least;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min((*last)[b.size()], limit);
}

// Length of the UTF-8 character that starts at `at`.
std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

// The text matches `form`, where 0 stands for any digit.
bool has_form(std::string_view text, std::string_view form) {
  return std::ranges::equal(text, form, [](char c, char f) { return f == '0' ? is_digit(c) : c == f; });
}

int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

bool is_clock(std::string_view text) {
  return has_form(text, "00:00:00") && two_digits(text, 0) < 24 && two_digits(text, 3) < 60 && two_digits(text, 6) < 61;
}

std::string utc(const char* form) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format(fmt::runtime(form), fmt::gmtime(now));
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  std::size_t best = std::max<std::size_t>(1, std::min<std::size_t>(word.size() / 3, kFarthest)) + 1;
  std::optional<std::string> found;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > word.size() + best || word.size() > candidate.size() + best) continue;
    const std::size_t far = distance(word, candidate, best);
    if (far >= best) continue;
    best = far;
    found = std::string(candidate);
  }
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const auto found = nearest(word, candidates);
  return found ? fmt::format("did you mean `{}`?", *found) : std::string{};
}

bool glob_match(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    const bool at_pattern = p < pattern.size();
    if (at_pattern && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (at_pattern && pattern[p] == '?') {
      ++p;
      t += character_length(text, t);
    } else if (at_pattern && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      star_text += character_length(text, star_text);
      t = star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

// glob_match, but for what stands for any text: that is covered by a `*` alone, and a `?` by `?` or `*`.
bool glob_covers(std::string_view wide, std::string_view narrow) {
  std::size_t w = 0, n = 0;
  std::size_t star = std::string_view::npos, star_narrow = 0;
  while (n < narrow.size()) {
    const bool at_wide = w < wide.size();
    if (at_wide && wide[w] == '*') {
      star = w++;
      star_narrow = n;
    } else if (at_wide && wide[w] == '?' && narrow[n] != '*') {
      ++w;
      n += character_length(narrow, n);
    } else if (at_wide && wide[w] == narrow[n] && narrow[n] != '*') {
      ++w;
      ++n;
    } else if (star != std::string_view::npos) {
      w = star + 1;
      star_narrow += character_length(narrow, star_narrow);
      n = star_narrow;
    } else {
      return false;
    }
  }
  return wide.find_first_not_of('*', w) == std::string_view::npos;
}

std::optional<Version> Version::parse(std::string_view text) {
  constexpr std::size_t kGroups = 8, kDigits = 18;
  Version version;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('.', at), text.size());
    const std::string_view group = text.substr(at, end - at);
    const bool fits = !group.empty() && group.size() <= kDigits && version.groups.size() < kGroups;
    if (!fits || !std::ranges::all_of(group, is_digit)) return std::nullopt;
    std::from_chars(group.data(), group.data() + group.size(), version.groups.emplace_back());
    at = end + 1;
  }
  while (!version.groups.empty() && version.groups.back() == 0) version.groups.pop_back();
  return version;
}

namespace {

std::chrono::year_month_day calendar_day(std::string_view text) {
  const std::chrono::year year{two_digits(text, 0) * 100 + two_digits(text, 2)};
  const std::chrono::month month{static_cast<unsigned>(two_digits(text, 5))};
  return year / month / std::chrono::day{static_cast<unsigned>(two_digits(text, 8))};
}

}  // namespace

bool is_date(std::string_view text) {
  if (!has_form(text, "0000-00-00")) return false;
  return calendar_day(text).ok();
}

int days_between(std::string_view from, std::string_view to) {
  const auto days = std::chrono::sys_days(calendar_day(to)) - std::chrono::sys_days(calendar_day(from));
  return static_cast<int>(days.count());
}

bool is_time(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z') return false;
  if (!is_date(text.substr(0, 10)) || !is_clock(text.substr(11, 8))) return false;
  const std::string_view fraction = text.substr(19, text.size() - 20);
  if (fraction.empty()) return true;
  return fraction.size() > 1 && fraction.size() <= 10 && fraction[0] == '.' &&
         std::ranges::all_of(fraction.substr(1), is_digit);
}

std::string today_utc() { return utc("{:%Y-%m-%d}"); }
std::string now_utc() { return utc("{:%Y-%m-%dT%H:%M:%SZ}"); }

std::string sha256_hex(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string as_phrase(std::string sentence) {
  if (sentence.size() > 1 && !is_upper(sentence[1])) sentence[0] = lower(sentence[0]);
  while (sentence.ends_with('.') || sentence.ends_with('\n')) sentence.pop_back();
  return sentence;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 1) return fmt::format("1 {}", one);
  return many.empty() ? fmt::format("{} {}s", count, one) : fmt::format("{} {}", count, many);
}

std::string join(std::span<const std::string> words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

std::string in_words(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += fmt::format("`{}`", words[i]);
  }
  return text;
}

}  // namespace hvcompat
