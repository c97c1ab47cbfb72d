// Moving and saving: what in a definition stands in the way.
#include "reading.hpp"

namespace hvlibvirt {
namespace {

struct Obstacle {
  const char* inner;
  const char* evidence;
};

TEST(Migratable, NothingInTheWay) {
  const hvc::Facts facts =
      read_text(x86("<devices><disk type='file' device='disk'><source file='/a'/></disk></devices>"));
  EXPECT_EQ(facts.value("guest.migratable"), "true");
  EXPECT_EQ(facts.value("guest.suspend.allowed"), "true");
  EXPECT_EQ(facts.value("guest.storage_migration.allowed"), "true");
}

TEST(Migratable, EachObstacleIsNamed) {
  const Obstacle obstacles[] = {
      {"<devices><hostdev mode='subsystem' type='pci'/></devices>", "virDomainGetXMLDesc /domain/devices/hostdev pci"},
      {"<devices><hostdev mode='subsystem' type='mdev'/></devices>",
       "virDomainGetXMLDesc /domain/devices/hostdev mdev"},
      {"<devices><interface type='hostdev'/></devices>", "virDomainGetXMLDesc /domain/devices/interface hostdev"},
      {"<devices><disk type='nvme' device='disk'><source/></disk></devices>",
       "virDomainGetXMLDesc /domain/devices/disk nvme"},
      {"<devices><hostdev mode='subsystem' type='pci'><teaming type='persistent'/></hostdev></devices>",
       "virDomainGetXMLDesc /domain/devices/hostdev pci"},
      {"<devices><interface type='hostdev'><teaming type='persistent'/></interface></devices>",
       "virDomainGetXMLDesc /domain/devices/interface hostdev"},
      {"<devices><disk type='file' device='disk'><source file='/a'/><transient/></disk></devices>",
       "virDomainGetXMLDesc /domain/devices/disk/transient"},
      {"<devices><shmem name='s' role='master'><model type='ivshmem'/></shmem></devices>",
       "virDomainGetXMLDesc /domain/devices/shmem/model ivshmem"},
      {"<devices><shmem name='s' role='peer'><model type='ivshmem-plain'/></shmem></devices>",
       "virDomainGetXMLDesc /domain/devices/shmem/@role is not master"},
      {"<devices><shmem name='s'><model type='ivshmem-doorbell'/></shmem></devices>",
       "virDomainGetXMLDesc /domain/devices/shmem/@role is not master"},
      {"<cpu><feature policy='require' name='invtsc'/></cpu><clock><timer name='tsc' mode='native'/></clock>",
       "virDomainGetXMLDesc /domain/cpu/feature invtsc without /domain/clock/timer tsc frequency"},
      {"<devices><tpm><backend type='passthrough'/></tpm></devices>",
       "virDomainGetXMLDesc /domain/devices/tpm passthrough"},
      {"<devices><filesystem type='mount'><target dir='x'/></filesystem></devices>",
       "virDomainGetXMLDesc /domain/devices/filesystem"},
      {"<launchSecurity type='sev'/>", "virDomainGetXMLDesc /domain/launchSecurity/@type"},
      {"<cpu mode='host-passthrough' migratable='off'/>", "virDomainGetXMLDesc /domain/cpu/@migratable"},
  };
  for (const Obstacle& obstacle : obstacles) {
    const hvc::Facts facts = read_text(x86(obstacle.inner));
    EXPECT_EQ(facts.value("guest.migratable"), "false") << obstacle.inner;
    EXPECT_EQ(facts.evidence("guest.migratable"), obstacle.evidence);
    EXPECT_EQ(facts.value("guest.suspend.allowed"), "false") << obstacle.inner;
  }
}

TEST(Migratable, WhatLibvirtUnplugsOrMovesIsNoObstacle) {
  for (const char* inner :
       {"<devices><interface type='hostdev'><teaming type='transient'/></interface></devices>",
        "<devices><hostdev mode='subsystem' type='pci'><teaming type='transient'/></hostdev></devices>",
        "<devices><hostdev mode='subsystem' type='usb'/></devices>",
        "<devices><shmem name='s' role='master'><model type='ivshmem-plain'/></shmem></devices>",
        "<cpu><feature policy='disable' name='invtsc'/></cpu>",
        "<cpu><feature policy='require' name='invtsc'/></cpu>"
        "<clock><timer name='tsc' frequency='2400000000'/></clock>"}) {
    const hvc::Facts facts = read_text(x86(inner));
    EXPECT_EQ(facts.value("guest.migratable"), "true") << inner;
    EXPECT_EQ(facts.value("guest.suspend.allowed"), "true") << inner;
  }
}

TEST(Migratable, ContainersStay) {
  HostView host;
  host.driver = driver_of_type("LXC");
  const hvc::Facts facts = read_text("<domain type='lxc' id='1'><memory>1024</memory></domain>", host);
  EXPECT_EQ(facts.value("guest.migratable"), "false");
  EXPECT_EQ(facts.value("guest.suspend.allowed"), "false");
  EXPECT_EQ(facts.evidence("guest.migratable"), "the driver LXC migrates nothing");
}

TEST(StorageMigration, ACopyJobRuns) {
  const std::string disk =
      "<devices><disk type='file' device='disk'><source file='/a'/><mirror job='%'/></disk></devices>";
  const auto with = [&](const std::string& job) { return x86(std::string(disk).replace(disk.find('%'), 1, job)); };
  EXPECT_EQ(read_text(with("copy")).value("guest.storage_migration.running"), "true");
  EXPECT_EQ(read_text(with("active-commit")).value("guest.storage_migration.running"), "false");
}

TEST(StorageMigration, ADisklessGuestHasNothingToMove) {
  EXPECT_EQ(read_text(x86("<devices/>")).value("guest.storage_migration.allowed"), "false");
}

}  // namespace
}  // namespace hvlibvirt
