// Secrets are taken out of texts; facts that others decide by stay what they are.
#include "collect/redact.hpp"

#include <gmock/gmock.h>

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Redact, EveryOccurrence) {
  EXPECT_EQ(redacted("swordfish, swordfishswordfish", {"swordfish"}), "***, ******");
  EXPECT_EQ(redacted("nothing", {}), "nothing");
}

TEST(Redact, PasswordOfTheUri) {
  EXPECT_THAT(secrets_of(target_from_uri("vpx://me:swordfish@vc/").value(), {}), ElementsAre("swordfish"));
  EXPECT_THAT(secrets_of(target_from_uri("vpx://me@vc/").value(), {}), IsEmpty());
}

TEST(Redact, LongestFirstAndNoShortOnes) {
  EXPECT_THAT(secrets_of(target_from_uri("a://h").value(), {"", "kvm", "fish", "swordfish"}),
              ElementsAre("swordfish", "fish"));
}

TEST(Redact, Inventory) {
  Inventory inventory;
  Record guest;
  guest.id = "fish";
  guest.name = "fish-01";
  guest.facts.set("guest.tools.version", Fact::of(Value(std::string("v fish")), "call fish"));
  guest.facts.set("guest.os.family", Fact::of(Value(std::string("windows")), ""));
  guest.facts.set("guest.os.build", Fact::missing("error", "fish", "no fish"));
  guest.facts.set("x.acme.note", Fact::of(Value(TextList{"a fish", "b"}), ""));
  inventory.guests.push_back(guest);
  inventory.errors.push_back({"target", "", "auth", "fish refused", "other fish"});
  redact(inventory, {"windows", "fish"});
  const Record& clean = inventory.guests[0];
  EXPECT_EQ(clean.id, "fish");
  EXPECT_EQ(clean.name, "***-01");
  EXPECT_EQ(*clean.facts.text("guest.tools.version"), "v ***");
  EXPECT_EQ(clean.facts.find("guest.tools.version")->evidence, "call ***");
  EXPECT_EQ(*clean.facts.text("guest.os.family"), "windows");
  EXPECT_EQ(clean.facts.find("guest.os.build")->unknown.detail, "***");
  EXPECT_THAT(*clean.facts.list("x.acme.note"), ElementsAre("a ***", "b"));
  EXPECT_EQ(inventory.errors[0].text, "*** refused");
  EXPECT_EQ(inventory.errors[0].remedy, "other ***");
}

}  // namespace
}  // namespace hvcompat
