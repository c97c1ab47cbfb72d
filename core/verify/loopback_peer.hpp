// Servers of the kit's own on 127.0.0.1 that nobody would want to talk to.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "collect/child_process.hpp"

namespace hvcompat {

enum class PeerManner {
  refuses,  // nobody listens, and nobody else can
  hangs,    // takes connections and says nothing
  closes,   // takes connections and ends them at once
  babbles   // answers with bytes of no protocol
};

class LoopbackPeer {
 public:
  explicit LoopbackPeer(PeerManner manner);
  LoopbackPeer(const LoopbackPeer&) = delete;
  LoopbackPeer& operator=(const LoopbackPeer&) = delete;
  ~LoopbackPeer();

  // "127.0.0.1:4711"; empty where there is no network on this machine.
  const std::string& address() const { return address_; }

 private:
  void serve();

  PeerManner manner_;
  Descriptor listener_;
  std::string address_;
  std::atomic<bool> over_ = false;
  std::thread server_;
};

}  // namespace hvcompat
