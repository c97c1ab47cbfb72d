// Disks: transports from pools and names; one that can't be resolved leaves the list unknown.
#include "reading.hpp"

namespace hvlibvirt {
namespace {

std::string disks(const std::string& inner) { return x86("<devices>" + inner + "</devices>"); }
std::string file(const std::string& path) {
  return "<disk type='file' device='disk'><source file='" + path + "'/></disk>";
}
std::string block(const std::string& path, const std::string& device = "disk") {
  return "<disk type='block' device='" + device + "'><source dev='" + path + "'/></disk>";
}

HostView with_pools(const std::vector<std::string>& pools) {
  HostView host = qemu_host();
  for (const std::string& xml : pools) {
    const auto pool = parse_pool(xml);
    EXPECT_TRUE(pool) << xml;
    if (pool) host.pools.pools.push_back(*pool);
  }
  return host;
}

const std::string kImages = "<pool type='dir'><name>images</name><target><path>/images</path></target></pool>";
const std::string kNfs =
    "<pool type='netfs'><name>nas</name><source><format type='nfs'/></source>"
    "<target><path>/images/nas</path></target></pool>";

TEST(Disks, AFileLiesInTheDeepestPool) {
  const HostView host = with_pools({kImages, kNfs});
  EXPECT_EQ(read_text(disks(file("/images/a.qcow2")), host).value("guest.disk.targets"), R"(["local-file"])");
  EXPECT_EQ(read_text(disks(file("/images/nas/a.qcow2")), host).value("guest.disk.targets"), R"(["nfs"])");
  EXPECT_EQ(read_text(disks(file("/images/a") + file("/images/nas/b")), host).value("guest.disk.targets"),
            R"(["local-file","nfs"])");
}

TEST(Disks, AFileOutsideEveryPoolIsUnknown) {
  const hvc::Facts facts = read_text(disks(file("/images-old/a.qcow2")), with_pools({kImages}));
  EXPECT_EQ(reason(facts, "guest.disk.targets"), "not-exposed");
  EXPECT_EQ(detail(facts, "guest.disk.targets"), "`/images-old/a.qcow2` is in no storage pool");
  EXPECT_EQ(facts.value("guest.disk.kinds"), R"(["image"])") << "its kind is known all the same";
}

TEST(Disks, OneUnknownLeavesTheWholeListUnknown) {
  const hvc::Facts facts = read_text(disks(file("/images/a") + block("/dev/mapper/mpatha")), with_pools({kImages}));
  EXPECT_FALSE(facts.known("guest.disk.targets"));
  EXPECT_EQ(detail(facts, "guest.disk.targets"), "the name `/dev/mapper/mpatha` does not tell its transport");
}

TEST(Disks, TheMountTableOfThisMachineGoesFirst) {
  HostView host = with_pools({kImages});
  host.pools.local_transport = [](const std::string&) { return std::string("ceph"); };
  EXPECT_EQ(read_text(disks(file("/images/a")), host).value("guest.disk.targets"), R"(["ceph"])");
}

TEST(Disks, NamesOfBlockDevices) {
  const std::pair<const char*, const char*> names[] = {
      {"/dev/disk/by-path/ip-10.0.0.5:3260-iscsi-iqn.2019-03.example:a-lun-1", "iscsi"},
      {"/dev/disk/by-path/pci-0000:5e:00.0-fc-0x500a0983-lun-3", "fibre-channel"},
      {"/dev/disk/by-path/pci-0000:3b:00.0-sas-0x5000c500-lun-0", "sas"},
      {"/dev/disk/by-path/pci-0000:00:17.0-ata-1", "sata"},
      {"/dev/nvme0n1p2", "nvme"},
      {"/dev/rbd/pool/image", "ceph"},
      {"/dev/vg0/lv0", ""},
      {"/dev/sdb", ""}};
  for (const auto& [name, transport] : names) EXPECT_EQ(transport_of_device(name), transport) << name;
}

TEST(Disks, Kinds) {
  const HostView host = with_pools({kImages});
  const auto kinds = [&](const std::string& inner) { return read_text(disks(inner), host).value("guest.disk.kinds"); };
  EXPECT_EQ(kinds(block("/dev/nvme0n1")), R"(["block"])");
  EXPECT_EQ(kinds(block("/dev/nvme0n1", "lun")), R"(["pass-through"])");
  EXPECT_EQ(kinds("<hostdev type='scsi'><source protocol='iscsi'/></hostdev>"), R"(["pass-through"])");
  EXPECT_EQ(kinds("<disk type='file' device='disk'><source file='/images/a'/><shareable/></disk>"),
            R"(["image","shared"])");
  EXPECT_EQ(kinds("<disk type='network' device='disk'><source protocol='rbd' name='p/i'/></disk>"), R"(["image"])");
  EXPECT_EQ(kinds("<disk type='file' device='cdrom'><source file='/x.iso'/></disk>"), "[]");
}

TEST(Disks, NetworkProtocols) {
  const auto target = [](const std::string& protocol) {
    return read_text(disks("<disk type='network' device='disk'><source protocol='" + protocol + "'/></disk>"))
        .value("guest.disk.targets");
  };
  EXPECT_EQ(target("iscsi"), R"(["iscsi"])");
  EXPECT_EQ(target("rbd"), R"(["ceph"])");
  EXPECT_EQ(target("https"), R"(["http"])");
  EXPECT_EQ(target(""), "");
}

TEST(Disks, VolumesTakeTheirPools) {
  const std::string volume = "<disk type='volume' device='disk'><source pool='san' volume='v'/></disk>";
  const HostView host =
      with_pools({"<pool type='scsi'><name>san</name><source><adapter type='fc_host'/></source></pool>"});
  EXPECT_EQ(read_text(disks(volume), host).value("guest.disk.targets"), R"(["fibre-channel"])");
  EXPECT_EQ(read_text(disks(volume), host).value("guest.disk.kinds"), R"(["block"])");
  const hvc::Facts lost = read_text(disks(volume));
  EXPECT_EQ(detail(lost, "guest.disk.targets"), "the storage pool `san` could not be read");
  EXPECT_FALSE(lost.known("guest.disk.kinds"));
}

std::string overlay(const std::string& below, const std::string& path = "/images/a") {
  return disks("<disk type='file' device='disk'><source file='" + path + "'/>" + below + "</disk>");
}

TEST(Disks, TheImagesBelowCountToo) {
  const HostView host = with_pools({kImages, kNfs});
  const auto targets = [&](const std::string& below) {
    return read_text(overlay(below), host).value("guest.disk.targets");
  };
  EXPECT_EQ(targets("<backingStore/>"), R"(["local-file"])");
  EXPECT_EQ(targets("<backingStore type='file'><source file='/images/nas/base'/><backingStore/></backingStore>"),
            R"(["local-file","nfs"])");
  EXPECT_EQ(targets("<backingStore type='file'><source file='/images/b'/><backingStore type='network'>"
                    "<source protocol='rbd' name='p/i'/><backingStore/></backingStore></backingStore>"),
            R"(["ceph","local-file"])");
}

TEST(Disks, AnImageBelowThatIsUnknownLeavesTheListUnknown) {
  const hvc::Facts facts =
      read_text(overlay("<backingStore type='block'><source dev='/dev/vg0/base'/><backingStore/></backingStore>"),
                with_pools({kImages}));
  EXPECT_FALSE(facts.known("guest.disk.targets"));
  EXPECT_EQ(detail(facts, "guest.disk.targets"), "the name `/dev/vg0/base` does not tell its transport");
  EXPECT_EQ(facts.value("guest.disk.kinds"), R"(["image"])") << "the guest's disk is the topmost image";
}

TEST(Disks, WithoutAChainTheDisksOwnSourceCounts) {
  EXPECT_EQ(read_text(overlay(""), with_pools({kImages})).value("guest.disk.targets"), R"(["local-file"])");
}

TEST(Disks, NoDisksAreAnEmptyList) { EXPECT_EQ(read_text(disks("")).value("guest.disk.targets"), "[]"); }

TEST(Mounts, TheLongestMountPointWins) {
  const char* mounts =
      "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "30 22 0:40 / /images rw shared:2 master:1 - nfs4 nas:/vm rw\n"
      "31 30 8:2 / /images/fast rw - xfs /dev/sdb rw\n";
  EXPECT_EQ(filesystem_of(mounts, "/images/a"), "nfs4");
  EXPECT_EQ(filesystem_of(mounts, "/images/fast/a"), "xfs");
  EXPECT_EQ(filesystem_of(mounts, "/imagesx/a"), "ext4");
  EXPECT_EQ(filesystem_of("garbage\n\n1 2 3", "/a"), "");
}

TEST(Mounts, EscapesInAMountPointAreRead) {
  const char* mounts =
      "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
      "30 22 0:40 / /vm\\040images\\134a rw - nfs4 nas:/vm rw\n"
      "31 22 0:41 / /odd\\09 rw - xfs /dev/sdb rw\n";
  EXPECT_EQ(filesystem_of(mounts, "/vm images\\a/disk"), "nfs4");
  EXPECT_EQ(filesystem_of(mounts, "/vm\\040images\\134a/disk"), "ext4");
  EXPECT_EQ(filesystem_of(mounts, "/odd\\09/disk"), "xfs") << "no escape";
}

}  // namespace
}  // namespace hvlibvirt
