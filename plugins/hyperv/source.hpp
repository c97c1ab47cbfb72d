// The instance that tells a fact, or why there is none: every fact gets its evidence or its reason here.
#pragma once

#include <hvcompat/plugin.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

#include "host_instances.hpp"

namespace hvhyperv {

// Where no remedy is given, it is to attest the fact.
void set_unknown(hvc::Facts& facts, const char* fact, const hvc::UnknownFact& why);
void set_unknown(hvc::Facts& facts, std::initializer_list<const char*> names, const hvc::UnknownFact& why);

class Source {
 public:
  // `instance` is null where the class holds none for the guest or host in question.
  Source(std::string_view class_name, const ClassReading& reading, const Instance* instance)
      : class_name_(class_name), reading_(&reading), instance_(instance) {}

  bool there() const { return instance_ != nullptr; }
  // The class does not exist on this host: it is too old for it, or lacks the role.
  bool no_class() const { return reading_->unknown && reading_->unknown->reason == hvc::Reason::not_exposed; }

  std::string_view text(std::string_view property) const { return there() ? instance_->text(property) : ""; }
  std::optional<std::int64_t> integer(std::string_view property) const;
  std::optional<bool> boolean(std::string_view property) const;
  const Instance* instance() const { return instance_; }

  // "Class.Property", the evidence of what it tells.
  std::string at(std::string_view property) const { return class_name_ + "." + std::string(property); }
  // Why `property` is not known: the class, the instance or the property is missing.
  hvc::UnknownFact why(std::string_view property) const;

  void set_text(hvc::Facts& facts, const char* fact, std::string_view property) const;
  void set_integer(hvc::Facts& facts, const char* fact, std::string_view property) const;  // none below 0
  void set_boolean(hvc::Facts& facts, const char* fact, std::string_view property) const;

 private:
  std::string class_name_;
  const ClassReading* reading_;
  const Instance* instance_;
};

// The only instance of a class of which a host has one.
Source single(const HostInstances& instances, std::string_view class_name);

}  // namespace hvhyperv
