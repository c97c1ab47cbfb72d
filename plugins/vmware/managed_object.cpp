// ObjectContent: propSet (name, val) and missingSet (path, fault).
#include "managed_object.hpp"

#include <algorithm>

#include "shared/xml_message.hpp"

namespace hvvmware {
namespace {

using hvshared::child;
using hvshared::first_element;
using hvshared::local_name;
using hvshared::next_element;
using hvshared::text_of;

MissingProperty missing_of(const pugi::xml_node& localized) {
  const pugi::xml_node fault = child(localized, "fault");
  return {std::string(hvshared::type_name(fault)), text_of(child(fault, "privilegeId"))};
}

// `path` itself, or the part of it up to a dot, in `among`.
template <class Map>
auto covering(const Map& among, std::string_view path) {
  auto found = among.find(path);
  while (found == among.end()) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) break;
    path = path.substr(0, dot);
    found = among.find(path);
  }
  return found;
}

bool covers(std::string_view asked, std::string_view path) {
  return path.starts_with(asked) && (path.size() == asked.size() || path[asked.size()] == '.');
}

}  // namespace

ObjectRef ref_of(const pugi::xml_node& node) { return {node.attribute("type").value(), text_of(node)}; }

std::string ref_element(const char* name, const ObjectRef& ref) {
  return std::string("<") + name + " type=\"" + hvshared::xml_escaped(ref.type) + "\">" +
         hvshared::xml_escaped(ref.value) + "</" + name + ">";
}

ManagedObject::ManagedObject(const pugi::xml_node& content, const std::vector<std::string>& asked) : asked_(&asked) {
  for (pugi::xml_node part = first_element(content); part; part = next_element(part)) {
    const std::string_view name = local_name(part);
    if (name == "obj") ref_ = ref_of(part);
    if (name == "propSet") values_.emplace(text_of(child(part, "name")), child(part, "val"));
    if (name == "missingSet") missing_.emplace(text_of(child(part, "path")), missing_of(child(part, "fault")));
  }
}

Property ManagedObject::at(std::string_view path) const {
  Property property;
  property.asked = std::any_of(asked_->begin(), asked_->end(), [&](const auto& one) { return covers(one, path); });
  const auto missing = covering(missing_, path);
  // Some servers name a property that they do not know here, others refuse the call (PropertyCollector takes it out
  // then).
  if (missing != missing_.end() && missing->second.fault == "InvalidProperty")
    property.asked = false;
  else if (missing != missing_.end())
    property.missing = &missing->second;
  const auto value = covering(values_, path);
  if (value == values_.end()) return property;
  property.node = value->second;
  std::string_view rest = path.substr(value->first.size());
  while (property.node && !rest.empty()) {
    rest.remove_prefix(1);
    property.node = child(property.node, rest.substr(0, rest.find('.')));
    rest.remove_prefix(std::min(rest.size(), rest.find('.')));
  }
  return property;
}

bool ManagedObject::misses(std::string_view fault) const {
  return std::any_of(missing_.begin(), missing_.end(), [&](const auto& one) { return one.second.fault == fault; });
}

hvc::UnknownFact ManagedObject::why_not(std::string_view path) const {
  const Property property = at(path);
  if (property.missing && property.missing->fault == "NoPermission") {
    const std::string privilege = property.missing->privilege.empty() ? "System.Read" : property.missing->privilege;
    return {hvc::Reason::not_permitted, "the account may not read " + where(path) + ": it lacks " + privilege,
            "give the account a role with the privilege " + privilege + " on this object (Read-only has System.Read)"};
  }
  if (property.missing)
    return {hvc::Reason::error, where(path) + " could not be read: " + property.missing->fault, "try again"};
  if (!property.asked)
    return {hvc::Reason::not_exposed, "this API version has no " + where(path), "attest the fact in the site file"};
  return {hvc::Reason::not_exposed, where(path) + " is not set", "attest the fact in the site file"};
}

std::optional<bool> as_bool(const pugi::xml_node& node) { return hvshared::bool_of(node); }
std::optional<std::int64_t> as_integer(const pugi::xml_node& node) { return hvshared::integer_of(node); }
std::optional<std::string> as_time(const pugi::xml_node& node) { return hvshared::utc_time(text_of(node)); }

std::optional<std::string> as_text(const pugi::xml_node& node) {
  std::string text = text_of(node);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

void tell_unknown(hvc::Facts& facts, const char* fact, const ManagedObject& object, const char* path) {
  const hvc::UnknownFact why = object.why_not(path);
  facts.unknown(fact, why.reason, why.detail, why.remedy);
}

}  // namespace hvvmware
