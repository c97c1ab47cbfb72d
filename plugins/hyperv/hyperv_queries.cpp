// What is asked of a host: one enumeration a class, never one a guest.
//
// A property that a class lacks makes the whole query fail (WBEM_E_INVALID_QUERY). So classes that grew after Windows
// Server 2012 R2, and of whose newer properties we read some, are asked for with `*`; the others by names that 2012 R2
// knows, above all those with large properties: thumbnails in the summaries, security descriptors of a cluster's nodes.
// MSCluster_Cluster is a single instance. A query by names is answered with XmlFragment elements without a class.
#include "host_instances.hpp"

namespace hvhyperv {

const std::vector<ClassQuery>& class_queries() {
  static const std::vector<ClassQuery> queries = {
      // The host's clock next to the guests' running times: the two are compared.
      {kCimv2, "Win32_OperatingSystem",
       "SELECT CSName,Version,BuildNumber,ProductType,OperatingSystemSKU,LocalDateTime FROM Win32_OperatingSystem"},
      {kVirtualization, "Msvm_ComputerSystem",
       "SELECT Name,ElementName,EnabledState,HealthState,OnTimeInMilliseconds,TimeOfLastStateChange,ReplicationMode,"
       "ReplicationState,ReplicationHealth FROM Msvm_ComputerSystem"},
      // `*`: VirtualSystemSubType and SecureBootEnabled came with 2012 R2, UserSnapshotType with 2016, isolation later.
      {kVirtualization, "Msvm_VirtualSystemSettingData", "SELECT * FROM Msvm_VirtualSystemSettingData"},
      // `*`: ExposeVirtualizationExtensions came with 2016, HugePagesEnabled and BackingPageSize later.
      {kVirtualization, "Msvm_ProcessorSettingData", "SELECT * FROM Msvm_ProcessorSettingData"},
      {kVirtualization, "Msvm_MemorySettingData", "SELECT * FROM Msvm_MemorySettingData"},
      {kVirtualization, "Msvm_SecuritySettingData", "SELECT * FROM Msvm_SecuritySettingData"},
      {kVirtualization, "Msvm_SummaryInformation",
       "SELECT Name,MemoryUsage,MemoryAvailable,AvailableMemoryBuffer,IntegrationServicesVersionState"
       " FROM Msvm_SummaryInformation"},
      {kVirtualization, "Msvm_StorageAllocationSettingData",
       "SELECT InstanceID,ResourceSubType,HostResource,PersistentReservationsSupported FROM"
       " Msvm_StorageAllocationSettingData WHERE ResourceSubType='Microsoft:Hyper-V:Virtual Hard Disk'"},
      {kVirtualization, "Msvm_ResourceAllocationSettingData",
       "SELECT InstanceID,ResourceSubType,HostResource FROM Msvm_ResourceAllocationSettingData"
       " WHERE ResourceSubType='Microsoft:Hyper-V:Physical Disk Drive'"},
      {kVirtualization, "Msvm_DiskDrive", "SELECT DeviceID,DriveNumber FROM Msvm_DiskDrive"},
      {kVirtualization, "Msvm_SyntheticFcPortSettingData", "SELECT InstanceID FROM Msvm_SyntheticFcPortSettingData"},
      {kVirtualization, "Msvm_PciExpressSettingData", "SELECT InstanceID FROM Msvm_PciExpressSettingData"},
      {kVirtualization, "Msvm_GpuPartitionSettingData", "SELECT InstanceID FROM Msvm_GpuPartitionSettingData"},
      {kVirtualization, "Msvm_HeartbeatComponent",
       "SELECT SystemName,EnabledState,OperationalStatus FROM Msvm_HeartbeatComponent"},
      {kVirtualization, "Msvm_ShutdownComponent",
       "SELECT SystemName,EnabledState,OperationalStatus FROM Msvm_ShutdownComponent"},
      {kVirtualization, "Msvm_TimeSyncComponent",
       "SELECT SystemName,EnabledState,OperationalStatus FROM Msvm_TimeSyncComponent"},
      {kVirtualization, "Msvm_VssComponent", "SELECT SystemName,EnabledState,OperationalStatus FROM Msvm_VssComponent"},
      {kVirtualization, "Msvm_GuestServiceInterfaceComponent",
       "SELECT SystemName,EnabledState,OperationalStatus FROM Msvm_GuestServiceInterfaceComponent"},
      {kVirtualization, "Msvm_KvpExchangeComponent",
       "SELECT SystemName,EnabledState,OperationalStatus,GuestIntrinsicExchangeItems FROM Msvm_KvpExchangeComponent"},
      {kVirtualization, "Msvm_MigrationJob",
       "SELECT InstanceID,VirtualSystemName,JobType,MigrationType,JobState,ErrorCode,TimeOfLastStateChange"
       " FROM Msvm_MigrationJob"},
      {kVirtualization, "Msvm_VirtualSystemMigrationServiceSettingData",
       "SELECT EnableVirtualSystemMigration,MaximumActiveVirtualSystemMigration,AuthenticationType"
       " FROM Msvm_VirtualSystemMigrationServiceSettingData"},
      {kCimv2, "Win32_ComputerSystem",
       "SELECT Name,Manufacturer,Model,TotalPhysicalMemory,NumberOfLogicalProcessors FROM Win32_ComputerSystem"},
      {kCimv2, "Win32_Processor", "SELECT DeviceID,Manufacturer,Name FROM Win32_Processor"},
      {kCimv2, "Win32_PageFileUsage", "SELECT Name,CurrentUsage FROM Win32_PageFileUsage"},
      {kStorage, "MSFT_Disk", "SELECT Number,BusType FROM MSFT_Disk"},
      {kStorage, "MSFT_Partition", "SELECT DiskNumber,AccessPaths FROM MSFT_Partition"},
      // `*`: AutoBalancerMode came with 2016.
      {kCluster, "MSCluster_Cluster", "SELECT * FROM MSCluster_Cluster"},
      {kCluster, "MSCluster_Node", "SELECT Name,State FROM MSCluster_Node"},
      {kCluster, "MSCluster_ClusterSharedVolume", "SELECT Name,VolumeName FROM MSCluster_ClusterSharedVolume"},
  };
  return queries;
}

}  // namespace hvhyperv
