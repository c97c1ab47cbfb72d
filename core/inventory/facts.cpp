// Facts as values: a map by name, and values as text.
#include "inventory/facts.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cmath>

#include "text/words.hpp"

namespace hvcompat {

namespace {

std::string quoted(const std::string& text) { return boost::json::serialize(boost::json::string_view(text)); }

// Shortest form that reads back as the same number, with a mark that it is no integer.
std::string number_text(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

struct ToJson {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(const std::string& value) const { return quoted(value); }
  std::string operator()(const TextList& value) const {
    std::string text = "[";
    for (const std::string& item : value) text += (text.size() > 1 ? "," : "") + quoted(item);
    return text + "]";
  }
};

struct ToWords {
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const TextList& value) const { return value.empty() ? "none" : join(value, ", "); }
};

}  // namespace

std::string to_json_text(const Value& value) { return std::visit(ToJson{}, value); }
std::string to_words(const Value& value) { return std::visit(ToWords{}, value); }

Fact Fact::of(Value value, std::string evidence) {
  Fact fact;
  fact.value = std::move(value);
  fact.evidence = std::move(evidence);
  return fact;
}

Fact Fact::missing(std::string reason, std::string detail, std::string remedy) {
  Fact fact;
  fact.unknown = Unknown{std::move(reason), std::move(detail), std::move(remedy)};
  return fact;
}

const Fact* Facts::find(std::string_view name) const {
  const auto found = facts_.find(name);
  return found == facts_.end() ? nullptr : &found->second;
}

void Facts::set(std::string name, Fact fact) { facts_.insert_or_assign(std::move(name), std::move(fact)); }

void Facts::erase(std::string_view name) {
  const auto found = facts_.find(name);
  if (found != facts_.end()) facts_.erase(found);
}

}  // namespace hvcompat
