// What is an address, what a word, and texts without the first.
#include "collect/pseudonyms.hpp"

#include <gmock/gmock.h>

#include "collect/text_scrub.hpp"

namespace hvcompat {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST(Shape, Addresses) {
  for (const char* text : {"10.1.2.3", "10.1.2.3:443", "10.0.0.0/8", "fe80::1%eth0", "[::1]:8006"})
    EXPECT_EQ(shape_of(text), TextShape::ip) << text;
  EXPECT_EQ(shape_of("52:54:00:12:34:56"), TextShape::mac);
  EXPECT_EQ(shape_of("6f9619ff-8b86-4011-b42d-00c04fc964ff"), TextShape::uuid);
  EXPECT_EQ(shape_of("vc.corp.example"), TextShape::host);
  EXPECT_EQ(shape_of("me@corp"), TextShape::mail);
  EXPECT_EQ(shape_of("https://vc/sdk"), TextShape::uri);
  for (const char* text : {"/etc/hosts", R"(\\srv\c$)", R"(C:\VMs)"})
    EXPECT_EQ(shape_of(text), TextShape::path) << text;
}

TEST(Shape, NumbersAndWords) {
  for (const char* text :
       {"4096", "9.4", "10.0.17763.1", "2026-11-20T22:42:00Z", "0x80070005", "16MiB", "2.40GHz", "v2"})
    EXPECT_EQ(shape_of(text), TextShape::number) << text;
  for (const char* text : {"kvm01", "read-only", "10.1.2.3-10.1.2.9", "pc-q35-rhel9.4.0", "bücher"})
    EXPECT_EQ(shape_of(text), TextShape::name) << text;
  EXPECT_EQ(shape_of("guest"), TextShape::word);
}

TEST(Pseudonym, KeepsTheShapeThatReadersNeed) {
  const Pseudonyms some("some key");
  EXPECT_THAT(some.of("6f9619ff-8b86-4011-b42d-00c04fc964ff"),
              MatchesRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  EXPECT_THAT(some.of("qemu+ssh://kvm01/system"), MatchesRegex("qemu\\+ssh://[a-z2-7]{13}"));
  EXPECT_THAT(some.of("web-01"), MatchesRegex("name-[a-z2-7]{13}"));
  EXPECT_EQ(some.of(""), "");
  EXPECT_EQ(some.of("web-01"), Pseudonyms("some key").of("web-01"));
  EXPECT_NE(some.of("web-01"), Pseudonyms("other key").of("web-01"));
}

class Scrub : public testing::Test {
 protected:
  Scrub() {
    scrub_.add_name("Payroll DB (old)"), scrub_.add_name("db"), scrub_.add_name("Web-01"), scrub_.add_name("4711");
  }
  std::string name(const char* text) const { return some_.of(text); }

  Pseudonyms some_{"some key"};
  TextScrub scrub_{some_};
};

TEST_F(Scrub, NamesInAnyCase) {
  EXPECT_EQ(scrub_.text("WEB-01 vanished"), name("Web-01") + " vanished");
  EXPECT_EQ(scrub_.text("no Payroll DB (old), no web-01."),
            "no " + name("Payroll DB (old)") + ", no " + name("Web-01") + ".");
}

TEST_F(Scrub, PartOfAWordIsNoName) { EXPECT_EQ(scrub_.product("web-011"), "web-011"); }

TEST_F(Scrub, SentencesStayReadable) {
  for (const char* text :
       {"the agent did not answer within 300 ms", "no `guest.os.build`: agent-off", "4711 of 5 guests"})
    EXPECT_EQ(scrub_.text(text), text);
}

TEST_F(Scrub, WordsThatAreNoWordsGo) {
  for (const char* text :
       {"connection to kvm07 lost", "see `intranet`", "user 'anna'", "srv_x", "CORP\\svc", "a.b.example,"})
    for (const char* leak : {"kvm07", "intranet", "anna", "srv_x", "CORP", "example"})
      EXPECT_THAT(scrub_.text(text), Not(HasSubstr(leak)));
}

TEST_F(Scrub, AddressesInProductsGo) {
  EXPECT_EQ(scrub_.product("Xeon E5-2680 v4 @ 2.40GHz"), "Xeon E5-2680 v4 @ 2.40GHz");
  EXPECT_THAT(scrub_.product("agent 9.1 at 10.1.2.3"), MatchesRegex("agent 9\\.1 at ip-[a-z2-7]+"));
}

}  // namespace
}  // namespace hvcompat
