// Reports on fleets, for a fraction of the time and memory of evaluate(): guests that differ in nothing that is read
// are judged once, and none is held in memory. Either the summary alone, or a report that goes out guest by guest.
//
// tests/verdict/fleet_test.cpp holds both to the answer of evaluate().
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/line_chunks.hpp"
#include "inventory/saved_record.hpp"
#include "verdict/evaluate.hpp"
#include "verdict/fleet_details.hpp"

namespace hvcompat {

struct FleetInput {
  std::string called;  // in complaints
  std::function<Result<ByteSource>()> open;
};

struct FleetReport {
  Report report;  // without guests, but all else as evaluate() gives it
  std::vector<Complaint> complaints;
};

// Nothing where a file is not as hvcompat saves inventories or cannot be read to its end, or where the site file
// attests what hosts sum up: evaluate() knows all that.
std::optional<FleetReport> evaluate_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                          unsigned threads);

// How a report calls the host of a guest, its cluster and its target.
struct FleetHostNames {
  std::string host;
  std::string cluster;
  std::string target;
};

// What a report says of a guest. Valid where it is given.
struct FleetGuestView {
  const SavedRecord& record;
  std::size_t host;  // in ListedFleet::hosts()
  FleetShape shape;
};

class Fleet;

// A fleet whose guests can be told one after the other.
class ListedFleet {
 public:
  explicit ListedFleet(std::unique_ptr<Fleet> fleet);
  ~ListedFleet();
  ListedFleet(ListedFleet&&) noexcept;

  const Report& report() const;  // without guests
  const std::vector<Complaint>& complaints() const;
  const FleetDetails& details() const;
  const std::vector<FleetHostNames>& hosts() const;

  // Of a fact that has an own value (kOwnValue) in texts: what stands there, as in a string of JSON.
  void append_own_value(std::string& to, std::string_view fact, const FleetGuestView& guest) const;

  // Reads the files once more. `tell` appends what is told of a guest, several threads call it at once; `sink` is given
  // that of all guests in their order, in large pieces. False where a file is not as it was; what `sink` throws goes
  // on.
  using Tell = std::function<void(const FleetGuestView& guest, std::string& to)>;
  bool tell_guests(const Tell& tell, const std::function<void(std::string_view)>& sink, unsigned threads);

 private:
  std::unique_ptr<Fleet> fleet_;
};

// As evaluate_fleet(); nothing also where the site file attests guest.tags. `files` and `evaluation` must outlive it.
std::optional<ListedFleet> list_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                      unsigned threads);

}  // namespace hvcompat
