// Reading NDJSON: keeps every whole record, and tells what was lost with line, record and fact.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "inventory/inventory.hpp"
#include "inventory/ndjson_lines.hpp"
#include "inventory/ndjson_record.hpp"
#include "inventory/record_check.hpp"
#include "inventory/record_members.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kMostComplaints = 1000;  // of one file; further ones are counted
constexpr std::int64_t kSchema = 1;

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  ReadInventories read(std::string_view bytes) {
    Unpacked unpacked;
    const bool packed = is_zstd(bytes);
    if (packed) unpacked = unpack_zstd(bytes);
    Lines lines(packed ? std::string_view(unpacked.text) : bytes);
    while (const auto line = lines.next()) take(*line);
    if (!unpacked.problem.empty()) complain(fmt::format("{}: {}", file_, unpacked.problem), true);
    return finish();
  }

 private:
  enum class State { outside, inside, passing };  // passing: an inventory that cannot be used

  void take(const Line& line) {
    line_ = line.number;
    if (line.text.size() > kLongestLine) return lose_line("the line is longer than 16 MiB", line);
    auto raw = parser_.parse(line.text, line.capacity);
    if (raw) return take(*raw, line);
    column_ = raw.error().column;
    lose_line(raw.error().message, line);
  }

  void take(RawRecord& raw, const Line& line) {
    Members members(raw);
    const std::string kind = members.required("record");
    if (kind.empty()) return lose_line("not a record: `record` must name its kind", line);
    if (kind == "inventory") return begin(raw, members);
    if (state_ == State::passing || kind == "log" || kind == "progress") return;
    if (state_ == State::outside) return lose_line(fmt::format("a {} record outside an inventory", shown(kind)), line);
    if (kind == "cluster") return entity(raw, members, Entity::cluster, "", now_.clusters);
    if (kind == "host") return entity(raw, members, Entity::host, "cluster", now_.hosts);
    if (kind == "guest") return entity(raw, members, Entity::guest, "host", now_.guests);
    if (kind == "error") return error(members);
    if (kind == "end") return end(members);
    complain_here(fmt::format("record of the unknown kind `{}` passed over", shown(kind)), false);
  }

  void begin(const RawRecord& raw, Members& members) {
    close_cut_off();
    now_ = Inventory{};
    now_.target = members.required("target");
    now_.uri = members.text("uri");
    now_.collected_at = members.text("collected_at");
    now_.seconds = members.number("seconds");
    now_.plugin_name = plugin_member(raw, "name");
    now_.plugin_version = plugin_member(raw, "version");
    const auto schema = members.integer("schema");
    state_ = State::passing;
    if (schema && *schema != kSchema) {
      return complain_here(fmt::format("inventory of schema {}, and this hvcompat reads schema {}", *schema, kSchema),
                           true);
    }
    if (!members.problem().empty()) return complain_here(fmt::format("inventory lost: {}", members.problem()), true);
    state_ = State::inside;
    if (!now_.collected_at.empty() && !is_time(now_.collected_at)) {
      complain_here(fmt::format("`collected_at`: `{}` is not a time", shown(now_.collected_at)), false);
      now_.collected_at.clear();
    }
  }

  static std::string plugin_member(const RawRecord& raw, std::string_view key) {
    const auto found = raw.plugin.find(key);
    return found == raw.plugin.end() ? std::string{} : found->second;
  }

  void entity(RawRecord& raw, Members& members, Entity entity, std::string_view parent, std::vector<Record>& records) {
    const std::string_view kind = name_of(entity);
    Record record;
    record.id = members.required("id");
    record.name = members.text("name");
    if (!parent.empty()) record.parent = members.text(parent);
    if (!members.problem().empty()) return lose(fmt::format("{} lost: {}", kind, members.problem()));
    const std::string called = fmt::format("{} `{}`", kind, shown(record.id));
    if (!ids_.insert(fmt::format("{}:{}", kind, record.id)).second) {
      return lose(fmt::format("{} lost: another record has the same id", called));
    }
    record.facts = checked_facts(
        raw, entity, [&](const std::string& problem) { complain_here(fmt::format("{}: {}", called, problem), false); });
    records.push_back(std::move(record));
  }

  void error(Members& members) {
    CollectionError error;
    error.scope = members.required("scope");
    error.id = members.text("id");
    error.code = members.text("code");
    error.text = members.text("text");
    error.remedy = members.text("remedy");
    constexpr std::array<std::string_view, 3> kScopes = {"target", "host", "guest"};
    if (!members.problem().empty()) return lose(fmt::format("error lost: {}", members.problem()));
    if (std::ranges::find(kScopes, error.scope) == kScopes.end()) {
      return lose(fmt::format("error lost: `{}` is not one of target, host, guest", shown(error.scope)));
    }
    now_.errors.push_back(std::move(error));
  }

  void end(Members& members) {
    check_count(members, "clusters", now_.clusters.size());
    check_count(members, "hosts", now_.hosts.size());
    check_count(members, "guests", now_.guests.size());
    check_count(members, "errors", now_.errors.size());
    if (!members.flag("complete").value_or(true)) now_.complete = false;
    if (!members.problem().empty()) lose(fmt::format("end: {}", members.problem()));
    close();
  }

  void check_count(Members& members, std::string_view key, std::size_t here) {
    const auto told = members.integer(key);
    if (!told || (*told >= 0 && static_cast<std::size_t>(*told) == here)) return;
    lose(fmt::format("the end counts {} {}, and {} are here", *told, key, here));
  }

  void close() {
    for (auto* records : {&now_.clusters, &now_.hosts, &now_.guests}) {
      std::ranges::sort(*records, {}, &Record::id);
    }
    out_.inventories.push_back(std::move(now_));
    now_ = Inventory{};
    ids_.clear();
    state_ = State::outside;
  }

  void close_cut_off() {
    if (state_ == State::passing) state_ = State::outside;
    if (state_ != State::inside) return;
    now_.complete = false;
    complain(fmt::format("{}: the inventory of `{}` has no end: it was cut off, what is whole is kept", file_,
                         shown(now_.target)),
             true);
    close();
  }

  ReadInventories finish() {
    close_cut_off();
    if (outside_ > 1) complain(fmt::format("{}: {} more lines outside an inventory", file_, outside_ - 1), true);
    if (out_.inventories.empty() && out_.complaints.empty())
      complain(fmt::format("{}: no inventory in it", file_), true);
    if (untold_ > 0) out_.complaints.push_back({fmt::format("{}: {} more complaints", file_, untold_), untold_lost_});
    return std::move(out_);
  }

  // A record of the inventory is lost, so that it is no longer whole.
  void lose(std::string text) {
    now_.complete = false;
    complain_here(std::move(text), true);
  }

  // A line that is no record of the inventory it stands in.
  void lose_line(std::string text, const Line& line) {
    // What follows a broken head belongs to no inventory that was read, least of all to the one before.
    if (line.text.substr(0, kHead).find("\"record\":\"inventory\"") != std::string_view::npos) {
      close_cut_off();
      state_ = State::passing;
      return complain_here(fmt::format("inventory lost: {}", text), true);
    }
    if (state_ == State::inside) return lose(fmt::format("line lost: {}", text));
    if (state_ == State::outside && outside_++ == 0) complain_here(std::move(text), true);
    column_ = 0;
  }

  void complain_here(std::string text, bool lost_record) {
    const std::string place = column_ > 0 ? fmt::format("{}:{}", line_, column_) : fmt::format("{}", line_);
    column_ = 0;
    complain(fmt::format("{}:{}: {}", file_, place, text), lost_record);
  }

  void complain(std::string text, bool lost_record) {
    if (out_.complaints.size() < kMostComplaints) {
      out_.complaints.push_back({std::move(text), lost_record});
      return;
    }
    ++untold_;
    untold_lost_ = untold_lost_ || lost_record;
  }

  // Ids and kinds in messages: no control characters, not endless.
  static std::string shown(std::string_view text) {
    constexpr std::size_t kLongest = 100;
    std::string cut(text.substr(0, kLongest));
    std::ranges::replace_if(cut, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
    return text.size() > kLongest ? cut + "…" : cut;
  }

  static constexpr std::size_t kHead = 4096;

  const std::string& file_;
  RecordParser parser_;
  ReadInventories out_;
  Inventory now_;
  State state_ = State::outside;
  std::unordered_set<std::string> ids_;
  int line_ = 0;
  int column_ = 0;
  std::size_t outside_ = 0;
  std::size_t untold_ = 0;
  bool untold_lost_ = false;
};

}  // namespace

ReadInventories read_inventories(const std::string& file, std::string_view bytes) { return Reader(file).read(bytes); }

Result<ReadInventories> read_inventory_file(const std::string& path) {
  const auto bytes = read_text_file(path, kLargestUnpacked);
  if (!bytes) return bytes.error();
  return read_inventories(path, *bytes);
}

}  // namespace hvcompat
