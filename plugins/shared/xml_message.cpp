// pugixml with limits and namespaces, which it knows nothing of.
#include "shared/xml_message.hpp"

#include <algorithm>
#include <charconv>
#include <hvcompat/plugin.hpp>
#include <hvcompat/plugin_json.hpp>

namespace hvshared {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
  throw hvc::Failure(HVC_FAIL_PROTOCOL, what + ": " + why, "look at what answers behind the address");
}

// One step in document order, elements and all else alike; `depth` follows.
pugi::xml_node step(pugi::xml_node node, std::size_t& depth) {
  if (node.first_child()) return ++depth, node.first_child();
  while (node && !node.next_sibling()) node = node.parent(), depth = depth == 0 ? 0 : depth - 1;
  return node ? node.next_sibling() : node;
}

void check_shape(const pugi::xml_document& document, const std::string& what, const XmlLimits& limits) {
  std::size_t depth = 0;
  std::size_t elements = 0;
  for (pugi::xml_node node = document.first_child(); node; node = step(node, depth)) {
    if (node.type() == pugi::node_doctype) refuse(what, "the XML holds a document type, which SOAP forbids");
    if (depth >= limits.depth) refuse(what, "the XML is nested deeper than " + std::to_string(limits.depth));
    if (++elements > limits.elements)
      refuse(what, "the XML has more than " + std::to_string(limits.elements) + " elements and texts");
  }
}

bool declares(const pugi::xml_attribute& attribute, std::string_view prefix) {
  const std::string_view name = attribute.name();
  if (prefix.empty()) return name == "xmlns";
  return name.size() == prefix.size() + 6 && name.starts_with("xmlns:") && name.ends_with(prefix);
}

std::string_view prefix_of(std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  return colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
}

std::string_view without_space(std::string_view text) {
  const std::string_view space = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

// U+FFFE and U+FFFF, and the controls that XML 1.0 has no way to write.
bool xml_can_hold(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence.front());
  if (sequence.size() == 1) return lead >= 0x20 || lead == '\t' || lead == '\n' || lead == '\r';
  return sequence != "\xEF\xBF\xBE" && sequence != "\xEF\xBF\xBF";
}

}  // namespace

void parse_xml(pugi::xml_document& document, std::string& text, const std::string& what, const XmlLimits& limits) {
  if (text.size() > limits.bytes) refuse(what, "the XML is larger than " + std::to_string(limits.bytes) + " bytes");
  constexpr unsigned flags = pugi::parse_default | pugi::parse_doctype;
  const pugi::xml_parse_result parsed = document.load_buffer_inplace(text.data(), text.size(), flags);
  if (!parsed)
    refuse(what,
           std::string("the answer is no XML: ") + parsed.description() + " at byte " + std::to_string(parsed.offset));
  check_shape(document, what, limits);
}

std::string_view local_name(const char* qualified) {
  const std::string_view name = qualified;
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view namespace_of_prefix(const pugi::xml_node& node, std::string_view prefix) {
  if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
  for (pugi::xml_node at = node; at.type() == pugi::node_element; at = at.parent())
    for (const pugi::xml_attribute& attribute : at.attributes())
      if (declares(attribute, prefix)) return attribute.value();
  return {};
}

std::string_view namespace_of(const pugi::xml_node& node) { return namespace_of_prefix(node, prefix_of(node.name())); }

bool is_element(const pugi::xml_node& node, std::string_view local, std::string_view name_space) {
  return node.type() == pugi::node_element && local_name(node) == local && namespace_of(node) == name_space;
}

pugi::xml_node first_element(const pugi::xml_node& parent) {
  pugi::xml_node node = parent.first_child();
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

pugi::xml_node next_element(const pugi::xml_node& node) {
  pugi::xml_node next = node.next_sibling();
  while (next && next.type() != pugi::node_element) next = next.next_sibling();
  return next;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view local) {
  for (pugi::xml_node node = first_element(parent); node; node = next_element(node))
    if (local_name(node) == local) return node;
  return {};
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view local, std::string_view name_space) {
  for (pugi::xml_node node = first_element(parent); node; node = next_element(node))
    if (is_element(node, local, name_space)) return node;
  return {};
}

pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view local, std::string_view name_space) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    const std::string_view prefix = prefix_of(one.name());
    if (prefix.empty() || local_name(one.name()) != local) continue;
    if (namespace_of_prefix(node, prefix) == name_space) return one;
  }
  return {};
}

// govmomi's simulator writes `XMLSchema-instance:type` with the namespace declared on the spot: never go by the prefix.
bool is_nil(const pugi::xml_node& node) {
  const std::string_view value = attribute(node, "nil", kXsi).value();
  return value == "true" || value == "1";
}

std::string_view type_name(const pugi::xml_node& node) { return local_name(attribute(node, "type", kXsi).value()); }

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& part : node.children())
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  return std::string(without_space(text));
}

std::optional<std::int64_t> integer_of(const pugi::xml_node& node) {
  const std::string text = text_of(node);
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> bool_of(const pugi::xml_node& node) {
  const std::string text = text_of(node);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = hvc::json::utf8_sequence(text);
    const std::string_view sequence = text.substr(0, std::max<std::size_t>(size, 1));
    if (size == 0 || !xml_can_hold(sequence)) {
      out += "\xEF\xBF\xBD";
    } else if (sequence == "&") {
      out += "&amp;";
    } else if (sequence == "<") {
      out += "&lt;";
    } else if (sequence == ">") {
      out += "&gt;";
    } else if (sequence == "\"") {
      out += "&quot;";
    } else if (sequence == "\r") {
      out += "&#13;";
    } else {
      out += sequence;
    }
    text.remove_prefix(sequence.size());
  }
  return out;
}

}  // namespace hvshared
