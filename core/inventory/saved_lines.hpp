// The lines of a saved inventory, without their ends: the same bytes for the same content.
#pragma once

#include <string>
#include <vector>

#include "inventory/inventory.hpp"

namespace hvcompat {

struct RecordCounts {
  std::size_t clusters = 0;
  std::size_t hosts = 0;
  std::size_t guests = 0;
};

// The order in which a saved inventory has them.
std::vector<const Record*> sorted_by_id(const std::vector<Record>& records);

// The member that names what a record belongs to; empty for clusters.
std::string_view parent_key(Entity kind);

std::string head_line(const Inventory& inventory);
std::string unknown_json(const Unknown& unknown);
std::string record_line(Entity kind, const Record& record);  // of a cluster, host or guest
void append_record_line(std::string& to, Entity kind, const Record& record);
std::vector<std::string> error_lines(std::vector<CollectionError> errors);
void append_before_guests(std::string& to, const Inventory& inventory);
void append_after_guests(std::string& to, const Inventory& inventory, std::size_t guests);
std::string end_line(const RecordCounts& counts, std::size_t errors, bool complete);

}  // namespace hvcompat
