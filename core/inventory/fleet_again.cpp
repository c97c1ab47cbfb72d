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
#include "inventory/side_by_side.hpp"

namespace hvcompat {

namespace {

// A line, and how many bytes may be read from its start.
struct LineAt {
  std::string_view line;
  std::size_t capacity = 0;
};

LineAt line_of(const LineChunk& chunk, std::uint32_t number) {
  std::size_t at = 0;
  for (std::uint32_t i = 1; i < number && at != std::string_view::npos; ++i) {
    at = chunk.lines.find('\n', at);
    if (at != std::string_view::npos) ++at;
  }
  if (at >= chunk.lines.size()) return {};
  return {chunk.lines.substr(at, chunk.lines.find('\n', at) - at), chunk.capacity - at};
}

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

// Guests of a chunk in a row that belong to one inventory.
struct Run {
  std::size_t first;
  std::size_t count;
  std::size_t inventory;
};
using Runs = std::vector<std::vector<Run>>;  // by chunk

Runs runs_of(std::span<const FleetInventory> inventories) {
  Runs runs;
  for (std::size_t i = 0; i < inventories.size(); ++i)
    for (const FleetPiece& piece : inventories[i].guests) {
      if (runs.size() <= piece.chunk) runs.resize(piece.chunk + 1);
      runs[piece.chunk].push_back({piece.first, piece.count, i});
    }
  return runs;
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
  Telling(FleetTables& tables, const MarkGuest& mark, const Runs& runs, const TellGuest& tell)
      : worker_(tables, mark),
        runs_(runs),
        tell_(tell),
        seen_([this](const FleetGuest& guest, const SavedRecord& record) { add(guest, record); }) {}
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;

  // Nothing where other guests stand there than before.
  std::optional<std::string_view> tell(const LineChunk& chunk) {
    text_.clear();
    run_ = chunk.number < runs_.size() ? runs_[chunk.number].data() : nullptr;
    end_ = run_ ? run_ + runs_[chunk.number].size() : nullptr;
    guest_ = 0;
    worker_.read(chunk, read_, &seen_);
    if (run_ != end_ || !as_it_was_) return std::nullopt;
    return text_;
  }

 private:
  void add(const FleetGuest& guest, const SavedRecord& record) {
    const std::size_t number = guest_++;
    if (run_ == end_ || number < run_->first) return;
    as_it_was_ = tell_(run_->inventory, guest, record, text_) && as_it_was_;
    if (guest_ == run_->first + run_->count) ++run_;
  }

  FleetWorker worker_;
  FleetChunk read_;
  const Runs& runs_;
  const TellGuest& tell_;
  const GuestSeen seen_;
  const Run* run_ = nullptr;  // that the next guest belongs to, or one behind it
  const Run* end_ = nullptr;
  std::size_t guest_ = 0;  // of the chunk
  bool as_it_was_ = true;
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
    for (; wanted != lines.end() && wanted->chunk == chunk.number; ++wanted) {
      std::string label = label_of(line_of(chunk, wanted->line), parser);
      if (label.empty()) return std::nullopt;
      labels.emplace(*wanted, std::move(label));
    }
  if (wanted != lines.end()) return std::nullopt;
  return labels;
}

bool read_again(ByteSource bytes, FleetTables& tables, const MarkGuest& mark,
                std::span<const FleetInventory> inventories, const TellGuest& tell,
                const std::function<void(std::string_view)>& sink, unsigned threads) {
  const Runs runs = runs_of(inventories);
  SecondReading source(std::move(bytes));
  InOrder told(sink);
  side_by_side(threads, [&] {
    try {
      Telling telling(tables, mark, runs, tell);
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
  return told.finish() && !source.failed() && told.written() >= runs.size();
}

}  // namespace hvcompat
