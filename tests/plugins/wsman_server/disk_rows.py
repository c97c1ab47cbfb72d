"""A guest's disks: a controller, a drive on it, and the image or the physical disk behind the drive."""

from typing import Any

from localised import said
from plans import Guest, HostPlan

Row = tuple[str, dict[str, Any]]

CONTROLLER_ID = "83F8638B-8DCA-4152-9EDA-2CA8B33039B4"  # of the first SCSI controller
PASS_THROUGH_DISK = 3
PLACES = {
    "local": r"D:\Hyper-V\{name}\disk0.vhdx",
    "mounted": r"D:\Mounts\LUN7\{name}\disk0.vhdx",
    "iscsi": r"I:\Hyper-V\{name}\disk0.vhdx",
    "smb": r"\\files.hvcompat.test\vms\{name}\disk0.vhdx",
    "csv": r"C:\ClusterStorage\Volume1\{name}\disk0.vhdx",
    "shared": r"C:\ClusterStorage\Volume1\shared\quorum.vhds",
}


def file_name(guest: Guest) -> str:
    return "".join(each if each.isalnum() or each == "-" else "_" for each in guest.name)


def disk_rows(host: HostPlan, guest: Guest, own: str, owner: str) -> list[Row]:
    """`owner` is the guest or a checkpoint; a checkpoint's drive names the image that it froze."""
    rows = [controller(host, owner)]
    if guest.disk == "pass-through":
        return [*rows, drive(host, owner, 0, "Synthetic Disk Drive"), image(host, guest, owner, 0, "local"),
                physical(host, owner, 1)]
    rows += [drive(host, owner, 0, "Synthetic Disk Drive"),
             image(host, guest, owner, 0, "local" if guest.disk == "shared" else guest.disk, own != owner)]
    if guest.disk == "shared":
        rows += [drive(host, owner, 1, "Synthetic Disk Drive"), image(host, guest, owner, 1, "shared")]
    return rows


def wmi_path(host: HostPlan, class_name: str, instance_id: str) -> str:
    quoted = instance_id.replace("\\", "\\\\")
    return rf'\\{host.name}\root\virtualization\v2:{class_name}.InstanceID="{quoted}"'


def resource(host: HostPlan, instance_id: str, text: str, kind: int, sub_type: str) -> dict[str, Any]:
    return {"AllocationUnits": "count", "AutomaticAllocation": True, "AutomaticDeallocation": True,
            "Caption": said(text, host.language), "ConsumerVisibility": 3, "Description": said(text, host.language),
            "ElementName": said(text, host.language), "InstanceID": instance_id, "Limit": 1, "PoolID": "",
            "Reservation": 1, "ResourceSubType": f"Microsoft:Hyper-V:{sub_type}", "ResourceType": kind,
            "VirtualQuantity": 1, "VirtualQuantityUnits": "count", "Weight": 0}


def controller_id(owner: str) -> str:
    return f"Microsoft:{owner}\\{CONTROLLER_ID}\\0"


def drive_id(owner: str, slot: int) -> str:
    return f"Microsoft:{owner}\\{CONTROLLER_ID}\\0\\{slot}\\D"


def controller(host: HostPlan, owner: str) -> Row:
    return "Msvm_ResourceAllocationSettingData", resource(host, controller_id(owner), "controller", 6,
                                                          "Synthetic SCSI Controller")


def drive(host: HostPlan, owner: str, slot: int, sub_type: str) -> Row:
    row = resource(host, drive_id(owner, slot), "drive", 17, sub_type)
    return "Msvm_ResourceAllocationSettingData", row | {
        "AddressOnParent": str(slot), "Parent": wmi_path(host, "Msvm_ResourceAllocationSettingData", controller_id(owner))}


def physical(host: HostPlan, owner: str, slot: int) -> Row:
    """A pass-through disk: the drive itself names the host's disk, by the path of an Msvm_DiskDrive."""
    class_name, row = drive(host, owner, slot, "Physical Disk Drive")
    keys = (f'CreationClassName="Msvm_DiskDrive",DeviceID="Microsoft:{host_disk_id(host, PASS_THROUGH_DISK)}"'
            f',SystemCreationClassName="Msvm_ComputerSystem",SystemName="{host.name}"').replace("\\", "\\\\")
    return class_name, row | {"HostResource": [rf"\\{host.name}\root\virtualization\v2:Msvm_DiskDrive.{keys}"]}


def host_disk_id(host: HostPlan, number: int) -> str:
    return f"353B3BE8-310C-4CF4-839E-4E1B14616136\\{number}"


def image(host: HostPlan, guest: Guest, owner: str, slot: int, place: str, frozen: bool = False) -> Row:
    row = resource(host, f"Microsoft:{owner}\\{CONTROLLER_ID}\\0\\{slot}\\L", "disk", 31, "Virtual Hard Disk")
    path = PLACES[place].format(name=file_name(guest))
    if guest.checkpoints and not frozen:
        path = path.replace(".vhdx", "_4F3C1A00-0000-4000-8000-000000000001.avhdx")
    row |= {"Access": 3, "CachingMode": 2, "HostResource": [path], "IOPSAllocationUnits": "count", "IOPSLimit": 0,
            "IOPSReservation": 0, "Parent": wmi_path(host, "Msvm_ResourceAllocationSettingData", drive_id(owner, slot)),
            "PersistentReservationsSupported": place == "shared", "VirtualResourceBlockSize": 1, "SnapshotId": ""}
    return "Msvm_StorageAllocationSettingData", row
