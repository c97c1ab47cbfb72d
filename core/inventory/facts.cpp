// Facts as values: a map by name, and values as text.
#include "inventory/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <iterator>
#include <utility>

#include "text/words.hpp"

namespace hvcompat {

namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7F; }

// Shortest form that reads back as the same number, with a mark that it is no integer.
std::string number_text(double number) {
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

struct AppendJson {
  std::string& to;

  void operator()(bool value) const { to += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { fmt::format_to(std::back_inserter(to), "{}", value); }
  void operator()(double value) const { to += number_text(value); }
  void operator()(const std::string& value) const { append_json_string(to, value); }
  void operator()(const TextList& value) const {
    char before = '[';
    for (const std::string& item : value) {
      to += std::exchange(before, ',');
      append_json_string(to, item);
    }
    to += value.empty() ? "[]" : "]";
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

std::string to_json_text(const Value& value) {
  std::string text;
  append_json_text(text, value);
  return text;
}

void append_json_text(std::string& to, const Value& value) { std::visit(AppendJson{to}, value); }

// Most texts need no escape.
void append_json_string(std::string& to, std::string_view text) {
  if (!std::ranges::all_of(text, is_plain)) {
    to += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
    return;
  }
  to += '"';
  to += text;
  to += '"';
}

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
