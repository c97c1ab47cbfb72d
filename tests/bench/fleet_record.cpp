// A record's line: members in the order of core/inventory/ndjson_writer.cpp, facts by name.
#include "fleet_record.hpp"

#include <algorithm>

namespace hvcompat::bench {

namespace {

void add_member(std::string& out, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += key;
  out += "\":";
  out += quoted(text);
}

void add_key(std::string& out, bool& first, std::string_view name) {
  if (!first) out += ',';
  first = false;
  out += '"';
  out += name;
  out += "\":";
}

}  // namespace

// Control characters do not occur here.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void FleetRecord::text(std::string_view name, std::string_view value, std::string_view evidence) {
  json(name, quoted(value), evidence);
}

void FleetRecord::number(std::string_view name, std::int64_t value, std::string_view evidence) {
  json(name, std::to_string(value), evidence);
}

void FleetRecord::boolean(std::string_view name, bool value, std::string_view evidence) {
  json(name, value ? "true" : "false", evidence);
}

void FleetRecord::json(std::string_view name, std::string value, std::string_view evidence) {
  entries_.push_back({name, std::move(value), evidence, {}, {}, {}});
}

void FleetRecord::unknown(std::string_view name, std::string_view reason, std::string_view detail,
                          std::string_view remedy) {
  entries_.push_back({name, {}, {}, reason, detail, remedy});
}

void FleetRecord::write_known(std::string& out) const {
  bool first = true;
  out += ",\"facts\":{";
  for (const Entry& entry : entries_) {
    if (entry.json.empty()) continue;
    add_key(out, first, entry.name);
    out += entry.json;
  }
  out += '}';
}

void FleetRecord::write_evidence(std::string& out) const {
  bool first = true;
  for (const Entry& entry : entries_) {
    if (entry.evidence.empty()) continue;
    if (first) out += ",\"evidence\":{";
    add_key(out, first, entry.name);
    out += quoted(entry.evidence);
  }
  if (!first) out += '}';
}

void FleetRecord::write_unknown(std::string& out) const {
  bool first = true;
  for (const Entry& entry : entries_) {
    if (!entry.json.empty()) continue;
    if (first) out += ",\"unknown\":{";
    add_key(out, first, entry.name);
    out += "{\"reason\":" + quoted(entry.reason);
    add_member(out, "detail", entry.detail);
    add_member(out, "remedy", entry.remedy);
    out += '}';
  }
  if (!first) out += '}';
}

void FleetRecord::write(std::string_view kind, std::string_view id, std::string_view name, std::string_view parent_key,
                        std::string_view parent, std::string& out) {
  std::ranges::sort(entries_, {}, &Entry::name);
  out += "{\"record\":\"";
  out += kind;
  out += '"';
  add_member(out, "id", id);
  add_member(out, "name", name);
  add_member(out, parent_key, parent);
  write_known(out);
  write_evidence(out);
  write_unknown(out);
  out += "}\n";
}

}  // namespace hvcompat::bench
