// Responses of the API without a server: read from files, or a guest put together from single properties. All of them
// were written from the API's documentation (vSphere Web Services API reference); none was recorded from a server.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "guest_record.hpp"
#include "host_facts.hpp"
#include "property_paths.hpp"
#include "shared/xml_message.hpp"

namespace hvvmware {

inline ServiceContent server_of_version(const std::string& api) {
  ServiceContent server;
  server.api_type = "VirtualCenter";
  server.api_version = api;
  return server;
}

// An answer to RetrievePropertiesEx and the objects in it.
class RecordedAnswer {
 public:
  RecordedAnswer(std::string text, PropertyPaths paths) : text_(std::move(text)), paths_(std::move(paths)) {
    hvshared::parse_xml(document_, text_, "a recorded answer", {.depth = 1'000'000});
    const auto found = document_.select_nodes("//*[local-name()='objects']");
    for (const pugi::xpath_node& one : found) {
      const char* type = hvshared::child(one.node(), "obj").attribute("type").value();
      objects_.emplace_back(one.node(), paths_.at(type));
    }
  }
  RecordedAnswer(const RecordedAnswer&) = delete;
  RecordedAnswer& operator=(const RecordedAnswer&) = delete;

  static std::string file(const std::string& name) {
    std::ifstream in(std::string(RECORDED) + "/" + name, std::ios::binary);
    EXPECT_TRUE(in) << name;
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const std::vector<ManagedObject>& objects() const { return objects_; }
  const ManagedObject& object(const std::string& id) const {
    for (const ManagedObject& one : objects_)
      if (one.ref().value == id) return one;
    throw std::out_of_range(id);
  }

 private:
  std::string text_;
  PropertyPaths paths_;
  pugi::xml_document document_;
  std::vector<ManagedObject> objects_;
};

// A running guest of 4096 MiB with nothing special, but for what is set. Values are XML.
class RecordedGuest {
 public:
  RecordedGuest& set(const std::string& path, const std::string& value) {
    values_[path] = value;
    return *this;
  }
  RecordedGuest& without(const std::string& path) {
    values_.erase(path);
    return *this;
  }
  RecordedGuest& missing(const std::string& path, const std::string& fault, const std::string& members = {}) {
    values_.erase(path);
    missing_ += "<missingSet><path>" + path + "</path><fault><fault xsi:type=\"" + fault + "\">" + members +
                "</fault></fault></missingSet>";
    return *this;
  }
  RecordedGuest& extra(const std::string& key, const std::string& value) {
    values_["config.extraConfig"] +=
        "<OptionValue><key>" + key + "</key><value xsi:type=\"xsd:string\">" + value + "</value></OptionValue>";
    return *this;
  }
  RecordedGuest& device(const std::string& type, const std::string& members) {
    values_["config.hardware.device"] += "<VirtualDevice xsi:type=\"" + type + "\">" + members + "</VirtualDevice>";
    return *this;
  }
  RecordedGuest& on(HostTraits host) {
    around_.hosts["host-1"] = std::move(host);
    return *this;
  }
  RecordedGuest& on(StoragePaths storage) {
    around_.storage = std::move(storage);
    return *this;
  }
  RecordedGuest& api(const std::string& version) {
    api_ = version;
    return *this;
  }

  GuestReading reading() const {
    const RecordedAnswer answer(text(), guest_paths(server_of_version(api_)));
    return read_guest(answer.objects().at(0), {around_, Migrations()});
  }
  hvc::Facts facts() const { return reading().record.facts; }

 private:
  std::string text() const {
    std::string xml =
        "<answer xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        "<objects><obj type=\"VirtualMachine\">vm-1</obj>";
    for (const auto& [path, value] : values_)
      xml += "<propSet><name>" + path + "</name><val>" + value + "</val></propSet>";
    return xml + missing_ + "</objects></answer>";
  }

  std::map<std::string, std::string> values_{{"name", "guest"},
                                             {"runtime.host", "host-1"},
                                             {"runtime.connectionState", "connected"},
                                             {"runtime.powerState", "poweredOn"},
                                             {"config.hardware.memoryMB", "4096"},
                                             {"config.hardware.device", ""},
                                             {"config.memoryAllocation.reservation", "0"},
                                             {"config.memoryAllocation.limit", "-1"},
                                             {"config.extraConfig", ""},
                                             {"summary.quickStats.balloonedMemory", "0"},
                                             {"summary.quickStats.sharedMemory", "300"},
                                             {"config.firmware", "efi"},
                                             {"config.guestId", "windows2019srv_64Guest"},
                                             {"guest.guestId", "windows2019srv_64Guest"},
                                             {"guest.guestFamily", "windowsGuest"}};
  std::string missing_;
  Surroundings around_;
  std::string api_ = "8.0.2.0";
};

inline HostTraits salting_host(int salting) {
  HostTraits host;
  host.salting = salting;
  host.moves_storage = true;
  return host;
}

// The value of a fact as JSON text, or "unknown: <reason>", or "not asked".
inline std::string told(const hvc::Facts& facts, const std::string& name) {
  if (facts.known(name)) return facts.value(name);
  const auto why = facts.why_unknown(name);
  return why ? "unknown: " + std::string(name_of(why->reason)) : "not asked";
}

inline std::string detail(const hvc::Facts& facts, const std::string& name) {
  const auto why = facts.why_unknown(name);
  return why ? why->detail : std::string();
}

}  // namespace hvvmware
