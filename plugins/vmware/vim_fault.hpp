// SOAP faults of the vSphere API: their type, and words for what the user can do.
#pragma once

#include <hvcompat/plugin.hpp>
#include <pugixml.hpp>
#include <stdexcept>
#include <string>

namespace hvvmware {

// A method fault. `type` is the fault's own: NotAuthenticated, NoPermission, InvalidLogin, …; empty where none was
// named.
struct VimFault : std::runtime_error {
  VimFault(std::string called, std::string fault_type, const std::string& text)
      : std::runtime_error(text), method(std::move(called)), type(std::move(fault_type)) {}
  std::string method;
  std::string type;
  std::string privilege;  // of a NoPermission
  std::string property;   // of an InvalidProperty: the path's name
};

// Reads a <Fault> of SOAP 1.1.
VimFault read_fault(const std::string& method, const pugi::xml_node& fault);

// Whether it says that the session has ended. govmomi's simulator says ManagedObjectNotFound of the session's own
// objects.
bool is_lost_session(const VimFault& fault);

// The failure of the whole target.
hvc::Failure failure_of(const VimFault& fault, const std::string& server);

}  // namespace hvvmware
