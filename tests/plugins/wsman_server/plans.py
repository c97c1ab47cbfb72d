"""What the hosts of the fixtures are, and the guests that run on each: one line a case that a reader has to get right."""

from dataclasses import dataclass, field

DEGRADED = [3, 32775]
GOOD = [2]


@dataclass(frozen=True)
class GuestOs:
    """What the guest tells by key-value exchange, in the words of its own daemon."""

    name: str
    version: str
    major: str
    minor: str
    build: str
    architecture: str
    integration: str
    edition: str = ""
    product_type: str = ""


def windows(name: str, version: str, edition: str, product_type: str = "3") -> GuestOs:
    major, minor, build = version.split(".")
    return GuestOs(name, version, major, minor, build, "9", f"{version}.1", edition, product_type)


def linux(name: str, distribution_version: str, kernel: str) -> GuestOs:
    """Linux' daemon tells the distribution's name and version, and the kernel as version and build."""
    return GuestOs(name, kernel.split("-")[0], distribution_version, "", kernel, "x86_64", "3.1")


SERVER_2012_R2 = windows("Windows Server 2012 R2 Standard", "6.3.9600", "7")
SERVER_2016 = windows("Windows Server 2016 Datacenter", "10.0.14393", "8")
SERVER_2019 = windows("Windows Server 2019 Standard", "10.0.17763", "7")
SERVER_2022 = windows("Windows Server 2022 Datacenter", "10.0.20348", "8")
WINDOWS_11 = windows("Windows 11 Enterprise", "10.0.22631", "4", "1")
UBUNTU = linux("Ubuntu", "20.04", "5.4.0-182-generic")
RHEL = linux("Red Hat Enterprise Linux", "8.10", "4.18.0-553.el8_10.x86_64")
DEBIAN = linux("Debian GNU/Linux", "11", "5.10.0-30-amd64")
ALPINE = linux("Alpine Linux", "3.20.3", "6.6.58-0-virt")


@dataclass(frozen=True)
class Guest:
    name: str
    os: GuestOs | None = SERVER_2022  # None: no key-value data
    state: str = "running"  # running, off, saved, paused
    generation: int = 2
    status: list[int] = field(default_factory=lambda: list(GOOD))  # of its integration components
    dynamic: bool = False
    processors: int = 4
    memory: int = 4096
    checkpoints: int = 0
    backup: bool = False  # a recovery checkpoint
    disk: str = "local"  # local, mounted, iscsi, smb, csv, shared, pass-through
    fibre_channel: bool = False
    replica: int = 0  # ReplicationMode: 1 primary, 2 replica
    tpm: bool = False
    shielded: bool = False
    nested: bool = False
    pci: bool = False
    moving: bool = False
    first_build: int = 0  # of a host that can have such a guest


GUESTS = [
    Guest("linux-listed", UBUNTU, status=DEGRADED),
    Guest("linux-unlisted", ALPINE, status=DEGRADED),
    Guest("unknown-os", None, status=DEGRADED, generation=1),
    Guest("windows-degraded", SERVER_2012_R2, status=DEGRADED, generation=1),
    Guest("web-01", SERVER_2019),
    Guest("web & \"friends\" <7>", SERVER_2016),
    Guest("rhel-01", RHEL),
    Guest("debian-01", DEBIAN, generation=1),
    Guest("dynamic-01", SERVER_2019, dynamic=True),
    Guest("checkpoints-01", SERVER_2019, checkpoints=2),
    Guest("backup-01", SERVER_2019, backup=True),
    Guest("replica-primary", SERVER_2016, replica=1),
    Guest("replica-target", None, state="off", replica=2),
    Guest("shielded-01", SERVER_2022, tpm=True, shielded=True, first_build=14393),
    Guest("vtpm-01", WINDOWS_11, tpm=True, first_build=14393),
    Guest("nested-01", SERVER_2022, nested=True, processors=8, memory=16384, first_build=14393),
    Guest("off-01", None, state="off"),
    Guest("saved-01", None, state="saved"),
    Guest("paused-01", SERVER_2016, state="paused"),
    Guest("pass-through-01", SERVER_2012_R2, generation=1, disk="pass-through"),
    Guest("fibre-channel-01", SERVER_2016, fibre_channel=True),
    Guest("shared-disk-01", SERVER_2016, disk="shared"),
    Guest("iscsi-01", SERVER_2019, disk="iscsi"),
    Guest("mounted-01", SERVER_2019, disk="mounted"),
    Guest("smb-01", SERVER_2016, disk="smb"),
    Guest("pci-01", SERVER_2022, pci=True, first_build=14393),
    Guest("no-contact-01", SERVER_2016, status=[12]),
    Guest("broken-01", SERVER_2016, status=[7]),
    Guest("moving-01", SERVER_2019, moving=True),
]

CLUSTER_GUESTS = [
    Guest("cluster-linux", UBUNTU, status=DEGRADED, disk="csv"),
    Guest("cluster-unlisted", ALPINE, status=DEGRADED, disk="csv"),
    Guest("cluster-unknown", None, status=DEGRADED, generation=1, disk="csv"),
    Guest("cluster-windows", SERVER_2012_R2, status=DEGRADED, generation=1, disk="csv"),
    Guest("cluster-web", SERVER_2022, disk="csv", dynamic=True),
    Guest("cluster-shared", SERVER_2022, disk="shared"),
    Guest("cluster-off", None, state="off", disk="csv"),
    Guest("not-clustered", SERVER_2019, disk="local"),
]


@dataclass(frozen=True)
class HostPlan:
    name: str
    language: str
    offset: str  # of local time, as Win32 classes tell it
    caption: str
    version: str
    sku: int
    language_id: int
    machine_version: str  # of the guests' configuration
    processor: tuple[str, str] = ("GenuineIntel", "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz")
    cluster: str = ""
    nodes: tuple[str, ...] = ()
    first_guest: int = 0  # of the cluster's guests, every second one runs here

    @property
    def build(self) -> int:
        return int(self.version.rpartition(".")[2])

    @property
    def product_version(self) -> str:
        return f"OS: {self.version} SP: 0.0 Stack: 3.0"


AMD = ("AuthenticAMD", "AMD EPYC 7543 32-Core Processor")
NODES = ("AZNODE1", "AZNODE2")

HOSTS = {
    "ws2012r2-ja": HostPlan("HV2012R2", "ja-JP", "+09:00", "Microsoft Windows Server 2012 R2 Datacenter", "6.3.9600", 8,
                            1041, "5.0"),
    "ws2019-en": HostPlan("HV2019", "en-US", "-08:00", "Microsoft Windows Server 2019 Standard", "10.0.17763", 7, 1033,
                          "9.0", AMD),
    "ws2022-de": HostPlan("HV2022", "de-DE", "+01:00", "Microsoft Windows Server 2022 Datacenter", "10.0.20348", 8, 1031,
                          "10.0"),
    "azshci-node1-zh": HostPlan("AZNODE1", "zh-CN", "+08:00", "Microsoft Azure Stack HCI", "10.0.20349", 406, 2052,
                                "10.0", AMD, "AZCLUSTER", NODES, 0),
    "azshci-node2-zh": HostPlan("AZNODE2", "zh-CN", "+08:00", "Microsoft Azure Stack HCI", "10.0.20349", 406, 2052,
                                "10.0", AMD, "AZCLUSTER", NODES, 1),
}
