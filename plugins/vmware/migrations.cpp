// TaskManager.recentTask and EventHistoryCollector, both as a read-only account may read them.
#include "migrations.hpp"

#include "guest_record.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;

constexpr const char* kLast = "guest.migration.last";
constexpr const char* kSince = "guest.migration.since_power_on";
constexpr const char* kMigrates = "guest.migration.running";
constexpr const char* kCopying = "guest.storage_migration.running";

hvc::UnknownFact unknown_of(const VimFault& fault) {
  if (fault.type == "NoPermission") {
    const std::string privilege = fault.privilege.empty() ? "System.View" : fault.privilege;
    return {hvc::Reason::not_permitted, "the account may not call " + fault.method + ": it lacks " + privilege,
            "give the account the role Read-only on the root of the inventory, with propagation"};
  }
  if (fault.type == "NotSupported" || fault.type == "NotImplemented" || fault.type == "MethodNotFound")
    return {hvc::Reason::not_exposed, "the server has no " + fault.method, "scan the vCenter instead"};
  return {hvc::Reason::error, fault.method + ": " + fault.type + ": " + fault.what(), "try again"};
}

std::string days_ago(int days) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return hvshared::utc_text(now - std::chrono::days(days));
}

// A collector of the session's own; the logout takes it away. The elements stand in the order of EventFilterSpec.
ObjectRef event_collector(VimSession& session, const std::string& filter) {
  const VimAnswer answer =
      session.call("CreateCollectorForEvents", session.content().event_manager, "<filter>" + filter + "</filter>");
  return ref_of(child(answer.response, "returnval"));
}

VimAnswer next_events(VimSession& session, const ObjectRef& collector, int count) {
  return session.call("ReadNextEvents", collector, "<maxCount>" + std::to_string(count) + "</maxCount>");
}

std::string time_of(const pugi::xml_node& event) {
  return hvshared::utc_time(text_of(child(event, "createdTime"))).value_or("");
}

// The time since which the server has kept every event, `begin` at the earliest: it has one from before, or its oldest.
std::string events_reach_back_to(VimSession& session, const std::string& begin) {
  const ObjectRef before = event_collector(session, "<time><endTime>" + begin + "</endTime></time>");
  const VimAnswer first = next_events(session, before, 1);
  const std::string earlier = time_of(child(first.response, "returnval"));
  if (!earlier.empty() && earlier <= begin) return begin;
  const VimAnswer oldest = next_events(session, event_collector(session, ""), 1);
  const std::string known = time_of(child(oldest.response, "returnval"));
  return known.empty() || known < begin ? begin : known;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

Migrations Migrations::read(VimSession& session, PropertyCollector& collector, const EventBounds& bounds) {
  Migrations migrations;
  try {
    session.in_session([&] {
      migrations = Migrations();
      migrations.read_tasks(session, collector);
      migrations.read_events(session, bounds);
    });
  } catch (const VimFault& fault) {
    throw failure_of(fault, session.server());
  }
  return migrations;
}

// VirtualMachine.migrate is a move to another host, Drm.ExecuteVMotionLRO one by DRS; VirtualMachine.relocate may move
// the host, the disks or both, and the task does not tell which.
void Migrations::read_tasks(VimSession& session, PropertyCollector& collector) {
  const ObjectRef& manager = session.content().task_manager;
  if (manager.value.empty()) {
    no_tasks_ = {hvc::Reason::not_exposed, "the server has no task manager", ""};
    return;
  }
  PropertyPaths paths{{"Task", {"info.entity", "info.state", "info.descriptionId"}}, {"TaskManager", {"recentTask"}}};
  no_tasks_ = {hvc::Reason::error, "the server does not give its recent tasks", "try again"};
  try {
    collector.retrieve_linked(manager, "recentTask", paths, [&](const ManagedObject& object) { add_task(object); });
  } catch (const VimFault& fault) {
    if (is_lost_session(fault)) throw;
    no_tasks_ = unknown_of(fault);
  }
}

// A list that may not be read is no empty list, and a task that may not be read may be any guest's.
void Migrations::add_task(const ManagedObject& task) {
  if (task.ref().type == "TaskManager") {
    if (task.at("recentTask").missing)
      no_tasks_ = task.why_not("recentTask");
    else if (no_tasks_ && no_tasks_->reason == hvc::Reason::error)
      no_tasks_.reset();
    return;
  }
  if (task.misses("NoPermission")) no_tasks_ = task.why_not("info.state");
  const std::string state = text_of(task.at("info.state").node);
  const std::string kind = text_of(task.at("info.descriptionId").node);
  const ObjectRef entity = ref_of(task.at("info.entity").node);
  if (entity.type != "VirtualMachine" || state != "running") return;
  if (contains(kind, "relocate")) relocating_.insert(entity.value);
  if (kind == "VirtualMachine.migrate" || contains(kind, "ExecuteVMotion")) moving_.insert(entity.value);
}

void Migrations::read_events(VimSession& session, const EventBounds& bounds) {
  if (bounds.days == 0) {
    no_events_ = {hvc::Reason::not_asked, "the option event_days is 0", "set the option event_days"};
    return;
  }
  if (!session.content().is_vcenter() || session.content().event_manager.value.empty()) {
    no_events_ = {hvc::Reason::not_exposed, "a single ESXi does not know from where its guests came",
                  "scan the vCenter that moves them, or attest the fact in the site file"};
    return;
  }
  try {
    const std::string begin = days_ago(bounds.days);
    const std::string reach = events_reach_back_to(session, begin);
    const ObjectRef collector = event_collector(
        session, "<time><beginTime>" + begin +
                     "</beginTime></time><eventTypeId>VmMigratedEvent</eventTypeId>"
                     "<eventTypeId>DrsVmMigratedEvent</eventTypeId><eventTypeId>VmBeingHotMigratedEvent</eventTypeId>");
    std::set<std::string> hot_chains;
    for (int page = 0; page < bounds.pages; ++page) {
      const VimAnswer answer = next_events(session, collector, kEventPage);
      const pugi::xml_node first = hvshared::first_element(answer.response);
      for (pugi::xml_node one = first; one; one = hvshared::next_element(one)) add_event(one, hot_chains);
      if (!first) {
        known_from_ = reach;
        return;
      }
    }
    cut_off_ = true;  // older events come first: the latest migrations are the ones that are not known
  } catch (const VimFault& fault) {
    if (is_lost_session(fault)) throw;
    no_events_ = unknown_of(fault);
  }
}

// Servers may take types that we did not ask for into their answer: what is no migration is passed over.
void Migrations::add_event(const pugi::xml_node& event, std::set<std::string>& hot_chains) {
  const std::string_view type = hvshared::type_name(event);
  const std::string guest = text_of(child(child(event, "vm"), "vm"));
  const std::string chain = guest + "/" + text_of(child(event, "chainId"));
  const std::string time = time_of(event);
  if (guest.empty() || time.empty()) return;
  if (type == "VmBeingHotMigratedEvent") {
    hot_chains.insert(chain);
  } else if (type == "VmMigratedEvent" || type == "DrsVmMigratedEvent") {
    Moved& moved = moved_[guest];
    moved.last = std::max(moved.last, time);
    if (hot_chains.count(chain) > 0) moved.last_live = std::max(moved.last_live, time);
  }
}

// An event of a move after the guest's start was a live one: the guest has been running since.
void Migrations::tell_past(const std::string& guest, bool running, hvc::Facts& facts) const {
  const std::string quoted = facts.value("guest.power.since");
  const std::string since = quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : std::string();
  const auto found = moved_.find(guest);
  const Moved moved = found == moved_.end() ? Moved{} : found->second;
  const std::string live = running && !since.empty() && moved.last >= since ? moved.last : moved.last_live;
  const std::string where = "EventManager VmMigratedEvent, DrsVmMigratedEvent createdTime";
  const bool later_ones_unread = cut_off_ && live < since;
  if (!live.empty() && !later_ones_unread)
    facts.set(kLast, live, where);
  else if (!live.empty())
    facts.unknown(kLast, hvc::Reason::not_exposed,
                  "a live migration is known of " + live + ", and later events were not read",
                  "lower the option event_days, or attest the fact in the site file");
  else
    facts.unknown(kLast, hvc::Reason::not_exposed, "the events that are kept tell of no live migration of this guest");
  if (!running || since.empty()) return;
  if (live >= since)
    facts.set(kSince, true, where);
  else if (!known_from_.empty() && known_from_ <= since)
    facts.set(kSince, false, where + ": none since the guest's start");
  else
    facts.unknown(
        kSince, hvc::Reason::not_exposed,
        "the guest runs since " + since + ", the migrations known of begin " +
            (known_from_.empty() ? "and end within the bounds of the option event_days" : "at " + known_from_),
        "raise the option event_days and vCenter's event retention, or attest the fact in the site file");
}

void Migrations::tell(const std::string& guest, bool running, const std::string& stale, hvc::Facts& facts) const {
  if (no_events_) {
    for (const char* fact : {kLast, kSince})
      facts.unknown(fact, no_events_->reason, no_events_->detail, no_events_->remedy);
  } else {
    tell_past(guest, running, facts);
  }
  if (!stale.empty()) {
    for (const char* fact : {kMigrates, kCopying}) tell_stale(facts, fact, stale);
  } else if (!running) {
    for (const char* fact : {kMigrates, kCopying})
      facts.set(fact, false, "VirtualMachine runtime.powerState: the guest does not run");
  } else if (no_tasks_) {
    for (const char* fact : {kMigrates, kCopying})
      facts.unknown(fact, no_tasks_->reason, no_tasks_->detail, no_tasks_->remedy);
  } else if (relocating_.count(guest) > 0) {
    for (const char* fact : {kMigrates, kCopying})
      facts.unknown(fact, hvc::Reason::not_exposed,
                    "a relocation runs; its task does not tell whether host or disks are moved",
                    "scan again when it has ended");
  } else {
    facts.set(kMigrates, moving_.count(guest) > 0, "TaskManager recentTask info");
    facts.set(kCopying, false, "TaskManager recentTask info");
  }
}

}  // namespace hvvmware
