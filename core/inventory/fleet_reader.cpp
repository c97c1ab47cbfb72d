// Chunks read side by side, put together in their order.
#include "inventory/fleet_reader.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <mutex>

#include "inventory/fleet_chunk.hpp"
#include "inventory/ndjson_reader.hpp"
#include "text/side_by_side.hpp"

namespace hvcompat {

namespace {

// All chunks of a file. Nothing where it cannot be read to its end.
std::optional<std::vector<FleetChunk>> read_chunks(ByteSource bytes, FleetTables& tables, const MarkGuest& mark,
                                                   unsigned threads) {
  LineChunks source(unpacked(std::move(bytes)));
  std::mutex mutex;
  std::vector<FleetChunk> chunks;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    try {
      FleetWorker worker(tables, mark);
      LineChunk lines;
      std::size_t guests = 0;
      while (!failed && source.next(lines)) {
        FleetChunk chunk;
        chunk.guests.reserve(guests);  // about as many as in the chunk before
        chunk.digests.reserve(guests);
        worker.read(lines, chunk);
        guests = chunk.guests.size() + chunk.guests.size() / 8;
        const std::lock_guard lock(mutex);
        if (chunks.size() <= lines.number) chunks.resize(lines.number + 1);
        chunks[lines.number] = std::move(chunk);
      }
    } catch (const std::exception&) {  // damaged or unreadable: whoever reads it next says how
      failed = true;
    }
  };
  side_by_side(threads, work);
  if (failed) return std::nullopt;
  return chunks;
}

class Assembly {
 public:
  Assembly(const std::string& file, FactsHash& hash) : reader_(file), hash_(hash) {}

  // False where the file is not as hvcompat saves one.
  bool add(FleetChunk chunk) {
    if (!chunk.in_order) return false;
    Taken taken;
    for (const FleetEvent& event : chunk.events)
      if (!add(event, chunk, taken)) return false;
    lines_ += chunk.lines;
    ++chunks_;
    return true;
  }

  FleetFile finish() {
    ReadInventories read = reader_.finish();
    if (read.inventories.size() > out_.inventories.size()) close(read.inventories.back());
    for (std::size_t i = 0; i < read.inventories.size(); ++i) out_.inventories[i].head = std::move(read.inventories[i]);
    out_.complaints = std::move(read.complaints);
    return std::move(out_);
  }

 private:
  // How much of a chunk was taken.
  struct Taken {
    std::size_t guests = 0, hosts = 0, clusters = 0, digests = 0;
  };

  bool add(const FleetEvent& event, FleetChunk& chunk, Taken& taken) {
    const int line = lines_ + event.line;
    switch (event.kind) {
      case FleetEvent::Kind::records:
        return add_records(event, chunk, taken);
      case FleetEvent::Kind::complaint:
        if (reader_.state() == InventoryReader::State::inside) reader_.complain_of_facts(line, event.text);
        return true;
      case FleetEvent::Kind::line:
        break;
    }
    reader_.take({line, event.text, event.text.size()});
    if (reader_.closed() > out_.inventories.size()) close(reader_.last_closed());
    return true;
  }

  bool add_records(const FleetEvent& run, FleetChunk& chunk, Taken& taken) {
    const InventoryReader::State state = reader_.state();
    if (state == InventoryReader::State::outside) return false;
    const bool inside = state == InventoryReader::State::inside;
    if (inside && !is_in_order(run)) return false;
    if (run.entity == Entity::guest) take_guests(run.count, chunk.guests, taken.guests, inside);
    if (run.entity == Entity::host) take(run.count, chunk.hosts, taken.hosts, inside ? &now_.hosts : nullptr);
    if (run.entity == Entity::cluster)
      take(run.count, chunk.clusters, taken.clusters, inside ? &now_.clusters : nullptr);
    std::vector<LineDigest> digests = piece(run.count, chunk.digests, taken.digests);
    if (inside) digests_.push_back(std::move(digests));
    if (inside) reader_.count(run.entity, run.count);
    return true;
  }

  void take_guests(std::size_t count, std::vector<FleetGuest>& from, std::size_t& taken, bool inside) {
    std::vector<FleetGuest> guests = piece(count, from, taken);
    if (!inside) return;
    now_.guests.push_back({chunks_, std::move(guests), {}});
    now_.guest_count += count;
  }

  // Clusters, hosts, guests, each by id: so no two have the same one.
  bool is_in_order(const FleetEvent& run) {
    const auto place = [](Entity kind) { return kind == Entity::cluster ? 0 : kind == Entity::host ? 1 : 2; };
    const bool good =
        !last_ || place(last_->entity) < place(run.entity) || (last_->entity == run.entity && last_->last < run.text);
    last_ = run;
    return good;
  }

  template <class T>
  static void take(std::size_t count, std::vector<T>& from, std::size_t& taken, std::vector<T>* to) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(taken);
    taken += count;
    if (to)
      to->insert(to->end(), std::make_move_iterator(begin),
                 std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(count)));
  }

  // As a piece of its own: what is read of a whole chunk needs no second copy.
  template <class T>
  static std::vector<T> piece(std::size_t count, std::vector<T>& from, std::size_t& taken) {
    std::vector<T> to;
    if (taken == 0 && count == from.size()) {
      to = std::move(from);
      taken = count;
    } else {
      take(count, from, taken, &to);
    }
    return to;
  }

  void close(const Inventory& head) {
    hash_.begin(head);
    for (const std::vector<LineDigest>& piece : digests_) hash_.add(piece);
    hash_.end(head.errors, {now_.clusters.size(), now_.hosts.size(), now_.guest_count}, head.complete);
    digests_.clear();
    last_.reset();
    out_.inventories.push_back(std::move(now_));
    now_ = {};
  }

  InventoryReader reader_;
  FactsHash& hash_;
  FleetFile out_;
  FleetInventory now_;
  std::vector<std::vector<LineDigest>> digests_;  // of `now_`
  std::optional<FleetEvent> last_;                // the run of records before
  int lines_ = 0;                                 // before the chunk
  std::size_t chunks_ = 0;
};

}  // namespace

std::optional<FleetFile> read_fleet(const std::string& file, ByteSource bytes, FleetTables& tables,
                                    const MarkGuest& mark, FactsHash& hash, unsigned threads) {
  auto chunks = read_chunks(std::move(bytes), tables, mark, threads);
  if (!chunks) return std::nullopt;
  Assembly assembly(file, hash);
  for (FleetChunk& chunk : *chunks)
    if (!assembly.add(std::move(chunk))) return std::nullopt;
  return assembly.finish();
}

}  // namespace hvcompat
