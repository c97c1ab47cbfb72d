// Any bytes as a saved inventory: what is kept of them is whole, and the fast reader keeps the same.
#include "inventory/inventory.hpp"

#include "inventory/facts_hash.hpp"
#include "inventory/fleet_reader.hpp"
#include "inventory/guest_lines.hpp"
#include "inventory/ndjson_reader.hpp"
#include "property.hpp"

namespace hvcompat::fuzz {
namespace {

std::string written(const ReadInventories& read) {
  std::string text;
  for (const Inventory& inventory : read.inventories) text += write_inventory(inventory);
  return text;
}

std::string told(const std::vector<Complaint>& complaints) {
  std::string text;
  for (const Complaint& complaint : complaints) text += complaint.text + (complaint.lost_record ? " lost\n" : "\n");
  return text;
}

void same_inventory(const Inventory& slow, const FleetInventory& fast) {
  holds(fast.head.target == slow.target && fast.head.complete == slow.complete, "both readers read the same head");
  holds(fast.head.errors.size() == slow.errors.size(), "both readers read the same errors");
  holds(fast.clusters.size() == slow.clusters.size(), "both readers read the same clusters");
  holds(fast.hosts.size() == slow.hosts.size(), "both readers read the same hosts");
  holds(fast.guest_count == slow.guests.size(), "both readers read the same guests");
}

void read_fast(std::string_view bytes, const ReadInventories& slow) {
  FactNeeds needs;
  for (const char* fact : {"guest.power", "guest.os.reported_id", "guest.memory.configured_mib"})
    needs.add_to_part(needs.index_of(fact), kAnswerPart);
  FactPool pool{needs};
  FleetTables tables{pool, {}, {}};
  const MarkGuest mark;
  FactsHash hash;
  const auto fast = read_fleet("input", bytes_of(bytes), tables, mark, hash, 1);
  if (!fast) return;
  holds(fast->inventories.size() == slow.inventories.size(), "both readers read the same inventories");
  for (std::size_t i = 0; i < slow.inventories.size(); ++i) same_inventory(slow.inventories[i], fast->inventories[i]);
  holds(told(fast->complaints) == told(slow.complaints), "both readers complain of the same");
}

// Guests of the first inventory, which are kept as lines, are saved as those that are read.
void keep_lines(std::string_view bytes, const ReadInventories& read) {
  if (read.inventories.empty()) return;
  GuestLines guests;
  InventoryReader reader("input", &guests);
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.take(*line);
  const ReadInventories kept = reader.finish();
  std::string text;
  write_inventory(kept.inventories.at(0), guests, [&](std::string_view piece) { text += piece; });
  for (std::size_t i = 1; i < kept.inventories.size(); ++i) text += write_inventory(kept.inventories[i]);
  holds(text == written(read), "guests that are kept as lines are saved as those that are read");
  holds(told(kept.complaints) == told(read.complaints), "and what is told of them is the same");
}

}  // namespace
}  // namespace hvcompat::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hvcompat;
  const std::string_view bytes = fuzz::text_of(data, size);
  const ReadInventories read = read_inventories("input", bytes);
  const std::string text = fuzz::written(read);
  if (!read.inventories.empty()) {
    const ReadInventories again = read_inventories("again", text);
    fuzz::holds(again.complaints.empty(), "what was kept is read again without a complaint");
    fuzz::holds(fuzz::written(again) == text, "what was kept is the same when it is read again");
  }
  fuzz::read_fast(bytes, read);
  if (!is_zstd(bytes)) fuzz::keep_lines(bytes, read);
  return 0;
}
