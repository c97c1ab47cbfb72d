// Guest operating systems of the invented fleet: how often each occurs, and how each API spells it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace hvcompat::bench {

struct GuestSystem {
  std::uint64_t weight;
  std::string_view family;
  std::string_view product;       // as in the catalogs
  std::string_view version;       // for Windows its NT version
  std::string_view build;         // of Windows
  std::string_view product_type;  // of Windows
  std::string_view edition;       // of Windows
  std::string_view osinfo_id;     // libosinfo: what libvirt's definitions name
  std::string_view vim_id;        // vSphere's guestId
  std::string_view agent_id;      // qemu-ga
  std::string_view os_name;       // what the system calls itself (Hyper-V's key-value pairs)
};

std::span<const GuestSystem> guest_systems();

}  // namespace hvcompat::bench
