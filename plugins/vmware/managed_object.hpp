// One managed object as the property collector gives it: the properties that were asked for, and why some are missing.
#pragma once

#include <cstdint>
#include <hvcompat/plugin.hpp>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hvvmware {

// A managed object reference: "VirtualMachine", "vm-42".
struct ObjectRef {
  std::string type;
  std::string value;
};

ObjectRef ref_of(const pugi::xml_node& node);                     // <x type="T">value</x>
std::string ref_element(const char* name, const ObjectRef& ref);  // the same, written

// Why the server left a property out of its answer.
struct MissingProperty {
  std::string fault;      // NoPermission, InvalidProperty, …
  std::string privilege;  // of a NoPermission: "System.Read"
};

// What is known of one property path. Without `node` and `missing` the server has no value for it.
struct Property {
  pugi::xml_node node;
  const MissingProperty* missing = nullptr;
  bool asked = true;  // false where this API version has no such property

  explicit operator bool() const { return !node.empty(); }
};

// Valid as long as the answer that it was read from.
class ManagedObject {
 public:
  // `content`: an ObjectContent of the answer. `asked`: the paths that were asked for its type.
  ManagedObject(const pugi::xml_node& content, const std::vector<std::string>& asked);

  const ObjectRef& ref() const { return ref_; }

  // `path` may go deeper than a path that was asked for: "summary.quickStats.balloonedMemory" below
  // "summary.quickStats".
  Property at(std::string_view path) const;

  // "VirtualMachine config.firmware", the evidence of a fact.
  std::string where(std::string_view path) const { return ref_.type + " " + std::string(path); }

  // Whether some property is missing for this fault.
  bool misses(std::string_view fault) const;

  // Why there is no fact to be had from `path`.
  hvc::UnknownFact why_not(std::string_view path) const;

 private:
  ObjectRef ref_;
  const std::vector<std::string>* asked_;
  std::map<std::string, pugi::xml_node, std::less<>> values_;
  std::map<std::string, MissingProperty, std::less<>> missing_;
};

// What a value's text stands for; none where it is no such thing.
std::optional<bool> as_bool(const pugi::xml_node& node);
std::optional<std::int64_t> as_integer(const pugi::xml_node& node);
std::optional<std::string> as_text(const pugi::xml_node& node);
std::optional<std::string> as_time(const pugi::xml_node& node);

// Sets `fact` from the property at `path`. Where it is missing or not understood the fact is unknown, and says why;
// where the server has no value for it, `unset` is the fact's value (none: unknown, not exposed).
template <class Convert, class T = typename std::invoke_result_t<Convert, const pugi::xml_node&>::value_type>
void tell(hvc::Facts& facts, const char* fact, const ManagedObject& object, const char* path, Convert convert,
          std::optional<std::type_identity_t<T>> unset = std::nullopt) {
  const Property property = object.at(path);
  if (property) {
    if (const auto value = convert(property.node))
      facts.set(fact, *value, object.where(path));
    else
      facts.unknown(fact, hvc::Reason::error, object.where(path) + " has a value that is not understood");
  } else if (unset && !property.missing && property.asked) {
    facts.set(fact, *unset, object.where(path) + " is not set");
  } else {
    const hvc::UnknownFact why = object.why_not(path);
    facts.unknown(fact, why.reason, why.detail, why.remedy);
  }
}

// The reason why `path` has no value, for a fact that several properties are needed for.
void tell_unknown(hvc::Facts& facts, const char* fact, const ManagedObject& object, const char* path);

}  // namespace hvvmware
