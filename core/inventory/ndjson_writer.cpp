// The saved form of an inventory: the same bytes for the same inventory.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "inventory/inventory.hpp"
#include "inventory/saved_lines.hpp"

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
  std::string finish() { return std::move(text_ += '}'); }

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

std::string reason_json(const Fact& fact) { return fact.known() ? std::string{} : unknown_json(fact.unknown); }

void add_facts(Line& line, const Facts& facts) {
  line.add("facts", object_of(facts, value_json));
  const std::string evidence = object_of(facts, evidence_json);
  if (evidence != "{}") line.add("evidence", evidence);
  const std::string unknown = object_of(facts, reason_json);
  if (unknown != "{}") line.add("unknown", unknown);
}

void append_records(std::string& text, Entity kind, const std::vector<Record>& records) {
  for (const Record* record : sorted_by_id(records)) text += record_line(kind, *record) + '\n';
}

}  // namespace

std::string unknown_json(const Unknown& unknown) {
  std::string text = fmt::format("{{\"reason\":{}", quoted(unknown.reason));
  if (!unknown.detail.empty()) text += fmt::format(",\"detail\":{}", quoted(unknown.detail));
  if (!unknown.remedy.empty()) text += fmt::format(",\"remedy\":{}", quoted(unknown.remedy));
  return text + '}';
}

std::string_view parent_key(Entity kind) {
  if (kind == Entity::guest) return "host";
  return kind == Entity::host ? "cluster" : "";
}

std::vector<const Record*> sorted_by_id(const std::vector<Record>& records) {
  std::vector<const Record*> sorted;
  for (const Record& record : records) sorted.push_back(&record);
  std::ranges::sort(sorted, {}, &Record::id);
  return sorted;
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

std::string record_line(Entity kind, const Record& record) {
  Line line(name_of(kind));
  line.add_text("id", record.id);
  line.add_text_if_any("name", record.name);
  if (const std::string_view parent = parent_key(kind); !parent.empty()) line.add_text_if_any(parent, record.parent);
  add_facts(line, record.facts);
  return line.finish();
}

std::vector<std::string> error_lines(std::vector<CollectionError> errors) {
  std::ranges::sort(errors, {}, [](const CollectionError& error) {
    return std::tie(error.scope, error.id, error.code, error.text, error.remedy);
  });
  std::vector<std::string> lines;
  for (const CollectionError& error : errors) {
    Line line("error");
    line.add_text("scope", error.scope);
    line.add_text_if_any("id", error.id);
    line.add_text("code", error.code);
    line.add_text("text", error.text);
    line.add_text_if_any("remedy", error.remedy);
    lines.push_back(line.finish());
  }
  return lines;
}

std::string end_line(const RecordCounts& counts, std::size_t errors, bool complete) {
  Line line("end");
  line.add("clusters", fmt::format("{}", counts.clusters));
  line.add("hosts", fmt::format("{}", counts.hosts));
  line.add("guests", fmt::format("{}", counts.guests));
  line.add("errors", fmt::format("{}", errors));
  if (!complete) line.add("complete", "false");
  return line.finish();
}

std::string write_inventory(const Inventory& inventory) {
  std::string text = head_line(inventory) + '\n';
  append_records(text, Entity::cluster, inventory.clusters);
  append_records(text, Entity::host, inventory.hosts);
  append_records(text, Entity::guest, inventory.guests);
  for (const std::string& line : error_lines(inventory.errors)) text += line + '\n';
  const RecordCounts counts{inventory.clusters.size(), inventory.hosts.size(), inventory.guests.size()};
  return text + end_line(counts, inventory.errors.size(), inventory.complete) + '\n';
}

}  // namespace hvcompat
