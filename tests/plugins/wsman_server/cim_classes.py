"""Every property of the classes that fixtures hold, so that the nulls that WinRM writes can be written.

One word a property: NAME[:TYPE][@BUILD]. TYPE: b boolean, u8 to u64, d datetime, i interval, r reference, x embedded
instance, none for a string, [] after it for an array. @BUILD: there from that build of Windows on.
"""

from typing import Any

VIRTUALIZATION = "root/virtualization/v2"
CIMV2 = "root/cimv2"
CLUSTER = "root/MSCluster"
STORAGE = "root/Microsoft/Windows/Storage"

TYPES = {"": "string", "b": "boolean", "u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64",
         "d": "datetime", "i": "interval", "r": "reference", "x": "embedded"}

SETTING = "Caption Description ElementName InstanceID"
SYSTEM_ELEMENT = """Caption CommunicationStatus:u16 Description DetailedStatus:u16 ElementName HealthState:u16
 InstallDate:d InstanceID Name OperatingStatus:u16 OperationalStatus:u16[] PrimaryStatus:u16 Status StatusDescriptions[]"""
ENABLED = SYSTEM_ELEMENT + """ EnabledDefault:u16 EnabledState:u16 OtherEnabledState RequestedState:u16
 TimeOfLastStateChange:d TransitioningToState:u16"""
DEVICE = ENABLED + """ AdditionalAvailability:u16[] Availability:u16 CreationClassName DeviceID ErrorCleared:b
 ErrorDescription IdentifyingDescriptions[] LastErrorCode:u32 LocationIndicator:u16 MaxQuiesceTime:u64
 OtherIdentifyingInfo[] PowerManagementCapabilities:u16[] PowerManagementSupported:b PowerOnHours:u64 StatusInfo:u16
 SystemCreationClassName SystemName TotalPowerOnHours:u64"""
EXTENT = """ Access:u16 BlockSize:u64 ConsumableBlocks:u64 DataOrganization:u16 DataRedundancy:u16 DeltaReservation:u8
 ErrorMethodology ExtentStatus:u16[] IsBasedOnUnderlyingRedundancy:b NameFormat:u16 NameNamespace:u16
 NoSinglePointOfFailure:b NumberOfBlocks:u64 OtherNameFormat OtherNameNamespace PackageRedundancy:u16 Primordial:b
 Purpose SequentialAccess:b Volatile:b"""
SERVICE = ENABLED + """ CreationClassName PrimaryOwnerContact PrimaryOwnerName StartMode Started:b
 SystemCreationClassName SystemName"""
ALLOCATION = SETTING + """ Address AddressOnParent AllocationUnits AutomaticAllocation:b AutomaticDeallocation:b
 Connection[] ConsumerVisibility:u16 HostResource[] Limit:u64 MappingBehavior:u16 OtherResourceType Parent PoolID
 Reservation:u64 ResourceSubType ResourceType:u16 TargetVtl:u8@17763 VirtualQuantity:u64 VirtualQuantityUnits Weight:u32"""
COMPONENT_SETTING = ALLOCATION + " EnabledState:u16"
SYSTEM_SETTING = SETTING + """ AutomaticRecoveryAction:u16 AutomaticShutdownAction:u16 AutomaticStartupAction:u16
 AutomaticStartupActionDelay:i AutomaticStartupActionSequenceNumber:u16 ConfigurationDataRoot ConfigurationFile
 ConfigurationID CreationTime:d LogDataRoot Notes[] RecoveryFile SnapshotDataRoot SuspendDataRoot SwapFileDataRoot
 VirtualSystemIdentifier VirtualSystemType"""
JOB = SYSTEM_ELEMENT + """ Cancellable:b DeleteOnCompletion:b ElapsedTime:i ErrorCode:u16 ErrorDescription
 ErrorSummaryDescription JobRunTimes:u32 JobState:u16 JobStatus JobType:u16 LocalOrUtcTime:u16 Notify
 OtherRecoveryAction Owner PercentComplete:u16 Priority:u32 RecoveryAction:u16 RunDay:u8 RunDayOfWeek:u8 RunMonth:u8
 RunStartInterval:i ScheduledStartTime:d StartTime:d TimeBeforeRemoval:i TimeOfLastStateChange:d TimeSubmitted:d
 UntilTime:d"""

DEVICE_KEYS = "CreationClassName DeviceID SystemCreationClassName SystemName"
SERVICE_KEYS = "CreationClassName Name SystemCreationClassName SystemName"
DEVICE_PARENTS = "CIM_LogicalDevice CIM_EnabledLogicalElement CIM_ManagedSystemElement CIM_ManagedElement"
SERVICE_PARENTS = "CIM_Service CIM_EnabledLogicalElement CIM_ManagedSystemElement CIM_ManagedElement"
SETTING_PARENTS = "CIM_SettingData CIM_ManagedElement"
ALLOCATION_PARENTS = "CIM_ResourceAllocationSettingData " + SETTING_PARENTS
SYSTEM_SETTING_PARENTS = "CIM_VirtualSystemSettingData " + SETTING_PARENTS

# namespace: class: (parents, keys, properties)
Shape = tuple[str, str, str]
SHAPES: dict[str, dict[str, Shape]] = {
    VIRTUALIZATION: {
        "Msvm_ComputerSystem": (
            "CIM_ComputerSystem CIM_System CIM_EnabledLogicalElement CIM_ManagedSystemElement CIM_ManagedElement",
            "CreationClassName Name", ENABLED + """ CreationClassName Dedicated:u16[] EnhancedSessionModeState:u16
             FailedOverReplicationType:u16 HwThreadsPerCoreRealized:u32@17763 IdentifyingDescriptions[]
             LastApplicationConsistentReplicationTime:d LastReplicationTime:d LastReplicationType:u16
             LastSuccessfulBackupTime:d@14393 ManagementVtlImageFileName@20348 ManagementVtlImageVersion@20348
             NameFormat NumberOfNumaNodes:u16 OnTimeInMilliseconds:u64 OtherDedicatedDescriptions[]
             OtherIdentifyingInfo[] PowerManagementCapabilities:u16[] PrimaryOwnerContact PrimaryOwnerName
             ProcessID:u32 ReplicationHealth:u16 ReplicationMode:u16 ReplicationState:u16 ResetCapability:u16 Roles[]
             TimeOfLastConfigurationChange:d"""),
        "Msvm_VirtualSystemSettingData": (
            SYSTEM_SETTING_PARENTS, "InstanceID", SYSTEM_SETTING + """ AdditionalRecoveryInformation
             AllowFullSCSICommandSet:b AllowReducedFcRedundancy:b Architecture@16299
             AutomaticCriticalErrorAction:u16@14393 AutomaticCriticalErrorActionTimeout:i@14393
             AutomaticSnapshotsEnabled:b@16299 BIOSGUID BIOSNumLock:b BIOSSerialNumber BaseBoardSerialNumber
             BootOrder:u16[] BootSourceOrder[] ChassisAssetTag ChassisSerialNumber ConsoleMode:u16@14393
             DebugChannelId:u32 DebugPort:u32 DebugPortEnabled:u16 EnhancedSessionTransportType:u16@16299
             GuestControlledCacheTypes:b@14393 GuestStateDataRoot@14393 GuestStateFile@14393
             GuestStateIsolationEnabled:b@20348 GuestStateIsolationType:u16@20348 HighMmioGapSize:u64@14393
             IncrementalBackupEnabled:b IsAutomaticSnapshot:b@16299 IsSaved:b LockOnDisconnect:b@14393
             LowMmioGapSize:u64@14393 NetworkBootPreferredProtocol:u16 Parent ParentPackage@14393
             PauseAfterBootFailure:b SecureBootEnabled:b SecureBootTemplateId@14393 UserSnapshotType:u16@14393 Version
             VirtualNumaEnabled:b VirtualSystemSubType"""),
        "Msvm_MemorySettingData": (
            ALLOCATION_PARENTS, "InstanceID", ALLOCATION + """ DynamicMemoryEnabled:b HugePagesEnabled:b@17763
             IsVirtualized:b MaxMemoryBlocksPerNumaNode:u64 SgxEnabled:b@20348 SgxSize:u64@20348 SwapFilesInUse:b
             TargetMemoryBuffer:u32"""),
        "Msvm_ProcessorSettingData": (
            ALLOCATION_PARENTS, "InstanceID", ALLOCATION + """ CpuGroupId@14393
             EnableHostResourceProtection:b@14393 ExposeVirtualizationExtensions:b@14393 HideHypervisorPresent:b@14393
             HwThreadsPerCore:u64@17763 IsVirtualized:b LimitCPUID:b LimitProcessorFeatures:b MaxNumaNodesPerSocket:u64
             MaxProcessorsPerNumaNode:u64"""),
        "Msvm_SecuritySettingData": (
            SETTING_PARENTS, "InstanceID", SETTING + """ BindToHostTpm:b@17763 DataProtectionRequested:b
             EncryptStateAndVmMigrationTraffic:b KsdEnabled:b ShieldingRequested:b TpmEnabled:b
             VirtualizationBasedSecurityOptOut:b"""),
        "Msvm_StorageAllocationSettingData": (
            "CIM_StorageAllocationSettingData " + ALLOCATION_PARENTS, "InstanceID", ALLOCATION + """ Access:u16
             CachingMode:u16 HostExtentName HostExtentNameFormat:u16 HostExtentNameNamespace:u16
             HostExtentStartingAddress:u64 HostResourceBlockSize:u64 IOPSAllocationUnits IOPSLimit:u64
             IOPSReservation:u64 OtherHostExtentNameFormat OtherHostExtentNameNamespace
             PersistentReservationsSupported:b SnapshotId StorageQoSPolicyID@14393 VirtualResourceBlockSize:u64
             WriteHardeningMethod:u16"""),
        "Msvm_ResourceAllocationSettingData": (
            ALLOCATION_PARENTS, "InstanceID", ALLOCATION + " VirtualSystemIdentifiers[]"),
        "Msvm_SyntheticFcPortSettingData": (
            "CIM_FcPortAllocationSettingData " + ALLOCATION_PARENTS, "InstanceID", ALLOCATION + """ ChapEnabled:b
             SecondaryWWNN SecondaryWWPN VirtualPortWWNN VirtualPortWWPN VirtualSystemIdentifiers[]"""),
        "Msvm_PciExpressSettingData": (
            ALLOCATION_PARENTS, "InstanceID", ALLOCATION + " VirtualFunctions:u16[] VirtualSystemIdentifiers[]"),
        "Msvm_DiskDrive": (
            "CIM_DiskDrive CIM_MediaAccessDevice " + DEVICE_PARENTS, DEVICE_KEYS, DEVICE + """ Capabilities:u16[]
             CapabilityDescriptions[] CompressionMethod DefaultBlockSize:u64 DriveNumber:u32 ErrorMethodology
             LastCleaned:d LoadTime:u64 MaxAccessTime:u64 MaxBlockSize:u64 MaxMediaSize:u64 MaxUnitsBeforeCleaning:u64
             MediaIsLocked:b MinBlockSize:u64 MountCount:u64 NeedsCleaning:b NumberOfMediaSupported:u32 Security:u16
             TimeOfLastMount:d TotalMountTime:u64 UncompressedDataRate:u32 UnitsDescription UnitsUsed:u64
             UnloadTime:u64"""),
        "Msvm_Memory": (
            "CIM_Memory CIM_StorageExtent " + DEVICE_PARENTS, DEVICE_KEYS, DEVICE + EXTENT + """
             AdditionalErrorData:u8[] CorrectableError:b EndingAddress:u64 ErrorAccess:u16 ErrorAddress:u64
             ErrorData:u8[] ErrorDataOrder:u16 ErrorInfo:u16 ErrorResolution:u64 ErrorTime:d ErrorTransferSize:u32
             OtherErrorDescription StartingAddress:u64 SystemLevelAddress:b"""),
        "Msvm_KvpExchangeComponent": (
            DEVICE_PARENTS, DEVICE_KEYS, DEVICE + " GuestExchangeItems:x[] GuestIntrinsicExchangeItems:x[]"),
        **{f"Msvm_{name}Component": (DEVICE_PARENTS, DEVICE_KEYS, DEVICE)
           for name in ("Heartbeat", "Shutdown", "TimeSync", "Vss", "GuestServiceInterface")},
        **{f"Msvm_{name}ComponentSettingData": (ALLOCATION_PARENTS, "InstanceID", COMPONENT_SETTING)
           for name in ("Heartbeat", "Shutdown", "TimeSync", "Vss", "GuestServiceInterface")},
        "Msvm_KvpExchangeComponentSettingData": (
            ALLOCATION_PARENTS, "InstanceID", COMPONENT_SETTING + " DisableHostKVPItems:b HostExchangeItems:x[]"),
        "Msvm_VirtualSystemMigrationServiceSettingData": (
            SETTING_PARENTS, "InstanceID", SETTING + """ AuthenticationType:u32 EnableCompression:b EnableSmbTransport:b
             EnableVirtualSystemMigration:b MaximumActiveStorageMigration:u32 MaximumActiveVirtualSystemMigration:u32"""),
        "Msvm_VirtualSystemMigrationService": (
            SERVICE_PARENTS, SERVICE_KEYS, SERVICE + """ ActiveStorageMigrationCount:u32
             ActiveVirtualSystemMigrationCount:u32 MigrationServiceListenerIPAddressList[]"""),
        "Msvm_VirtualSystemManagementService": (SERVICE_PARENTS, SERVICE_KEYS, SERVICE),
        "Msvm_ReplicationSettingData": (
            SYSTEM_SETTING_PARENTS, "InstanceID", SYSTEM_SETTING + """ AdditionalSettings
             ApplicationConsistentSnapshotInterval:u16 AuthenticationType:u16 AutoResynchronizeEnabled:b
             AutoResynchronizeIntervalEnd:i AutoResynchronizeIntervalStart:i BypassProxyServer:b CertificateThumbPrint
             CompressionEnabled:b EnableWriteOrderPreservationAcrossDisks:b IncludedDisks[] PrimaryConnectionPoint
             PrimaryHostSystem RecoveryConnectionPoint RecoveryHistory:u16 RecoveryHostSystem
             RecoveryServerPortNumber:u16 ReplicateHostKvpItems:b ReplicationInterval:u16 ReplicationProvider
             RootCertificateThumbPrint"""),
        "Msvm_ReplicationRelationship": (
            "CIM_ManagedSystemElement CIM_ManagedElement", "InstanceID", SYSTEM_ELEMENT + """
             FailedOverReplicationType:u16 LastApplicationConsistentReplicationTime:d LastApplyTime:d
             LastReplicationTime:d LastReplicationType:u16 ReplicationHealth:u16 ReplicationState:u16"""),
        "Msvm_MigrationJob": (
            "CIM_ConcreteJob CIM_Job CIM_ManagedSystemElement CIM_ManagedElement", "InstanceID", JOB + """
             DestinationHost MigrationType:u16 NewResourceSettingData[] NewSystemSettingData VirtualSystemName"""),
        "Msvm_SettingsDefineState": ("CIM_SettingsDefineState", "ManagedElement SettingData",
                                     "ManagedElement:r SettingData:r"),
        "Msvm_SnapshotOfVirtualSystem": ("CIM_Dependency", "Antecedent Dependent", "Antecedent:r Dependent:r"),
    },
    CIMV2: {
        "Win32_OperatingSystem": (
            "CIM_OperatingSystem CIM_LogicalElement CIM_ManagedSystemElement", "Name", """BootDevice BuildNumber BuildType
             CSCreationClassName CSDVersion CSName Caption CodeSet CountryCode CreationClassName CurrentTimeZone:u16
             DataExecutionPrevention_Available:b Debug:b Description Distributed:b EncryptionLevel:u32
             FreePhysicalMemory:u64 FreeSpaceInPagingFiles:u64 FreeVirtualMemory:u64 InstallDate:d
             LargeSystemCache:u32 LastBootUpTime:d LocalDateTime:d Locale MUILanguages[] Manufacturer
             MaxNumberOfProcesses:u32 MaxProcessMemorySize:u64 Name NumberOfLicensedUsers:u32 NumberOfProcesses:u32
             NumberOfUsers:u32 OSArchitecture OSLanguage:u32 OSProductSuite:u32 OSType:u16 OperatingSystemSKU:u32
             Organization OtherTypeDescription PAEEnabled:b PlusProductID PlusVersionNumber PortableOperatingSystem:b
             Primary:b ProductType:u32 RegisteredUser SerialNumber ServicePackMajorVersion:u16
             ServicePackMinorVersion:u16 SizeStoredInPagingFiles:u64 Status SuiteMask:u32 SystemDevice SystemDirectory
             SystemDrive TotalSwapSpaceSize:u64 TotalVirtualMemorySize:u64 TotalVisibleMemorySize:u64 Version
             WindowsDirectory"""),
        "Win32_ComputerSystem": (
            "CIM_UnitaryComputerSystem CIM_ComputerSystem CIM_System", "Name", """AdminPasswordStatus:u16
             AutomaticManagedPagefile:b BootupState Caption CreationClassName CurrentTimeZone:u16 DNSHostName Description
             Domain DomainRole:u16 HypervisorPresent:b InstallDate:d Manufacturer Model Name NameFormat
             NumberOfLogicalProcessors:u32 NumberOfProcessors:u32 OEMStringArray[] PCSystemType:u16 PartOfDomain:b
             PowerState:u16 PrimaryOwnerContact PrimaryOwnerName Roles[] Status SystemFamily@14393 SystemSKUNumber@14393
             SystemType TotalPhysicalMemory:u64 UserName WakeUpType:u16 Workgroup"""),
        "Win32_ComputerSystemProduct": (
            "CIM_Product", "IdentifyingNumber Name Version",
            "Caption Description IdentifyingNumber Name SKUNumber UUID Vendor Version"),
        "Win32_Processor": (
            "CIM_Processor CIM_LogicalDevice", "DeviceID", """AddressWidth:u16 Architecture:u16 Availability:u16 Caption
             CpuStatus:u16 CreationClassName CurrentClockSpeed:u32 DataWidth:u16 Description DeviceID Family:u16
             L2CacheSize:u32 L3CacheSize:u32 Level:u16 LoadPercentage:u16 Manufacturer MaxClockSpeed:u32 Name
             NumberOfCores:u32 NumberOfEnabledCore:u32@14393 NumberOfLogicalProcessors:u32 ProcessorId ProcessorType:u16
             Revision:u16 Role SecondLevelAddressTranslationExtensions:b SerialNumber@14393 SocketDesignation Status
             StatusInfo:u16 Stepping SystemCreationClassName SystemName ThreadCount:u32@14393
             VMMonitorModeExtensions:b Version VirtualizationFirmwareEnabled:b"""),
        "Win32_DiskDrive": (
            "CIM_DiskDrive CIM_MediaAccessDevice CIM_LogicalDevice", "DeviceID", """Availability:u16 BytesPerSector:u32
             Capabilities:u16[] CapabilityDescriptions[] Caption ConfigManagerErrorCode:u32 CreationClassName Description
             DeviceID FirmwareRevision Index:u32 InstallDate:d InterfaceType Manufacturer MediaLoaded:b MediaType Model
             Name PNPDeviceID Partitions:u32 SCSIBus:u32 SCSILogicalUnit:u16 SCSIPort:u16 SCSITargetId:u16
             SectorsPerTrack:u32 SerialNumber Signature:u32 Size:u64 Status SystemCreationClassName SystemName
             TotalCylinders:u64 TotalHeads:u32 TotalSectors:u64 TotalTracks:u64 TracksPerCylinder:u32"""),
    },
    STORAGE: {
        "MSFT_Disk": (
            "MSFT_StorageObject", "ObjectId", """AdapterSerialNumber@14393 AllocatedSize:u64 BootFromDisk:b BusType:u16
             FirmwareVersion FriendlyName Guid HealthStatus:u16 IsBoot:b IsClustered:b IsHighlyAvailable:b@14393
             IsOffline:b IsReadOnly:b IsScaleOut:b@14393 IsSystem:b LargestFreeExtent:u64 Location
             LogicalSectorSize:u32 Manufacturer Model Number:u32 NumberOfPartitions:u32 ObjectId OfflineReason:u16
             OperationalStatus:u16[] PartitionStyle:u16 PassThroughClass PassThroughIds PassThroughNamespace
             PassThroughServer Path PhysicalSectorSize:u32 ProvisioningType:u16 SerialNumber Signature:u32 Size:u64
             UniqueId UniqueIdFormat:u16"""),
        "MSFT_Partition": (
            "MSFT_StorageObject", "ObjectId", """AccessPaths[] DiskId DiskNumber:u32 DriveLetter GptType Guid IsActive:b
             IsBoot:b IsDAX:b@14393 IsHidden:b IsOffline:b IsReadOnly:b IsShadowCopy:b IsSystem:b MbrType:u16
             NoDefaultDriveLetter:b ObjectId Offset:u64 OperationalStatus:u16 PartitionNumber:u32 PassThroughClass
             PassThroughIds PassThroughNamespace PassThroughServer Size:u64 TransitionState:u16 UniqueId"""),
        "MSFT_Volume": (
            "MSFT_StorageObject", "ObjectId", """AllocationUnitSize:u32@14393 DedupMode:u32@14393 DriveLetter
             DriveType:u32 FileSystem FileSystemLabel FileSystemType:u16@14393 HealthStatus:u16 ObjectId
             OperationalStatus:u16[]@14393 PassThroughClass PassThroughIds PassThroughNamespace PassThroughServer Path
             ReFSDedupMode:u32@20348 Size:u64 SizeRemaining:u64 UniqueId"""),
    },
    CLUSTER: {
        "MSCluster_Cluster": (
            "CIM_Cluster CIM_ComputerSystem", "Name", """AddEvictDelay:u32 AdminAccessPoint:u32 AutoBalancerLevel:u32
             AutoBalancerMode:u32 Caption ClusSvcHangTimeout:u32 ClusterFunctionalLevel:u32 CreationClassName Description
             DynamicQuorumEnabled:u32 EnableSharedVolumes:u32 Fqdn InstallDate:d Interconnect MaxNumberOfNodes:u32 Name
             NameFormat PreferredSite PrimaryOwnerContact PrimaryOwnerName QuorumPath QuorumType QuorumTypeValue:u16
             Roles[] S2DEnabled:u32 SharedVolumesRoot Status Types[] WitnessDynamicWeight:u32"""),
        "MSCluster_Node": (
            "CIM_UnitaryComputerSystem CIM_ComputerSystem", "Name", """BuildNumber:u32 CSDVersion Caption Characteristics:u32
             CreationClassName Description DynamicWeight:u32 FaultDomain[] Flags:u32 Id InstallDate:d MajorVersion:u32
             MinorVersion:u32 Name NameFormat NodeHighestVersion:u32 NodeInstanceID NodeLowestVersion:u32 NodeWeight:u32
             PrimaryOwnerName Roles[] State:u32 Status StatusInformation:u32"""),
        "MSCluster_Resource": (
            "CIM_LogicalElement CIM_ManagedSystemElement", "Id", """Caption Characteristics:u32 CoreResource:b CryptoCheckpoints[]
             Description EmbeddedFailureAction:u32 Flags:u32 Id InstallDate:d IsAlivePollInterval:u32 IsClusterSharedVolume:b
             LooksAlivePollInterval:u32 MonitorProcessId:u32 Name OwnerGroup OwnerNode PendingTimeout:u32
             PersistentState:b QuorumCapable:b RegistryCheckpoints[] RequiredDependencyClasses:u32[]
             RequiredDependencyTypes[] ResourceClass:u32 RestartAction:u32 RestartDelay:u32 RestartPeriod:u32
             RestartThreshold:u32 RetryPeriodOnFailure:u32 SeparateMonitor:b State:u32 Status Subclass:u32 Type"""),
        "MSCluster_ResourceGroup": (
            "CIM_LogicalElement CIM_ManagedSystemElement", "Name", """AntiAffinityClassNames[] AutoFailbackType:u32 Caption
             Characteristics:u32 Description FailbackWindowEnd:u32 FailbackWindowStart:u32 FailoverPeriod:u32
             FailoverThreshold:u32 Flags:u32 GroupType:u32 Id InstallDate:d IsCore:b Name OwnerNode PersistentState:b
             Priority:u32 State:u32 Status"""),
        "MSCluster_ClusterSharedVolume": (
            "CIM_LogicalElement", "Name", """BackupState:b Caption Description FaultState:u32 InstallDate:d Name Status
             VolumeName VolumeOffset:u64"""),
    },
}

SINGLETONS = {"Win32_OperatingSystem"}
FIRST_BUILDS = {"Msvm_SecuritySettingData": 14393, "Msvm_PciExpressSettingData": 14393}


def property_of(word: str, build: int) -> tuple[str, str] | None:
    word, _, since = word.partition("@")
    if since and build < int(since):
        return None
    name, _, kind = word.partition(":")
    array = "[]" if word.endswith("[]") else ""
    return name.removesuffix("[]"), TYPES[kind.removesuffix("[]")] + array


def empty_class(name: str, shape: Shape, build: int) -> dict[str, Any]:
    parents, keys, words = shape
    properties = dict(found for word in words.split() if (found := property_of(word, build)))
    made: dict[str, Any] = {"parents": parents.split(), "keys": keys.split(), "properties": properties, "instances": []}
    if name in SINGLETONS:
        made["singleton"] = True
    return made


def empty_namespaces(build: int, clustered: bool) -> dict[str, dict[str, Any]]:
    """All classes of that build of Windows, without instances; a namespace that is not there is left out."""
    return {namespace: {name: empty_class(name, shape, build) for name, shape in classes.items()
                        if build >= FIRST_BUILDS.get(name, 0)}
            for namespace, classes in SHAPES.items() if clustered or namespace != CLUSTER}
