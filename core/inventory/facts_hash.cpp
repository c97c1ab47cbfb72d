// Hashing facts line by line.
#include "inventory/facts_hash.hpp"

#include <fmt/format.h>

namespace hvcompat {

LineDigest line_digest(std::string_view line) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, line.size(), reinterpret_cast<const std::uint8_t*>(line.data()));
  LineDigest digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

void FactsHash::begin(const Inventory& inventory) {
  Inventory head;  // without times, and without the plugin's version, which a report names by itself
  head.target = inventory.target;
  head.uri = inventory.uri;
  head.plugin_name = inventory.plugin_name;
  const LineDigest digest = line_digest(head_line(head));
  add(std::span(&digest, 1));
}

void FactsHash::add(std::span<const LineDigest> records) {
  for (const LineDigest& digest : records) sha256_update(&context_, digest.size(), digest.data());
}

void FactsHash::end(const std::vector<CollectionError>& errors, const RecordCounts& counts, bool complete) {
  std::vector<std::string> lines = error_lines(errors);
  lines.push_back(end_line(counts, errors.size(), complete));
  for (const std::string& line : lines) {
    const LineDigest digest = line_digest(line);
    add(std::span(&digest, 1));
  }
}

void FactsHash::add(const Inventory& inventory) {
  begin(inventory);
  const auto add_records = [this](Entity kind, const std::vector<Record>& records) {
    for (const Record* record : sorted_by_id(records)) {
      const LineDigest digest = line_digest(record_line(kind, *record));
      add(std::span(&digest, 1));
    }
  };
  add_records(Entity::cluster, inventory.clusters);
  add_records(Entity::host, inventory.hosts);
  add_records(Entity::guest, inventory.guests);
  end(inventory.errors, {inventory.clusters.size(), inventory.hosts.size(), inventory.guests.size()},
      inventory.complete);
}

std::string FactsHash::hex() {
  LineDigest digest{};
  sha256_digest(&context_, digest.size(), digest.data());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

}  // namespace hvcompat
