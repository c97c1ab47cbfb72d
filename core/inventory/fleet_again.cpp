// The second reading of a fleet.
#include "inventory/fleet_again.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <stdexcept>

#include "inventory/fleet_chunk.hpp"
#include "inventory/ndjson_reader.hpp"
#include "text/side_by_side.hpp"

namespace hvcompat {

namespace {

// A line, and how many bytes may be read from its start.
struct LineAt {
  std::string_view line;
  std::size_t capacity = 0;
};

// The lines of a chunk from first to last.
class LinesAt {
 public:
  explicit LinesAt(const LineChunk& chunk) : chunk_(chunk) {}

  // `number`: not less than at the call before. Without capacity: there is no such line.
  LineAt to(std::uint32_t number) {
    for (; number_ < number && at_ < chunk_.lines.size(); ++number_) {
      const std::size_t end = chunk_.lines.find('\n', at_);
      at_ = end == std::string_view::npos ? chunk_.lines.size() : end + 1;
    }
    if (at_ >= chunk_.lines.size()) return {};
    return {chunk_.lines.substr(at_, chunk_.lines.find('\n', at_) - at_), chunk_.capacity - at_};
  }

 private:
  const LineChunk& chunk_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 1;
};

// Empty: no guest stands there.
std::string label_of(const LineAt& at, RecordParser& parser) {
  if (at.line.empty()) return {};
  auto raw = parser.parse(at.line, at.capacity);
  if (raw.has_error()) return {};
  Members members(*raw);
  if (members.required("record") != name_of(Entity::guest)) return {};
  RecordHead head = read_head(members, Entity::guest);
  return head.name.empty() ? std::move(head.id) : std::move(head.name);
}

// Of a file that was read to its end before: where it cannot be read now, it is not as it was.
class SecondReading {
 public:
  explicit SecondReading(ByteSource bytes) : bytes_(std::move(bytes)) {}

  // False at the end, and where it cannot be read on.
  bool next(LineChunk& chunk) {
    try {
      return chunks().next(chunk);
    } catch (const std::runtime_error&) {
      failed_ = true;
      return false;
    }
  }
  bool failed() const { return failed_; }

 private:
  // Unpacking reads already, and may fail.
  LineChunks& chunks() {
    const std::lock_guard lock(mutex_);
    if (!chunks_) chunks_.emplace(unpacked(std::move(bytes_)));
    return *chunks_;
  }

  std::mutex mutex_;
  ByteSource bytes_;
  std::optional<LineChunks> chunks_;
  std::atomic<bool> failed_ = false;
};

using Pieces = std::vector<std::vector<const FleetPiece*>>;  // by chunk

Pieces pieces_of(std::span<const FleetInventory> inventories) {
  Pieces pieces;
  for (const FleetInventory& inventory : inventories)
    for (const FleetPiece& piece : inventory.guests) {
      if (pieces.size() <= piece.chunk) pieces.resize(piece.chunk + 1);
      pieces[piece.chunk].push_back(&piece);
    }
  return pieces;
}

// What was told of each chunk, in the order of the file: whoever is early waits, so that no more chunks are held than
// there are threads.
class InOrder {
 public:
  explicit InOrder(const std::function<void(std::string_view)>& sink) : sink_(sink) {}

  // False where a chunk before it failed.
  bool write(std::size_t chunk, std::string_view text) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return stopped_ || chunk == next_; });
    if (stopped_) return false;
    sink_(text);
    ++next_;
    turn_.notify_all();
    return true;
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    turn_.notify_all();
  }

  void fail(std::exception_ptr why) {
    stop();
    const std::lock_guard lock(mutex_);
    if (!why_) why_ = std::move(why);
  }

  // When no thread is left: whether all was told.
  bool finish() const {
    if (why_) std::rethrow_exception(why_);
    return !stopped_;
  }

  std::size_t written() const { return next_; }

 private:
  const std::function<void(std::string_view)>& sink_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::size_t next_ = 0;
  bool stopped_ = false;
  std::exception_ptr why_;
};

// One thread's work.
class Telling {
 public:
  Telling(const Pieces& pieces, const TellGuest& tell) : pieces_(pieces), tell_(tell) {}

  // Nothing where other guests stand there than before.
  std::optional<std::string_view> tell(const LineChunk& chunk) {
    text_.clear();
    if (chunk.number >= pieces_.size()) return text_;
    LinesAt lines(chunk);
    for (const FleetPiece* piece : pieces_[chunk.number])
      for (const ToldGuest& guest : piece->told) {
        const LineAt at = lines.to(guest.line);
        if (at.capacity == 0 || BytesHash{}(at.line) != guest.line_hash || !cut(at, guest.as_saved))
          return std::nullopt;
        tell_(guest, record_, text_);
      }
    return text_;
  }

 private:
  // The same bytes as before are what they were: a guest.
  bool cut(const LineAt& at, bool as_saved) {
    if (as_saved) return cut_saved_record(at.line, LineOrigin::file, record_);
    const std::string_view line = at.line.substr(0, at.line.size() - (at.line.ends_with('\r') ? 1 : 0));
    return resaved_.read(line, at.capacity, [](const std::string&) {}) && resaved_.cut(record_);
  }

  const Pieces& pieces_;
  const TellGuest& tell_;
  SavedRecord record_;
  Resaved resaved_;
  std::string text_;
};

}  // namespace

std::optional<std::map<FleetLine, std::string>> labels_of(ByteSource bytes, const std::set<FleetLine>& lines) {
  std::map<FleetLine, std::string> labels;
  SecondReading source(std::move(bytes));
  RecordParser parser;
  LineChunk chunk;
  auto wanted = lines.begin();
  while (wanted != lines.end() && source.next(chunk))
    for (LinesAt at(chunk); wanted != lines.end() && wanted->chunk == chunk.number; ++wanted) {
      std::string label = label_of(at.to(wanted->line), parser);
      if (label.empty()) return std::nullopt;
      labels.emplace(*wanted, std::move(label));
    }
  if (wanted != lines.end()) return std::nullopt;
  return labels;
}

bool read_again(ByteSource bytes, std::span<const FleetInventory> inventories, const TellGuest& tell,
                const std::function<void(std::string_view)>& sink, unsigned threads) {
  const Pieces pieces = pieces_of(inventories);
  SecondReading source(std::move(bytes));
  InOrder told(sink);
  side_by_side(threads, [&] {
    try {
      Telling telling(pieces, tell);
      LineChunk chunk;
      while (source.next(chunk)) {
        const auto text = telling.tell(chunk);
        if (!text) return told.stop();
        if (!told.write(chunk.number, *text)) return;
      }
    } catch (...) {
      told.fail(std::current_exception());
    }
  });
  return told.finish() && !source.failed() && told.written() >= pieces.size();
}

}  // namespace hvcompat
