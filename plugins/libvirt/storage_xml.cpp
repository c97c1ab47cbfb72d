// Reads pool descriptions and the names of block devices.
#include "storage_xml.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace hvlibvirt {
namespace {

bool has_part(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool holds(std::string_view folder, std::string_view path) {
  if (folder.empty() || path.substr(0, folder.size()) != folder) return false;
  return folder.back() == '/' || path.size() == folder.size() || path[folder.size()] == '/';
}

bool is_octal(std::string_view digits) {
  return digits.size() == 3 && digits.find_first_not_of("01234567") == std::string_view::npos;
}

// The kernel writes spaces, tabs, line ends and backslashes of a mount point as `\040`.
std::string unescaped(std::string_view field) {
  std::string result;
  while (!field.empty()) {
    const bool escape = field[0] == '\\' && is_octal(field.substr(1, 3));
    result += escape ? static_cast<char>((field[1] - '0') * 64 + (field[2] - '0') * 8 + (field[3] - '0')) : field[0];
    field.remove_prefix(escape ? 4 : 1);
  }
  return result;
}

std::string transport_of_netfs(const pugi::xml_node& source) {
  const std::string_view format = source.child("format").attribute("type").value();
  if (format == "cifs") return "smb";
  if (format == "glusterfs") return "gluster";
  return format == "nfs" ? "nfs" : "";
}

std::string transport_of_adapter(const pugi::xml_node& adapter) {
  return std::string_view(adapter.attribute("type").value()) == "fc_host" ? "fibre-channel" : "scsi";
}

std::string transport_of_pool(std::string_view type, const pugi::xml_node& pool) {
  const pugi::xml_node source = pool.child("source");
  if (type == "dir") return "local-file";
  if (type == "iscsi" || type == "iscsi-direct") return "iscsi";
  if (type == "rbd") return "ceph";
  if (type == "gluster") return "gluster";
  if (type == "netfs") return transport_of_netfs(source);
  if (type == "scsi") return transport_of_adapter(source.child("adapter"));
  if (type == "fs" || type == "logical" || type == "disk")
    return transport_of_device(source.child("device").attribute("path").value());
  return {};
}

bool holds_images(std::string_view type) {
  return type == "dir" || type == "fs" || type == "netfs" || type == "gluster" || type == "rbd";
}

}  // namespace

std::optional<StoragePool> parse_pool(const std::string& xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size()) || !document.child("pool")) return std::nullopt;
  const pugi::xml_node pool = document.child("pool");
  StoragePool result;
  result.name = pool.child_value("name");
  result.type = pool.attribute("type").value();
  result.target_path = pool.child("target").child_value("path");
  result.transport = transport_of_pool(result.type, pool);
  result.kind = holds_images(result.type) ? "image" : "block";
  // A file system on a disk of this host that is not told closer.
  if (result.type == "fs" && result.transport.empty()) result.transport = "local-file";
  return result;
}

const StoragePool* StoragePools::named(std::string_view name) const {
  for (const StoragePool& pool : pools)
    if (pool.name == name) return &pool;
  return nullptr;
}

const StoragePool* StoragePools::holding(std::string_view path) const {
  const StoragePool* best = nullptr;
  for (const StoragePool& pool : pools) {
    // Pools of volume groups, iSCSI and the like put their volumes below /dev, all of them.
    if (pool.target_path == "/dev" || pool.target_path.starts_with("/dev/disk")) continue;
    if (holds(pool.target_path, path) && (!best || pool.target_path.size() > best->target_path.size())) best = &pool;
  }
  return best;
}

std::string transport_of_device(std::string_view path) {
  if (has_part(path, "/by-path/")) {
    if (has_part(path, "-iscsi-")) return "iscsi";
    if (has_part(path, "-fc-")) return "fibre-channel";
    if (has_part(path, "-sas-")) return "sas";
    if (has_part(path, "-ata-")) return "sata";
    if (has_part(path, "-nvme-")) return "nvme";
  }
  if (path.starts_with("/dev/nvme")) return "nvme";
  if (path.starts_with("/dev/rbd")) return "ceph";
  return {};
}

std::string transport_of_filesystem(std::string_view type) {
  if (type == "nfs" || type == "nfs4") return "nfs";
  if (type == "cifs" || type == "smb3") return "smb";
  if (type == "ceph") return "ceph";
  if (type == "fuse.glusterfs") return "gluster";
  for (const std::string_view local : {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "tmpfs", "zfs", "overlay"})
    if (type == local) return "local-file";
  return {};
}

std::string filesystem_of(std::string_view mountinfo, std::string_view path) {
  std::istringstream lines{std::string(mountinfo)};
  std::string line;
  std::string best_type;
  std::size_t best_length = 0;
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string id, parent, device, root, mount_point, word, type;
    fields >> id >> parent >> device >> root >> mount_point;
    while (fields >> word && word != "-") {
    }
    fields >> type;
    mount_point = unescaped(mount_point);
    if (type.empty() || !holds(mount_point, path) || mount_point.size() < best_length) continue;
    best_length = mount_point.size();
    best_type = type;
  }
  return best_type;
}

}  // namespace hvlibvirt
