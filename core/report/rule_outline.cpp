// Clauses in words, and conditions as indented lines.
#include "report/rule_outline.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace hvcompat {

namespace {

namespace json = boost::json;

void add_lines(json::array& to, const Condition& condition, int indent);

void add_parts(json::array& to, const Condition& condition, int indent) {
  for (const Condition& part : condition.parts) add_lines(to, part, indent);
}

void add_lines(json::array& to, const Condition& condition, int indent) {
  switch (condition.kind) {
    case Condition::Kind::always:
      return;
    case Condition::Kind::test:
      to.push_back(json::array{indent, condition.test.fact, in_words(condition.test)});
      return;
    case Condition::Kind::negation:
      to.push_back(json::array{indent, "not"});
      break;
    case Condition::Kind::any:
      to.push_back(json::array{indent, "any of"});
      break;
    case Condition::Kind::all:
      to.push_back(json::array{indent, "all of"});
      break;
  }
  add_parts(to, condition, indent + 1);
}

// That all parts of a whole rule must hold goes without saying.
json::array outline(const Condition& condition) {
  json::array lines;
  if (condition.kind == Condition::Kind::all) {
    add_parts(lines, condition, 0);
  } else {
    add_lines(lines, condition, 0);
  }
  return lines;
}

json::object words_of(const Pack& pack) {
  json::object clauses;
  for (const Clause& clause : pack.clauses)
    clauses[clause.id] = json::object{{"where", clause.where}, {"summary", clause.summary}};
  json::object rules{{"applies_to", outline(pack.applies_to)}};
  for (const Rule& rule : pack.support) rules[rule.id] = outline(rule.when);
  return {{"clauses", std::move(clauses)}, {"rules", std::move(rules)}};
}

}  // namespace

json::object pack_words_json(const std::vector<Pack>& packs) {
  json::object words;
  for (const Pack& pack : packs) words[pack.id + "@" + pack.revision] = words_of(pack);
  return words;
}

}  // namespace hvcompat
