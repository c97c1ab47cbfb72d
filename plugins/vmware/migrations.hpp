// Live migrations: those that run now (recent tasks) and those that were (events), read once for all guests.
#pragma once

#include <chrono>
#include <hvcompat/plugin.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "property_collector.hpp"
#include "vim_session.hpp"

namespace hvvmware {

// How much of the events is read at most.
struct EventBounds {
  int days = 30;   // how far back; 0: not at all
  int pages = 20;  // of kEventPage events
};
inline constexpr int kEventPage = 1000;

class Migrations {
 public:
  // Where the account may not read tasks or events, the facts are unknown and say so. Throws hvc::Failure only for what
  // ends the whole target (time-outs, a lost connection).
  static Migrations read(VimSession& session, PropertyCollector& collector, const EventBounds& bounds);

  // guest.migration.last, .since_power_on, .running and guest.storage_migration.running of one guest, whose power
  // facts are set. `stale`: as stale_state() says.
  void tell(const std::string& guest, bool running, const std::string& stale, hvc::Facts& facts) const;

 private:
  struct Moved {
    std::string last;       // time of the last event of a finished migration
    std::string last_live;  // of those, the last that is known to have been live by its own events
  };

  void read_tasks(VimSession& session, PropertyCollector& collector);
  void add_task(const ManagedObject& task);
  void read_events(VimSession& session, const EventBounds& bounds);
  void add_event(const pugi::xml_node& event, std::set<std::string>& hot_chains);
  void tell_past(const std::string& guest, bool running, hvc::Facts& facts) const;

  std::map<std::string, Moved> moved_;
  std::optional<hvc::UnknownFact> no_events_;  // why nothing is known of the past
  std::string known_from_;                     // every migration since then is known; empty: no such time
  bool cut_off_ = false;                       // later events were not read

  std::set<std::string> moving_;      // guests that are being migrated to another host
  std::set<std::string> relocating_;  // guests of whose relocation the kind is not known
  std::optional<hvc::UnknownFact> no_tasks_;
};

}  // namespace hvvmware
