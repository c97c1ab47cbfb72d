// From the lines of one run to a target's inventory, read with the same checks as a saved one.
#pragma once

#include <string>
#include <string_view>

#include "collect/collect.hpp"
#include "collect/plugin_run.hpp"
#include "inventory/ndjson_reader.hpp"

namespace hvcompat {

// Records are read as they come, while the plugin asks for the next ones.
class Gathering {
 public:
  // `collected_at`: empty: the time of finish(). The request must live as long.
  explicit Gathering(const CollectRequest& request, std::string collected_at = {});

  void take(std::string_view line);  // of records as emitted, `end` is not among them
  // Once, with all that came besides.
  CollectedTarget finish(const CollectOptions& options, PluginRun run);

 private:
  Inventory without_records() const;
  std::vector<Complaint> rejections(const PluginRun& run) const;
  void tell_lost_records(CollectedTarget& collected) const;

  const CollectRequest& request_;
  std::string collected_at_;
  std::string called_;  // how complaints call it
  GuestLines guests_;
  InventoryReader reader_;
  int lines_ = 0;
};

}  // namespace hvcompat
