// Reading inventories: what is kept, and the exact text of every complaint.
#include <gtest/gtest.h>
#include <zstd.h>

#include "inventory/inventory.hpp"

namespace hvcompat {
namespace {

const std::string kHead =
    R"({"record":"inventory","schema":1,"target":"lab","uri":"qemu:///system","collected_at":"2026-11-20T22:42:00Z",)"
    R"("plugin":{"name":"libvirt","version":"1.0.0"}})"
    "\n";
const std::string kEnd = "{\"record\":\"end\"}\n";

ReadInventories read(const std::string& text) { return read_inventories("lab.ndjson", text); }

// All complaints, one a line, those of lost records marked.
std::string complaints(const ReadInventories& read) {
  std::string text;
  for (const Complaint& complaint : read.complaints) {
    text += (text.empty() ? "" : "\n") + std::string(complaint.lost_record ? "LOST " : "") + complaint.text;
  }
  return text;
}

std::string complaints_about(const std::string& line) { return complaints(read(kHead + line + "\n" + kEnd)); }

// The facts of the one guest, where the reader said nothing of lost records.
Facts facts_of(const std::string& members) {
  const auto all = read(kHead + R"({"record":"guest","id":"g1",)" + members + "}\n" + kEnd);
  return all.inventories.size() == 1 && all.inventories[0].guests.size() == 1 ? all.inventories[0].guests[0].facts
                                                                              : Facts{};
}

TEST(ReadInventory, KeepsEverything) {
  const auto all = read(kHead +
                        R"({"record":"cluster","id":"c1","name":"prod","facts":{"cluster.hosts":2}}
{"record":"host","id":"h1","name":"kvm01","cluster":"c1","facts":{"hypervisor.family":"kvm"}}
{"record":"guest","id":"g2","host":"h1","facts":{}}
{"record":"guest","id":"g1","name":"web-01","host":"h1","facts":{"guest.os.family":"windows"},"evidence":{"guest.os.family":"XML","guest.tpm":"x"},"unknown":{"guest.os.build":{"reason":"agent-off","detail":"no answer","remedy":"start it"}}}
{"record":"error","scope":"guest","id":"g9","code":"timeout","text":"gone","remedy":"wait"}
{"record":"end","clusters":1,"hosts":1,"guests":2,"errors":1}
)");
  EXPECT_EQ(complaints(all), "");
  ASSERT_EQ(all.inventories.size(), 1U);
  const Inventory& lab = all.inventories[0];
  EXPECT_EQ(lab.target + " " + lab.uri + " " + lab.collected_at, "lab qemu:///system 2026-11-20T22:42:00Z");
  EXPECT_EQ(lab.plugin_name + " " + lab.plugin_version, "libvirt 1.0.0");
  EXPECT_TRUE(lab.complete);
  EXPECT_EQ(*lab.clusters.at(0).facts.integer("cluster.hosts"), 2);
  EXPECT_EQ(lab.hosts.at(0).parent, "c1");
  ASSERT_EQ(lab.guests.size(), 2U);
  const Record& guest = lab.guests[0];
  EXPECT_EQ(guest.id + " " + guest.name + " " + guest.parent, "g1 web-01 h1");
  EXPECT_EQ(*guest.facts.text("guest.os.family"), "windows");
  EXPECT_EQ(guest.facts.find("guest.os.family")->evidence, "XML");
  EXPECT_EQ(guest.facts.find("guest.tpm"), nullptr);
  EXPECT_EQ(guest.facts.find("guest.os.build")->unknown.reason, "agent-off");
  EXPECT_EQ(guest.facts.find("guest.os.build")->unknown.remedy, "start it");
  EXPECT_EQ(lab.errors.at(0).remedy, "wait");
}

TEST(ReadInventory, SeveralOneAfterTheOther) {
  const auto all = read(kHead + kEnd + "\r\n" + kHead + R"({"record":"end","complete":false})");
  EXPECT_EQ(complaints(all), "");
  ASSERT_EQ(all.inventories.size(), 2U);
  EXPECT_TRUE(all.inventories[0].complete);
  EXPECT_FALSE(all.inventories[1].complete);
}

TEST(ReadInventory, AMissingEndMeansCutOff) {
  const auto all = read(kHead + R"({"record":"guest","id":"g1"})" + "\n" + kHead + kEnd);
  EXPECT_EQ(complaints(all),
            "LOST lab.ndjson: the inventory of `lab` has no end: it was cut off, what is whole is kept");
  ASSERT_EQ(all.inventories.size(), 2U);
  EXPECT_FALSE(all.inventories[0].complete);
  EXPECT_EQ(all.inventories[0].guests.size(), 1U);
  EXPECT_TRUE(all.inventories[1].complete);
}

TEST(ReadInventory, ALineCutInTheMiddleIsLostAndTheRestIsKept) {
  const auto all = read(kHead + "{\"record\":\"guest\",\"id\":\"g1\"}\n{\"record\":\"gue");
  EXPECT_EQ(complaints(all),
            "LOST lab.ndjson:3:11: line lost: the string does not end\n"
            "LOST lab.ndjson: the inventory of `lab` has no end: it was cut off, what is whole is kept");
  EXPECT_EQ(all.inventories.at(0).guests.size(), 1U);
}

TEST(ReadInventory, FactsThatCannotBe) {
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"guest.vcpu.count":"four"}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.vcpu.count`: `four` is not an integer");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"guest.vcpu.cuont":4}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.vcpu.cuont`: not in the vocabulary; did you mean "
            "`guest.vcpu.count`?");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"feature.suspend":"off"}})"),
            "lab.ndjson:2: guest `g1`: fact `feature.suspend`: a derived fact, which the core alone gives");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","unknown":{"customer.spla":{}}})"),
            "lab.ndjson:2: guest `g1`: fact `customer.spla`: a fact that the site file alone gives");
  EXPECT_EQ(complaints_about(R"({"record":"host","id":"h1","facts":{"guest.tpm":true}})"),
            "lab.ndjson:2: host `h1`: fact `guest.tpm`: a fact of a guest, not of a host");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"guest.tpm":{"a":[1]}}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.tpm`: an object is no value");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"guest.role":["a",2]}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.role`: a list must hold texts only");
}

TEST(ReadInventory, AWrongValueBecomesUnknownAndTheOthersStay) {
  const Facts facts = facts_of(R"("facts":{"guest.vcpu.count":"four","guest.tpm":true,"guest.nonsense":1})");
  EXPECT_FALSE(facts.find("guest.vcpu.count")->known());
  EXPECT_EQ(facts.find("guest.vcpu.count")->unknown.reason, "error");
  EXPECT_EQ(facts.find("guest.vcpu.count")->unknown.detail, "`four` is not an integer");
  EXPECT_EQ(*facts.boolean("guest.tpm"), true);
  EXPECT_EQ(facts.find("guest.nonsense"), nullptr);
}

TEST(ReadInventory, NullIsUnknownUnlessItIsSaidWhy) {
  const Facts facts =
      facts_of(R"("facts":{"guest.tpm":null,"guest.template":null},"unknown":{"guest.tpm":{"reason":"timeout"}})");
  EXPECT_EQ(facts.find("guest.tpm")->unknown.reason, "timeout");
  EXPECT_EQ(facts.find("guest.template")->unknown.reason, "not-asked");
}

TEST(ReadInventory, KnownAndUnknownAtOnce) {
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","unknown":{"guest.tpm":{}},"facts":{"guest.tpm":true}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.tpm`: known and unknown at once; the value is kept");
}

TEST(ReadInventory, AReasonThatIsNone) {
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","unknown":{"guest.tpm":{"reason":"lazy"}}})"),
            "lab.ndjson:2: guest `g1`: fact `guest.tpm`: `lazy` is not one of not-permitted, agent-off, not-exposed, "
            "timeout, error, not-asked");
}

TEST(ReadInventory, VendorsFactsAreKept) {
  const Facts facts = facts_of(R"("facts":{"x.acme.tier":"gold","x.acme.tags":["b","a","b"],"x.acme.load":0.5})");
  EXPECT_EQ(*facts.text("x.acme.tier"), "gold");
  EXPECT_EQ(*facts.list("x.acme.tags"), (TextList{"a", "b"}));
  EXPECT_EQ(*facts.get<double>("x.acme.load"), 0.5);
}

TEST(ReadInventory, LostRecords) {
  EXPECT_EQ(complaints_about("[]"), "LOST lab.ndjson:2: line lost: not a JSON object");
  EXPECT_EQ(complaints_about("{}"), "LOST lab.ndjson:2: line lost: not a record: `record` must name its kind");
  EXPECT_EQ(complaints_about(R"({"record":7})"),
            "LOST lab.ndjson:2: line lost: not a record: `record` must name its kind");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1"} x)"),
            "LOST lab.ndjson:2:30: line lost: text after the end of the JSON value");
  EXPECT_EQ(complaints_about("{\"record\":\"guest\",\"id\":\"\xff\"}"), "LOST lab.ndjson:2: line lost: not UTF-8");
  EXPECT_EQ(complaints_about(R"({"record":"guest"})"), "LOST lab.ndjson:2: guest lost: `id` is missing");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":7})"), "LOST lab.ndjson:2: guest lost: `id` must be a text");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","host":["h1"]})"),
            "LOST lab.ndjson:2: guest lost: `host` must be a text");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":[]})"),
            "LOST lab.ndjson:2: guest lost: `facts` must be an object");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","evidence":{"guest.tpm":1}})"),
            "LOST lab.ndjson:2: guest lost: the evidence of `guest.tpm` must be a text");
  EXPECT_EQ(complaints_about(R"({"record":"error","scope":"moon"})"),
            "LOST lab.ndjson:2: error lost: `moon` is not one of target, host, guest");
}

TEST(ReadInventory, DuplicateKeysAndIdsLoseTheRecord) {
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","id":"g2"})"),
            "LOST lab.ndjson:2: line lost: the key `id` stands here twice");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","facts":{"guest.tpm":true,"guest.t\u0070m":false}})"),
            "LOST lab.ndjson:2: line lost: the key `guest.tpm` stands here twice");
  const auto all = read(kHead +
                        "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"first\"}\n"
                        "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"second\"}\n"
                        "{\"record\":\"host\",\"id\":\"g1\"}\n" +
                        kEnd);
  EXPECT_EQ(complaints(all), "LOST lab.ndjson:3: guest `g1` lost: another record has the same id");
  EXPECT_EQ(all.inventories.at(0).guests.at(0).name, "first");
  EXPECT_EQ(all.inventories.at(0).hosts.size(), 1U);
  EXPECT_FALSE(all.inventories.at(0).complete);
}

TEST(ReadInventory, WhatALaterVersionWroteIsPassedOver) {
  EXPECT_EQ(complaints_about(R"({"record":"network","id":["n1"],"hosts":{"a":[1,{}]},"facts":3,"new":{"x":null}})"),
            "lab.ndjson:2: record of the unknown kind `network` passed over");
  EXPECT_EQ(complaints_about(R"({"record":"guest","id":"g1","new":{"deep":[[1,2,{"x":true}]]}})"), "");
  EXPECT_EQ(complaints_about(R"({"record":"progress","done":1,"total":2})"), "");
}

TEST(ReadInventory, ANewerSchemaIsLeftAloneAsAWhole) {
  const auto all =
      read("{\"record\":\"inventory\",\"schema\":2,\"target\":\"new\"}\n{\"record\":\"guest\",\"id\":5}\n" + kEnd +
           kHead + kEnd);
  EXPECT_EQ(complaints(all), "LOST lab.ndjson:1: inventory of schema 2, and this hvcompat reads schema 1");
  ASSERT_EQ(all.inventories.size(), 1U);
  EXPECT_EQ(all.inventories[0].target, "lab");
}

TEST(ReadInventory, TheGuestsOfABrokenHeadGoToNobody) {
  const auto all =
      read(kHead + "{\"record\":\"inventory\",\"target\":\"b\",}\n{\"record\":\"guest\",\"id\":\"g1\"}\n" + kEnd);
  EXPECT_EQ(complaints(all),
            "LOST lab.ndjson: the inventory of `lab` has no end: it was cut off, what is whole is kept\n"
            "LOST lab.ndjson:2:36: inventory lost: expected a key in double quotes");
  ASSERT_EQ(all.inventories.size(), 1U);
  EXPECT_TRUE(all.inventories[0].guests.empty());
}

TEST(ReadInventory, CountsThatDisagree) {
  const auto all = read(kHead + R"({"record":"end","clusters":0,"hosts":0,"guests":3,"errors":0})");
  EXPECT_EQ(complaints(all), "LOST lab.ndjson:2: the end counts 3 guests, and 0 are here");
  EXPECT_FALSE(all.inventories.at(0).complete);
}

TEST(ReadInventory, LinesOutsideAnInventoryAreToldOnce) {
  EXPECT_EQ(
      complaints(read("{\"record\":\"guest\",\"id\":\"g1\"}\nx\ny\n" + kHead + kEnd)),
      "LOST lab.ndjson:1: a guest record outside an inventory\nLOST lab.ndjson: 2 more lines outside an inventory");
  EXPECT_EQ(complaints(read("%PDF-1.7\n")), "LOST lab.ndjson:1:1: expected a value");
  EXPECT_EQ(complaints(read("")), "LOST lab.ndjson: no inventory in it");
}

TEST(ReadInventory, ZstdIsToldByItsFirstBytes) {
  const std::string plain = kHead + R"({"record":"guest","id":"g1"})" + "\n" + kEnd;
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
  const auto whole = read(packed + packed);
  EXPECT_EQ(complaints(whole), "");
  ASSERT_EQ(whole.inventories.size(), 2U);
  EXPECT_EQ(write_inventory(whole.inventories[0]), write_inventory(read(plain).inventories.at(0)));
  const auto half = read(packed.substr(0, packed.size() / 2));
  ASSERT_FALSE(half.complaints.empty());
  EXPECT_EQ(half.complaints[0].text, "lab.ndjson: the compressed data ends early");
  EXPECT_TRUE(half.complaints[0].lost_record);
}

TEST(ReadInventory, AFileThatCannotBeRead) {
  const auto missing = read_inventory_file("/nonexistent/lab.ndjson");
  ASSERT_FALSE(missing);
  EXPECT_EQ(to_text(missing.error()), "cannot read `/nonexistent/lab.ndjson`: no such file or directory");
}

}  // namespace
}  // namespace hvcompat
