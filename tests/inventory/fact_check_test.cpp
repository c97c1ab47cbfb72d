// Values against the types of the vocabulary: what is accepted, in which form, and how a refusal reads.
#include <gtest/gtest.h>

#include "inventory/facts.hpp"

namespace hvcompat {
namespace {

FactSpec spec(FactType type, std::optional<std::int64_t> minimum = {}) {
  return {"x", Entity::guest, type, FactOrigin::collected, {}, "", "", minimum};
}

std::string checked(const FactSpec& spec, Value value) {
  const auto result = check_value(spec, std::move(value));
  return result ? to_json_text(*result) : result.error();
}

std::string checked(FactType type, Value value) { return checked(spec(type), std::move(value)); }

TEST(CheckValue, Booleans) {
  EXPECT_EQ(checked(FactType::boolean, true), "true");
  EXPECT_EQ(checked(FactType::boolean, std::string("yes")), "`yes` is not true or false");
  EXPECT_EQ(checked(FactType::boolean, std::int64_t{1}), "`1` is not true or false");
}

TEST(CheckValue, IntegersAreWrittenAsIntegers) {
  EXPECT_EQ(checked(FactType::integer, std::int64_t{4}), "4");
  EXPECT_EQ(checked(FactType::integer, 4.0), "`4.0` is not an integer");
  EXPECT_EQ(checked(FactType::integer, std::string("four")), "`four` is not an integer");
  EXPECT_EQ(checked(FactType::integer, TextList{"a"}), "`[\"a\"]` is not an integer");
}

TEST(CheckValue, NumbersTakeIntegers) {
  EXPECT_EQ(checked(FactType::number, 1.25), "1.25");
  EXPECT_EQ(checked(FactType::number, std::int64_t{4}), "4.0");
  EXPECT_EQ(checked(FactType::number, true), "`true` is not a number");
}

TEST(CheckValue, TheMinimumIsKeptAtTheBorder) {
  EXPECT_EQ(checked(spec(FactType::integer, 1), std::int64_t{1}), "1");
  EXPECT_EQ(checked(spec(FactType::integer, 1), std::int64_t{0}), "`0` is below 1");
  EXPECT_EQ(checked(spec(FactType::number, 0), -0.5), "`-0.5` is below 0");
}

TEST(CheckValue, TextsHaveTheFormOfTheirType) {
  EXPECT_EQ(checked(FactType::text, std::string("Any Thing")), "\"Any Thing\"");
  EXPECT_EQ(checked(FactType::text, std::int64_t{4}), "`4` is not a text");
  EXPECT_EQ(checked(FactType::slug, std::string("rhel-9.4_x")), "\"rhel-9.4_x\"");
  EXPECT_EQ(checked(FactType::slug, std::string("RHEL")), "`RHEL` is not a slug (a-z, 0-9, dot, dash, underscore)");
  EXPECT_EQ(checked(FactType::slug, std::string("")), "`` is not a slug (a-z, 0-9, dot, dash, underscore)");
  EXPECT_EQ(checked(FactType::version, std::string("10.0.17763")), "\"10.0.17763\"");
  EXPECT_EQ(checked(FactType::version, std::string("7.0U2")),
            "`7.0U2` is not a version (digit groups separated by dots)");
  EXPECT_EQ(checked(FactType::date, std::string("2024-02-30")), "`2024-02-30` is not a date (YYYY-MM-DD)");
  EXPECT_EQ(checked(FactType::time, std::string("2024-02-03")), "`2024-02-03` is not a time (YYYY-MM-DDThh:mm:ssZ)");
}

TEST(CheckValue, EnumerationsSuggest) {
  const FactSpec& power = *find_fact("guest.power");
  EXPECT_EQ(checked(power, std::string("off")), "\"off\"");
  EXPECT_EQ(checked(power, std::string("fast")), "`fast` is not one of running, off, suspended, paused");
  EXPECT_EQ(checked(power, std::string("runing")),
            "`runing` is not one of running, off, suspended, paused; did you mean `running`?");
  EXPECT_EQ(checked(power, true), "`true` is not a text");
}

TEST(CheckValue, ListsAreSets) {
  EXPECT_EQ(checked(FactType::list, TextList{"b", "a", "b"}), R"(["a","b"])");
  EXPECT_EQ(checked(FactType::list, TextList{}), "[]");
  EXPECT_EQ(checked(FactType::list, std::string("a")), "`a` is not a list of texts");
  EXPECT_EQ(checked(FactType::list, TextList{""}), "a text in the list is empty");
  EXPECT_EQ(checked(*find_fact("guest.hot_add"), TextList{"cpu", "disk"}), "`disk` is not one of cpu, memory");
}

TEST(CheckValue, LongValuesAreCutInTheMessage) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  const std::string message = checked(FactType::boolean, text);
  EXPECT_EQ(message, "`" + text.substr(0, 60) + "…` is not true or false");
}

TEST(ValueTexts, ForReportsAndForReaders) {
  EXPECT_EQ(to_json_text(std::string("a\"b\n")), R"("a\"b\n")");
  EXPECT_EQ(to_words(true), "yes");
  EXPECT_EQ(to_words(TextList{"a", "b"}), "a, b");
  EXPECT_EQ(to_words(TextList{}), "none");
  EXPECT_EQ(to_words(std::int64_t{4096}), "4096");
}

}  // namespace
}  // namespace hvcompat
