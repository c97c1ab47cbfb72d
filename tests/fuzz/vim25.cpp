// Any bytes as an answer of vCenter: faults, and objects as far as their records.
#include <map>

#include "guest_record.hpp"
#include "host_facts.hpp"
#include "property.hpp"
#include "property_paths.hpp"
#include "shared/xml_message.hpp"
#include "surroundings.hpp"
#include "vim_fault.hpp"

namespace hvvmware {
namespace {

ServiceContent server() {
  ServiceContent server;
  server.api_type = "VirtualCenter";
  server.api_version = "8.0.2.0";
  return server;
}

void read_objects(const pugi::xml_document& document) {
  static const PropertyPaths guests = guest_paths(server());
  static const PropertyPaths around = surroundings_paths(server());
  SurroundingsReading reading;
  const Migrations migrations;
  for (const pugi::xpath_node& one : document.select_nodes("//*[local-name()='objects']")) {
    const char* type = hvshared::child(one.node(), "obj").attribute("type").value();
    if (const auto paths = around.find(std::string_view(type)); paths != around.end())
      reading.add(ManagedObject(one.node(), paths->second), server());
    if (const auto paths = guests.find(std::string_view(type)); paths != guests.end())
      (void)read_guest(ManagedObject(one.node(), paths->second), {reading.around, migrations}).record.to_json();
  }
  for (const auto& [id, host] : reading.hosts) (void)host.to_json();
}

}  // namespace
}  // namespace hvvmware

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(hvcompat::fuzz::text_of(data, size));
  pugi::xml_document document;
  try {
    hvshared::parse_xml(document, text, "an answer");
  } catch (const hvc::Failure&) {
    return 0;
  }
  for (const pugi::xpath_node& fault : document.select_nodes("//*[local-name()='Fault']"))
    (void)hvvmware::failure_of(hvvmware::read_fault("Login", fault.node()), "vc.test");
  hvvmware::read_objects(document);
  return 0;
}
