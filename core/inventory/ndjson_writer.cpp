// The saved form of an inventory: the same bytes for the same inventory.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "inventory/inventory.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {

namespace {

// A record at the end of a text: members in the order they are added.
class RecordLine {
 public:
  RecordLine(std::string& to, std::string_view kind) : to_(to) { to_.append("{\"record\":\"").append(kind) += '"'; }

  // What comes next is the value.
  std::string& key(std::string_view key) { return to_.append(",\"").append(key).append("\":"); }
  void add(std::string_view name, std::string_view json) { key(name) += json; }
  void add_count(std::string_view name, std::size_t count) { add(name, fmt::format_int(count).c_str()); }
  void add_text(std::string_view name, std::string_view value) { append_json_string(key(name), value); }
  void add_text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) add_text(name, value);
  }
  void finish() { to_ += '}'; }

 private:
  std::string& to_;
};

// A JSON object of the facts for which `is_in` holds.
void append_object(std::string& to, const Facts& facts, bool (*is_in)(const Fact&),
                   void (*append)(std::string&, const Fact&)) {
  char before = '{';
  for (const auto& [name, fact] : facts) {
    if (!is_in(fact)) continue;
    to += std::exchange(before, ',');
    append_json_string(to, name);
    to += ':';
    append(to, fact);
  }
  to += before == '{' ? "{}" : "}";
}

bool has_evidence(const Fact& fact) { return fact.known() && !fact.evidence.empty(); }
bool is_known(const Fact& fact) { return fact.known(); }
bool is_unknown(const Fact& fact) { return !fact.known(); }

bool is_any(const Facts& facts, bool (*is_in)(const Fact&)) {
  return std::ranges::any_of(facts, [is_in](const auto& fact) { return is_in(fact.second); });
}

void append_value(std::string& to, const Fact& fact) { append_json_text(to, *fact.value); }
void append_evidence(std::string& to, const Fact& fact) { append_json_string(to, fact.evidence); }

void append_unknown(std::string& to, const Unknown& unknown) {
  append_json_string(to += "{\"reason\":", unknown.reason);
  if (!unknown.detail.empty()) append_json_string(to += ",\"detail\":", unknown.detail);
  if (!unknown.remedy.empty()) append_json_string(to += ",\"remedy\":", unknown.remedy);
  to += '}';
}

void append_reason(std::string& to, const Fact& fact) { append_unknown(to, fact.unknown); }

void add_facts(RecordLine& line, const Facts& facts) {
  append_object(line.key("facts"), facts, is_known, append_value);
  if (is_any(facts, has_evidence)) append_object(line.key("evidence"), facts, has_evidence, append_evidence);
  if (is_any(facts, is_unknown)) append_object(line.key("unknown"), facts, is_unknown, append_reason);
}

void append_records(std::string& to, Entity kind, const std::vector<Record>& records) {
  for (const Record* record : sorted_by_id(records)) {
    append_record_line(to, kind, *record);
    to += '\n';
  }
}

}  // namespace

std::string unknown_json(const Unknown& unknown) {
  std::string text;
  append_unknown(text, unknown);
  return text;
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
  std::string text;
  RecordLine line(text, "inventory");
  line.add("schema", "1");
  line.add_text("target", inventory.target);
  line.add_text("uri", inventory.uri);
  line.add_text_if_any("collected_at", inventory.collected_at);
  if (inventory.seconds) append_json_text(line.key("seconds"), Value(*inventory.seconds));
  append_json_string(line.key("plugin") += "{\"name\":", inventory.plugin_name);
  append_json_string(text += ",\"version\":", inventory.plugin_version);
  if (!inventory.plugin_sha256.empty()) append_json_string(text += ",\"sha256\":", inventory.plugin_sha256);
  text += '}';
  line.finish();
  return text;
}

void append_record_line(std::string& to, Entity kind, const Record& record) {
  RecordLine line(to, name_of(kind));
  line.add_text("id", record.id);
  line.add_text_if_any("name", record.name);
  if (const std::string_view parent = parent_key(kind); !parent.empty()) line.add_text_if_any(parent, record.parent);
  add_facts(line, record.facts);
  line.finish();
}

std::string record_line(Entity kind, const Record& record) {
  std::string text;
  append_record_line(text, kind, record);
  return text;
}

std::vector<std::string> error_lines(std::vector<CollectionError> errors) {
  std::ranges::sort(errors, {}, [](const CollectionError& error) {
    return std::tie(error.scope, error.id, error.code, error.text, error.remedy);
  });
  std::vector<std::string> lines;
  for (const CollectionError& error : errors) {
    RecordLine line(lines.emplace_back(), "error");
    line.add_text("scope", error.scope);
    line.add_text_if_any("id", error.id);
    line.add_text("code", error.code);
    line.add_text("text", error.text);
    line.add_text_if_any("remedy", error.remedy);
    line.finish();
  }
  return lines;
}

std::string end_line(const RecordCounts& counts, std::size_t errors, bool complete) {
  std::string text;
  RecordLine line(text, "end");
  line.add_count("clusters", counts.clusters);
  line.add_count("hosts", counts.hosts);
  line.add_count("guests", counts.guests);
  line.add_count("errors", errors);
  if (!complete) line.add("complete", "false");
  line.finish();
  return text;
}

void append_before_guests(std::string& to, const Inventory& inventory) {
  to += head_line(inventory) + '\n';
  append_records(to, Entity::cluster, inventory.clusters);
  append_records(to, Entity::host, inventory.hosts);
}

void append_after_guests(std::string& to, const Inventory& inventory, std::size_t guests) {
  for (const std::string& line : error_lines(inventory.errors)) to += line + '\n';
  const RecordCounts counts{inventory.clusters.size(), inventory.hosts.size(), guests};
  to += end_line(counts, inventory.errors.size(), inventory.complete) + '\n';
}

std::string write_inventory(const Inventory& inventory) {
  std::string text;
  append_before_guests(text, inventory);
  append_records(text, Entity::guest, inventory.guests);
  append_after_guests(text, inventory, inventory.guests.size());
  return text;
}

}  // namespace hvcompat
