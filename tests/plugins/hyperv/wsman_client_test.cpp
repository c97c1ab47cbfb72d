// What the client does with the answers that it gets: pages, restarts, smaller pages, and when it gives up.
#include "wsman_client.hpp"

#include <gtest/gtest.h>

#include "wsman_script.hpp"

using namespace hvhyperv;
using namespace wsmantest;

namespace {

const ClassQuery kQuery{kCimv2, "Some_Class", "SELECT Name FROM Some_Class"};

hvc::Reason reason_after(Script& script) {
  WsmanClient client = script.client();
  const ClassReading reading = client.read(kQuery);
  EXPECT_TRUE(reading.instances.empty());
  EXPECT_TRUE(reading.unknown);
  return reading.unknown ? reading.unknown->reason : hvc::Reason::not_asked;
}

hvc::Failure failure_of_identify(Script& script) {
  WsmanClient client = script.client();
  try {
    client.identify();
  } catch (const hvc::Failure& failure) {
    return failure;
  }
  return {"none", "it worked"};
}

std::string header(const std::string& request, const std::string& name) {
  return between(between(request, "<" + name, "/" + name), ">", "<");
}

}  // namespace

TEST(WsmanClient, OneRoundTripWhereAllFitsIntoTheFirstAnswer) {
  Script script;
  script.says(enumerated(fragment("a") + fragment("b"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a b ");
  EXPECT_EQ(actions(script), "Enumerate");
  EXPECT_NE(script.requests[0].find("wmi/root/cimv2/*<"), std::string::npos);
}

TEST(WsmanClient, PullsWithTheLastContextUntilTheEnd) {
  Script script;
  script.says(enumerated(fragment("a"), "c1")).says(pulled(fragment("b"), "c2")).says(pulled("", "c3"));
  script.says("<n:PullResponse><n:Items>" + fragment("c") + "</n:Items></n:PullResponse>");  // no context: the same
  script.says(pulled(fragment("d"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a b c d ");
  EXPECT_EQ(actions(script), "Enumerate Pull Pull Pull Pull");
  for (std::size_t i = 1; i < 5; ++i)
    EXPECT_EQ(header(script.requests[i], "n:EnumerationContext"), i < 3 ? "c" + std::to_string(i) : "c3");
}

TEST(WsmanClient, ServerThatIgnoresOptimization) {
  Script script;
  script.says("<n:EnumerateResponse><n:EnumerationContext>c</n:EnumerationContext></n:EnumerateResponse>");
  script.says(pulled(fragment("a"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
}

TEST(WsmanClient, BeginsOnceMoreWhereTheServerForgotAndForgetsWhatItHad) {
  Script script;
  script.says(enumerated(fragment("a"), "c1")).says(fault("n:InvalidEnumerationContext", ""), 500);
  script.says(enumerated(fragment("a"), "d1")).says(pulled(fragment("b"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a b ");
  EXPECT_EQ(actions(script), "Enumerate Pull Enumerate Pull");
}

TEST(WsmanClient, DoesNotBeginAThirdTime) {
  Script script;
  for (int i = 0; i < 2; ++i)
    script.says(enumerated(fragment("a"), "c")).says(fault("n:InvalidEnumerationContext", ""), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
  EXPECT_TRUE(script.all_said());
}

TEST(WsmanClient, LatePullsAreSentAgain) {
  Script script;
  script.says(enumerated(fragment("a"), "c1"));
  script.says(fault("w:TimedOut", windows_fault("2150858793")), 500).says(fault("w:TimedOut", ""), 500);
  script.says(pulled(fragment("b"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a b ");
  EXPECT_EQ(header(script.requests[3], "n:EnumerationContext"), "c1");
}

TEST(WsmanClient, PullsThatStayLateAreATimeoutAndReleased) {
  Script script;
  script.says(enumerated(fragment("a"), "c1"));
  for (int i = 0; i < 3; ++i) script.says(fault("w:TimedOut", ""), 500);
  script.says("");
  EXPECT_EQ(reason_after(script), hvc::Reason::timeout);
  EXPECT_EQ(actions(script), "Enumerate Pull Pull Pull Release");
}

TEST(WsmanClient, AHundredEmptyPagesInARowMayComeAndNoMore) {
  Script patient;
  patient.says(enumerated("", "c"));
  for (int i = 1; i < 100; ++i) patient.says(pulled("", "c"));
  patient.says(pulled(fragment("a"), ""));
  WsmanClient client = patient.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  Script endless;
  endless.says(enumerated("", "c"));
  for (int i = 1; i <= 100; ++i) endless.says(pulled("", "c"));
  endless.says("");  // to the release
  EXPECT_EQ(reason_after(endless), hvc::Reason::error);
  EXPECT_TRUE(endless.all_said());
}

TEST(WsmanClient, InstancesOfAClassAreCounted) {
  WsmanLimits limits;
  EXPECT_EQ(limits.instances, 4'000'000U);
  limits.instances = 2;
  Script script;
  script.says(enumerated(fragment("a") + fragment("b"), "c")).says(pulled("", ""));
  script.says(enumerated(fragment("a") + fragment("b") + fragment("c"), "c")).says("");
  WsmanClient client = script.client(limits);
  EXPECT_EQ(names_of(client.read(kQuery)), "a b ");
  EXPECT_TRUE(client.read(kQuery).unknown);
  EXPECT_TRUE(script.all_said());
}

TEST(WsmanClient, SmallerPagesWhereTheAnswerIsTooLarge) {
  Script script;
  script.says(fault("w:EncodingLimit", windows_fault("2150858824")), 500);
  script.says(fault("w:EncodingLimit", windows_fault("2150858824")), 500);
  script.says(enumerated(fragment("a"), ""));
  script.says(enumerated(fragment("b"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  EXPECT_EQ(header(script.requests[0], "w:MaxElements"), "32000");
  EXPECT_EQ(header(script.requests[1], "w:MaxElements"), "100");
  EXPECT_EQ(header(script.requests[2], "w:MaxElements"), "10");
  client.read(kQuery);
  EXPECT_EQ(header(script.requests[3], "w:MaxElements"), "32000") << "only that class has large instances";
}

TEST(WsmanClient, AnInstanceLargerThanAnyAnswer) {
  Script script;
  for (int i = 0; i < 4; ++i) script.says(fault("w:EncodingLimit", windows_fault("2150858824")), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
  EXPECT_EQ(header(script.requests[3], "w:MaxElements"), "1");
}

TEST(WsmanClient, SmallerEnvelopesWhereTheServerGivesNoLargeOnesAndForGood) {
  Script script;
  script.says(fault("w:EncodingLimit", windows_fault("2150858825")), 500);
  script.says(enumerated(fragment("a"), "")).says(enumerated(fragment("b"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  EXPECT_EQ(names_of(client.read(kQuery)), "b ");
  EXPECT_EQ(header(script.requests[0], "w:MaxEnvelopeSize"), "512000");
  EXPECT_EQ(header(script.requests[1], "w:MaxEnvelopeSize"), "153600");
  EXPECT_EQ(header(script.requests[2], "w:MaxEnvelopeSize"), "153600");
}

TEST(WsmanClient, WiderQueryWhereTheHostLacksAProperty) {
  Script script;
  script.says(fault("n:CannotProcessFilter", windows_fault("2147749911")), 500).says(enumerated(fragment("a"), ""));
  WsmanClient client = script.client();
  const ClassReading reading = client.read({kCimv2, "C", "SELECT A, Fresh FROM C WHERE A='from x'"});
  EXPECT_EQ(names_of(reading), "a ");
  EXPECT_NE(script.requests[1].find("\">SELECT * FROM C WHERE A='from x'<"), std::string::npos);
}

TEST(WsmanClient, NoSuchClassIsNotExposedAndAskedForOnce) {
  Script script;
  script.says(fault("n:CannotProcessFilter", windows_fault("2147749904")), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::not_exposed);
}

TEST(WsmanClient, NoSuchNamespaceMayLookLikeABadFilter) {
  Script script;
  for (int i = 0; i < 2; ++i) script.says(fault("n:CannotProcessFilter", windows_fault("2150858778")), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::not_exposed);
}

TEST(WsmanClient, WholeClassWhereTheServerKnowsNoWql) {
  Script script;
  script.says(fault("n:FilterDialectRequestedUnavailable", ""), 500).says(enumerated(fragment("a"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  EXPECT_NE(script.requests[1].find("wmi/root/cimv2/Some_Class<"), std::string::npos);
  EXPECT_EQ(script.requests[1].find("Filter"), std::string::npos);
  script.says(fault("n:FilterDialectRequestedUnavailable", ""), 500);
  const ClassReading reading = client.read({kCimv2, "C", "SELECT A FROM C WHERE A=1"});
  EXPECT_EQ(reading.unknown->reason, hvc::Reason::not_exposed) << "without its condition it would be another answer";
}

TEST(WsmanClient, ComesBackToABusyHost) {
  Script script;
  script.says(fault("w:QuotaLimit", windows_fault("2150859174")), 500).says(enumerated(fragment("a"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  EXPECT_EQ(script.pauses, (std::vector<long>{250}));
}

TEST(WsmanClient, ButNotForEver) {
  Script script;
  for (int i = 0; i < 4; ++i) script.says(fault("w:QuotaLimit", ""), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
  EXPECT_EQ(script.pauses, (std::vector<long>{250, 500, 1000}));
}

TEST(WsmanClient, DeniedClass) {
  Script script;
  script.says(fault("w:AccessDenied", windows_fault("5")), 500);
  EXPECT_EQ(reason_after(script), hvc::Reason::not_permitted);
}

TEST(WsmanClient, FaultsWithStatus400) {
  Script script;
  script.says(fault("w:AccessDenied", ""), 400);
  EXPECT_EQ(reason_after(script), hvc::Reason::not_permitted);
}

TEST(WsmanClient, AnswerToAnotherRequestIsRefused) {
  Script script;
  script.gives({200, "application/soap+xml", envelope("uuid:other", enumerated(fragment("a"), "")), {}});
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
}

TEST(WsmanClient, BrokenPageLosesTheClassAndIsReleased) {
  Script script;
  script.says(enumerated(fragment("a"), "c1")).gives({200, "application/soap+xml", "<s:Envelope xmlns:s=\"", {}});
  script.says("");
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
  EXPECT_EQ(actions(script), "Enumerate Pull Release");
}

TEST(WsmanClient, EnumerationWithoutEndIsGivenUp) {
  Script script;
  script.says(enumerated("", "c"));
  for (int i = 0; i < 100; ++i) script.says(pulled("", "c"));
  script.says("");
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
  EXPECT_EQ(script.requests.size(), 102u);
}

TEST(WsmanClient, NeitherContextNorEnd) {
  Script script;
  script.says("<n:EnumerateResponse/>");
  EXPECT_EQ(reason_after(script), hvc::Reason::error);
}

TEST(WsmanClient, SilenceIsATimeoutOfTheClass) {
  Script script;
  script.fails({HVC_FAIL_TIMEOUT, "no answer within 60 s", "wait"}).says(enumerated(fragment("a"), ""));
  WsmanClient client = script.client();
  EXPECT_EQ(client.read(kQuery).unknown->reason, hvc::Reason::timeout);
  EXPECT_TRUE(client.was_silent());
  EXPECT_EQ(names_of(client.read(kQuery)), "a ");
  EXPECT_FALSE(client.was_silent());
}

TEST(WsmanClient, CancellingSaysFarewellToTheEnumeration) {
  Script script;
  script.says(enumerated(fragment("a"), "c1")).fails({HVC_FAIL_CANCELLED, "cancelled"}).says("");
  WsmanClient client = script.client();
  EXPECT_THROW(client.read(kQuery), hvc::Failure);
  EXPECT_TRUE(script.hurried);
  EXPECT_EQ(actions(script), "Enumerate Pull Release");
}

TEST(WsmanClient, CredentialsThatAreNoLongerTakenEndTheRun) {
  Script script;
  script.gives({401, "", "", {"negotiate"}});
  WsmanClient client = script.client();
  EXPECT_THROW(client.read(kQuery), hvc::Failure);
}

TEST(WsmanClient, StatusesWithoutAnEnvelope) {
  const auto code = [](long status) {
    Script script;
    script.gives({status, "text/html", "<html/>", {}});
    return failure_of_identify(script).code;
  };
  EXPECT_EQ(code(401), HVC_FAIL_AUTH);
  EXPECT_EQ(code(403), HVC_FAIL_PERMISSION);
  EXPECT_EQ(code(404), HVC_FAIL_PROTOCOL);
  EXPECT_EQ(code(503), HVC_FAIL_BUSY);
  EXPECT_EQ(code(500), HVC_FAIL_PROTOCOL);
  EXPECT_EQ(code(200), HVC_FAIL_PROTOCOL);
}

TEST(WsmanClient, ServersWithoutIdentify) {
  Script script;
  script.says(fault("a:ActionNotSupported", ""), 500);
  EXPECT_EQ(failure_of_identify(script).code, "none");
}

TEST(WsmanClient, QueriesTakenApart) {
  EXPECT_EQ(with_all_properties("select A,B from C where D=1"), "SELECT * from C where D=1");
  EXPECT_EQ(with_all_properties("SELECT * FROM C"), "SELECT * FROM C");
  EXPECT_FALSE(has_condition("SELECT Whereabouts FROM C"));
  EXPECT_TRUE(has_condition("SELECT A FROM C where A=1"));
}

TEST(WsmanClient, GetsOneInstanceInOneRoundTrip) {
  Script script;
  script.says("<p:Some_Class xmlns:p=\"urn:x\"><p:Name>a</p:Name></p:Some_Class>");
  WsmanClient client = script.client();
  const ClassReading reading = client.get(kCimv2, "Some_Class", {{"Name", "a"}});
  EXPECT_EQ(names_of(reading), "a ");
  EXPECT_EQ(script.requests.size(), 1U);
  EXPECT_NE(script.requests[0].find("wmi/root/cimv2/Some_Class<"), std::string::npos);
}

TEST(WsmanClient, GetTellsFaultsAndEmptyAnswers) {
  Script script;
  script.says(fault("w:AccessDenied", windows_fault("5")), 500).says("");
  WsmanClient client = script.client();
  EXPECT_EQ(client.get(kCimv2, "Some_Class", {}).unknown->reason, hvc::Reason::not_permitted);
  EXPECT_EQ(client.get(kCimv2, "Some_Class", {}).unknown->reason, hvc::Reason::error);
}

TEST(WsmanClient, TheOperatingSystemIsGotWhereItCannotBeEnumerated) {
  Script script;
  script.says(fault("a:ActionNotSupported", ""), 500);
  script.says("<p:Win32_OperatingSystem xmlns:p=\"urn:x\"><p:Name>a</p:Name></p:Win32_OperatingSystem>");
  WsmanClient client = script.client();
  const ClassQuery query{kCimv2, "Win32_OperatingSystem", "SELECT Name FROM Win32_OperatingSystem"};
  EXPECT_EQ(names_of(client.read(query)), "a ");
  EXPECT_EQ(actions(script), "Enumerate Get");
}
