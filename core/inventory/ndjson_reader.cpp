// Reading NDJSON: keeps every whole record, and tells what was lost with line, record and fact.
#include "inventory/ndjson_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inventory/record_check.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kMostComplaints = 1000;  // of one file; further ones are counted
constexpr std::int64_t kSchema = 1;
constexpr std::size_t kHead = 4096;  // bytes of a line in which its kind is looked for

std::string plugin_member(const RawRecord& raw, std::string_view key) {
  const auto found = raw.plugin.find(key);
  return found == raw.plugin.end() ? std::string{} : found->second;
}

}  // namespace

RecordHead read_head(Members& members, Entity kind) {
  RecordHead head;
  head.id = members.required("id");
  head.name = members.text("name");
  if (const std::string_view parent = parent_key(kind); !parent.empty()) head.parent = members.text(parent);
  head.problem = members.problem();
  return head;
}

std::string called_as(Entity kind, std::string_view id) { return fmt::format("{} `{}`", name_of(kind), shown_id(id)); }

std::string shown_id(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  std::string cut(text.substr(0, kLongest));
  std::ranges::replace_if(cut, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return text.size() > kLongest ? cut + "…" : cut;
}

InventoryReader::InventoryReader(std::string file, GuestLines* guests) : file_(std::move(file)), guests_(guests) {
  if (guests_) saved_ = std::make_unique<SavedLineCheck>();
}

void InventoryReader::take(const Line& line) {
  line_ = line.number;
  if (line.text.size() > kLongestLine) return lose_line("the line is longer than 16 MiB", line);
  if (take_saved_guest(line)) return;
  auto raw = parser_.parse(line.text, line.capacity);
  if (raw) return take(*raw, line);
  column_ = raw.error().column;
  lose_line(raw.error().message, line);
}

bool InventoryReader::take_saved_guest(const Line& line) {
  if (!saved_ || state_ != State::inside || closed() > 0) return false;
  const SavedRecord* record = saved_->cut(line.text);
  if (!record || record->kind != Entity::guest) return false;
  if (!is_new(Entity::guest, record->id)) return true;
  guests_->add(record->id, line.text);
  count(Entity::guest, 1);
  return true;
}

void InventoryReader::take(RawRecord& raw, const Line& line) {
  Members members(raw);
  const std::string kind = members.required("record");
  if (kind.empty()) return lose_line("not a record: `record` must name its kind", line);
  if (kind == "inventory") return begin(raw, members);
  if (state_ == State::passing || kind == "log" || kind == "progress") return;
  if (state_ == State::outside) return lose_line(fmt::format("a {} record outside an inventory", shown_id(kind)), line);
  if (kind == "cluster") return entity(raw, members, Entity::cluster, now_.clusters);
  if (kind == "host") return entity(raw, members, Entity::host, now_.hosts);
  if (kind == "guest") return entity(raw, members, Entity::guest, now_.guests);
  if (kind == "error") return error(members);
  if (kind == "end") return end(members);
  complain_here(fmt::format("record of the unknown kind `{}` passed over", shown_id(kind)), false);
}

void InventoryReader::begin(const RawRecord& raw, Members& members) {
  close_cut_off();
  now_ = Inventory{};
  counts_ = {};
  now_.target = members.required("target");
  now_.uri = members.text("uri");
  now_.collected_at = members.text("collected_at");
  now_.seconds = members.number("seconds");
  now_.plugin_name = plugin_member(raw, "name");
  now_.plugin_version = plugin_member(raw, "version");
  now_.plugin_sha256 = plugin_member(raw, "sha256");
  const auto schema = members.integer("schema");
  state_ = State::passing;
  if (schema && *schema != kSchema) {
    return complain_here(fmt::format("inventory of schema {}, and this hvcompat reads schema {}", *schema, kSchema),
                         true);
  }
  if (!members.problem().empty()) return complain_here(fmt::format("inventory lost: {}", members.problem()), true);
  state_ = State::inside;
  if (!now_.collected_at.empty() && !is_time(now_.collected_at)) {
    complain_here(fmt::format("`collected_at`: `{}` is not a time", shown_id(now_.collected_at)), false);
    now_.collected_at.clear();
  }
}

void InventoryReader::entity(RawRecord& raw, Members& members, Entity entity, std::vector<Record>& records) {
  RecordHead head = read_head(members, entity);
  if (!head.problem.empty()) return lose_here(fmt::format("{} lost: {}", name_of(entity), head.problem));
  if (!is_new(entity, head.id)) return;
  Record record{std::move(head.id), std::move(head.name), std::move(head.parent), {}};
  record.facts = checked_facts(raw, entity, [&](const std::string& problem) {
    complain_here(fmt::format("{}: {}", called_as(entity, record.id), problem), false);
  });
  if (guests_ && closed() == 0 && entity == Entity::guest) {
    const std::string line = record_line(entity, record);
    if (line.size() > kLongestLine)
      return lose_here(
          fmt::format("{} lost: as it would be saved, it is longer than 16 MiB", called_as(entity, record.id)));
    guests_->add(record.id, line);
  } else {
    records.push_back(std::move(record));
  }
  count(entity, 1);
}

bool InventoryReader::is_new(Entity kind, std::string_view id) {
  if (ids_.insert(fmt::format("{}:{}", name_of(kind), id)).second) return true;
  lose_here(fmt::format("{} lost: another record has the same id", called_as(kind, id)));
  return false;
}

void InventoryReader::count(Entity kind, std::size_t more) {
  std::size_t& count = kind == Entity::guest ? counts_.guests : kind == Entity::host ? counts_.hosts : counts_.clusters;
  count += more;
}

void InventoryReader::complain_of_facts(int line, std::string text) {
  line_ = line;
  complain_here(std::move(text), false);
}

void InventoryReader::error(Members& members) {
  CollectionError error;
  error.scope = members.required("scope");
  error.id = members.text("id");
  error.code = members.text("code");
  error.text = members.text("text");
  error.remedy = members.text("remedy");
  constexpr std::array<std::string_view, 3> kScopes = {"target", "host", "guest"};
  if (!members.problem().empty()) return lose_here(fmt::format("error lost: {}", members.problem()));
  if (std::ranges::find(kScopes, error.scope) == kScopes.end()) {
    return lose_here(fmt::format("error lost: `{}` is not one of target, host, guest", shown_id(error.scope)));
  }
  now_.errors.push_back(std::move(error));
}

void InventoryReader::end(Members& members) {
  check_count(members, "clusters", counts_.clusters);
  check_count(members, "hosts", counts_.hosts);
  check_count(members, "guests", counts_.guests);
  check_count(members, "errors", now_.errors.size());
  if (!members.flag("complete").value_or(true)) now_.complete = false;
  if (!members.problem().empty()) lose_here(fmt::format("end: {}", members.problem()));
  close();
}

void InventoryReader::check_count(Members& members, std::string_view key, std::size_t here) {
  const auto told = members.integer(key);
  if (!told || (*told >= 0 && static_cast<std::size_t>(*told) == here)) return;
  lose_here(fmt::format("the end counts {} {}, and {} are here", *told, key, here));
}

void InventoryReader::close() {
  for (auto* records : {&now_.clusters, &now_.hosts, &now_.guests}) {
    std::ranges::sort(*records, {}, &Record::id);
  }
  out_.inventories.push_back(std::move(now_));
  now_ = Inventory{};
  counts_ = {};
  ids_.clear();
  state_ = State::outside;
}

void InventoryReader::close_cut_off() {
  if (state_ == State::passing) state_ = State::outside;
  if (state_ != State::inside) return;
  now_.complete = false;
  complain(fmt::format("{}: the inventory of `{}` has no end: it was cut off, what is whole is kept", file_,
                       shown_id(now_.target)),
           true);
  close();
}

ReadInventories InventoryReader::finish() {
  close_cut_off();
  if (outside_ > 1) complain(fmt::format("{}: {} more lines outside an inventory", file_, outside_ - 1), true);
  if (out_.inventories.empty() && out_.complaints.empty()) complain(fmt::format("{}: no inventory in it", file_), true);
  if (untold_ > 0) out_.complaints.push_back({fmt::format("{}: {} more complaints", file_, untold_), untold_lost_});
  return std::move(out_);
}

// A record of the inventory is lost, so that it is no longer whole.
void InventoryReader::lose_here(std::string text) {
  now_.complete = false;
  complain_here(std::move(text), true);
}

// A line that is no record of the inventory it stands in.
void InventoryReader::lose_line(std::string text, const Line& line) {
  // What follows a broken head belongs to no inventory that was read, least of all to the one before.
  if (line.text.substr(0, kHead).find("\"record\":\"inventory\"") != std::string_view::npos) {
    close_cut_off();
    state_ = State::passing;
    return complain_here(fmt::format("inventory lost: {}", text), true);
  }
  if (state_ == State::inside) return lose_here(fmt::format("line lost: {}", text));
  if (state_ == State::outside && outside_++ == 0) complain_here(std::move(text), true);
  column_ = 0;
}

void InventoryReader::complain_here(std::string text, bool lost_record) {
  const std::string place = column_ > 0 ? fmt::format("{}:{}", line_, column_) : fmt::format("{}", line_);
  column_ = 0;
  complain(fmt::format("{}:{}: {}", file_, place, text), lost_record);
}

void InventoryReader::complain(std::string text, bool lost_record) {
  if (out_.complaints.size() < kMostComplaints) {
    out_.complaints.push_back({std::move(text), lost_record});
    return;
  }
  ++untold_;
  untold_lost_ = untold_lost_ || lost_record;
}

ReadInventories read_inventories(const std::string& file, std::string_view bytes) {
  InventoryReader reader(file);
  Unpacked unpacked;
  const bool packed = is_zstd(bytes);
  if (packed) unpacked = unpack_zstd(bytes);
  Lines lines(packed ? std::string_view(unpacked.text) : bytes);
  while (const auto line = lines.next()) reader.take(*line);
  if (!unpacked.problem.empty()) reader.lose(unpacked.problem);
  return reader.finish();
}

Result<ReadInventories> read_inventory_file(const std::string& path) {
  const auto bytes = read_text_file(path, kLargestUnpacked);
  if (!bytes) return bytes.error();
  return read_inventories(path, *bytes);
}

}  // namespace hvcompat
