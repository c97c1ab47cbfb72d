// One CIM instance as WS-Management gives it: property names with their values as texts, nulls left out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hvhyperv {

// What a reference property points to: the class of its resource URI and the key properties (selectors).
struct Reference {
  std::string class_name;
  std::map<std::string, std::string, std::less<>> selectors;
};

class Instance {
 public:
  explicit Instance(std::string class_name = {}) : class_name_(std::move(class_name)) {}

  const std::string& class_name() const { return class_name_; }

  // A property of an array type is added once for each element, in order.
  void add(std::string property, std::string value) { values_[std::move(property)].push_back(std::move(value)); }
  void add(const std::string& property, Reference reference) {
    references_.insert_or_assign(property, std::move(reference));
  }

  // The first value; empty where it is null or not there.
  std::string_view text(std::string_view property) const;
  bool has(std::string_view property) const { return values_.find(property) != values_.end(); }
  std::optional<std::int64_t> integer(std::string_view property) const;
  std::optional<bool> boolean(std::string_view property) const;
  // UTC, "yyyy-mm-ddThh:mm:ssZ"; none where it is null or "never" (1601-01-01).
  std::optional<std::string> time(std::string_view property) const;
  const std::vector<std::string>& all(std::string_view property) const;  // empty where there is none
  const Reference* reference(std::string_view property) const;

 private:
  std::string class_name_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::map<std::string, Reference, std::less<>> references_;
};

}  // namespace hvhyperv
