#include "joined.hpp"

#include "identity.hpp"

namespace hvhyperv {
namespace {

constexpr std::string_view kSettingsClass = "Msvm_VirtualSystemSettingData";

// How the instances of a class name their guest.
struct Key {
  std::string_view class_name;
  std::string_view property;
};

constexpr Key kKeys[] = {
    {"Msvm_ProcessorSettingData", "InstanceID"},
    {"Msvm_MemorySettingData", "InstanceID"},
    {"Msvm_SecuritySettingData", "InstanceID"},
    {"Msvm_StorageAllocationSettingData", "InstanceID"},
    {"Msvm_ResourceAllocationSettingData", "InstanceID"},
    {"Msvm_SyntheticFcPortSettingData", "InstanceID"},
    {"Msvm_PciExpressSettingData", "InstanceID"},
    {"Msvm_GpuPartitionSettingData", "InstanceID"},
    {"Msvm_SummaryInformation", "Name"},
    {"Msvm_MigrationJob", "VirtualSystemName"},
    {"Msvm_HeartbeatComponent", "SystemName"},
    {"Msvm_ShutdownComponent", "SystemName"},
    {"Msvm_TimeSyncComponent", "SystemName"},
    {"Msvm_VssComponent", "SystemName"},
    {"Msvm_GuestServiceInterfaceComponent", "SystemName"},
    {"Msvm_KvpExchangeComponent", "SystemName"},
};

std::string guest_by(const Instance& instance, std::string_view property) {
  const std::string_view value = instance.text(property);
  return property == "InstanceID" ? owner_of(value) : guid_of(value);
}

}  // namespace

Joined::Joined(const HostInstances& instances) : instances_(instances) {
  for (const Key& key : kKeys) {
    auto& guests = by_class_[std::string(key.class_name)];
    for (const Instance& instance : instances.of(key.class_name).instances) {
      const std::string guid = guest_by(instance, key.property);
      if (!guid.empty()) guests[guid].push_back(&instance);
    }
  }
  auto& guests = by_class_[std::string(kSettingsClass)];
  for (const Instance& settings : instances.of(kSettingsClass).instances) {
    const std::string guid = guest_of(settings);
    if (!guid.empty()) guests[guid].push_back(&settings);
  }
}

const Instances& Joined::all(std::string_view class_name, const std::string& guid) const {
  static const Instances none;
  const auto guests = by_class_.find(class_name);
  if (guests == by_class_.end()) return none;
  const auto found = guests->second.find(guid);
  return found == guests->second.end() ? none : found->second;
}

Source Joined::one(std::string_view class_name, const std::string& guid) const {
  const Instances& found = all(class_name, guid);
  return {class_name, instances_.of(class_name), found.empty() ? nullptr : found.front()};
}

Source Joined::current_settings(const std::string& guid) const {
  for (const Instance* settings : all(kSettingsClass, guid)) {
    if (is_current(*settings)) return {kSettingsClass, instances_.of(kSettingsClass), settings};
  }
  return {kSettingsClass, instances_.of(kSettingsClass), nullptr};
}

// Without a type, settings that bear the guest's own id are its current ones: a checkpoint has an id of its own.
bool is_current(const Instance& settings) {
  const std::string_view type = settings.text("VirtualSystemType");
  if (!type.empty()) return type == "Microsoft:Hyper-V:System:Realized";
  const std::string owner = owner_of(settings.text("InstanceID"));
  return !owner.empty() && owner == guest_of(settings);
}

bool is_checkpoint(const Instance& settings) {
  return settings.text("VirtualSystemType").starts_with("Microsoft:Hyper-V:Snapshot:");
}

std::string guest_of(const Instance& settings) {
  const std::string guid = guid_of(settings.text("VirtualSystemIdentifier"));
  return guid.empty() ? owner_of(settings.text("InstanceID")) : guid;
}

}  // namespace hvhyperv
