// One record, as the program's reader takes it and as sdk/README.md lists its members.
#include "verify/record_faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "inventory/inventory.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kHead = R"({"record":"inventory","schema":1,"target":"it"})";
constexpr std::string_view kEnd = R"({"record":"end"})";

using Keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kOfCluster{"record", "id", "name", "facts", "evidence", "unknown"};
constexpr std::array<std::string_view, 7> kOfHost{"record", "id", "name", "facts", "evidence", "unknown", "cluster"};
constexpr std::array<std::string_view, 7> kOfGuest{"record", "id", "name", "facts", "evidence", "unknown", "host"};
constexpr std::array<std::string_view, 6> kOfError{"record", "scope", "id", "code", "text", "remedy"};
constexpr std::array<std::string_view, 6> kOfEnd{"record", "clusters", "hosts", "guests", "errors", "complete"};

// Empty where there is no such kind.
Keys members_of(std::string_view kind) {
  if (kind == "cluster") return kOfCluster;
  if (kind == "host") return kOfHost;
  if (kind == "guest") return kOfGuest;
  if (kind == "error") return kOfError;
  return kind == "end" ? Keys(kOfEnd) : Keys();
}

std::string missing_in_error(const ToldRecord& record) {
  const std::string scope = record.text("scope");
  if (scope != "target" && scope != "host" && scope != "guest") return "its `scope` is not target, host or guest";
  for (const std::string_view key : {"code", "text"})
    if (record.text(key).empty()) return fmt::format("`{}` is missing, empty or no text", key);
  return {};
}

// `end-counts` judges them, and knows all records.
bool is_of_counts(const Complaint& complaint) { return complaint.text.find("the end counts ") != std::string::npos; }

}  // namespace

std::string why_lost(const std::string& record) {
  std::string line = record;
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r'; }, ' ');  // as the host passes it on
  const std::string text = fmt::format("{}\n{}\n{}\n", kHead, line, kEnd);
  for (const Complaint& complaint : read_inventories("it", text).complaints) {
    const bool is_of_record = complaint.text.starts_with("it:2:");  // not of an end after its own `end`
    if (is_of_record && complaint.lost_record && !is_of_counts(complaint)) return words_of(complaint);
  }
  return {};
}

std::string members_missing(const ToldRecord& record) {
  if (members_of(record.kind).empty()) return "it is of no kind that there is";
  if (record.kind == "error") return missing_in_error(record);
  if (record.kind == "end") return {};
  for (const std::string_view key : {"id", "name"})
    if (record.text(key).empty()) return fmt::format("`{}` is missing, empty or no text", key);
  for (const std::string_view key : {"facts", "evidence", "unknown"})
    if (record.members.contains(key) && !record.object(key)) return fmt::format("`{}` is no object", key);
  return {};
}

std::string unlisted_member(const ToldRecord& record) {
  const Keys listed = members_of(record.kind);
  for (const auto& member : record.members) {
    const std::string_view key = member.key();
    if (std::ranges::find(listed, key) != listed.end()) continue;
    const std::string near = did_you_mean(key, listed);
    return fmt::format("unknown member `{}`{}{}", key, near.empty() ? "" : ", ", near);
  }
  return {};
}

}  // namespace hvcompat
