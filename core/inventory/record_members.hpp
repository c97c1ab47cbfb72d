// The members of a raw record by name and type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "inventory/ndjson_record.hpp"

namespace hvcompat {

// Remembers the first thing that is wrong, the record's own problem before all. Null reads as absent.
class Members {
 public:
  explicit Members(const RawRecord& raw) : raw_(raw), problem_(raw.problem) {}

  std::string text(std::string_view key);
  std::string required(std::string_view key);  // neither absent nor empty
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<bool> flag(std::string_view key);

  const std::string& problem() const { return problem_; }

 private:
  template <class T>
  const T* of_type(std::string_view key, std::string_view type);

  const RawRecord& raw_;
  std::string problem_;
};

}  // namespace hvcompat
