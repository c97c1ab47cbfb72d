"""The failover cluster as each of its nodes tells of it: the same on both, but for who asks."""

from typing import Any

from guest_rows import Row, identifier
from host_rows import volume_path
from plans import Guest, HostPlan

VIRTUAL_MACHINE_GROUP = 111
ONLINE, OFFLINE = 2, 3
GROUP_ONLINE, GROUP_OFFLINE = 0, 1


def cluster_rows(host: HostPlan, guests: list[tuple[str, Guest]]) -> list[Row]:
    """`guests` are the clustered ones of all nodes, each with the node on which it is."""
    rows = [cluster(host), *(node(host, number, name) for number, name in enumerate(host.nodes)), shared_volume(host),
            resource(host, "Cluster Virtual Disk (Volume1)", "Physical Disk", "Available Storage", host.nodes[0], ONLINE)]
    for owner, guest in guests:
        rows += guest_group(host, owner, guest)
    return rows


def cluster(host: HostPlan) -> Row:
    return "MSCluster_Cluster", {
        "AutoBalancerLevel": 1, "AutoBalancerMode": 2, "Caption": host.cluster, "ClusterFunctionalLevel": 12,
        "CreationClassName": "MSCluster_Cluster", "DynamicQuorumEnabled": 1, "EnableSharedVolumes": 1,
        "Fqdn": f"{host.cluster.lower()}.hvcompat.test", "MaxNumberOfNodes": 64, "Name": host.cluster,
        "QuorumType": "Cloud Witness", "QuorumTypeValue": 2, "S2DEnabled": 1,
        "SharedVolumesRoot": r"C:\ClusterStorage", "Status": "OK"}


def node(host: HostPlan, number: int, name: str) -> Row:
    return "MSCluster_Node", {
        "BuildNumber": host.build, "Caption": name, "CreationClassName": "MSCluster_Node", "DynamicWeight": 1,
        "Id": str(number + 1), "MajorVersion": 10, "MinorVersion": 0, "Name": name,
        "NodeInstanceID": identifier(host.cluster, name), "NodeWeight": 1, "State": 0, "Status": "OK"}


def shared_volume(host: HostPlan) -> Row:
    return "MSCluster_ClusterSharedVolume", {
        "BackupState": False, "FaultState": 0, "Name": r"C:\ClusterStorage\Volume1",
        "VolumeName": volume_path(host, 5), "VolumeOffset": 0}


def resource(host: HostPlan, name: str, kind: str, group: str, owner: str, state: int) -> Row:
    row: dict[str, Any] = {
        "Caption": name, "Characteristics": 0, "CoreResource": False, "Flags": 0,
        "Id": identifier(host.cluster, name).lower(),
        "IsClusterSharedVolume": kind == "Physical Disk", "Name": name, "OwnerGroup": group, "OwnerNode": owner,
        "PersistentState": state == ONLINE, "QuorumCapable": False, "RestartAction": 2, "State": state, "Status": "OK",
        "Type": kind}
    return "MSCluster_Resource", row


def guest_group(host: HostPlan, owner: str, guest: Guest) -> list[Row]:
    state = ONLINE if guest.state == "running" else OFFLINE
    group: Row = "MSCluster_ResourceGroup", {
        "AutoFailbackType": 0, "Caption": guest.name, "Characteristics": 0, "FailoverPeriod": 6,
        "FailoverThreshold": 4294967295, "Flags": 0, "GroupType": VIRTUAL_MACHINE_GROUP,
        "Id": identifier(host.cluster, "group", guest.name).lower(), "IsCore": False, "Name": guest.name, "OwnerNode": owner,
        "Priority": 2000, "State": GROUP_ONLINE if state == ONLINE else GROUP_OFFLINE, "Status": "OK"}
    return [group,
            resource(host, f"Virtual Machine {guest.name}", "Virtual Machine", guest.name, owner, state),
            resource(host, f"Virtual Machine Configuration {guest.name}", "Virtual Machine Configuration", guest.name,
                     owner, ONLINE)]
