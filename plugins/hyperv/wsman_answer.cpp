// Windows puts the items of a Pull into the enumeration namespace and optimized ones into its own; others mix them.
#include "wsman_answer.hpp"

#include <cctype>
#include <map>
#include <sstream>

#include "shared/xml_message.hpp"
#include "wsman_names.hpp"

namespace hvhyperv {
namespace {

// An answer is at most as large as the envelope that was asked for; some servers don't keep to that.
constexpr hvshared::XmlLimits kLimits{std::size_t{64} << 20, 64, 4'000'000};

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
  throw hvc::Failure(HVC_FAIL_PROTOCOL, what + ": " + why,
                     "look whether WinRM answers at that address and port: winrm enumerate winrm/config/listener");
}

pugi::xml_node child_of_either(const pugi::xml_node& parent, std::string_view local) {
  const pugi::xml_node standard = hvshared::child(parent, local, names::kEnumeration);
  return standard ? standard : hvshared::child(parent, local, names::kWsman);
}

// Identifiers are compared as texts, but for the letters of a UUID.
bool same_message(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (lower(one[i]) != lower(other[i])) return false;
  return true;
}

// Declarations that hold at the node: nearer ones beat those further out.
std::map<std::string, std::string> namespaces_at(const pugi::xml_node& node) {
  std::map<std::string, std::string> found;
  for (pugi::xml_node at = node; at.type() == pugi::node_element; at = at.parent())
    for (const pugi::xml_attribute& attribute : at.attributes())
      if (std::string_view(attribute.name()).starts_with("xmlns")) found.emplace(attribute.name(), attribute.value());
  return found;
}

// A context may be any XML. It goes back as it came, in an element of our own name, with all that it may refer to.
std::string context_with_elements(const pugi::xml_node& context) {
  std::string open = "<hvc-n:EnumerationContext";
  const auto add = [&](const std::string& name, std::string_view value) {
    open += " " + name + "=\"" + hvshared::xml_escaped(value) + "\"";
  };
  for (const auto& [name, value] : namespaces_at(context)) add(name, value);
  add("xmlns:hvc-n", names::kEnumeration);
  for (const pugi::xml_attribute& attribute : context.attributes())
    if (!std::string_view(attribute.name()).starts_with("xmlns")) add(attribute.name(), attribute.value());
  std::ostringstream inner;
  for (const pugi::xml_node& part : context.children()) part.print(inner, "", pugi::format_raw);
  return open + ">" + inner.str() + "</hvc-n:EnumerationContext>";
}

bool is_plain(const pugi::xml_node& context) {
  bool plain = !hvshared::first_element(context);
  for (const pugi::xml_attribute& attribute : context.attributes())
    plain = plain && std::string_view(attribute.name()).starts_with("xmlns");
  return plain;
}

}  // namespace

WsmanAnswer::WsmanAnswer(std::string body, std::string what) : text_(std::move(body)), what_(std::move(what)) {
  hvshared::parse_xml(document_, text_, what_, kLimits);
  const pugi::xml_node envelope = document_.document_element();
  if (!hvshared::is_element(envelope, "Envelope", names::kSoap)) refuse(what_, "the answer is no SOAP 1.2 envelope");
  header_ = hvshared::child(envelope, "Header", names::kSoap);
  body_ = hvshared::child(envelope, "Body", names::kSoap);
  if (!body_) refuse(what_, "the SOAP envelope has no body");
}

std::optional<WsmanFault> WsmanAnswer::fault() const {
  const pugi::xml_node fault = hvshared::child(body_, "Fault", names::kSoap);
  return fault ? std::optional(read_fault(fault)) : std::nullopt;
}

void WsmanAnswer::check_relates_to(const std::string& message_id) const {
  const pugi::xml_node related = hvshared::child(header_, "RelatesTo", names::kAddressing);
  if (!related && hvshared::child(body_, "Fault", names::kSoap)) return;
  if (!related) refuse(what_, "the answer does not say which request it is for");
  if (!same_message(hvshared::text_of(related), message_id)) refuse(what_, "the answer is for another request");
}

std::optional<Identity> WsmanAnswer::identity() const {
  const pugi::xml_node answer = hvshared::child(body_, "IdentifyResponse", names::kIdentity);
  if (!answer) return std::nullopt;
  return Identity{hvshared::text_of(hvshared::child(answer, "ProductVendor", names::kIdentity)),
                  hvshared::text_of(hvshared::child(answer, "ProductVersion", names::kIdentity))};
}

pugi::xml_node WsmanAnswer::single_item() const {
  if (const pugi::xml_node item = hvshared::first_element(body_)) return item;
  refuse(what_, "the answer holds no instance");
}

pugi::xml_node WsmanAnswer::page() const {
  for (const std::string_view name : {"EnumerateResponse", "PullResponse"})
    if (const pugi::xml_node page = hvshared::child(body_, name, names::kEnumeration)) return page;
  refuse(what_, "the answer is neither a page of an enumeration nor a fault");
}

std::vector<pugi::xml_node> WsmanAnswer::items() const {
  std::vector<pugi::xml_node> found;
  const pugi::xml_node parent = page();
  for (pugi::xml_node part = hvshared::first_element(parent); part; part = hvshared::next_element(part)) {
    const bool holds =
        hvshared::is_element(part, "Items", names::kEnumeration) || hvshared::is_element(part, "Items", names::kWsman);
    if (!holds) continue;
    for (pugi::xml_node item = hvshared::first_element(part); item; item = hvshared::next_element(item))
      found.push_back(item);
  }
  return found;
}

bool WsmanAnswer::is_last() const { return static_cast<bool>(child_of_either(page(), "EndOfSequence")); }

std::string WsmanAnswer::context_xml() const {
  const pugi::xml_node context = child_of_either(page(), "EnumerationContext");
  if (!context) return {};
  if (!is_plain(context)) return context_with_elements(context);
  const std::string text = hvshared::text_of(context);
  if (text.empty()) return {};
  return "<n:EnumerationContext>" + hvshared::xml_escaped(text) + "</n:EnumerationContext>";
}

}  // namespace hvhyperv
