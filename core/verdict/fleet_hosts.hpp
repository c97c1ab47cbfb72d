// The hosts of one inventory and what their guests take of them together: what host_loads() sums up, of guests that are
// known by the numbers of their facts. Internal to fleet.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/derive_parts.hpp"
#include "inventory/fleet_again.hpp"
#include "inventory/fleet_reader.hpp"

namespace hvcompat {

// What all guests with the same facts take of their host, but for sizes.
struct FleetShare {
  GuestShare share;
  bool is_template = false;
};

struct FleetHost {
  std::uint32_t number = 0;             // of its id
  const FleetRecord* record = nullptr;  // none: only guests name it
  HostLoad load;
  PartNumbers groups{};  // of what the host says of its guests
};

// How a message calls the guest that stands there.
using LabelOf = std::function<std::string(const FleetLine&)>;

class FleetHosts {
 public:
  // `no_parent`: the number of the empty id. The inventory's guests must be there, its other records outlive this.
  FleetHosts(const FleetInventory& inventory, std::uint32_t no_parent);

  // Of the inventory that was given. `shares`: by the number of the facts of the answer part. A label is asked for
  // where a message needs one.
  void sum_up(const FleetInventory& inventory, const std::vector<FleetShare>& shares, const LabelOf& label);

  std::vector<FleetHost>& all() { return hosts_; }
  const std::vector<FleetHost>& all() const { return hosts_; }
  // Of a guest's host its place there.
  std::optional<std::size_t> place_of(std::uint32_t number) const {
    const auto found = places_.find(number);
    return found == places_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
  }

 private:
  FleetHost& host_of(std::uint32_t number) { return hosts_[places_.at(number)]; }
  void add(std::uint32_t number);
  void mark_all(const std::string& why);
  std::optional<std::uint32_t> host_of(const FleetInventory& inventory, const CollectionError& error) const;

  std::uint32_t no_parent_;
  std::vector<FleetHost> hosts_;
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> places_;  // by number: guests come in no order of hosts
};

}  // namespace hvcompat
