// Memory: units, limits, guarantees, and what is never guessed.
#include "reading.hpp"

namespace hvlibvirt {
namespace {

TEST(Memory, UnitsAreLibvirts) {
  const auto configured = [](const std::string& element) {
    return read_text("<domain><name>g</name>" + element + "</domain>").value("guest.memory.configured_mib");
  };
  EXPECT_EQ(configured("<memory>1048576</memory>"), "1024");
  EXPECT_EQ(configured("<memory unit='GiB'>3</memory>"), "3072");
  EXPECT_EQ(configured("<memory unit='bytes'>1048577</memory>"), "1") << "libvirt counts whole KiB";
  EXPECT_EQ(configured("<memory unit='KiB'>1025</memory>"), "2") << "a part of a MiB counts";
  EXPECT_EQ(configured("<memory unit='MB'>1024</memory>"), "977");
  EXPECT_EQ(configured("<memory>lots</memory>"), "");
  EXPECT_EQ(configured(""), "");
}

TEST(Memory, CurrentIsTheConfiguredWhereTheDefinitionIsSilent) {
  EXPECT_EQ(read_text(domain("")).value("guest.memory.current_mib"), "4096");
  EXPECT_EQ(read_text(domain("<currentMemory unit='MiB'>1024</currentMemory>")).value("guest.memory.current_mib"),
            "1024");
}

TEST(Memory, NoHardLimitMeansNoLimitBelowWhatWasConfigured) {
  EXPECT_EQ(read_text(domain("")).value("guest.memory.limit_mib"), "4096");
  const std::string unlimited = "<memtune><hard_limit unit='KiB'>9007199254740991</hard_limit></memtune>";
  EXPECT_EQ(read_text(domain(unlimited)).value("guest.memory.limit_mib"), "4096");
  const std::string tight = "<memtune><hard_limit unit='GiB'>2</hard_limit></memtune>";
  EXPECT_EQ(read_text(domain(tight)).value("guest.memory.limit_mib"), "2048");
}

TEST(Memory, QemuGuaranteesOnlyWhatIsLockedOrHuge) {
  const hvc::Facts plain = read_text(domain(""));
  EXPECT_EQ(plain.value("guest.memory.reserved_mib"), "0");
  EXPECT_EQ(plain.value("guest.memory.locked"), "false");
  for (const char* backing : {"<locked/>", "<hugepages/>"}) {
    const hvc::Facts facts = read_text(domain(std::string("<memoryBacking>") + backing + "</memoryBacking>"));
    EXPECT_EQ(facts.value("guest.memory.reserved_mib"), "4096") << backing;
    EXPECT_EQ(facts.value("guest.memory.locked"), "true") << backing;
    EXPECT_EQ(facts.value("guest.memory.swapped_mib"), "0") << backing;
    EXPECT_EQ(facts.value("guest.memory.compressed_mib"), "0") << backing;
  }
}

std::string huge_pages(const std::string& pages, const std::string& more = "") {
  return domain("<memoryBacking><hugepages>" + pages + "</hugepages>" + more +
                "</memoryBacking><cpu><numa><cell id='0' memory='1048576'/><cell id='1' memory='1' unit='GiB'/>"
                "<cell id='2' memory='2' unit='GiB'/></numa></cpu>");
}

TEST(Memory, HugePagesForSomeCellsGuaranteeTheseCellsOnly) {
  const std::pair<const char*, const char*> rows[] = {
      {"<page size='2048' nodeset='0'/>", "1024"},      {"<page size='2048' nodeset='1-2'/>", "3072"},
      {"<page size='2048' nodeset='0-2,^1'/>", "3072"}, {"<page size='2048' nodeset='0,2'/>", "3072"},
      {"<page size='2048' nodeset='^1,7'/>", "0"},      {"<page size='2048' nodeset='0x,-2'/>", "0"}};
  for (const auto& [pages, reserved] : rows) {
    const hvc::Facts facts = read_text(huge_pages(pages));
    EXPECT_EQ(facts.value("guest.memory.locked"), "false") << pages;
    EXPECT_EQ(facts.value("guest.memory.reserved_mib"), reserved) << pages;
    EXPECT_EQ(facts.value("guest.memory.page_sharing_allowed"), "true") << pages;
    EXPECT_FALSE(facts.known("guest.memory.swapped_mib")) << pages;
    EXPECT_FALSE(facts.known("guest.memory.shared_mib")) << pages;
  }
}

TEST(Memory, HugePagesForEveryCellAreAllOfIt) {
  for (const char* pages : {"", "<page size='2048'/>", "<page size='2048' nodeset='0-2'/>",
                            "<page size='2048' nodeset='0'/><page size='1048576' nodeset='1,2'/>",
                            "<page size='2048' nodeset='0'/><page size='1048576'/>"}) {
    const hvc::Facts facts = read_text(huge_pages(pages));
    EXPECT_EQ(facts.value("guest.memory.locked"), "true") << pages;
    EXPECT_EQ(facts.value("guest.memory.reserved_mib"), "4096") << pages;
    EXPECT_EQ(facts.value("guest.memory.page_sharing_allowed"), "false") << pages;
  }
}

TEST(Memory, LockedMemoryIsAllGuaranteedWhateverIsInHugePages) {
  const hvc::Facts facts = read_text(huge_pages("<page size='2048' nodeset='0'/>", "<locked/>"));
  EXPECT_EQ(facts.value("guest.memory.locked"), "true");
  EXPECT_EQ(facts.value("guest.memory.reserved_mib"), "4096");
  EXPECT_EQ(facts.value("guest.memory.page_sharing_allowed"), "true");
}

TEST(Memory, WhatTheHostTookIsUnknownWhereNothingRulesItOut) {
  const hvc::Facts facts = read_text(domain(""));
  EXPECT_EQ(reason(facts, "guest.memory.swapped_mib"), "not-exposed");
  EXPECT_EQ(reason(facts, "guest.memory.shared_mib"), "not-exposed");
  EXPECT_EQ(facts.why_unknown("guest.memory.swapped_mib")->remedy,
            "read it on the host, or lock the guest's memory (memoryBacking/locked)");
}

TEST(Memory, AHostThatSwapsAndSharesNothingSettlesIt) {
  HostView host = qemu_host();
  host.swap_in_use = false;
  host.page_sharing = false;
  const hvc::Facts facts = read_text(domain(""), host);
  EXPECT_EQ(facts.value("guest.memory.swapped_mib"), "0");
  EXPECT_EQ(facts.value("guest.memory.shared_mib"), "0");
  host.swap_in_use = true;
  host.page_sharing = true;
  const hvc::Facts open = read_text(domain(""), host);
  EXPECT_FALSE(open.known("guest.memory.swapped_mib"));
  EXPECT_FALSE(open.known("guest.memory.shared_mib"));
}

TEST(Memory, AGuestThatDoesNotRunHasNothingTaken) {
  const hvc::Facts facts = read_text(domain("", false));
  for (const char* fact : {"guest.memory.swapped_mib", "guest.memory.shared_mib", "guest.memory.compressed_mib"})
    EXPECT_EQ(facts.value(fact), "0") << fact;
}

TEST(Memory, SharingIsAllowedUnlessTheBackingForbidsIt) {
  EXPECT_EQ(read_text(domain("")).value("guest.memory.page_sharing_allowed"), "true");
  for (const char* backing : {"<nosharepages/>", "<hugepages/>", "<access mode='shared'/>"})
    EXPECT_EQ(read_text(domain(std::string("<memoryBacking>") + backing + "</memoryBacking>"))
                  .value("guest.memory.page_sharing_allowed"),
              "false")
        << backing;
}

TEST(Memory, Balloon) {
  const hvc::Facts with = read_text(domain("<devices><memballoon model='virtio'/></devices>"));
  EXPECT_EQ(with.value("guest.memory.balloon_device"), "true");
  EXPECT_EQ(reason(with, "guest.memory.dynamic"), "not-exposed");
  const hvc::Facts without = read_text(domain("<devices><memballoon model='none'/></devices>"));
  EXPECT_EQ(without.value("guest.memory.balloon_device"), "false");
  EXPECT_EQ(without.value("guest.memory.ballooned_mib"), "0");
  EXPECT_EQ(without.value("guest.memory.dynamic"), "false");
  const hvc::Facts mem = read_text(domain("<devices><memballoon model='none'/><memory model='virtio-mem'/></devices>"));
  EXPECT_EQ(mem.value("guest.memory.dynamic"), "true");
}

TEST(Memory, ADriverThatTranslatesTellsOnlyWhatIsThere) {
  HostView host;
  host.driver = driver_of_type("VBOX");
  const hvc::Facts facts = read_text(domain(""), host);
  EXPECT_EQ(facts.value("guest.memory.configured_mib"), "4096");
  for (const char* fact : {"guest.memory.limit_mib", "guest.memory.locked", "guest.memory.balloon_device",
                           "guest.memory.reserved_mib", "guest.tpm", "guest.secure_boot", "guest.hot_add"})
    EXPECT_FALSE(facts.known(fact)) << fact;
}

TEST(Vcpus, CurrentAndHotAdd) {
  const hvc::Facts facts = read_text(
      "<domain><memory>1024</memory><maxMemory slots='4' unit='GiB'>64</maxMemory><vcpu current='2'>8</vcpu></domain>");
  EXPECT_EQ(facts.value("guest.vcpu.count"), "2");
  EXPECT_EQ(facts.value("guest.hot_add"), R"(["cpu","memory"])");
  EXPECT_EQ(read_text(domain("")).value("guest.hot_add"), "[]");
  EXPECT_EQ(read_text(domain("<maxMemory unit='GiB'>64</maxMemory>")).value("guest.hot_add"), "[]") << "no slots";
}

TEST(Definition, WhatIsNoDomainIsRefused) {
  DomainDocument document;
  for (const char* text : {"", "<domain", "<network/>", "\xff\xfe", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"})
    EXPECT_FALSE(load_domain(document, text)) << text;
}

}  // namespace
}  // namespace hvlibvirt
