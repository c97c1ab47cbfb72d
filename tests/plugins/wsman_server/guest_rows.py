"""The instances that describe one guest, in the namespace of Hyper-V."""

import uuid
from typing import Any

from cim_classes import VIRTUALIZATION
from disk_rows import disk_rows
from localised import said
from plans import Guest, GuestOs, HostPlan

Row = tuple[str, dict[str, Any]]  # class and instance

STATES = {"running": 2, "off": 3, "saved": 6, "paused": 9}
NEVER = "1601-01-01T00:00:00Z"
CREATED = "2025-12-17T09:55:22.702341Z"
STARTED = "2026-11-02T06:30:00.019976Z"
CHECKPOINT_TAKEN = "2026-11-19T21:00:00Z"
RUNNING_MILLISECONDS = 1560600000

MEMORY_ID = "4764334D-E001-4176-82EE-5594EC9B530E"
PROCESSOR_ID = "B637F346-6A0E-4DEC-AF52-BD70CB80A21D"
COMPONENT_IDS = {
    "Heartbeat": "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47", "KvpExchange": "2A34B1C2-FD73-4043-8A5B-DD2159BC743F",
    "Shutdown": "9F8233AC-BE49-4C79-8EE3-E7E1985B2077", "TimeSync": "2497F4DE-E9FA-4204-80E4-4B75C46419C0",
    "Vss": "5CED1297-4598-4915-A5FC-AD21BB4D02A4", "GuestServiceInterface": "6C09BB55-D683-4DA0-8931-C9BF705F6480"}


def identifier(*parts: object) -> str:
    """The same GUID for the same words, in each run."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, "/".join(str(part) for part in parts))).upper()


def guest_id(host: HostPlan, guest: Guest) -> str:
    return identifier(host.cluster or host.name, guest.name)


def guest_rows(host: HostPlan, guest: Guest, number: int) -> list[Row]:
    own = guest_id(host, guest)
    rows = [computer(host, guest, own, number), *settings(host, guest, own), *components(host, guest, own)]
    if guest.state in ("running", "paused"):
        rows.append(assigned_memory(host, guest, own))
    if guest.replica:
        rows += replication(host, guest, own)
    if guest.moving:
        rows.append(migration_job(host, own))
    return rows


def computer(host: HostPlan, guest: Guest, own: str, number: int) -> Row:
    live = guest.state in ("running", "paused")
    state = STATES[guest.state]
    row = {
        "Caption": said("vm", host.language), "CreationClassName": "Msvm_ComputerSystem",
        "Description": "Microsoft Virtual Machine", "ElementName": guest.name, "EnabledDefault": 2 if live else 3,
        "EnabledState": state, "EnhancedSessionModeState": 6 if live else 3, "FailedOverReplicationType": 0,
        "HealthState": 5, "InstallDate": STARTED if live else CREATED,
        "LastApplicationConsistentReplicationTime": NEVER,
        "LastReplicationTime": "2026-11-20T07:55:00Z" if guest.replica else NEVER,
        "LastReplicationType": 1 if guest.replica else 0, "Name": own, "NumberOfNumaNodes": 1,
        "OnTimeInMilliseconds": RUNNING_MILLISECONDS if live else 0, "OperationalStatus": [2],
        "ReplicationHealth": 1 if guest.replica else 0, "ReplicationMode": guest.replica,
        "ReplicationState": 3 if guest.replica else 0, "RequestedState": 5, "ResetCapability": 1, "Status": "OK",
        "StatusDescriptions": [said("ok", host.language)], "TimeOfLastConfigurationChange": CREATED,
        "TimeOfLastStateChange": NEVER if guest.state == "off" else STARTED,
    }
    if live:
        row["ProcessID"] = 4000 + 4 * number
    if live and host.build >= 17763:
        row["HwThreadsPerCoreRealized"] = 2
    return "Msvm_ComputerSystem", row


def reference(class_name: str, selectors: dict[str, str]) -> dict[str, Any]:
    return {"namespace": VIRTUALIZATION, "class": class_name, "selectors": selectors}


def settings(host: HostPlan, guest: Guest, own: str) -> list[Row]:
    """The settings in force and those of each checkpoint: a checkpoint has all parts of its own."""
    rows = [system_settings(host, guest, own, own, "Microsoft:Hyper-V:System:Realized"),
            ("Msvm_SettingsDefineState", {
                "ManagedElement": reference("Msvm_ComputerSystem",
                                            {"CreationClassName": "Msvm_ComputerSystem", "Name": own}),
                "SettingData": reference("Msvm_VirtualSystemSettingData", {"InstanceID": f"Microsoft:{own}"})})]
    rows += parts(host, guest, own, own)
    kinds = ["Microsoft:Hyper-V:Snapshot:Realized"] * guest.checkpoints
    kinds += ["Microsoft:Hyper-V:Snapshot:Recovery"] * guest.backup
    for number, kind in enumerate(kinds):
        taken = identifier(own, "checkpoint", number)
        rows += [system_settings(host, guest, own, taken, kind), snapshot_of(own, taken), *parts(host, guest, own, taken)]
    return rows


def snapshot_of(own: str, taken: str) -> Row:
    return "Msvm_SnapshotOfVirtualSystem", {
        "Antecedent": reference("Msvm_ComputerSystem", {"CreationClassName": "Msvm_ComputerSystem", "Name": own}),
        "Dependent": reference("Msvm_VirtualSystemSettingData", {"InstanceID": f"Microsoft:{taken}"})}


def system_settings(host: HostPlan, guest: Guest, own: str, instance: str, kind: str) -> Row:
    root = rf"D:\Hyper-V\{own}"
    realized = kind.endswith("System:Realized")
    row: dict[str, Any] = {
        "AllowFullSCSICommandSet": False, "AllowReducedFcRedundancy": False, "AutomaticRecoveryAction": 3,
        "AutomaticShutdownAction": 3, "AutomaticStartupAction": 3, "AutomaticStartupActionDelay": "P0DT0H0M0S",
        "AutomaticStartupActionSequenceNumber": 0, "BIOSGUID": f"{{{identifier(own, 'bios')}}}", "BIOSNumLock": False,
        "Caption": said("vm-settings", host.language), "ConfigurationDataRoot": root, "ConfigurationID": instance,
        "CreationTime": CREATED if realized else CHECKPOINT_TAKEN, "Description": "Microsoft Virtual Machine",
        "ElementName": guest.name if realized else f"{guest.name} - checkpoint", "IncrementalBackupEnabled": guest.backup,
        "InstanceID": f"Microsoft:{instance}", "IsSaved": realized and guest.state == "saved", "Notes": [""],
        "SnapshotDataRoot": root, "SwapFileDataRoot": root, "Version": host.machine_version, "VirtualNumaEnabled": True,
        "VirtualSystemIdentifier": own, "VirtualSystemSubType": f"Microsoft:Hyper-V:SubType:{guest.generation}",
        "VirtualSystemType": kind}
    if guest.generation == 2:
        row["SecureBootEnabled"] = guest.os is None or bool(guest.os.product_type)
    if host.build >= 14393:
        row |= newer_settings(guest, kind)
    return "Msvm_VirtualSystemSettingData", row


def newer_settings(guest: Guest, kind: str) -> dict[str, Any]:
    return {"AutomaticCriticalErrorAction": 1, "AutomaticCriticalErrorActionTimeout": "P0DT0H30M0S", "ConsoleMode": 0,
            "GuestControlledCacheTypes": False, "LockOnDisconnect": guest.shielded, "LowMmioGapSize": 128,
            "UserSnapshotType": 5 if kind.endswith("Snapshot:Realized") else 3}


def allocation(row: dict[str, Any], kind: int, sub_type: str, units: str = "count") -> dict[str, Any]:
    return {"AllocationUnits": units, "AutomaticAllocation": True, "AutomaticDeallocation": True, "ConsumerVisibility": 3,
            "ResourceSubType": sub_type, "ResourceType": kind, "VirtualQuantityUnits": units, **row}


def parts(host: HostPlan, guest: Guest, own: str, owner: str) -> list[Row]:
    """`owner` is the guest or one of its checkpoints."""
    rows = [memory(host, guest, owner), processor(host, guest, owner), *disk_rows(host, guest, own, owner)]
    if host.build >= 14393:
        rows.append(security(host, guest, owner))
    if guest.fibre_channel:
        rows.append(fibre_channel(host, owner))
    if guest.pci:
        rows.append(pci_express(host, owner))
    return rows


def memory(host: HostPlan, guest: Guest, owner: str) -> Row:
    return "Msvm_MemorySettingData", allocation({
        "Caption": said("memory", host.language), "Description": said("memory", host.language),
        "ElementName": said("memory", host.language), "InstanceID": f"Microsoft:{owner}\\{MEMORY_ID}",
        "DynamicMemoryEnabled": guest.dynamic, "IsVirtualized": True, "PoolID": "", "SwapFilesInUse": False,
        "Limit": 1048576 if guest.dynamic else guest.memory, "MaxMemoryBlocksPerNumaNode": 65536,
        "TargetMemoryBuffer": 20,
        "Reservation": guest.memory // 4 if guest.dynamic else guest.memory, "VirtualQuantity": guest.memory,
        "Weight": 5000},
        4, "Microsoft:Hyper-V:Memory", "byte * 2^20")


def processor(host: HostPlan, guest: Guest, owner: str) -> Row:
    row = {"Caption": said("processor", host.language), "Description": said("processor", host.language),
           "ElementName": said("processor", host.language), "InstanceID": f"Microsoft:{owner}\\{PROCESSOR_ID}\\0",
           "IsVirtualized": True, "Limit": 100000, "LimitCPUID": False, "LimitProcessorFeatures": False, "PoolID": "",
           "MaxNumaNodesPerSocket": 1, "MaxProcessorsPerNumaNode": 16, "Reservation": 0,
           "VirtualQuantity": guest.processors, "Weight": 100}
    if host.build >= 14393:
        row |= {"EnableHostResourceProtection": False, "ExposeVirtualizationExtensions": guest.nested,
                "HideHypervisorPresent": False, "CpuGroupId": "00000000-0000-0000-0000-000000000000"}
    return "Msvm_ProcessorSettingData", allocation(row, 3, "Microsoft:Hyper-V:Processor", "percent / 1000")


def security(host: HostPlan, guest: Guest, owner: str) -> Row:
    return "Msvm_SecuritySettingData", {
        "Caption": said("security", host.language), "Description": said("security", host.language),
        "DataProtectionRequested": guest.shielded, "ElementName": said("security", host.language),
        "EncryptStateAndVmMigrationTraffic": guest.shielded, "InstanceID": f"Microsoft:{owner}\\{identifier('security')}",
        "KsdEnabled": False, "ShieldingRequested": guest.shielded, "TpmEnabled": guest.tpm,
        "VirtualizationBasedSecurityOptOut": False}


def fibre_channel(host: HostPlan, owner: str) -> Row:
    return "Msvm_SyntheticFcPortSettingData", allocation({
        "Caption": said("fc", host.language), "Description": said("fc", host.language),
        "ElementName": said("fc", host.language), "InstanceID": f"Microsoft:{owner}\\{identifier(owner, 'fc')}",
        "ChapEnabled": False, "VirtualPortWWNN": "C003FF0000FFFF00", "VirtualPortWWPN": "C003FF5778E50002",
        "VirtualQuantity": 1}, 7, "Microsoft:Hyper-V:Synthetic FiberChannel Port")


def pci_express(host: HostPlan, owner: str) -> Row:
    return "Msvm_PciExpressSettingData", allocation({
        "Caption": said("pci", host.language), "Description": said("pci", host.language),
        "ElementName": said("pci", host.language), "InstanceID": f"Microsoft:{owner}\\{identifier(owner, 'pci')}",
        "HostResource": [rf'\\{host.name}\root\virtualization\v2:Msvm_PciExpress.DeviceID="PCIP\\VEN_10DE&DEV_1EB8"'],
        "VirtualQuantity": 1}, 32769, "Microsoft:Hyper-V:Virtual Pci Express Port")


def device(host: HostPlan, class_name: str, own: str, device_id: str, text: str) -> dict[str, Any]:
    return {"Caption": said(text, host.language), "CreationClassName": class_name,
            "Description": said(text, host.language), "DeviceID": device_id, "ElementName": said(text, host.language),
            "EnabledDefault": 2, "EnabledState": 2, "RequestedState": 12,
            "SystemCreationClassName": "Msvm_ComputerSystem", "SystemName": own}


def components(host: HostPlan, guest: Guest, own: str) -> list[Row]:
    rows: list[Row] = []
    for name, component_id in COMPONENT_IDS.items():
        rows.append((f"Msvm_{name}ComponentSettingData", allocation({
            "Caption": said(name, host.language), "Description": said(name, host.language),
            "ElementName": said(name, host.language), "EnabledState": 3 if name == "GuestServiceInterface" else 2,
            "InstanceID": f"Microsoft:{own}\\{component_id}"}, 1, f"Microsoft:Hyper-V:{name}")))
        if guest.state != "saved":
            rows.append(component(host, guest, own, name, component_id))
    return rows


def component(host: HostPlan, guest: Guest, own: str, name: str, component_id: str) -> Row:
    class_name = f"Msvm_{name}Component"
    row = device(host, class_name, own, f"Microsoft:{own}\\{component_id}", name)
    row["EnabledState"] = 3 if name == "GuestServiceInterface" else 2
    if guest.state != "off":
        status = guest.status if row["EnabledState"] == 2 else [2]
        row |= {"HealthState": 5 if status[0] == 2 else 10, "OperationalStatus": status,
                "StatusDescriptions": [said(f"status-{code}", host.language) for code in status], "Status": "OK"}
    if name == "KvpExchange" and guest.os and guest.state in ("running", "paused"):
        row["GuestIntrinsicExchangeItems"] = exchange_items(guest, guest.os)
    return class_name, row


def exchange_items(guest: Guest, system: GuestOs) -> list[dict[str, Any]]:
    host_name = "".join(each if each.isalnum() else "-" for each in guest.name)
    told = {"FullyQualifiedDomainName": f"{host_name}.hvcompat.test", "IntegrationServicesVersion": system.integration,
            "NetworkAddressIPv4": "192.0.2.17;127.0.0.1", "OSBuildNumber": system.build, "OSName": system.name,
            "OSMajorVersion": system.major, "OSMinorVersion": system.minor, "OSVersion": system.version,
            "ProcessorArchitecture": system.architecture}
    if system.product_type:
        told |= {"CSDVersion": "", "OSEditionId": system.edition, "ProductType": system.product_type,
                 "ServicePackMajor": "0", "ServicePackMinor": "0", "SuiteMask": "272"}
    return [exchange_item(name, value) for name, value in told.items()]


def exchange_item(name: str, value: str) -> dict[str, Any]:
    return {"class": "Msvm_KvpExchangeDataItem", "properties": {
        "Caption": ["string", None], "Data": ["string", value], "Description": ["string", None],
        "ElementName": ["string", None], "Name": ["string", name], "Source": ["uint16", 2]}}


def assigned_memory(host: HostPlan, guest: Guest, own: str) -> Row:
    row = device(host, "Msvm_Memory", own, f"Microsoft:{own}\\{MEMORY_ID}", "memory")
    blocks = guest.memory * 3 // 4 if guest.dynamic else guest.memory
    return "Msvm_Memory", row | {
        "Access": 3, "AdditionalAvailability": [6], "BlockSize": 1048576, "DataOrganization": 2, "DataRedundancy": 1,
        "DeltaReservation": 0, "EndingAddress": blocks * 1024, "ExtentStatus": [2], "HealthState": 5, "Name": own,
        "IsBasedOnUnderlyingRedundancy": False, "NameFormat": 0, "NameNamespace": 0, "NoSinglePointOfFailure": False,
        "NumberOfBlocks": blocks, "OperationalStatus": [2], "PackageRedundancy": 0, "Purpose": "System Memory",
        "SequentialAccess": False, "StartingAddress": 0, "StatusDescriptions": [said("ok", host.language)],
        "Volatile": True}


def replication(host: HostPlan, guest: Guest, own: str) -> list[Row]:
    other = "REPLICA-HOST" if guest.replica == 1 else "PRIMARY-HOST"
    primary, recovery = (host.name, other) if guest.replica == 1 else (other, host.name)
    return [
        ("Msvm_ReplicationSettingData", {
            "ApplicationConsistentSnapshotInterval": 0, "AuthenticationType": 1, "AutoResynchronizeEnabled": False,
            "AutoResynchronizeIntervalEnd": "P0DT6H0M0S", "AutoResynchronizeIntervalStart": "P0DT18H30M0S",
            "BypassProxyServer": False, "Caption": said("replication", host.language), "CompressionEnabled": True,
            "Description": said("replication", host.language), "ElementName": guest.name,
            "EnableWriteOrderPreservationAcrossDisks": True, "InstanceID": f"Microsoft:{own}\\HVR\\0",
            "PrimaryHostSystem": primary, "RecoveryHistory": 4, "RecoveryHostSystem": recovery,
            "RecoveryServerPortNumber": 80, "ReplicateHostKvpItems": True, "ReplicationInterval": 300,
            "VirtualSystemIdentifier": own, "VirtualSystemType": "Microsoft:Hyper-V:Replica"}),
        ("Msvm_ReplicationRelationship", {
            "FailedOverReplicationType": 0, "InstanceID": f"Microsoft:{own}\\0", "LastReplicationType": 1,
            "LastApplicationConsistentReplicationTime": NEVER, "LastApplyTime": NEVER,
            "LastReplicationTime": "2026-11-20T07:55:00Z", "ReplicationHealth": 1, "ReplicationState": 3})]


def migration_job(host: HostPlan, own: str) -> Row:
    return "Msvm_MigrationJob", {
        "Cancellable": True, "Caption": said("moving", host.language), "DeleteOnCompletion": False,
        "Description": said("moving", host.language), "DestinationHost": "OTHER-HOST", "ElapsedTime": "P0DT0H0M41.00417S",
        "ElementName": said("moving", host.language), "ErrorCode": 0, "ErrorDescription": "", "HealthState": 5,
        "ErrorSummaryDescription": "", "InstallDate": NEVER, "InstanceID": identifier(own, "job"), "JobRunTimes": 1,
        "JobState": 4, "JobStatus": said("job-running", host.language), "JobType": 0, "LocalOrUtcTime": 2,
        "MigrationType": 32768, "Name": said("moving", host.language), "Notify": "", "OperationalStatus": [2],
        "Owner": rf"{host.name}\operator", "PercentComplete": 37, "Priority": 0, "RecoveryAction": 2,
        "ScheduledStartTime": "2026-11-20T07:59:00Z", "StartTime": "2026-11-20T07:59:00Z", "Status": "OK",
        "StatusDescriptions": [said("job-running", host.language)], "TimeBeforeRemoval": "P0DT0H5M0S",
        "TimeOfLastStateChange": "2026-11-20T07:59:00Z", "TimeSubmitted": "2026-11-20T07:59:00Z",
        "VirtualSystemName": own}
