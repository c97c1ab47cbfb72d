// xsd:dateTime to the one form that records use.
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "shared/xml_message.hpp"

namespace hvshared {
namespace {

// Takes `digits` digits and the separator after them (0: none) off `text`.
std::optional<int> take(std::string_view& text, std::size_t digits, char separator) {
  int number = 0;
  if (text.size() < digits + (separator != 0 ? 1U : 0U)) return std::nullopt;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + digits, number);
  if (wrong != std::errc() || end != text.data() + digits || number < 0) return std::nullopt;
  if (separator != 0 && text[digits] != separator) return std::nullopt;
  text.remove_prefix(digits + (separator != 0 ? 1U : 0U));
  return number;
}

void drop_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return;
  const std::size_t end = text.find_first_not_of("0123456789", 1);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end);
}

// Without a zone the server's own is unknown: Windows and vSphere always write one, so it counts as UTC.
std::optional<std::chrono::minutes> take_zone(std::string_view text) {
  if (text.empty() || text == "Z") return std::chrono::minutes(0);
  const char sign = text.front();
  text.remove_prefix(1);
  const auto hours = take(text, 2, ':');
  const auto minutes = hours ? take(text, 2, 0) : std::nullopt;
  if ((sign != '+' && sign != '-') || !minutes || !text.empty() || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return sign == '-' ? -offset : offset;
}

}  // namespace

std::string utc_text(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return out.data();
}

std::optional<std::string> utc_time(std::string_view text) {
  const auto year = take(text, 4, '-');
  const auto month = year ? take(text, 2, '-') : std::nullopt;
  const auto day = month ? take(text, 2, 'T') : std::nullopt;
  const auto hour = day ? take(text, 2, ':') : std::nullopt;
  const auto minute = hour ? take(text, 2, ':') : std::nullopt;
  const auto second = minute ? take(text, 2, 0) : std::nullopt;
  if (!second || *year <= 1601 || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  drop_fraction(text);
  const auto zone = take_zone(text);
  if (!date.ok() || !zone) return std::nullopt;
  return utc_text(std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
                  std::chrono::seconds(*second) - *zone);
}

}  // namespace hvshared
