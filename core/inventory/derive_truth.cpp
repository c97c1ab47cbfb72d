// Three-valued conditions on facts that remember which facts they came from.
#include "inventory/derive_truth.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/lists.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

std::int64_t number(const Value& value) {
  const auto* held = std::get_if<std::int64_t>(&value);
  return held ? *held : 0;
}

std::string text(const Value& value) {
  const auto* held = std::get_if<std::string>(&value);
  return held ? *held : std::string{};
}

// Any of `parts` that is `wanted` decides; all that are its opposite decide too.
Truth combine(std::vector<Truth> parts, bool wanted) {
  Truth all{!wanted, {}};
  Truth open;
  for (Truth& part : parts) {
    if (part.holds == wanted) return std::move(part);
    if (!part.holds) {
      all.holds.reset();
      add_all_new(open.from, part.from);
    }
    add_all_new(all.from, part.from);
  }
  return all.holds ? all : open;
}

}  // namespace

Truth test(const Facts& facts, std::string_view name, const ValueTest& holds) {
  Truth truth{std::nullopt, {std::string(name)}};
  const Fact* fact = facts.find(name);
  if (!fact) return truth;
  if (fact->known()) {
    truth.holds = holds(*fact->value);
  } else if (!fact->candidates.empty()) {
    const auto agreeing = static_cast<std::size_t>(std::ranges::count_if(fact->candidates, holds));
    if (agreeing == 0 || agreeing == fact->candidates.size()) truth.holds = agreeing > 0;
  }
  return truth;
}

Truth is_true(const Facts& facts, std::string_view name) {
  return test(facts, name, [](const Value& value) { return value == Value(true); });
}

Truth is(const Facts& facts, std::string_view name, std::string_view wanted) {
  return test(facts, name, [&](const Value& value) { return text(value) == wanted; });
}

Truth is_one_of(const Facts& facts, std::string_view name, const std::vector<std::string>& texts) {
  return test(facts, name, [&](const Value& value) { return std::ranges::find(texts, text(value)) != texts.end(); });
}

Truth positive(const Facts& facts, std::string_view name) {
  const Fact* fact = facts.find(name);
  if (fact && !fact->known() && fact->at_least.value_or(0) > 0) return {true, {std::string(name)}};
  return test(facts, name, [](const Value& value) { return number(value) > 0; });
}

Truth less(const Facts& facts, std::string_view a, std::string_view b) {
  const Fact* left = facts.find(a);
  const Fact* right = facts.find(b);
  const bool left_known = left && left->known();
  const bool right_known = right && right->known();
  if (left_known && right_known) {
    return {number(*left->value) < number(*right->value), {std::string(a), std::string(b)}};
  }
  if (left_known && right && right->at_least && number(*left->value) < *right->at_least) {
    return {true, {std::string(a), std::string(b)}};
  }
  Truth open;
  if (!left_known) open.from.emplace_back(a);
  if (!right_known) open.from.emplace_back(b);
  return open;
}

Truth not_none(const Facts& facts, std::string_view name) {
  return test(facts, name, [](const Value& value) { return text(value) != "none"; });
}

Truth not_empty(const Facts& facts, std::string_view name) {
  return test(facts, name, [](const Value& value) {
    const auto* list = std::get_if<TextList>(&value);
    return list && !list->empty();
  });
}

Truth any_of(std::vector<Truth> parts) { return combine(std::move(parts), true); }
Truth all_of(std::vector<Truth> parts) { return combine(std::move(parts), false); }

Truth opposite(Truth truth) {
  if (truth.holds) truth.holds = !*truth.holds;
  return truth;
}

void set_known(Facts& facts, std::string name, Value value, std::vector<std::string> from, std::string_view note) {
  std::string evidence = fmt::format("derived from {}", join(from, ", "));
  if (!note.empty()) evidence += fmt::format("; {}", note);
  Fact fact = Fact::of(std::move(value), std::move(evidence));
  fact.from = std::move(from);
  facts.set(std::move(name), std::move(fact));
}

void set_open(Facts& facts, std::string name, std::vector<Value> candidates, std::vector<std::string> from,
              std::optional<Unknown> cause) {
  Fact fact;
  if (!cause && !from.empty()) {
    const Fact* first = facts.find(from.front());
    cause = first ? first->unknown : Unknown{};
    if (cause->detail.empty()) cause->detail = fmt::format("`{}` is not known", from.front());
  }
  fact.unknown = cause.value_or(Unknown{});
  fact.candidates = std::move(candidates);
  fact.from = std::move(from);
  facts.set(std::move(name), std::move(fact));
}

std::vector<Value> values_of(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

}  // namespace hvcompat
