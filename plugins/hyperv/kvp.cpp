#include "kvp.hpp"

#include <hvcompat/plugin.hpp>
#include <string_view>

#include "shared/xml_message.hpp"

namespace hvhyperv {
namespace {

// The guest chooses names and values: 512 and 2,048 bytes at most.
constexpr hvshared::XmlLimits kLimits{.bytes = 64 << 10, .depth = 16, .elements = 200};

std::string property(const pugi::xml_node& instance, std::string_view name) {
  for (const auto& node : instance.children("PROPERTY"))
    if (std::string_view(node.attribute("NAME").value()) == name) return hvshared::text_of(node.child("VALUE"));
  return {};
}

bool add_item(std::string text, KeyValues& pairs) {
  pugi::xml_document document;
  try {
    hvshared::parse_xml(document, text, "a key-value pair of the guest", kLimits);
  } catch (const hvc::Failure&) {
    return false;
  }
  const pugi::xml_node instance = document.child("INSTANCE");
  const std::string name = property(instance, "Name");
  if (name.empty()) return false;
  pairs.values.try_emplace(name, property(instance, "Data"));
  return true;
}

}  // namespace

KeyValues key_values(const std::vector<std::string>& items) {
  KeyValues pairs;
  for (const std::string& item : items) pairs.broken += add_item(item, pairs) ? 0 : 1;
  return pairs;
}

}  // namespace hvhyperv
