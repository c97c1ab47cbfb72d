// Reads /etc/os-release, /proc and the owner of a socket.
#include "local_host.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "storage_xml.hpp"

namespace hvlibvirt {
namespace {

std::string read_all(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The program that listens on a UNIX socket; empty where it can't be told.
std::string listener_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return {};
  path.copy(address.sun_path, path.size());
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return {};
  ucred peer{};
  socklen_t length = sizeof peer;
  const bool told = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.pid > 0;
  close(fd);
  if (!told) return {};
  std::string name = read_all("/proc/" + std::to_string(peer.pid) + "/comm");
  return name.substr(0, name.find('\n'));
}

}  // namespace

bool is_this_machine(const TargetOptions& target) {
  const bool unix_transport = target.transport.empty() || target.transport == "unix";
  if (target.driver == "test" || !target.server.empty() || !unix_transport) return false;
  if (target.socket.empty()) return true;
  const std::string listener = listener_of(target.socket);
  return listener.starts_with("virt") || listener == "libvirtd" || listener == "systemd";
}

std::string os_release() { return read_all("/etc/os-release"); }

std::optional<std::uint64_t> swapped_kib() {
  std::istringstream lines(read_all("/proc/meminfo"));
  std::optional<std::uint64_t> total, free;
  for (std::string line; std::getline(lines, line);) {
    std::string key;
    std::uint64_t value = 0;
    std::istringstream(line) >> key >> value;
    if (key == "SwapTotal:") total = value;
    if (key == "SwapFree:") free = value;
  }
  if (!total || !free || *free > *total) return std::nullopt;
  return *total - *free;
}

std::string file_transport(const std::string& path) {
  std::error_code wrong;
  if (!std::filesystem::exists(path, wrong)) return {};
  const std::string real = std::filesystem::weakly_canonical(path, wrong).string();
  return transport_of_filesystem(filesystem_of(read_all("/proc/self/mountinfo"), wrong ? path : real));
}

}  // namespace hvlibvirt
