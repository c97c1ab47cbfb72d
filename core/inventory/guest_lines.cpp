// Lines in blocks, so that none is moved when more come.
#include "inventory/guest_lines.hpp"

#include <algorithm>

#include "inventory/ndjson_reader.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;  // bytes

// `text`: lines of guests.
Inventory read_guests(std::string_view text) {
  InventoryReader reader("kept guests");
  Inventory kept;
  kept.target = "kept";
  const std::string head = head_line(kept);
  reader.take({1, head, head.size()});
  Lines lines(text);
  std::size_t guests = 0;
  for (; const auto line = lines.next(); ++guests) reader.take(*line);
  const std::string end = end_line({0, 0, guests}, 0, true);
  reader.take({1, end, end.size()});
  return std::move(reader.finish().inventories.front());
}

}  // namespace

void GuestLines::add(std::string_view id, std::string_view line) {
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() <= line.size())
    blocks_.emplace_back().reserve(std::max(kBlock, line.size() + 1));
  std::string& block = blocks_.back();
  places_.push_back({std::string(id), blocks_.size() - 1, block.size(), line.size()});
  (block += line) += '\n';
}

void GuestLines::add(const Record& guest) { add(guest.id, record_line(Entity::guest, guest)); }

std::vector<const GuestLines::Place*> GuestLines::by_id() const {
  std::vector<const Place*> sorted;
  sorted.reserve(places_.size());
  for (const Place& place : places_) sorted.push_back(&place);
  std::ranges::sort(sorted, {}, &Place::id);
  return sorted;
}

// Lines that stand behind each other are one piece: plugins tell most guests in order.
void GuestLines::write_to(const PieceWriter& write) const {
  std::string_view piece;
  for (const Place* place : by_id()) {
    const std::string_view next(line(*place).data(), place->size + 1);
    if (piece.data() + piece.size() == next.data()) {
      piece = {piece.data(), piece.size() + next.size()};
    } else {
      if (!piece.empty()) write(piece);
      piece = next;
    }
  }
  if (!piece.empty()) write(piece);
}

std::vector<Record> GuestLines::records() const {
  std::string text;
  write_to([&](std::string_view piece) { text += piece; });
  return read_guests(text).guests;
}

void GuestLines::change(const std::function<bool(std::string_view line)>& wanted,
                        const std::function<void(Inventory&)>& change) {
  // Their old lines stay in their blocks; no place leads there any more.
  const auto first = std::ranges::partition(places_, [&](const Place& place) { return !wanted(line(place)); });
  if (first.empty()) return;
  std::string text;
  for (const Place& place : first) (text += line(place)) += '\n';
  places_.erase(first.begin(), first.end());
  Inventory changed = read_guests(text);
  change(changed);
  for (const Record& guest : changed.guests) add(guest);
}

void write_inventory(const Inventory& inventory, const GuestLines& guests, const PieceWriter& write) {
  std::string around;
  append_before_guests(around, inventory);
  write(around);
  guests.write_to(write);
  around.clear();
  append_after_guests(around, inventory, guests.size());
  write(around);
}

}  // namespace hvcompat
