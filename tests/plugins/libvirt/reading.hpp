// Reads a definition written in a test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "domain_xml.hpp"

namespace hvlibvirt {

inline HostView qemu_host() {
  HostView host;
  host.driver = driver_of_type("QEMU");
  return host;
}

inline hvc::Facts read_text(const std::string& xml, const HostView& host = qemu_host()) {
  DomainDocument document;
  EXPECT_TRUE(load_domain(document, xml)) << xml;
  return read_domain(document, host);
}

// A domain of x86_64 with `inner`; running where `id` is true.
inline std::string domain(const std::string& inner, bool running = true) {
  return std::string("<domain type='kvm'") + (running ? " id='7'" : "") +
         "><name>g</name><memory unit='MiB'>4096</memory><vcpu>2</vcpu>" + inner + "</domain>";
}

inline std::string x86(const std::string& inner) {
  return domain("<os><type arch='x86_64' machine='q35'>hvm</type></os>" + inner);
}

inline std::string reason(const hvc::Facts& facts, const std::string& name) {
  const auto why = facts.why_unknown(name);
  return why ? std::string(name_of(why->reason)) : facts.known(name) ? "known" : "not asked";
}

inline std::string detail(const hvc::Facts& facts, const std::string& name) {
  const auto why = facts.why_unknown(name);
  return why ? why->detail : std::string();
}

}  // namespace hvlibvirt
