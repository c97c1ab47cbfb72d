"""The instances that describe the host itself, in all its namespaces."""

from typing import Any

from cim_classes import CIMV2, FIRST_BUILDS, STORAGE, VIRTUALIZATION
from disk_rows import PASS_THROUGH_DISK, host_disk_id, resource
from guest_rows import Row, allocation, device, identifier
from localised import said
from plans import HostPlan

THREADS = 32
MEMORY_BYTES = 137438953472
ROOM = r"\\?\Volume{{{}}}" + "\\"

# number, bus type, model, whether it is clustered, letter, other access path
DISKS = [
    (0, 11, "Samsung SSD 870 EVO 500GB", "C", ""),
    (1, 8, "MegaRAID 9460-16i", "D", ""),
    (2, 9, "LIO-ORG iscsi-target", "I", ""),
    (PASS_THROUGH_DISK, 6, "NETAPP LUN C-Mode", "", ""),
    (4, 9, "LIO-ORG iscsi-target", "", "D:\\Mounts\\LUN7\\"),
    (5, 16, "Msft Storage Space", "", ""),
]


def host_rows(host: HostPlan) -> list[tuple[str, Row]]:
    """Each with its namespace."""
    hyper_v = [host_computer(host), *services(host), migration_settings(host), *definitions(host), *disk_drives(host)]
    return ([(VIRTUALIZATION, row) for row in hyper_v] + [(CIMV2, row) for row in windows_rows(host)]
            + [(STORAGE, row) for row in storage_rows(host)])


def host_computer(host: HostPlan) -> Row:
    return "Msvm_ComputerSystem", {
        "Caption": said("host", host.language), "CreationClassName": "Msvm_ComputerSystem",
        "Description": f"Microsoft {said('host', host.language)}", "ElementName": host.name, "EnabledDefault": 2,
        "EnabledState": 2, "HealthState": 5, "Name": host.name, "NumberOfNumaNodes": 1, "OperationalStatus": [2],
        "RequestedState": 12, "ResetCapability": 1, "Status": "OK",
        "StatusDescriptions": [said("host-ok", host.language)]}


def service(host: HostPlan, class_name: str, name: str, text: str) -> dict[str, Any]:
    return {"Caption": said(text, host.language), "CreationClassName": class_name,
            "Description": said(text, host.language), "ElementName": said(text, host.language), "EnabledDefault": 2,
            "EnabledState": 5, "HealthState": 5, "Name": name, "OperationalStatus": [2], "RequestedState": 12,
            "Started": True, "Status": "OK", "SystemCreationClassName": "Msvm_ComputerSystem", "SystemName": host.name}


def services(host: HostPlan) -> list[Row]:
    moving = service(host, "Msvm_VirtualSystemMigrationService", "vmms", "migration") | {
        "ActiveStorageMigrationCount": 0, "ActiveVirtualSystemMigrationCount": 0 if host.cluster else 1,
        "MigrationServiceListenerIPAddressList": ["192.0.2.10"]}
    return [("Msvm_VirtualSystemManagementService",
             service(host, "Msvm_VirtualSystemManagementService", "vmms", "management")),
            ("Msvm_VirtualSystemMigrationService", moving)]


def migration_settings(host: HostPlan) -> Row:
    return "Msvm_VirtualSystemMigrationServiceSettingData", {
        "AuthenticationType": 1, "Caption": said("migration", host.language), "Description": said("migration", host.language),
        "ElementName": said("migration", host.language), "EnableCompression": True, "EnableSmbTransport": False,
        "EnableVirtualSystemMigration": True, "InstanceID": f"Microsoft:{host.name}\\MigrationService",
        "MaximumActiveStorageMigration": 2, "MaximumActiveVirtualSystemMigration": 2}


# name, megabytes, processors
POOL_DEFINITIONS = [("Default", 1024, 1), ("Minimum", 32, 1), ("Maximum", 1048576, 64), ("Increment", 2, 1)]


def definitions(host: HostPlan) -> list[Row]:
    """Defaults and limits stand beside the settings of guests and are of no guest."""
    memory = {"Caption": said("memory", host.language), "Description": said("memory", host.language),
              "DynamicMemoryEnabled": False, "Reservation": 32, "PoolID": "", "Weight": 5000}
    processor = {"Caption": said("processor", host.language), "Description": said("processor", host.language),
                 "Reservation": 0, "PoolID": "", "Weight": 100}
    rows: list[Row] = []
    for name, megabytes, count in POOL_DEFINITIONS:
        rows.append(("Msvm_MemorySettingData", allocation(memory | {
            "InstanceID": f"Microsoft:Definition\\{identifier('memory pool')}\\{name}", "Limit": 1048576,
            "VirtualQuantity": megabytes}, 4, "Microsoft:Hyper-V:Memory", "byte * 2^20")))
        rows.append(("Msvm_ProcessorSettingData", allocation(processor | {
            "InstanceID": f"Microsoft:Definition\\{identifier('processor pool')}\\{name}", "Limit": 100000,
            "VirtualQuantity": count}, 3, "Microsoft:Hyper-V:Processor", "percent / 1000")))
    return rows + [device_definition(host, *each) for each in DEVICE_DEFINITIONS
                   if host.build >= FIRST_BUILDS.get(each[0], 0)]


# class, text, resource type, sub type: taken for a guest's, these would be a disk, a port and a device that nobody has
DEVICE_DEFINITIONS = [
    ("Msvm_ResourceAllocationSettingData", "drive", 17, "Physical Disk Drive"),
    ("Msvm_StorageAllocationSettingData", "disk", 31, "Virtual Hard Disk"),
    ("Msvm_SyntheticFcPortSettingData", "fc", 7, "Synthetic FiberChannel Port"),
    ("Msvm_PciExpressSettingData", "pci", 32769, "Virtual Pci Express Port"),
]


def device_definition(host: HostPlan, class_name: str, text: str, kind: int, sub_type: str) -> Row:
    row = resource(host, f"Microsoft:Definition\\{identifier(sub_type)}\\Default", text, kind, sub_type)
    return class_name, row


def disk_drives(host: HostPlan) -> list[Row]:
    """Hyper-V tells of the host's disks that are offline, and so free for pass-through."""
    row = device(host, "Msvm_DiskDrive", host.name, f"Microsoft:{host_disk_id(host, PASS_THROUGH_DISK)}", "drive")
    return [("Msvm_DiskDrive", row | {"DriveNumber": PASS_THROUGH_DISK, "MaxMediaSize": 104857600})]


def local(host: HostPlan, time: str) -> str:
    return time + host.offset


def windows_rows(host: HostPlan) -> list[Row]:
    return [operating_system(host), computer_system(host), product(host), *processors(host), *drives(host)]


def operating_system(host: HostPlan) -> Row:
    return "Win32_OperatingSystem", {
        "BootDevice": r"\Device\HarddiskVolume1", "BuildNumber": str(host.build), "BuildType": "Multiprocessor Free",
        "CSCreationClassName": "Win32_ComputerSystem", "CSName": host.name, "Caption": host.caption, "CodeSet": "1252",
        "CreationClassName": "Win32_OperatingSystem", "Debug": False, "Description": "", "Distributed": False,
        "FreePhysicalMemory": 33554432, "InstallDate": local(host, "2025-06-01T10:00:00"),
        "LastBootUpTime": local(host, "2026-11-01T04:12:09.5"), "LocalDateTime": local(host, "2026-11-20T08:00:00.25"),
        "Locale": f"{host.language_id:04x}", "MUILanguages": [host.language], "Manufacturer": "Microsoft Corporation",
        "Name": f"{host.caption}|C:\\Windows|\\Device\\Harddisk0\\Partition4", "NumberOfProcesses": 143,
        "NumberOfUsers": 2, "OSArchitecture": "64-bit", "OSLanguage": host.language_id, "OSProductSuite": 272,
        "OSType": 18, "OperatingSystemSKU": host.sku, "Primary": True, "ProductType": 3, "RegisteredUser": "",
        "SerialNumber": "00000-00000-00000-AA000", "ServicePackMajorVersion": 0, "ServicePackMinorVersion": 0,
        "Status": "OK", "SuiteMask": 272, "SystemDirectory": r"C:\Windows\system32", "SystemDrive": "C:",
        "TotalVirtualMemorySize": 154140672, "TotalVisibleMemorySize": MEMORY_BYTES // 1024, "Version": host.version,
        "WindowsDirectory": r"C:\Windows"}


def computer_system(host: HostPlan) -> Row:
    return "Win32_ComputerSystem", {
        "AdminPasswordStatus": 3, "AutomaticManagedPagefile": True, "BootupState": "Normal boot", "Caption": host.name,
        "CreationClassName": "Win32_ComputerSystem", "CurrentTimeZone": int(host.offset[:3]) * 60 % 65536,
        "DNSHostName": host.name, "Description": "AT/AT COMPATIBLE", "Domain": "hvcompat.test", "DomainRole": 3,
        "HypervisorPresent": True, "Manufacturer": "Dell Inc.", "Model": "PowerEdge R750", "Name": host.name,
        "NumberOfLogicalProcessors": THREADS, "NumberOfProcessors": 2, "OEMStringArray": ["Dell System"],
        "PartOfDomain": True, "PowerState": 0, "Roles": ["LM_Workstation", "LM_Server", "NT", "Server_NT"],
        "Status": "OK", "SystemType": "x64-based PC", "TotalPhysicalMemory": MEMORY_BYTES - 1048576}


def product(host: HostPlan) -> Row:
    return "Win32_ComputerSystemProduct", {
        "Caption": "Computer System Product", "Description": "Computer System Product", "IdentifyingNumber": "7XK2M93",
        "Name": "PowerEdge R750", "UUID": identifier(host.name, "system"), "Vendor": "Dell Inc.", "Version": ""}


def processors(host: HostPlan) -> list[Row]:
    manufacturer, name = host.processor
    return [("Win32_Processor", {
        "AddressWidth": 64, "Architecture": 9, "Availability": 3, "Caption": "Intel64 Family 6 Model 106 Stepping 6",
        "CpuStatus": 1, "CreationClassName": "Win32_Processor", "CurrentClockSpeed": 2000, "DataWidth": 64,
        "DeviceID": f"CPU{number}", "Family": 179, "LoadPercentage": 12, "Manufacturer": manufacturer,
        "MaxClockSpeed": 2000, "Name": name, "NumberOfCores": THREADS // 4, "NumberOfLogicalProcessors": THREADS // 2,
        "ProcessorType": 3, "Role": "CPU", "SocketDesignation": f"CPU{number + 1}", "Status": "OK", "StatusInfo": 3,
        "SystemCreationClassName": "Win32_ComputerSystem", "SystemName": host.name}) for number in (0, 1)]


def drives(host: HostPlan) -> list[Row]:
    return [("Win32_DiskDrive", {
        "BytesPerSector": 512, "Capabilities": [3, 4], "CapabilityDescriptions": ["Random Access", "Supports Writing"],
        "Caption": model, "ConfigManagerErrorCode": 0, "CreationClassName": "Win32_DiskDrive",
        "DeviceID": f"\\\\.\\PHYSICALDRIVE{number}", "FirmwareRevision": "4.00", "Index": number, "InterfaceType": "SCSI",
        "Manufacturer": "(Standard disk drives)", "MediaLoaded": True, "MediaType": "Fixed hard disk media",
        "Model": f"{model} SCSI Disk Device", "Name": f"\\\\.\\PHYSICALDRIVE{number}", "Partitions": 1,
        "SerialNumber": f"SN{number:06}", "Size": 536870912000, "Status": "OK",
        "SystemCreationClassName": "Win32_ComputerSystem", "SystemName": host.name})
        for number, _, model, _, _ in host_disks(host)]


def host_disks(host: HostPlan) -> list[tuple[int, int, str, str, str]]:
    """Storage Spaces are on cluster nodes only, iSCSI on the others."""
    return [disk for disk in DISKS if disk[1] != (9 if host.cluster else 16)]


def storage_rows(host: HostPlan) -> list[Row]:
    rows: list[Row] = []
    for number, bus, model, letter, path in host_disks(host):
        rows.append(disk(host, number, bus, model))
        if number != PASS_THROUGH_DISK:
            rows += [partition(host, number, letter, path), volume(host, number, letter)]
    return rows


def object_id(host: HostPlan, kind: str, number: int) -> str:
    return rf"{{1}}\\{host.name}\root/Microsoft/Windows/Storage/Providers_v2\WSP_{kind}.ObjectId=" \
           rf'"{{{identifier(host.name, "storage")}}}:{kind[:2]}:{number}"'


def volume_path(host: HostPlan, number: int) -> str:
    return ROOM.format(identifier(host.cluster or host.name, "volume", number).lower())


def disk(host: HostPlan, number: int, bus: int, model: str) -> Row:
    offline = number == PASS_THROUGH_DISK
    row: dict[str, Any] = {
        "AllocatedSize": 536870912000, "BootFromDisk": number == 0, "BusType": bus, "FirmwareVersion": "4.00",
        "FriendlyName": model, "HealthStatus": 0, "IsBoot": number == 0, "IsClustered": bus == 16, "IsOffline": offline,
        "IsReadOnly": offline, "IsSystem": number == 0, "Location": "Integrated", "LogicalSectorSize": 512,
        "Manufacturer": model.split()[0], "Model": model, "Number": number, "NumberOfPartitions": 0 if offline else 1,
        "ObjectId": object_id(host, "Disk", number), "OperationalStatus": [0xD013] if offline else [0xD010],
        "PartitionStyle": 2, "Path": rf"\\?\disk#{number}", "PhysicalSectorSize": 4096, "ProvisioningType": 2,
        "SerialNumber": f"SN{number:06}", "Size": 536870912000, "UniqueId": f"60014050000000000000{number:012}",
        "UniqueIdFormat": 3}
    return "MSFT_Disk", row | ({"OfflineReason": 1} if offline else {})


def partition(host: HostPlan, number: int, letter: str, path: str) -> Row:
    paths = ([f"{letter}:\\"] if letter else []) + ([path] if path else []) + [volume_path(host, number)]
    return "MSFT_Partition", {
        "AccessPaths": paths, "DiskId": rf"\\?\disk#{number}", "DiskNumber": number, "DriveLetter": letter or "\u0000",
        "GptType": "{ebd0a0a2-b9e5-4433-87c0-68b6b72699c7}", "IsBoot": letter == "C", "IsHidden": False,
        "IsOffline": False, "IsReadOnly": False, "IsShadowCopy": False, "IsSystem": False,
        "ObjectId": object_id(host, "Partition", number), "Offset": 1048576, "OperationalStatus": 1,
        "PartitionNumber": 1, "Size": 536869863424, "UniqueId": identifier(host.name, "partition", number)}


def volume(host: HostPlan, number: int, letter: str) -> Row:
    return "MSFT_Volume", {
        "DriveLetter": letter or "\u0000", "DriveType": 3, "FileSystem": "CSVFS" if host.cluster and number == 5 else "NTFS",
        "FileSystemLabel": f"Volume {number}", "HealthStatus": 0, "ObjectId": object_id(host, "Volume", number),
        "Path": volume_path(host, number), "Size": 536869863424, "SizeRemaining": 214748364800,
        "UniqueId": volume_path(host, number)}
