// Replacement of secrets in texts and inventories.
#include "collect/redact.hpp"

#include <algorithm>

namespace hvcompat {

namespace {

bool is_open_text(std::string_view name) {
  const FactSpec* spec = find_fact(name);
  return !spec || spec->type == FactType::text || spec->type == FactType::slug ||
         (spec->type == FactType::list && spec->values.empty());
}

void redact_value(Value& value, const std::vector<std::string>& secrets) {
  if (auto* text = std::get_if<std::string>(&value)) *text = redacted(std::move(*text), secrets);
  if (auto* list = std::get_if<TextList>(&value)) {
    for (std::string& text : *list) text = redacted(std::move(text), secrets);
    std::ranges::sort(*list);
    list->erase(std::ranges::unique(*list).begin(), list->end());
  }
}

Fact without_secrets(Fact fact, bool open_text, const std::vector<std::string>& secrets) {
  if (fact.value && open_text) redact_value(*fact.value, secrets);
  fact.evidence = redacted(std::move(fact.evidence), secrets);
  fact.unknown.detail = redacted(std::move(fact.unknown.detail), secrets);
  fact.unknown.remedy = redacted(std::move(fact.unknown.remedy), secrets);
  return fact;
}

void redact_records(std::vector<Record>& records, const std::vector<std::string>& secrets) {
  for (Record& record : records) {
    record.name = redacted(std::move(record.name), secrets);
    Facts facts;
    for (const auto& [name, fact] : record.facts) facts.set(name, without_secrets(fact, is_open_text(name), secrets));
    record.facts = std::move(facts);
  }
}

}  // namespace

std::vector<std::string> secrets_of(const Target& target, std::vector<std::string> handed_over) {
  const std::string open = without_password(target.uri);
  if (open.size() < target.uri.size()) {
    // `open` is the URI without ":password"; both agree up to there.
    const auto [mine, theirs] = std::ranges::mismatch(open, target.uri);
    const auto begin = static_cast<std::size_t>(theirs - target.uri.begin()) + 1;
    handed_over.push_back(target.uri.substr(begin, target.uri.size() - open.size() - 1));
  }
  std::erase_if(handed_over, [](const std::string& secret) { return secret.size() < kShortestSecret; });
  std::ranges::sort(handed_over, std::ranges::greater{}, &std::string::size);
  return handed_over;
}

std::string redacted(std::string text, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += 3) {
      text.replace(at, secret.size(), "***");
    }
  }
  return text;
}

void redact(Inventory& inventory, const std::vector<std::string>& secrets) {
  if (secrets.empty()) return;
  redact_records(inventory.clusters, secrets);
  redact_records(inventory.hosts, secrets);
  redact_records(inventory.guests, secrets);
  for (CollectionError& error : inventory.errors) {
    error.text = redacted(std::move(error.text), secrets);
    error.remedy = redacted(std::move(error.remedy), secrets);
  }
}

}  // namespace hvcompat
