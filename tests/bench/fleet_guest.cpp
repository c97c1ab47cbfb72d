// A guest: power, movement, snapshots, protection and what vendors add; the other parts have files of their own.
#include "fleet_guest.hpp"

#include <fmt/format.h>

#include "fleet_guest_parts.hpp"

namespace hvcompat::bench {

namespace {

constexpr std::int64_t kDay = 86400;

struct Share {
  std::uint64_t weight;
  std::string_view value;
};
constexpr Share kPowers[] = {{870, "running"}, {112, "off"}, {12, "suspended"}, {6, "paused"}};
constexpr Share kTargets[] = {{300, R"(["vsan"])"},
                              {240, R"(["fibre-channel"])"},
                              {120, R"(["iscsi"])"},
                              {140, R"(["nfs"])"},
                              {90, R"(["local-file"])"},
                              {40, R"(["ceph"])"},
                              {20, R"(["fibre-channel","nfs"])"},
                              {30, R"(["smb"])"},
                              {20, R"(["nvme"])"}};

std::string guest_id(const FleetSite& site, std::uint64_t number, Draws& draws) {
  if (site.platform->api == Api::vim) return fmt::format("vm-{}", 1000001 + number);
  return sorted_uuid(draws, number, site.guests);
}

void add_power(const GuestDraft& guest, bool is_template, Draws& draws, FleetRecord& record) {
  record.text("guest.power", guest.power);
  if (is_template) record.boolean("guest.template", true);
  if (!guest.runs()) return;
  if (guest.api() == Api::libvirt)
    return draws.in_thousand(80)
               ? record.unknown("guest.power.since", "not-exposed", "libvirt keeps no time of the last start",
                                "attest guest.power.since in the site file")
               : void();
  record.text("guest.power.since", time_before(draws.between(600, 400 * kDay)));
}

}  // namespace

void add_mobility(const GuestDraft& guest, Draws& draws, FleetRecord& record) {
  record.boolean("guest.migratable", !draws.in_thousand(70));
  record.boolean("guest.migration.running", guest.runs() && draws.in_thousand(2));
  if (guest.runs() && draws.in_thousand(200))
    record.text("guest.migration.last", time_before(draws.between(60, 60 * kDay)));
  else if (guest.rich)
    record.boolean("guest.migration.since_power_on", false);
  record.number("guest.snapshot.count", draws.in_thousand(110) ? draws.between(1, 7) : 0);
  if (guest.rich) record.boolean("guest.snapshot.allowed", true);
}

void add_protection(const GuestDraft& guest, Draws& draws, FleetRecord& record) {
  record.text("guest.firmware", draws.in_thousand(550) ? "uefi" : "bios");
  if (draws.in_thousand(500)) record.json("guest.disk.targets", std::string(draws.weighted(std::span(kTargets)).value));
  if (!guest.rich) return;
  record.boolean("guest.secure_boot", draws.in_thousand(350));
  record.boolean("guest.tpm", draws.in_thousand(150));
  record.boolean("guest.vbs_enabled", draws.in_thousand(120));
  record.boolean("guest.nested_virtualization", draws.in_thousand(40));
  record.text("guest.isolation", "none");
  if (draws.in_thousand(60)) record.json("guest.role", R"(["sql-server"])");
  if (draws.in_thousand(300))
    record.unknown("guest.storage.software", "not-exposed", "storage software is seen only inside the guest",
                   "attest guest.storage.software in the site file");
}

void add_vendor_facts(const GuestDraft& guest, Draws& draws, FleetRecord& record) {
  if (!draws.in_thousand(150)) return;
  if (guest.api() == Api::vim)
    record.text("x.vmware.hardware_version", draws.in_thousand(600) ? "vmx-19" : "vmx-15");
  else if (guest.api() == Api::libvirt)
    record.text("x.libvirt.machine", draws.in_thousand(600) ? "pc-q35-rhel9.4.0" : "pc-i440fx-7.2");
  else if (guest.api() == Api::wsman)
    record.number("x.hyperv.generation", draws.in_thousand(700) ? 2 : 1);
  else
    record.json("x.acme.replica.lag_s", fmt::format("{}.{}", draws.between(1, 90), draws.between(1, 9)));
}

void write_guest(const FleetSite& site, std::uint64_t number, Draws& draws, FleetRecord& record, std::string& out) {
  record.clear();
  const bool is_template = site.platform->api == Api::vim && draws.in_thousand(15);
  const std::string_view power = is_template ? "off" : draws.weighted(std::span(kPowers)).value;
  const GuestSystem& system = draws.weighted(guest_systems());
  // vSphere keeps what Tools told last; others ask anew.
  const bool runs = power == "running" || power == "paused";
  const bool told = (runs || site.platform->api == Api::vim) && !draws.in_thousand(90);
  const GuestDraft guest{site, system, power, told, draws.in_thousand(300)};
  const std::string id = guest_id(site, number, draws);
  const std::string name = guest_name(number, draws);
  add_power(guest, is_template, draws, record);
  add_system(guest, draws, record);
  add_memory(guest, draws, record);
  add_mobility(guest, draws, record);
  add_protection(guest, draws, record);
  add_tags(record, draws);
  add_vendor_facts(guest, draws, record);
  record.write("guest", id, name, "host", draws.one_of(std::span<const std::string>(site.hosts)), out);
}

}  // namespace hvcompat::bench
