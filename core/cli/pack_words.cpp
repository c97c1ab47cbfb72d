// Wording of packs.
#include "cli/pack_words.hpp"

#include <fmt/format.h>

#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kIndent = 2;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::string group(std::string_view title, const Condition& condition, std::size_t indent) {
  std::string text = fmt::format("{}{}\n", spaces(indent), title);
  for (const Condition& part : condition.parts) text += condition_in_words(part, indent + kIndent);
  return text;
}

std::string clauses_in_words(const std::vector<std::string>& clauses) {
  return clauses.empty() ? std::string{} : fmt::format("  [{}]", join(clauses, ", "));
}

std::string line(std::string_view label, std::string_view text) {
  return text.empty() ? std::string{} : fmt::format("      {}: {}\n", label, text);
}

std::string head(const Pack& pack) {
  std::string text = fmt::format("{}@{}: {}\n", pack.id, pack.revision, pack.title);
  text +=
      fmt::format("area: {}\nin force from: {}\ndocument: {}\n", pack.area, pack.in_force_from, pack.source.document);
  if (!pack.source.url.empty()) text += fmt::format("address: {}\n", pack.source.url);
  if (!pack.source.applies_to.empty()) text += fmt::format("names: {}\n", join(pack.source.applies_to, ", "));
  if (!pack.source.note.empty()) text += fmt::format("note: {}\n", pack.source.note);
  return text + fmt::format("file: {}\nsha256: {}\n", pack.file.string(), pack.sha256);
}

std::string rules_in_words(const Pack& pack) {
  std::string text = "\nrules, the first that holds decides:\n";
  for (std::size_t i = 0; i < pack.support.size(); ++i) {
    const Rule& rule = pack.support[i];
    text += fmt::format("  {}. {}: {}{}\n", i + 1, rule.id, name_of(rule.level), clauses_in_words(rule.clauses));
    text += rule.when.kind == Condition::Kind::always ? "      in every other case\n"
                                                      : "      when\n" + condition_in_words(rule.when, 8);
    text += line("why", rule.why);
    for (const std::string& obligation : rule.obligations) text += line("obligation", obligation);
    text += line("basis", name_of(rule.basis));
    if (rule.explicit_when) text += "      the basis is explicit when\n" + condition_in_words(*rule.explicit_when, 8);
    if (rule.at_best) text += line("outcome at best", name_of(*rule.at_best));
  }
  return text;
}

std::string boundaries_in_words(const Pack& pack) {
  if (pack.boundaries.empty()) return {};
  std::string text = "\nboundaries, beyond which somebody else answers:\n";
  for (const Boundary& boundary : pack.boundaries) {
    text += fmt::format("  {}: {}, answered by: {}{}\n", boundary.id, boundary.feature, boundary.responsible,
                        clauses_in_words(boundary.clauses));
    if (boundary.when.kind != Condition::Kind::always) text += "      when\n" + condition_in_words(boundary.when, 8);
    text += line("why", boundary.why) + line("remedy", boundary.remedy) + line("basis", name_of(boundary.basis));
  }
  return text;
}

std::string advice_in_words(const Pack& pack) {
  if (pack.advice.empty()) return {};
  std::string text = "\nadvice:\n";
  for (const Advice& advice : pack.advice) {
    text += fmt::format("  {}: {}{}\n", advice.id, advice.text, clauses_in_words(advice.clauses));
    if (!advice.on.empty()) text += line("with rules", join(advice.on, ", "));
    if (advice.when.kind != Condition::Kind::always) text += "      when\n" + condition_in_words(advice.when, 8);
    if (advice.unless) text += "      unless\n" + condition_in_words(*advice.unless, 8);
  }
  return text;
}

std::string clause_list(const Pack& pack) {
  std::string text = "\nclauses of the document, in our words:\n";
  for (const Clause& clause : pack.clauses) {
    text += fmt::format("  {} ({}): {}\n", clause.id, clause.where, clause.summary);
    if (!clause.manual.empty()) text += line("nothing observes it", clause.manual);
  }
  return text;
}

}  // namespace

std::string condition_in_words(const Condition& condition, std::size_t indent) {
  switch (condition.kind) {
    case Condition::Kind::always:
      return spaces(indent) + "always\n";
    case Condition::Kind::all:
      return group("all of:", condition, indent);
    case Condition::Kind::any:
      return group("any of:", condition, indent);
    case Condition::Kind::negation:
      return group("not:", condition, indent);
    case Condition::Kind::test:
      break;
  }
  return fmt::format("{}{} {}\n", spaces(indent), condition.test.fact, in_words(condition.test));
}

std::string pack_in_words(const Pack& pack) {
  std::string text = head(pack) + "\nspeaks about guests for which\n" + condition_in_words(pack.applies_to, kIndent);
  if (pack.covers)
    text += "the document itself covers those for which (others: extrapolated)\n" +
            condition_in_words(*pack.covers, kIndent);
  if (!pack.needs_any.empty())
    text += fmt::format("not assessed where none of these is known: {}\n", join(pack.needs_any, ", "));
  return text + rules_in_words(pack) + boundaries_in_words(pack) + advice_in_words(pack) + clause_list(pack);
}

}  // namespace hvcompat
