// Times as numbers.
#include "text/unix_time.hpp"

#include <charconv>
#include <chrono>

#include "text/words.hpp"

namespace hvcompat {

namespace {

int number_in(std::string_view text, std::size_t at, std::size_t length) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + length, number);
  return number;
}

}  // namespace

std::optional<std::int64_t> unix_seconds(std::string_view time) {
  if (!is_time(time)) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(number_in(time, 0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number_in(time, 5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number_in(time, 8, 2)))};
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  const std::int64_t of_the_day = (number_in(time, 11, 2) * 60 + number_in(time, 14, 2)) * 60 + number_in(time, 17, 2);
  return days * 86400 + of_the_day;
}

}  // namespace hvcompat
