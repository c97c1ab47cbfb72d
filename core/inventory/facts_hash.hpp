// The hash of the facts that a report was judged on.
#pragma once

#include <nettle/sha2.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "inventory/inventory.hpp"
#include "inventory/saved_lines.hpp"

namespace hvcompat {

using LineDigest = std::array<std::uint8_t, SHA256_DIGEST_SIZE>;

// SHA-256 of a line of a saved inventory, without its end.
LineDigest line_digest(std::string_view line);

// SHA-256 of the digests of all lines of the inventories in their saved form, but for what may differ between two
// collections of the same facts: times and the version of the plugin. By line, so that the lines of one file can be
// hashed side by side.
class FactsHash {
 public:
  FactsHash() { sha256_init(&context_); }

  void begin(const Inventory& inventory);  // its records are not looked at
  void add(std::span<const LineDigest> records);
  void end(const std::vector<CollectionError>& errors, const RecordCounts& counts, bool complete);
  // All three.
  void add(const Inventory& inventory);

  std::string hex();  // of all that was added; what follows begins anew

 private:
  sha256_ctx context_{};
};

}  // namespace hvcompat
