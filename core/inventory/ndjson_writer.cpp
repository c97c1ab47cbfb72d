// The saved form of an inventory: the same bytes for the same inventory.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "inventory/inventory.hpp"

namespace hvcompat {

namespace {

std::string quoted(const std::string& text) { return to_json_text(Value(text)); }

// A record under construction: members in the order they are added.
class Line {
 public:
  explicit Line(std::string_view kind) : text_(fmt::format("{{\"record\":\"{}\"", kind)) {}

  void add(std::string_view key, const std::string& json) { text_ += fmt::format(",\"{}\":{}", key, json); }
  void add_text(std::string_view key, const std::string& value) { add(key, quoted(value)); }
  void add_text_if_any(std::string_view key, const std::string& value) {
    if (!value.empty()) add_text(key, value);
  }
  std::string finish() const { return text_ + "}\n"; }

 private:
  std::string text_;
};

// A JSON object of the members for which `json` gives a text that is not empty.
template <class ToJson>
std::string object_of(const Facts& facts, ToJson json) {
  std::string text = "{";
  for (const auto& [name, fact] : facts) {
    const std::string value = json(fact);
    if (value.empty()) continue;
    if (text.size() > 1) text += ',';
    text += quoted(name) + ':' + value;
  }
  return text + '}';
}

std::string value_json(const Fact& fact) { return fact.known() ? to_json_text(*fact.value) : std::string{}; }

std::string evidence_json(const Fact& fact) {
  return fact.known() && !fact.evidence.empty() ? quoted(fact.evidence) : std::string{};
}

std::string unknown_json(const Fact& fact) {
  if (fact.known()) return {};
  std::string text = fmt::format("{{\"reason\":{}", quoted(fact.unknown.reason));
  if (!fact.unknown.detail.empty()) text += fmt::format(",\"detail\":{}", quoted(fact.unknown.detail));
  if (!fact.unknown.remedy.empty()) text += fmt::format(",\"remedy\":{}", quoted(fact.unknown.remedy));
  return text + '}';
}

void add_facts(Line& line, const Facts& facts) {
  line.add("facts", object_of(facts, value_json));
  const std::string evidence = object_of(facts, evidence_json);
  if (evidence != "{}") line.add("evidence", evidence);
  const std::string unknown = object_of(facts, unknown_json);
  if (unknown != "{}") line.add("unknown", unknown);
}

std::string head_line(const Inventory& inventory) {
  Line line("inventory");
  line.add("schema", "1");
  line.add_text("target", inventory.target);
  line.add_text("uri", inventory.uri);
  line.add_text_if_any("collected_at", inventory.collected_at);
  if (inventory.seconds) line.add("seconds", to_json_text(Value(*inventory.seconds)));
  line.add("plugin", fmt::format("{{\"name\":{},\"version\":{}}}", quoted(inventory.plugin_name),
                                 quoted(inventory.plugin_version)));
  return line.finish();
}

std::string record_lines(std::string_view kind, std::string_view parent, const std::vector<Record>& records) {
  std::vector<const Record*> sorted;
  for (const Record& record : records) sorted.push_back(&record);
  std::ranges::sort(sorted, {}, &Record::id);
  std::string text;
  for (const Record* record : sorted) {
    Line line(kind);
    line.add_text("id", record->id);
    line.add_text_if_any("name", record->name);
    if (!parent.empty()) line.add_text_if_any(parent, record->parent);
    add_facts(line, record->facts);
    text += line.finish();
  }
  return text;
}

std::string error_lines(std::vector<CollectionError> errors) {
  std::ranges::sort(errors, {}, [](const CollectionError& error) {
    return std::tie(error.scope, error.id, error.code, error.text, error.remedy);
  });
  std::string text;
  for (const CollectionError& error : errors) {
    Line line("error");
    line.add_text("scope", error.scope);
    line.add_text_if_any("id", error.id);
    line.add_text("code", error.code);
    line.add_text("text", error.text);
    line.add_text_if_any("remedy", error.remedy);
    text += line.finish();
  }
  return text;
}

std::string end_line(const Inventory& inventory) {
  Line line("end");
  line.add("clusters", fmt::format("{}", inventory.clusters.size()));
  line.add("hosts", fmt::format("{}", inventory.hosts.size()));
  line.add("guests", fmt::format("{}", inventory.guests.size()));
  line.add("errors", fmt::format("{}", inventory.errors.size()));
  if (!inventory.complete) line.add("complete", "false");
  return line.finish();
}

}  // namespace

std::string write_inventory(const Inventory& inventory) {
  return head_line(inventory) + record_lines("cluster", "", inventory.clusters) +
         record_lines("host", "cluster", inventory.hosts) + record_lines("guest", "host", inventory.guests) +
         error_lines(inventory.errors) + end_line(inventory);
}

}  // namespace hvcompat
