// Paths with the API version that brought them (vSphere Web Services API reference, "Since" of each property).
#include "property_paths.hpp"

namespace hvvmware {
namespace {

struct Path {
  const char* path;
  int major = 6;
  int minor = 5;
  int patch = 0;
};

// configurationEx is asked for as a whole: its declared type has not the members of clusters.
constexpr Path kCluster[] = {{"name"}, {"host"}, {"configurationEx"}, {"summary"}};

constexpr Path kHost[] = {
    {"name"},
    {"parent"},
    {"vm"},
    {"runtime.connectionState"},
    {"summary.config.product"},
    {"summary.config.vmotionEnabled"},
    {"summary.hardware"},
    {"hardware.cpuPkg"},
    {"capability.vmotionSupported"},
    {"capability.storageVMotionSupported"},
    {"config.option"},
    {"config.storageDevice.scsiLun"},
    {"config.storageDevice.multipathInfo"},
};

constexpr Path kDatastore[] = {{"summary"}, {"info"}};

constexpr Path kGuest[] = {
    {"name"},
    {"runtime.host"},
    {"runtime.connectionState"},
    {"runtime.powerState"},
    {"runtime.bootTime"},
    {"runtime.faultToleranceState"},
    {"runtime.paused"},
    {"summary.config.template"},
    {"summary.quickStats.balloonedMemory"},
    {"summary.quickStats.swappedMemory"},
    {"summary.quickStats.ssdSwappedMemory"},
    {"summary.quickStats.compressedMemory"},
    {"summary.quickStats.sharedMemory"},
    {"config.version"},
    {"config.guestId"},
    {"config.hardware.numCPU"},
    {"config.hardware.memoryMB"},
    {"config.hardware.device"},
    {"config.memoryAllocation.reservation"},
    {"config.memoryAllocation.limit"},
    {"config.memoryReservationLockedToMax"},
    {"config.memoryHotAddEnabled"},
    {"config.cpuHotAddEnabled"},
    {"config.firmware"},
    {"config.bootOptions.efiSecureBootEnabled"},
    {"config.flags.snapshotDisabled"},
    {"config.flags.vbsEnabled", 6, 7},
    {"config.nestedHVEnabled"},
    {"config.changeTrackingEnabled"},
    {"config.repConfig"},
    {"config.keyId"},
    {"config.extraConfig"},
    {"config.sgxInfo", 7, 0},
    {"config.sevEnabled", 7, 0, 1},
    {"config.sevSnpEnabled", 8, 0},
    {"config.tdxEnabled", 8, 0},
    {"guest.toolsRunningStatus"},
    {"guest.toolsVersionStatus2"},
    {"guest.toolsVersion"},
    {"guest.guestId"},
    {"guest.guestFamily"},
    {"guest.guestDetailedData", 8, 0, 2},
    {"snapshot"},
};

template <std::size_t size>
std::vector<std::string> of_version(const Path (&paths)[size], const ServiceContent& server) {
  std::vector<std::string> chosen;
  for (const Path& one : paths)
    if (server.has_api(one.major, one.minor, one.patch)) chosen.emplace_back(one.path);
  return chosen;
}

}  // namespace

PropertyPaths surroundings_paths(const ServiceContent& server) {
  return {{"ClusterComputeResource", of_version(kCluster, server)},
          {"HostSystem", of_version(kHost, server)},
          {"Datastore", of_version(kDatastore, server)}};
}

PropertyPaths guest_paths(const ServiceContent& server) { return {{"VirtualMachine", of_version(kGuest, server)}}; }

}  // namespace hvvmware
