// Facts by number.
#include "inventory/fact_pool.hpp"

#include <algorithm>
#include <cstring>

#include "inventory/json_value.hpp"
#include "inventory/record_check.hpp"
#include "inventory/saved_lines.hpp"
#include "text/json_parser.hpp"

namespace hvcompat {

namespace {

// All of a fact but its evidence; of a collected one its saved form.
std::string key_of(const Fact& fact) {
  std::string key = fact.known() ? to_json_text(*fact.value) : unknown_json(fact.unknown);
  for (const Value& candidate : fact.candidates) key += "\n|" + to_json_text(candidate);
  if (fact.at_least) key += "\n>" + std::to_string(*fact.at_least);
  for (const std::string& name : fact.from) key += "\n<" + name;
  return key;
}

std::optional<Fact> unknown_fact(const JsonNode& node) {
  Unknown unknown;
  for (const auto& [member, to] :
       {std::pair("reason", &unknown.reason), {"detail", &unknown.detail}, {"remedy", &unknown.remedy}})
    if (const JsonNode* found = node.find(member)) *to = found->string;
  if (!is_unknown_reason(unknown.reason)) return std::nullopt;
  return Fact::missing(unknown.reason, unknown.detail, unknown.remedy);
}

std::optional<Fact> known_fact(const FactSpec* spec, const JsonNode& node) {
  auto value = value_of(node);
  if (!value) return std::nullopt;
  if (spec) {
    auto checked = check_value(*spec, std::move(*value));
    if (checked.has_error()) return std::nullopt;
    value = std::move(*checked);
  }
  return Fact::of(std::move(*value), {});
}

}  // namespace

FactPool::FactPool(const FactNeeds& needs) : needs_(needs), ids_(needs.size()) { facts_.push_back({kNoFact, {}}); }

FactPool::Entry FactPool::add_json(FactIndex index, std::string_view json) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = ids_[index].find(json);
    if (found != ids_[index].end()) return {found->second, found->first};
  }
  JsonNode node;
  if (parse_json_text(json, node)) return {};
  auto fact = node.kind == JsonKind::object ? unknown_fact(node) : known_fact(needs_.spec_of(index), node);
  if (!fact || key_of(*fact) != json) return {};
  return store(index, json, std::move(*fact));
}

FactId FactPool::add(FactIndex index, const Fact& fact) { return store(index, key_of(fact), fact).id; }

FactPool::Entry FactPool::store(FactIndex index, std::string_view key, Fact fact) {
  const std::lock_guard lock(mutex_);
  const auto found = ids_[index].find(key);
  if (found != ids_[index].end()) return {found->second, found->first};
  auto* copy = static_cast<char*>(memory_.allocate(key.size() + 1, 1));
  std::memcpy(copy, key.data(), key.size());
  const std::string_view own(copy, key.size());
  const auto id = static_cast<FactId>(facts_.size());
  fact.evidence.clear();
  facts_.push_back({index, std::move(fact)});
  ids_[index].emplace(own, id);
  return {id, own};
}

}  // namespace hvcompat
