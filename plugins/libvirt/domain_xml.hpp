// From a domain's XML description to facts. Pure: the same text gives the same facts.
#pragma once

#include <hvcompat/plugin_facts.hpp>
#include <optional>
#include <pugixml.hpp>
#include <string>

#include "driver.hpp"
#include "storage_xml.hpp"

namespace hvlibvirt {

// What a guest's facts depend on besides its own definition.
struct HostView {
  Driver driver;
  std::optional<bool> nested;  // a guest with the host's processor sees vmx or svm
  std::string nested_evidence;
  std::optional<bool> page_sharing;  // host.memory.page_sharing
  std::optional<bool> swap_in_use;   // something is swapped out on the host
  bool agent_asked = false;          // the option `agent` is set
  StoragePools pools;
};

struct DomainDocument {
  pugi::xml_document xml;
  pugi::xml_node domain() const { return xml.child("domain"); }
  bool active() const { return !domain().attribute("id").empty(); }
};

// False where the text is no domain description.
bool load_domain(DomainDocument& document, const std::string& text);

// Everything below adds to `facts`; evidence names the call and the element.
hvc::Facts read_domain(const DomainDocument& document, const HostView& host);

void read_identity(const DomainDocument& document, const HostView& host, hvc::Facts& facts);
void read_memory(const DomainDocument& document, const HostView& host, hvc::Facts& facts);
void read_security(const DomainDocument& document, const HostView& host, hvc::Facts& facts);
void read_mobility(const DomainDocument& document, const HostView& host, hvc::Facts& facts);
void read_disks(const DomainDocument& document, const HostView& host, hvc::Facts& facts);

// Facts that libvirt tells of no guest, with what to do about each.
void add_untold_guest_facts(hvc::Facts& facts);

// The size in an element with libvirt's `unit` attribute, in KiB; none where there is no such element.
std::optional<std::uint64_t> kib_of(const pugi::xml_node& node);
// The same for a size that stands in an attribute of the element.
std::optional<std::uint64_t> kib_of_attribute(const pugi::xml_node& node, const char* name);

inline std::string at(const std::string& path) { return "virDomainGetXMLDesc /domain" + path; }

}  // namespace hvlibvirt
