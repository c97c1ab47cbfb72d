// One record of an inventory as a line in hvcompat's saved form. Facts may be added in any order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hvcompat::bench {

std::string quoted(std::string_view text);

class FleetRecord {
 public:
  // Forgets what was added, and keeps the memory.
  void clear() { entries_.clear(); }

  // Names, evidence, reasons, details and remedies are not copied: they outlive the record.
  void text(std::string_view name, std::string_view value, std::string_view evidence = {});
  void number(std::string_view name, std::int64_t value, std::string_view evidence = {});
  void boolean(std::string_view name, bool value, std::string_view evidence = {});
  // `value` as JSON: a sorted list, a number with its fraction.
  void json(std::string_view name, std::string value, std::string_view evidence = {});
  void unknown(std::string_view name, std::string_view reason, std::string_view detail, std::string_view remedy);

  // Appends the line. `parent_key` is `cluster`, `host` or empty.
  void write(std::string_view kind, std::string_view id, std::string_view name, std::string_view parent_key,
             std::string_view parent, std::string& out);

 private:
  struct Entry {
    std::string_view name;
    std::string json;  // empty: unknown
    std::string_view evidence;
    std::string_view reason, detail, remedy;
  };
  void write_known(std::string& out) const;
  void write_evidence(std::string& out) const;
  void write_unknown(std::string& out) const;

  std::vector<Entry> entries_;
};

}  // namespace hvcompat::bench
