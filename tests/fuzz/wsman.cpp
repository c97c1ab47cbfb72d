// Any bytes as an answer of a WS-Management server: its fault, or its items as the records of a host.
#include <functional>

#include "host_instances.hpp"
#include "instance_xml.hpp"
#include "property.hpp"
#include "shared/xml_message.hpp"
#include "wsman_answer.hpp"

namespace hvhyperv {
namespace {

// Each part of an answer may be refused by itself.
void try_part(const std::function<void()>& part) {
  try {
    part();
  } catch (const hvc::Failure&) {
  }
}

std::string_view class_of(const pugi::xml_node& item) {
  const std::string_view name = hvshared::local_name(item);
  for (const ClassQuery& query : class_queries())
    if (query.class_name == name) return query.class_name;
  return class_queries().front().class_name;
}

void read_items(const WsmanAnswer& answer) {
  std::map<std::string, ClassReading, std::less<>> classes;
  for (const pugi::xml_node& item : answer.items()) {
    const std::string_view name = class_of(item);
    if (auto instance = instance_of(item, name)) classes[std::string(name)].instances.push_back(std::move(*instance));
  }
  HostInstances host;
  for (auto& [name, reading] : classes) host.put(name, std::move(reading));
  const HostRecords records = read_records(host, "lab");
  (void)records.host.to_json();
  for (const hvc::Record& guest : records.guests) (void)guest.to_json();
}

void read_answer(const WsmanAnswer& answer) {
  if (const auto fault = answer.fault()) {
    (void)words_for(*fault);
    (void)failure_of(*fault, kVirtualization);
    (void)unknown_of(*fault, kVirtualization, "Msvm_ComputerSystem");
  }
  try_part([&] { answer.check_relates_to("uuid:1"); });
  try_part([&] { (void)answer.identity(); });
  try_part([&] { (void)answer.single_item(); });
  try_part([&] { (void)answer.context_xml(); });
  try_part([&] { (void)answer.is_last(); });
  try_part([&] { read_items(answer); });
}

}  // namespace
}  // namespace hvhyperv

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hvhyperv::try_part([&] {
    const hvhyperv::WsmanAnswer answer(std::string(hvcompat::fuzz::text_of(data, size)), "an answer");
    hvhyperv::read_answer(answer);
  });
  return 0;
}
