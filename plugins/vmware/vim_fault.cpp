// faultstring for people, detail for programs: decisions rest on the detail's type alone.
#include "vim_fault.hpp"

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;

// <InvalidLoginFault xsi:type="InvalidLogin"/>
std::string type_of(const pugi::xml_node& detail) {
  std::string type(hvshared::type_name(detail));
  if (!type.empty()) return type;
  type = hvshared::local_name(detail);
  const std::size_t suffix = type.rfind("Fault");
  if (suffix != std::string::npos && suffix > 0 && suffix + 5 == type.size()) type.erase(suffix);
  return type;
}

}  // namespace

VimFault read_fault(const std::string& method, const pugi::xml_node& fault) {
  const pugi::xml_node detail = hvshared::first_element(child(fault, "detail"));
  const std::string text = hvshared::text_of(child(fault, "faultstring"));
  VimFault read(method, detail ? type_of(detail) : std::string(), text.empty() ? "no text" : text);
  read.privilege = hvshared::text_of(child(detail, "privilegeId"));
  read.property = hvshared::text_of(child(detail, "name"));
  return read;
}

bool is_lost_session(const VimFault& fault) {
  return fault.type == "NotAuthenticated" || fault.type == "ManagedObjectNotFound";
}

hvc::Failure failure_of(const VimFault& fault, const std::string& server) {
  const std::string said = fault.what();
  if (fault.type == "InvalidLogin")
    return {HVC_FAIL_AUTH, server + " refuses the login (InvalidLogin): user name or password is wrong",
            "look at `username` (for vCenter with its domain, as user@vsphere.local) and at the target's secret"};
  if (fault.type == "NoPermission") {
    const std::string privilege = fault.privilege.empty() ? "System.View" : fault.privilege;
    return {HVC_FAIL_PERMISSION, server + " does not permit " + fault.method + " (NoPermission): " + privilege,
            "give the account the role Read-only on the vCenter or ESXi root, with propagation"};
  }
  if (fault.type == "NotAuthenticated")
    return {HVC_FAIL_AUTH, server + " ended the session twice (NotAuthenticated) in " + fault.method,
            "raise the server's session limits, or look at what ends sessions"};
  const std::string type = fault.type.empty() ? "a fault without a type" : fault.type;
  return {HVC_FAIL_PROTOCOL, server + " answers " + fault.method + " with " + type + ": " + said,
          "look at the server's log (vpxd or hostd)"};
}

}  // namespace hvvmware
