#include "source.hpp"

namespace hvhyperv {

void set_unknown(hvc::Facts& facts, const char* fact, const hvc::UnknownFact& why) {
  facts.unknown(fact, why.reason, why.detail,
                why.remedy.empty() ? "attest " + std::string(fact) + " in the site file" : why.remedy);
}

void set_unknown(hvc::Facts& facts, std::initializer_list<const char*> names, const hvc::UnknownFact& why) {
  for (const char* name : names) set_unknown(facts, name, why);
}

std::optional<std::int64_t> Source::integer(std::string_view property) const {
  return there() ? instance_->integer(property) : std::nullopt;
}

std::optional<bool> Source::boolean(std::string_view property) const {
  return there() ? instance_->boolean(property) : std::nullopt;
}

hvc::UnknownFact Source::why(std::string_view property) const {
  if (reading_->unknown) return *reading_->unknown;
  if (!there())
    return {hvc::Reason::error, class_name_ + " has no instance here: it came or went while the host was read",
            "collect again"};
  if (instance_->has(property))
    return {
        hvc::Reason::error, at(property) + " is `" + std::string(text(property)) + "`, which means nothing here", {}};
  return {hvc::Reason::not_exposed, at(property) + " is empty", {}};
}

void Source::set_text(hvc::Facts& facts, const char* fact, std::string_view property) const {
  if (!text(property).empty())
    facts.set(fact, text(property), at(property));
  else
    set_unknown(facts, fact, why(property));
}

void Source::set_integer(hvc::Facts& facts, const char* fact, std::string_view property) const {
  const auto number = integer(property);
  if (number && *number >= 0)
    facts.set(fact, *number, at(property));
  else
    set_unknown(facts, fact, why(property));
}

void Source::set_boolean(hvc::Facts& facts, const char* fact, std::string_view property) const {
  if (const auto value = boolean(property))
    facts.set(fact, *value, at(property));
  else
    set_unknown(facts, fact, why(property));
}

Source single(const HostInstances& instances, std::string_view class_name) {
  const ClassReading& reading = instances.of(class_name);
  return {class_name, reading, reading.instances.empty() ? nullptr : &reading.instances.front()};
}

}  // namespace hvhyperv
