// Three-valued conditions on facts that remember which facts they came from. Internal to derive.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/facts.hpp"

namespace hvcompat {

// `from`: where known, the facts that decided it; where not, the unknown ones that would.
struct Truth {
  std::optional<bool> holds;
  std::vector<std::string> from;

  bool surely() const { return holds == true; }
  bool surely_not() const { return holds == false; }
};

using ValueTest = std::function<bool(const Value&)>;
// Not known, but all candidates agree: known.
Truth test(const Facts& facts, std::string_view name, const ValueTest& holds);

Truth is_true(const Facts& facts, std::string_view name);
Truth is(const Facts& facts, std::string_view name, std::string_view text);
Truth is_one_of(const Facts& facts, std::string_view name, const std::vector<std::string>& texts);
Truth positive(const Facts& facts, std::string_view name);               // a number above 0
Truth less(const Facts& facts, std::string_view a, std::string_view b);  // numbers; knows lower bounds of `b`
Truth not_none(const Facts& facts, std::string_view name);               // a slug other than `none`
Truth not_empty(const Facts& facts, std::string_view name);              // a list

Truth any_of(std::vector<Truth> parts);
Truth all_of(std::vector<Truth> parts);
Truth opposite(Truth truth);

// A derived fact that is known: evidence "derived from a, b" and, where given, "; note".
void set_known(Facts& facts, std::string name, Value value, std::vector<std::string> from, std::string_view note = {});
// One that is not: the cause is that of the first fact of `from`, unless `cause` says more.
void set_open(Facts& facts, std::string name, std::vector<Value> candidates, std::vector<std::string> from,
              std::optional<Unknown> cause = std::nullopt);
std::vector<Value> values_of(const std::vector<std::string>& texts);

}  // namespace hvcompat
