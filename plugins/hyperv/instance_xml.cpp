// Properties are told apart by their shape: a text, a date in its wrapper, a reference, or an instance within.
#include "instance_xml.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "shared/xml_message.hpp"
#include "wsman_names.hpp"

namespace hvhyperv {
namespace {

constexpr int kDeepest = 4;  // of instances within instances

bool is_wrapper(const pugi::xml_node& node) {
  return hvshared::is_element(node, "Item", names::kWsman) || hvshared::is_element(node, "Item", names::kEnumeration);
}

// The instance of an <Item>, which has its endpoint reference beside it.
pugi::xml_node without_wrapper(const pugi::xml_node& item) {
  if (!is_wrapper(item)) return item;
  pugi::xml_node inner = hvshared::first_element(item);
  while (inner && hvshared::is_element(inner, "EndpointReference", names::kAddressing))
    inner = hvshared::next_element(inner);
  return inner;
}

pugi::xml_node child_in_addressing(const pugi::xml_node& parent, std::string_view local) {
  return hvshared::child(parent, local, names::kAddressing);
}

// The element that holds Address and ReferenceParameters: the property itself, or an EndpointReference in it.
pugi::xml_node reference_in(const pugi::xml_node& property) {
  const pugi::xml_node wrapped = child_in_addressing(property, "EndpointReference");
  const pugi::xml_node& holder = wrapped ? wrapped : property;
  const bool refers = child_in_addressing(holder, "Address") || child_in_addressing(holder, "ReferenceParameters");
  return refers ? holder : pugi::xml_node();
}

Reference reference_of(const pugi::xml_node& holder) {
  Reference reference;
  pugi::xml_node parameters = child_in_addressing(holder, "ReferenceParameters");
  if (!parameters) parameters = child_in_addressing(holder, "ReferenceProperties");
  const std::string uri = hvshared::text_of(hvshared::child(parameters, "ResourceURI", names::kWsman));
  reference.class_name = uri.substr(uri.rfind('/') + 1);
  const pugi::xml_node selectors = hvshared::child(parameters, "SelectorSet", names::kWsman);
  for (pugi::xml_node one = hvshared::first_element(selectors); one; one = hvshared::next_element(one))
    if (hvshared::is_element(one, "Selector", names::kWsman))
      reference.selectors.insert_or_assign(one.attribute("Name").value(), hvshared::text_of(one));
  return reference;
}

// cim:Datetime, cim:Interval and their like; fragments leave their namespace out.
bool is_time(const pugi::xml_node& node) {
  constexpr std::array<std::string_view, 5> names{"Datetime", "Interval", "Date", "Time", "CIM_DateTime"};
  return std::find(names.begin(), names.end(), hvshared::local_name(node)) != names.end() &&
         !hvshared::first_element(node);
}

void add_properties(Instance& instance, const pugi::xml_node& parent, const std::string& before, int depth);

void add_property(Instance& instance, const pugi::xml_node& property, const std::string& before, int depth) {
  if (hvshared::is_nil(property)) return;
  const std::string name = before + std::string(hvshared::local_name(property));
  const pugi::xml_node inner = hvshared::first_element(property);
  if (!inner) {
    instance.add(name, hvshared::text_of(property));
  } else if (const pugi::xml_node reference = reference_in(property)) {
    instance.add(name, reference_of(reference));
  } else if (is_time(inner) && !hvshared::next_element(inner)) {
    if (!hvshared::is_nil(inner)) instance.add(name, hvshared::text_of(inner));
  } else if (depth < kDeepest) {
    add_properties(instance, property, name + ".", depth + 1);
  }
}

void add_properties(Instance& instance, const pugi::xml_node& parent, const std::string& before, int depth) {
  for (pugi::xml_node property = hvshared::first_element(parent); property; property = hvshared::next_element(property))
    add_property(instance, property, before, depth);
}

}  // namespace

std::optional<Instance> instance_of(const pugi::xml_node& item, std::string_view class_name) {
  const pugi::xml_node node = without_wrapper(item);
  if (!node || hvshared::is_element(node, "EndpointReference", names::kAddressing)) return std::nullopt;
  const bool fragment = hvshared::is_element(node, "XmlFragment", names::kWsman);
  Instance instance{std::string(fragment ? class_name : hvshared::local_name(node))};
  add_properties(instance, node, {}, 0);
  return instance;
}

}  // namespace hvhyperv
