#include "volumes.hpp"

#include <algorithm>

namespace hvhyperv {
namespace {

// MSFT_Disk.BusType as the words of guest.disk.targets. What is missing here (0 unknown, 14 virtual, 15 a file that is
// mounted as a disk) names no transport.
constexpr std::pair<std::int64_t, const char*> kBuses[] = {
    {1, "scsi"},  {2, "ata"},   {3, "ata"},  {4, "ieee1394"}, {5, "ssa"}, {6, "fibre-channel"},   {7, "usb"},
    {8, "raid"},  {9, "iscsi"}, {10, "sas"}, {11, "sata"},    {12, "sd"}, {16, "storage-spaces"}, {17, "nvme"},
    {18, "pmem"}, {19, "ufs"}};

// Paths of Windows are equal whatever the case of their letters; beyond ASCII the spelling has to be the same.
std::string folded(std::string_view path) {
  std::string out(path);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c == '/') c = '\\';
  }
  return out;
}

// `\\?\C:\x` is C:\x and `\\?\UNC\server\share` is \\server\share; `\\?\Volume{…}` stays.
std::string plain(std::string_view path) {
  std::string out = folded(path);
  if (out.starts_with("\\\\?\\unc\\")) return "\\\\" + out.substr(8);
  if (out.size() > 5 && out.starts_with("\\\\?\\") && out[5] == ':') return out.substr(4);
  return out;
}

bool is_share(const std::string& path) {
  return path.starts_with("\\\\") && !path.starts_with("\\\\?\\") && !path.starts_with("\\\\.\\");
}

bool is_in_cluster_storage(std::string_view path) {
  return path.size() > 2 && path.substr(1).starts_with(":\\clusterstorage\\");
}

std::string with_backslash(std::string path) {
  if (!path.ends_with('\\')) path += '\\';
  return path;
}

// The value of `key="…"` in an object path, with its doubled backslashes and quotes made single.
std::string quoted_value(std::string_view path, std::string_view key) {
  const std::size_t found = path.find(std::string(key) + "=\"");
  if (found == std::string_view::npos) return {};
  std::string value;
  for (std::size_t at = found + key.size() + 2; at < path.size() && path[at] != '"'; ++at) {
    if (path[at] == '\\' && at + 1 < path.size() && (path[at + 1] == '\\' || path[at + 1] == '"')) ++at;
    value += path[at];
  }
  return value;
}

hvc::UnknownFact unresolved(std::string detail) { return {hvc::Reason::not_exposed, std::move(detail), {}}; }

}  // namespace

Volumes::Volumes(const HostInstances& instances)
    : no_partitions_(instances.of("MSFT_Partition").unknown),
      no_disks_(instances.of("MSFT_Disk").unknown),
      no_drives_(instances.of("Msvm_DiskDrive").unknown) {
  for (const Instance& partition : instances.of("MSFT_Partition").instances) {
    const auto disk = partition.integer("DiskNumber");
    if (!disk) continue;
    for (const std::string& path : partition.all("AccessPaths"))
      if (!path.empty()) accesses_.push_back({with_backslash(plain(path)), *disk});
  }
  for (const Instance& disk : instances.of("MSFT_Disk").instances) {
    const auto number = disk.integer("Number");
    const auto bus = disk.integer("BusType");
    if (number && bus) bus_of_disk_.try_emplace(*number, *bus);
  }
  for (const Instance& drive : instances.of("Msvm_DiskDrive").instances) {
    const auto number = drive.integer("DriveNumber");
    if (number) drive_numbers_.try_emplace(folded(drive.text("DeviceID")), *number);
  }
  add_shared_volumes(instances);
}

// A cluster shared volume has its folder in the cluster's words and its volume in those of the disk.
void Volumes::add_shared_volumes(const HostInstances& instances) {
  std::vector<Access> shared;
  for (const Instance& volume : instances.of("MSCluster_ClusterSharedVolume").instances) {
    const std::string name = with_backslash(plain(volume.text("VolumeName")));
    const auto partition = std::ranges::find(accesses_, name, &Access::path);
    if (partition != accesses_.end() && !volume.text("Name").empty())
      shared.push_back({with_backslash(plain(volume.text("Name"))), partition->disk});
  }
  accesses_.insert(accesses_.end(), shared.begin(), shared.end());
}

const Volumes::Access* Volumes::longest(std::string_view path) const {
  const Access* best = nullptr;
  for (const Access& access : accesses_) {
    // The folder of the shared volumes lies on the system's disk, what is in it does not.
    if (is_in_cluster_storage(path) && !is_in_cluster_storage(access.path)) continue;
    if (path.starts_with(access.path) && (!best || access.path.size() > best->path.size())) best = &access;
  }
  return best;
}

Transport Volumes::of_disk(std::int64_t number) const {
  if (no_disks_) return {{}, *no_disks_};
  const auto bus = bus_of_disk_.find(number);
  const std::string disk = "disk " + std::to_string(number);
  if (bus == bus_of_disk_.end()) return {{}, unresolved("MSFT_Disk tells no bus of " + disk)};
  const auto* known = std::ranges::find(kBuses, bus->second, &std::pair<std::int64_t, const char*>::first);
  if (known != std::end(kBuses)) return {known->second, {}};
  return {{}, unresolved("MSFT_Disk.BusType " + std::to_string(bus->second) + " of " + disk + " names no transport")};
}

Transport Volumes::under_path(std::string_view path) const {
  const std::string wanted = plain(path);
  if (wanted.empty()) return {{}, unresolved("a virtual hard disk names no file")};
  if (is_share(wanted)) return {"smb", {}};
  if (no_partitions_) return {{}, *no_partitions_};
  const Access* access = longest(wanted);
  if (!access) return {{}, unresolved("no partition of this host holds `" + std::string(path) + "`")};
  return of_disk(access->disk);
}

Transport Volumes::under_drive(std::string_view host_resource) const {
  const std::string device = folded(quoted_value(host_resource, "DeviceID"));
  if (device.empty()) return {{}, unresolved("a pass-through disk names no drive")};
  if (no_drives_) return {{}, *no_drives_};
  const auto number = drive_numbers_.find(device);
  if (number == drive_numbers_.end()) return {{}, unresolved("Msvm_DiskDrive does not know `" + device + "`")};
  return of_disk(number->second);
}

}  // namespace hvhyperv
