// The saved form: its exact bytes, and that reading and writing again changes nothing.
#include <gtest/gtest.h>

#include "inventory/inventory.hpp"

namespace hvcompat {
namespace {

Inventory lab() {
  Inventory lab;
  lab.target = "lab";
  lab.uri = "qemu:///system";
  lab.collected_at = "2026-11-20T22:42:00Z";
  lab.plugin_name = "libvirt";
  lab.plugin_version = "1.0.0";
  Record guest{"g2", "web \"02\"", "h1", {}};
  guest.facts.set("guest.tpm", Fact::of(true, "XML"));
  guest.facts.set("guest.role", Fact::of(TextList{"exchange", "sql-server"}, ""));
  guest.facts.set("guest.os.build", Fact::missing("agent-off", "", "start it"));
  guest.facts.set("x.acme.load", Fact::of(2.0, ""));
  lab.guests = {guest, Record{"g1", "", "", {}}};
  lab.hosts = {Record{"h1", "kvm01", "c1", {}}};
  lab.clusters = {Record{"c1", "prod", "", {}}};
  lab.errors = {{"target", "", "auth", "b", ""}, {"guest", "g9", "timeout", "a", "wait"}};
  return lab;
}

constexpr const char* kSaved =
    R"({"record":"inventory","schema":1,"target":"lab","uri":"qemu:///system","collected_at":"2026-11-20T22:42:00Z","plugin":{"name":"libvirt","version":"1.0.0"}}
{"record":"cluster","id":"c1","name":"prod","facts":{}}
{"record":"host","id":"h1","name":"kvm01","cluster":"c1","facts":{}}
{"record":"guest","id":"g1","facts":{}}
{"record":"guest","id":"g2","name":"web \"02\"","host":"h1","facts":{"guest.role":["exchange","sql-server"],"guest.tpm":true,"x.acme.load":2.0},"evidence":{"guest.tpm":"XML"},"unknown":{"guest.os.build":{"reason":"agent-off","remedy":"start it"}}}
{"record":"error","scope":"guest","id":"g9","code":"timeout","text":"a","remedy":"wait"}
{"record":"error","scope":"target","code":"auth","text":"b"}
{"record":"end","clusters":1,"hosts":1,"guests":2,"errors":2}
)";

TEST(WriteInventory, SortedWithKeysInOrder) { EXPECT_EQ(write_inventory(lab()), kSaved); }

TEST(WriteInventory, ReadingBackGivesTheSameBytes) {
  const auto all = read_inventories("f", kSaved);
  EXPECT_TRUE(all.complaints.empty());
  ASSERT_EQ(all.inventories.size(), 1U);
  EXPECT_EQ(write_inventory(all.inventories[0]), kSaved);
}

TEST(WriteInventory, AnIncompleteOneSaysSo) {
  Inventory failed;
  failed.target = "lab";
  failed.complete = false;
  const std::string text = write_inventory(failed);
  EXPECT_TRUE(
      text.ends_with("{\"record\":\"end\",\"clusters\":0,\"hosts\":0,\"guests\":0,\"errors\":0,\"complete\":false}\n"))
      << text;
  const auto all = read_inventories("f", text);
  EXPECT_TRUE(all.complaints.empty());
  EXPECT_FALSE(all.inventories.at(0).complete);
}

TEST(WriteInventory, WhatTheReaderHadToMendIsStableFromThenOn) {
  const auto mended = read_inventories("f", R"({"record":"inventory","target":"lab"}
{"record":"guest","id":"g1","facts":{"guest.vcpu.count":"four","guest.role":["b","a"],"nonsense":1,"guest.tpm":null}}
{"record":"guest","id":"g1"}
{"record":"end"})");
  const std::string once = write_inventory(mended.inventories.at(0));
  const auto again = read_inventories("f", once);
  EXPECT_TRUE(again.complaints.empty());
  EXPECT_EQ(write_inventory(again.inventories.at(0)), once);
}

}  // namespace
}  // namespace hvcompat
