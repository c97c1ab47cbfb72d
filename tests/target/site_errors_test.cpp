// Each mistake in a site file: place, words and hint.
#include <gtest/gtest.h>

#include "target/site.hpp"

namespace hvcompat {
namespace {

// Place, message and help of all errors, without the excerpts; "" where there are none.
std::string errors_of(const std::string& text) {
  const auto site = parse_site("site.json", text);
  if (site) return "";
  std::string told;
  for (const Error& error : site.error()) {
    if (!told.empty()) told += "\n";
    told += std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + ": " + error.message;
    if (!error.help.empty()) told += " [" + error.help + "]";
  }
  return told;
}

std::string target_errors(const std::string& members) {
  return errors_of("{\"targets\":[\n{\"name\":\"lab\",\"uri\":\"qemu:///system\"" + members + "}]}");
}

std::string attest_errors(const std::string& facts) {
  return errors_of("{\"attest\":[{\"facts\":{\n" + facts + "}}]}");
}

TEST(SiteErrors, WholeText) {
  EXPECT_EQ(to_text(parse_site("site.json", "{\"targts\": []}").error()),
            "site.json:1:2: unknown key `targts`\n"
            "    {\"targts\": []}\n"
            "     ^ did you mean `targets`?");
}

TEST(SiteErrors, AllAtOnceInTheOrderOfTheText) {
  EXPECT_EQ(errors_of("{\"profil\":\"x\",\n\"customer\":{\"spla\":1},\n\"waivers\":{}}"),
            "1:2: unknown key `profil` [did you mean `profile`?]\n"
            "2:20: fact `customer.spla`: `1` is not true or false\n"
            "3:11: `waivers` must be an array, not an object");
}

TEST(SiteErrors, NotJson) { EXPECT_NE(errors_of("{\"targets\":[}").find("1:13: "), std::string::npos); }

TEST(SiteErrors, FileThatIsNotThere) { EXPECT_EQ(read_site_file("/nonexistent/site.json").error().size(), 1U); }

TEST(SiteErrors, TargetWithoutUri) {
  EXPECT_EQ(errors_of(R"({"targets":[{"name":"lab"}]})"), "1:13: target: `uri` is missing");
}

TEST(SiteErrors, TargetWithABadUri) {
  EXPECT_EQ(errors_of(R"({"targets":[{"name":"lab","uri":"lab"}]})"),
            "1:33: `lab` is no URI: it begins with no scheme [write it like `qemu:///system`]");
}

TEST(SiteErrors, SameNameTwice) {
  EXPECT_EQ(errors_of("{\"targets\":[{\"name\":\"a\",\"uri\":\"q:\"},\n{\"name\":\"a\",\"uri\":\"r:\"}]}"),
            "2:9: target `a` is there twice [give each a name of its own]");
}

TEST(SiteErrors, UnknownKeyOfATarget) {
  EXPECT_EQ(target_errors(R"(,"optons":{})"), "2:38: target: unknown key `optons` [did you mean `options`?]");
}

TEST(SiteErrors, SecretFromTwoPlaces) {
  EXPECT_EQ(target_errors(R"(,"secret":{"env":"A","file":"b"})"),
            "2:47: secret `password`: exactly one of `env`, `file` and `command` is needed");
}

TEST(SiteErrors, SecretInTheFileItself) {
  EXPECT_EQ(target_errors(R"(,"secret":"swordfish")"), "2:47: secret `password`: expected an object, not a string");
}

TEST(SiteErrors, SecretCommandWithoutAProgram) {
  EXPECT_EQ(target_errors(R"(,"secret":{"command":[]})"),
            "2:58: `command` must name a program [write it like [\"pass\", \"show\", \"lab\"]]");
}

TEST(SiteErrors, SecretGivenTwice) {
  EXPECT_EQ(target_errors(R"(,"secret":{"env":"A"},"secrets":{"password":{"env":"B"}})"),
            "2:81: secret `password` is given twice");
}

TEST(SiteErrors, OptionsThatAreNoObject) {
  EXPECT_EQ(target_errors(R"(,"options":[])"), "2:48: target: `options` must be an object, not an array");
}

TEST(SiteErrors, UnknownFactOfTheCustomer) {
  EXPECT_EQ(errors_of(R"({"customer":{"suport_agreement":"premier"}})"),
            "1:14: unknown fact `suport_agreement` of the customer [did you mean `support_agreement`?]");
}

TEST(SiteErrors, ValueOfAnEnumeration) {
  EXPECT_EQ(errors_of(R"({"customer":{"support_agreement":"gold"}})"),
            "1:34: fact `customer.support_agreement`: `gold` is not one of none, standard, premier");
}

TEST(SiteErrors, Vendor) {
  EXPECT_EQ(errors_of(R"({"vendors":{"acme":{"relationship":"nonne"}}})"),
            "1:36: vendor `acme`: `nonne` is no `relationship` [did you mean `none`?]");
  EXPECT_EQ(errors_of(R"({"vendors":{"acme":{}}})"), "1:20: vendor `acme`: `relationship` is missing");
  EXPECT_EQ(errors_of(R"({"vendors":{"acme":"none"}})"), "1:20: vendor `acme`: expected an object, not a string");
}

TEST(SiteErrors, AttestedUnknownFact) {
  EXPECT_EQ(attest_errors(R"("guest.rol":["dns"])"), "2:1: unknown fact `guest.rol` [did you mean `guest.role`?]");
}

TEST(SiteErrors, AttestedDerivedFact) {
  EXPECT_EQ(attest_errors(R"("svvp.status":"validated")"),
            "2:1: `svvp.status` cannot be attested: hvcompat derives it [attest the facts that it comes from]");
}

TEST(SiteErrors, AttestedFactOfTheCustomer) {
  EXPECT_EQ(attest_errors(R"("customer.spla":true)"),
            "2:1: `customer.spla` is a fact of the customer [give it under `customer`]");
}

TEST(SiteErrors, AttestedValues) {
  EXPECT_EQ(attest_errors(R"("guest.vcpu.count":null)"),
            "2:20: fact `guest.vcpu.count`: null is no value of a fact [leave out what is not known]");
  EXPECT_EQ(attest_errors(R"("guest.role":["dns",1])"), "2:21: fact `guest.role`: a list holds texts, not an integer");
}

TEST(SiteErrors, AttestWithoutFacts) {
  EXPECT_EQ(errors_of(R"({"attest":[{"guest":"*"}]})"), "1:12: attest[0]: `facts` is missing");
}

TEST(SiteErrors, WaiverForNobody) {
  EXPECT_EQ(errors_of(R"({"waivers":[{"rule":"a1","reason":"r","owner":"o","expires":"2027-01-31"}]})"),
            "1:13: waiver: `guest` or `host` is missing [name whom it is for, with `*` and `?` where need be]");
}

TEST(SiteErrors, WaiverWithoutEnd) {
  EXPECT_EQ(errors_of(R"({"waivers":[{"guest":"*","rule":"a1","reason":"r","owner":"o"}]})"),
            "1:13: waiver: `expires` is missing");
  EXPECT_EQ(errors_of(R"({"waivers":[{"guest":"*","rule":"a1","reason":"r","owner":"o","expires":"2027-02-30"}]})"),
            "1:73: waiver: `2027-02-30` is no date [write it like 2027-01-31]");
}

TEST(SiteErrors, WaiverWithoutAReason) {
  EXPECT_EQ(errors_of(R"({"waivers":[{"guest":"*","rule":"a1","reason":"","owner":"o","expires":"2027-01-31"}]})"),
            "1:47: waiver: `reason` is empty");
}

}  // namespace
}  // namespace hvcompat
