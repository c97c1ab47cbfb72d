// Envelopes out, responses and faults in; login and logout.
#include "vim_session.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::text_of;
using hvshared::xml_escaped;

constexpr std::string_view kSoap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr std::chrono::seconds kFarewell{3};

std::string envelope(const std::string& method, const ObjectRef& self, const std::string& arguments) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><" +
         method + " xmlns=\"urn:vim25\">" + ref_element("_this", self) + arguments + "</" + method +
         "></soapenv:Body></soapenv:Envelope>";
}

hvc::Failure no_vsphere(const std::string& server, long status, const std::string& why) {
  return {HVC_FAIL_PROTOCOL,
          server + " gives no answer of the vSphere API (HTTP status " + std::to_string(status) + "): " + why,
          "look whether a vCenter or an ESXi host is behind the address and the port"};
}

// The element in the SOAP body: a response or a fault.
pugi::xml_node body_element(const pugi::xml_document& document) {
  const pugi::xml_node root = hvshared::first_element(document);
  if (!hvshared::is_element(root, "Envelope", kSoap)) return {};
  return hvshared::first_element(child(root, "Body", kSoap));
}

std::array<int, 3> version_groups(std::string_view text) {
  std::array<int, 3> groups{};
  for (int& group : groups) {
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), group);
    if (wrong != std::errc()) break;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.starts_with('.')) break;
    text.remove_prefix(1);
  }
  return groups;
}

}  // namespace

bool ServiceContent::has_api(int major, int minor, int patch) const {
  return version_groups(api_version) >= std::array<int, 3>{major, minor, patch};
}

VimSession::VimSession(hvshared::HttpOptions http, std::string server, Credentials credentials,
                       std::function<bool()> cancelled)
    : http_(std::move(http), std::move(cancelled)), server_(std::move(server)), credentials_(std::move(credentials)) {
  try {
    read_content();
    log_in();
  } catch (const VimFault& fault) {
    throw failure_of(fault, server_);
  }
}

VimSession::~VimSession() {
  log_out();
  std::fill(credentials_.password.begin(), credentials_.password.end(), '\0');
}

VimAnswer VimSession::call(const std::string& method, const ObjectRef& self, const std::string& arguments) {
  const std::string request = envelope(method, self, arguments);
  hvshared::HttpAnswer http =
      http_.post({"Content-Type: text/xml; charset=utf-8", "SOAPAction: \"urn:vim25/" + api_ + "\""}, request);
  // A SOAP fault comes with 500; a proxy or a web server says anything else in HTML.
  if (http.status != 200 && http.status != 500)
    throw no_vsphere(server_, http.status, http.status == 404 ? "nothing is at /sdk" : "the request was refused");
  VimAnswer answer{std::make_unique<std::string>(std::move(http.body)), std::make_unique<pugi::xml_document>(), {}};
  hvshared::parse_xml(*answer.document, *answer.text, server_ + ": " + method);
  const pugi::xml_node element = body_element(*answer.document);
  if (hvshared::is_element(element, "Fault", kSoap)) throw read_fault(method, element);
  if (hvshared::local_name(element) != method + "Response")
    throw no_vsphere(server_, http.status, "the answer to " + method + " is something else");
  answer.response = element;
  return answer;
}

void VimSession::read_content() {
  const VimAnswer answer = call("RetrieveServiceContent", {"ServiceInstance", "ServiceInstance"});
  const pugi::xml_node value = child(answer.response, "returnval");
  const pugi::xml_node about = child(value, "about");
  const auto of_about = [&](const char* name) { return text_of(child(about, name)); };
  const auto singleton = [&](const char* name) { return ref_of(child(value, name)); };
  content_ = {
      of_about("productLineId"),   of_about("apiType"),       of_about("apiVersion"),         of_about("version"),
      of_about("build"),           singleton("rootFolder"),   singleton("propertyCollector"), singleton("viewManager"),
      singleton("sessionManager"), singleton("eventManager"), singleton("taskManager")};
  if (content_.property_collector.value.empty() || content_.session_manager.value.empty())
    throw no_vsphere(server_, 200, "it names no property collector");
  // An older version in the SOAPAction would hide what newer servers tell.
  if (content_.has_api(6, 5)) api_ = content_.api_version;
}

void VimSession::log_in() {
  const std::string arguments = "<userName>" + xml_escaped(credentials_.username) + "</userName><password>" +
                                xml_escaped(credentials_.password) + "</password><locale>en_US</locale>";
  call("Login", content_.session_manager, arguments);
  logged_in_ = true;
}

bool VimSession::log_in_again() {
  if (renewed_) return false;
  renewed_ = true;
  logged_in_ = false;
  try {
    leave_old_session();
    log_in();
  } catch (const VimFault& fault) {
    throw failure_of(fault, server_);
  }
  return true;
}

// Where it was not the session that was lost, a login in it would be refused as a second one (InvalidLogin).
void VimSession::leave_old_session() {
  try {
    call("Logout", content_.session_manager);
  } catch (const std::exception&) {
    // It has ended, as was said; a server that gives no answer at all fails the login that comes now.
  }
}

void VimSession::log_out() noexcept {
  if (!logged_in_) return;
  logged_in_ = false;
  try {
    http_.hurry(kFarewell);
    call("Logout", content_.session_manager);
  } catch (const std::exception&) {
    // The server ends idle sessions by itself; why the run failed was told already.
  }
}

}  // namespace hvvmware
