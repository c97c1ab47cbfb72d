// From a saved record to the numbers of what a judgement reads of it. Every fact is checked, read or not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "inventory/fact_pool.hpp"
#include "inventory/saved_record.hpp"

namespace hvcompat {

class FactSieve {
 public:
  explicit FactSieve(FactPool& pool);

  // False where a fact is not as the vocabulary wants it: whoever tells users why reads the record then.
  bool sift(const SavedRecord& record);

  // Of the last record and for each part: the facts that are read, in an order that only depends on which they are.
  // Those that are read coarsely stand as one value for all that are judged alike.
  const std::array<std::vector<FactId>, kFactParts>& facts() const { return facts_; }
  // As they are, where they are known: guest.memory.configured_mib and guest.vcpu.count, which hosts sum up, or of a
  // host host.memory.total_mib and host.cpu.threads.
  std::optional<std::int64_t> memory_mib() const { return memory_.configured; }
  std::optional<std::int64_t> cpus() const { return cpus_; }

 private:
  struct Memory {
    std::optional<std::int64_t> configured, reserved, limit;
  };
  struct Migration {
    std::string_view last, since;  // empty: not known
  };
  // What stands for the numbers of all guests whose memory lies between the same limits.
  struct MemoryCell {
    FactId configured, reserved, reserved_less, limit, limit_less;
  };

  void place_names();
  std::size_t slot_of(std::string_view name, std::uint64_t seed) const;
  FactIndex index_of(std::string_view name) const;
  bool is_allowed(FactIndex index, std::string_view name, Entity kind) const;
  bool take_known(FactIndex index, std::string_view json);
  bool take_unknown(FactIndex index, std::string_view json);
  bool take_number(FactIndex index, std::int64_t number);
  void add(FactIndex index, FactId id);
  void add_memory(Entity kind);
  void add_migration();
  FactId id_of_number(FactIndex index, std::int64_t number);

  FactPool& pool_;
  const FactNeeds& needs_;
  FactPoolWindow window_;
  std::vector<FactIndex> slots_;  // a perfect hash of the names: each at its hash's own place
  std::uint64_t seed_ = 0;        // that makes it so
  std::array<std::vector<FactId>, kFactParts> facts_;
  std::optional<std::int64_t> cpus_;
  Memory memory_;
  Migration migration_;
  std::vector<MemoryCell> memory_cells_;
  std::vector<FactId> vcpu_cells_;
  std::vector<FactId> zero_, above_zero_;  // by index
  FactIndex vcpu_count_, configured_, reserved_, limit_, last_migration_, since_, host_memory_, threads_;
  FactId early_, late_, started_;  // times that stand for all
};

}  // namespace hvcompat
