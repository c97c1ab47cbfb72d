// Reading a chunk of lines.
#include "inventory/fleet_chunk.hpp"

#include <fmt/format.h>

#include "inventory/ndjson_reader.hpp"
#include "inventory/record_check.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {

namespace {

std::optional<Entity> entity_named(std::string_view kind) {
  for (const Entity entity : {Entity::guest, Entity::host, Entity::cluster})
    if (kind == name_of(entity)) return entity;
  return std::nullopt;
}

}  // namespace

bool Resaved::read(std::string_view line, std::size_t capacity,
                   const std::function<void(std::string problem)>& complain) {
  if (line.size() > kLongestLine) return false;
  auto raw = parser_.parse(line, capacity);
  if (raw.has_error()) return false;
  Members members(*raw);
  const auto kind = entity_named(members.required("record"));
  if (!kind) return false;
  RecordHead head = read_head(members, *kind);
  if (!head.problem.empty()) return false;
  record_ = {std::move(head.id), std::move(head.name), std::move(head.parent), {}};
  record_.facts = checked_facts(*raw, *kind, [&](const std::string& problem) {
    complain(fmt::format("{}: {}", called_as(*kind, record_.id), problem));
  });
  line_ = record_line(*kind, record_);
  line_.append(kBehindLine, ' ');
  return true;
}

void FleetWorker::read(const LineChunk& chunk, FleetChunk& to) {
  to.events.clear();
  to.guests.clear();
  to.hosts.clear();
  to.clusters.clear();
  to.digests.clear();
  to.lines = 0;
  to.in_order = true;
  to_ = &to;
  const bool is_utf8 = simdjson::validate_utf8(chunk.lines.data(), chunk.lines.size());
  const char* const end = chunk.lines.data() + chunk.lines.size();
  for (const char* at = chunk.lines.data(); at < end;) {
    const auto* stop = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (!stop) stop = end;
    std::string_view line(at, static_cast<std::size_t>(stop - at));
    line_ = line;
    ++to.lines;
    if (!is_utf8 || !take_saved(line)) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      const auto capacity = static_cast<std::size_t>(chunk.lines.data() + chunk.capacity - at);
      if (line.find_first_not_of(" \t") != std::string_view::npos) take_any(line, capacity);
    }
    at = stop + 1;
  }
}

bool FleetWorker::take_saved(std::string_view line) {
  if (line.size() > kLongestLine) return false;
  if (!cut_saved_record(line, LineOrigin::file, record_) || !sieve_.sift(record_)) return false;
  const bool reads_name = record_.kind != Entity::guest || mark_;
  if (reads_name && record_.name.find('\\') != std::string_view::npos) return false;
  add(record_.id, record_.name, record_.parent, line);
  return true;
}

void FleetWorker::take_any(std::string_view line, std::size_t capacity) {
  if (!take_record(line, capacity))
    to_->events.push_back({FleetEvent::Kind::line, to_->lines, {}, 0, std::string(line), {}});
}

bool FleetWorker::take_record(std::string_view line, std::size_t capacity) {
  const bool is_record = resaved_.read(line, capacity, [&](std::string problem) {
    to_->events.push_back({FleetEvent::Kind::complaint, to_->lines, {}, 0, std::move(problem), {}});
  });
  if (!is_record) return false;
  if (!resaved_.cut(record_) || !sieve_.sift(record_)) {
    to_->in_order = false;
    return true;
  }
  const Record& record = resaved_.record();
  add(record.id, record.name, record.parent, resaved_.line());
  return true;
}

// Records of one kind in a row, by id.
void FleetWorker::add_to_run(std::string_view id) {
  FleetEvent* run = to_->events.empty() ? nullptr : &to_->events.back();
  if (!run || run->kind != FleetEvent::Kind::records || run->entity != record_.kind) {
    to_->events.push_back({FleetEvent::Kind::records, to_->lines, record_.kind, 1, std::string(id), std::string(id)});
    return;
  }
  to_->in_order = to_->in_order && run->last < id;
  run->last.assign(id);
  ++run->count;
}

void FleetWorker::add(std::string_view id, std::string_view name, std::string_view parent, std::string_view line) {
  add_to_run(id);
  to_->digests.push_back(line_digest(line));
  marks_.clear();
  if (record_.kind == Entity::guest && mark_) mark_(id, name, marks_);
  PartNumbers facts{};
  for (unsigned part = 0; part < kFactParts; ++part) {
    const std::vector<FactId>& ids = sieve_.facts()[part];
    key_.assign(ids.begin(), ids.end());
    key_.insert(key_.end(), marks_.begin(), marks_.end());
    facts[part] = facts_[part].id_of(bytes_of_numbers(key_));
  }
  if (record_.kind == Entity::guest) {
    to_->guests.push_back({facts, ids_.id_of(parent), static_cast<std::uint32_t>(to_->lines),
                           line.data() == line_.data(), sieve_.memory_mib().value_or(kNotKnown),
                           sieve_.cpus().value_or(kNotKnown), BytesHash{}(id), hashes_lines_ ? BytesHash{}(line_) : 0});
    return;
  }
  std::vector<FleetRecord>& records = record_.kind == Entity::host ? to_->hosts : to_->clusters;
  records.push_back({std::string(id), std::string(name), ids_.id_of(id), ids_.id_of(parent), facts,
                     sieve_.memory_mib().value_or(kNotKnown), sieve_.cpus().value_or(kNotKnown)});
}

}  // namespace hvcompat
