// Memory of a guest: what it was promised, what is guaranteed, and what the definition lets the host take back.
#include <algorithm>
#include <charconv>
#include <string_view>

#include "domain_xml.hpp"

namespace hvlibvirt {
namespace {

constexpr std::uint64_t kUnlimitedKib = 9007199254740991;  // what libvirt stores for "no limit"
constexpr const char* kHostRemedy = "read it on the host, or lock the guest's memory (memoryBacking/locked)";

// Rounded up: a guest of half a MiB has memory.
std::uint64_t mib(std::uint64_t kib) { return kib / 1024 + (kib % 1024 != 0); }

// Whether "3" or "0-3" holds the cell.
bool range_holds(std::string_view range, std::uint64_t cell) {
  const char* end = range.data() + range.size();
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  const auto [dash, no_first] = std::from_chars(range.data(), end, first);
  if (no_first != std::errc{}) return false;
  if (dash == end) return first == cell;
  const auto [stop, no_last] = std::from_chars(dash + 1, end, last);
  return *dash == '-' && no_last == std::errc{} && stop == end && first <= cell && cell <= last;
}

// libvirt's sets of cells: "0,2-5,^3"; a later part overrules an earlier one.
bool nodeset_holds(std::string_view nodeset, std::uint64_t cell) {
  bool held = false;
  while (!nodeset.empty()) {
    const std::string_view part = nodeset.substr(0, nodeset.find(','));
    nodeset.remove_prefix(std::min(part.size() + 1, nodeset.size()));
    const bool excluded = part.starts_with('^');
    if (range_holds(part.substr(excluded ? 1 : 0), cell)) held = !excluded;
  }
  return held;
}

struct HugePages {
  bool all = false;               // the whole guest is in them
  std::uint64_t covered_kib = 0;  // memory of the NUMA cells that are, where only some are
};

// A page size without a nodeset is that of every cell which no other page size names.
bool covers_every_cell(const pugi::xml_node& hugepages) {
  bool every = !hugepages.child("page");
  for (const auto& page : hugepages.children("page")) every |= page.attribute("nodeset").empty();
  return every;
}

bool covers_cell(const pugi::xml_node& hugepages, std::uint64_t cell) {
  bool covered = false;
  for (const auto& page : hugepages.children("page")) covered |= nodeset_holds(page.attribute("nodeset").value(), cell);
  return covered;
}

HugePages huge_pages_of(const pugi::xml_node& domain) {
  const pugi::xml_node hugepages = domain.child("memoryBacking").child("hugepages");
  if (!hugepages || covers_every_cell(hugepages)) return {!hugepages.empty(), 0};
  HugePages result{true, 0};
  std::uint64_t position = 0;
  for (const auto& cell : domain.child("cpu").child("numa").children("cell")) {
    const bool covered = covers_cell(hugepages, cell.attribute("id").as_ullong(position++));
    if (covered) result.covered_kib += kib_of_attribute(cell, "memory").value_or(0);
    result.all &= covered;
  }
  return result;
}

struct Backing {
  bool locked = false;
  bool huge = false;                 // all of it
  std::uint64_t huge_cells_kib = 0;  // what is in huge pages where not all of it is
  bool shared = false;
  bool no_merge = false;
  bool guaranteed() const { return locked || huge; }
};

Backing backing_of(const pugi::xml_node& domain) {
  const pugi::xml_node backing = domain.child("memoryBacking");
  Backing result;
  result.locked = !backing.child("locked").empty();
  const HugePages huge = huge_pages_of(domain);
  result.huge = huge.all;
  result.huge_cells_kib = huge.all ? 0 : huge.covered_kib;
  result.no_merge = !backing.child("nosharepages").empty();
  result.shared = std::string_view(backing.child("access").attribute("mode").value()) == "shared";
  return result;
}

void read_sizes(const pugi::xml_node& domain, const Driver& driver, hvc::Facts& facts) {
  const std::optional<std::uint64_t> configured = kib_of(domain.child("memory"));
  const std::optional<std::uint64_t> current = kib_of(domain.child("currentMemory"));
  if (configured) facts.set("guest.memory.configured_mib", mib(*configured), at("/memory"));
  if (current || configured)
    facts.set("guest.memory.current_mib", mib(current ? *current : *configured),
              at(current ? "/currentMemory" : "/memory"));

  const std::optional<std::uint64_t> limit = kib_of(domain.child("memtune").child("hard_limit"));
  if (limit && *limit < kUnlimitedKib)
    facts.set("guest.memory.limit_mib", mib(*limit), at("/memtune/hard_limit"));
  else if (configured && driver.xml_is_definition())
    facts.set("guest.memory.limit_mib", mib(*configured), at("/memtune/hard_limit is absent: no limit below /memory"));
}

void read_guarantee(const pugi::xml_node& domain, const Backing& backing, const Driver& driver, hvc::Facts& facts) {
  const std::optional<std::uint64_t> configured = kib_of(domain.child("memory"));
  const std::optional<std::uint64_t> guaranteed = kib_of(domain.child("memtune").child("min_guarantee"));
  facts.set("guest.memory.locked", backing.guaranteed(), at("/memoryBacking"));
  if (guaranteed)
    facts.set("guest.memory.reserved_mib", mib(*guaranteed), at("/memtune/min_guarantee"));
  else if (backing.guaranteed() && configured)
    facts.set("guest.memory.reserved_mib", mib(*configured), at("/memoryBacking"));
  else if (backing.huge_cells_kib > 0)
    facts.set("guest.memory.reserved_mib", mib(backing.huge_cells_kib),
              at("/cpu/numa/cell/@memory of the cells in /domain/memoryBacking/hugepages/page/@nodeset"));
  else if (driver.kind == DriverKind::xen)
    facts.unknown("guest.memory.reserved_mib", hvc::Reason::not_exposed, "libvirt does not tell what Xen guarantees",
                  "attest guest.memory.reserved_mib in the site file");
  else
    facts.set("guest.memory.reserved_mib", 0, at("/memoryBacking is neither locked nor in huge pages"));
}

void read_balloon(const pugi::xml_node& domain, hvc::Facts& facts) {
  const std::string_view model = domain.child("devices").child("memballoon").attribute("model").value();
  const bool balloon = !model.empty() && model != "none";
  facts.set("guest.memory.balloon_device", balloon, at("/devices/memballoon/@model"));
  if (!balloon) facts.set("guest.memory.ballooned_mib", 0, at("/devices/memballoon/@model is none"));

  bool virtio_mem = false;
  for (const auto& memory : domain.child("devices").children("memory"))
    virtio_mem |= std::string_view(memory.attribute("model").value()) == "virtio-mem";
  if (virtio_mem || !balloon)
    facts.set("guest.memory.dynamic", virtio_mem, at("/devices/memory and /domain/devices/memballoon"));
  else
    facts.unknown("guest.memory.dynamic", hvc::Reason::not_exposed,
                  "the guest has a balloon; whether a manager above libvirt resizes it is not told",
                  "attest guest.memory.dynamic in the site file");
}

void read_sharing(const Backing& backing, const HostView& host, bool active, hvc::Facts& facts) {
  const bool never = backing.no_merge || backing.huge || backing.shared;
  if (host.driver.like_qemu())
    facts.set("guest.memory.page_sharing_allowed", !never, at("/memoryBacking"));
  else
    facts.unknown("guest.memory.page_sharing_allowed", hvc::Reason::not_exposed, "this driver does not tell it",
                  "attest guest.memory.page_sharing_allowed in the site file");

  if (!active)
    facts.set("guest.memory.shared_mib", 0, "the guest does not run");
  else if (never && host.driver.like_qemu())
    facts.set("guest.memory.shared_mib", 0, at("/memoryBacking: its pages are never merged"));
  else if (host.page_sharing && !*host.page_sharing)
    facts.set("guest.memory.shared_mib", 0, "virNodeGetMemoryParameters shm_pages_sharing is 0");
  else
    facts.unknown("guest.memory.shared_mib", hvc::Reason::not_exposed, "KSM is counted by host, not by guest",
                  "exclude the guest with memoryBacking/nosharepages, or attest guest.memory.shared_mib");
}

void read_taken_by_host(const Backing& backing, const HostView& host, bool active, hvc::Facts& facts) {
  std::string why;
  if (!active) {
    why = "the guest does not run";
  } else if (backing.guaranteed()) {
    why = at("/memoryBacking: its memory stays where it is");
  } else if (host.swap_in_use && !*host.swap_in_use) {
    why = "/proc/meminfo: nothing is swapped out on the host";
  }
  for (const char* fact : {"guest.memory.swapped_mib", "guest.memory.compressed_mib"}) {
    if (!why.empty())
      facts.set(fact, 0, why);
    else
      facts.unknown(fact, hvc::Reason::not_exposed, "libvirt does not tell what the host swapped out of a guest",
                    kHostRemedy);
  }
}

}  // namespace

void read_memory(const DomainDocument& document, const HostView& host, hvc::Facts& facts) {
  const pugi::xml_node domain = document.domain();
  read_sizes(domain, host.driver, facts);
  if (!host.driver.xml_is_definition()) return;
  const Backing backing = backing_of(domain);
  read_guarantee(domain, backing, host.driver, facts);
  read_balloon(domain, facts);
  read_sharing(backing, host, document.active(), facts);
  read_taken_by_host(backing, host, document.active(), facts);
}

}  // namespace hvlibvirt
