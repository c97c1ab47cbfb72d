// One listener each; who hangs or refuses needs no thread: the kernel does it alone.
#include "verify/loopback_peer.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace hvcompat {

namespace {

constexpr int kWaiting = 64;  // connections that nobody took yet
constexpr int kLookMs = 20;

int bound_port(int listener) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  if (bind(listener, reinterpret_cast<sockaddr*>(&place), size) != 0) return 0;
  if (getsockname(listener, reinterpret_cast<sockaddr*>(&place), &size) != 0) return 0;
  return ntohs(place.sin_port);
}

void babble_to(int connection) {
  std::array<unsigned char, 512> noise{};
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<unsigned char>(0x80 | (i * 37 & 0x7f));
  const ssize_t put = send(connection, noise.data(), noise.size(), MSG_NOSIGNAL);
  static_cast<void>(put);  // a client that is gone already missed nothing
  shutdown(connection, SHUT_WR);
}

}  // namespace

LoopbackPeer::LoopbackPeer(PeerManner manner)
    : manner_(manner), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int port = bound_port(listener_.get());
  if (port == 0) return;
  if (manner != PeerManner::refuses && listen(listener_.get(), kWaiting) != 0) return;
  address_ = fmt::format("127.0.0.1:{}", port);
  if (manner == PeerManner::closes || manner == PeerManner::babbles) server_ = std::thread([this] { serve(); });
}

LoopbackPeer::~LoopbackPeer() {
  over_ = true;
  if (server_.joinable()) server_.join();
}

void LoopbackPeer::serve() {
  while (!over_) {
    pollfd waiting{listener_.get(), POLLIN, 0};
    if (poll(&waiting, 1, kLookMs) <= 0) continue;
    const Descriptor connection(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection.get() >= 0 && manner_ == PeerManner::babbles) babble_to(connection.get());
  }
}

}  // namespace hvcompat
