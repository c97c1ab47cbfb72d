// Servers that stop answering, break off, refuse, or answer with what is no answer: each is told in words, soon.
#include "plugins/vmware/vcsim_reading.hpp"

namespace {

using hvtest::fact;
using hvtest::kRich;
using hvtest::read;
using hvtest::Reading;
using hvtest::TempFolder;
using hvtest::Vcsim;
using hvtest::with_fronts;

std::string envelope(const std::string& body, const std::string& prologue = {}) {
  return "<?xml version=\"1.0\"?>" + prologue +
         "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>" + body +
         "</soapenv:Body></soapenv:Envelope>";
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// What the plugin says when `method` is answered with `bytes`.
std::string said_to(const std::string& bytes, const std::string& method = "RetrievePropertiesEx") {
  const TempFolder folder;
  const Vcsim vcsim(with_fronts({}, {"replace-on=" + method + ":" + folder.write("answer", bytes)}));
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.result, HVC_FAILED);
  const std::string said = reading.failure();
  const std::size_t at = said.find(vcsim.authority());
  return at == std::string::npos ? said : said.substr(0, at) + "(server)" + said.substr(at + vcsim.authority().size());
}

std::string billion_laughs() {
  std::string entities = "<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 12; ++i)
    entities += "<!ENTITY a" + std::to_string(i) + " \"" + repeated("&a" + std::to_string(i - 1) + ";", 10) + "\">";
  return envelope(
      "<RetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval>&a11;</returnval>"
      "</RetrievePropertiesExResponse>",
      "<!DOCTYPE lolz [" + entities + "]>");
}

TEST(HostileXml, ABillionLaughs) {
  EXPECT_EQ(said_to(billion_laughs()),
            "protocol: (server): RetrievePropertiesEx: the XML holds a document type, which SOAP forbids");
}

TEST(HostileXml, AnExternalEntity) {
  EXPECT_EQ(said_to(envelope("<LoginResponse xmlns=\"urn:vim25\">&file;</LoginResponse>",
                             "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>"),
                    "Login"),
            "protocol: (server): Login: the XML holds a document type, which SOAP forbids");
}

TEST(HostileXml, NestedTenThousandDeep) {
  EXPECT_EQ(said_to(envelope(repeated("<x>", 10000) + repeated("</x>", 10000))),
            "protocol: (server): RetrievePropertiesEx: the XML is nested deeper than 256");
}

TEST(HostileXml, NestedAMillionDeepAndNotClosed) {
  EXPECT_TRUE(
      said_to(repeated("<x>", 1000000)).starts_with("protocol: (server): RetrievePropertiesEx: the answer is no XML"));
}

TEST(HostileXml, NoXml) {
  EXPECT_TRUE(said_to("{\"error\": \"not found\"}")
                  .starts_with("protocol: (server): RetrievePropertiesEx: the answer is no XML: "));
}

TEST(HostileXml, Bytes) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 37) & 0xff);
  EXPECT_TRUE(said_to(bytes).starts_with("protocol: (server)"));
}

TEST(HostileXml, AnEmptyAnswer) {
  EXPECT_TRUE(said_to("").starts_with("protocol: (server): RetrievePropertiesEx: the answer is no XML: "));
}

TEST(HostileXml, APageOfAWebServer) {
  EXPECT_EQ(said_to("<html><body>It works!</body></html>", "RetrieveServiceContent"),
            "protocol: (server) gives no answer of the vSphere API (HTTP status 200): the answer to "
            "RetrieveServiceContent is something else");
}

TEST(HostileXml, AnotherMethodsAnswer) {
  EXPECT_EQ(said_to(envelope("<LogoutResponse xmlns=\"urn:vim25\"/>")),
            "protocol: (server) gives no answer of the vSphere API (HTTP status 200): the answer to "
            "RetrievePropertiesEx is something else");
}

TEST(HostileXml, AnotherEnvelope) {
  EXPECT_EQ(said_to("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body>"
                    "<RetrievePropertiesExResponse/></e:Body></e:Envelope>"),
            "protocol: (server) gives no answer of the vSphere API (HTTP status 200): the answer to "
            "RetrievePropertiesEx is something else");
}

TEST(HostileXml, AServiceWithoutACollector) {
  EXPECT_EQ(said_to(envelope("<RetrieveServiceContentResponse xmlns=\"urn:vim25\"><returnval/>"
                             "</RetrieveServiceContentResponse>"),
                    "RetrieveServiceContent"),
            "protocol: (server) gives no answer of the vSphere API (HTTP status 200): it names no property collector");
}

TEST(HostileXml, APageThatIsItsOwnNext) {
  const TempFolder folder;
  const std::string endless =
      folder.write("endless", envelope("<ContinueRetrievePropertiesExResponse xmlns=\"urn:vim25\"><returnval>"
                                       "<token>again</token></returnval></ContinueRetrievePropertiesExResponse>"));
  const Vcsim vcsim(with_fronts(kRich, {"replace-on=ContinueRetrievePropertiesEx:" + endless, "pages=5"}));
  const Reading reading = read(vcsim);
  EXPECT_EQ(reading.failure(), "protocol: " + vcsim.authority() + " sends page after page without an object");
  EXPECT_EQ(reading.count("ContinueRetrievePropertiesEx"), 101U) << "100 empty pages in a row may come";
}

TEST(Faults, AreToldWithTheirType) {
  const Vcsim vcsim(with_fronts({}, {"fault-on=RetrievePropertiesEx:InvalidArgument"}));
  const Reading reading = read(vcsim);
  EXPECT_TRUE(reading.failure().starts_with("protocol: " + vcsim.authority() +
                                            " answers RetrievePropertiesEx with InvalidArgument: "))
      << reading.failure();
  EXPECT_EQ(reading.remedy(), "look at the server's log (vpxd or hostd)");
}

TEST(Faults, OfEventsAloneLeaveTheRest) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"fault-on=ReadNextEvents:InvalidState"})));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "unknown: error");
  EXPECT_TRUE(
      hvtest::detail(reading.guest("plain"), "guest.migration.last").starts_with("ReadNextEvents: InvalidState"));
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.running"), "false");
}

TEST(Faults, OfAServerWithoutEventCollectors) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"fault-on=CreateCollectorForEvents:NotSupported"})));
  EXPECT_EQ(fact(reading.guest("plain"), "guest.migration.last"), "unknown: not-exposed");
}

TEST(Faults, AnUnknownPathIsLeftOutAndTheRestIsRead) {
  const Reading reading = read(Vcsim(with_fronts(kRich, {"unknown-path=config.sgxInfo,guest.toolsVersionStatus2"})));
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_EQ(fact(reading.guest("plain"), "guest.vcpu.count"), "2");
  EXPECT_EQ(fact(reading.guest("plain"), "guest.tools.status"), "unknown: not-exposed");
  EXPECT_EQ(hvtest::detail(reading.guest("plain"), "guest.tools.status"),
            "this API version has no VirtualMachine guest.toolsVersionStatus2");
}

TEST(Faults, EachUnknownPathCostsOneCall) {
  const Reading reading = read(
      Vcsim(with_fronts(kRich, {"unknown-path=config.firmware,config.keyId,config.repConfig"})), {{{"event_days", 0}}});
  EXPECT_EQ(reading.result, HVC_OK);
  EXPECT_LE(reading.calls.size(), 8U + 2 * 3U);
}

TEST(Status, OfAServerThatIsBusyOrElsewhere) {
  const Vcsim busy(with_fronts({}, {"status-on=RetrievePropertiesEx:503"}));
  EXPECT_EQ(read(busy).failure(), "protocol: " + busy.authority() +
                                      " gives no answer of the vSphere API (HTTP status 503): the request was refused");
  const Vcsim elsewhere(with_fronts({}, {"status-on=RetrieveServiceContent:404"}));
  EXPECT_EQ(read(elsewhere).failure(), "protocol: " + elsewhere.authority() +
                                           " gives no answer of the vSphere API (HTTP status 404): nothing is at /sdk");
}

TEST(BrokenOff, InTheMiddleOfAnAnswer) {
  const Vcsim vcsim(with_fronts(kRich, {"truncate-on=RetrievePropertiesEx@3:5000"}));
  const Reading reading = read(vcsim);
  EXPECT_TRUE(reading.failure().starts_with("protocol: " + vcsim.authority() +
                                            ": the connection broke off in the middle of an answer: "))
      << reading.failure();
  EXPECT_EQ(reading.of_kind("host").size(), 7U) << "what was told before stays told";
  EXPECT_EQ(reading.of_kind("end").size(), 0U);
}

TEST(Hanging, IsGivenUpAfterTheTimeThatWasSet) {
  for (const char* method : {"Login", "RetrievePropertiesEx"}) {
    const Vcsim vcsim(with_fronts({}, {std::string("hang-on=") + method}));
    const auto begun = std::chrono::steady_clock::now();
    const Reading reading = read(vcsim, {{{"answer_timeout_s", 1}}});
    EXPECT_EQ(reading.failure(), "timeout: " + vcsim.authority() + ": no answer within 1 s") << method;
    EXPECT_EQ(reading.remedy(), "look at the load of the server, or raise the option `answer_timeout_s`");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(6)) << method;
  }
}

TEST(Hanging, AtTheFarewellHarmsNothing) {
  const Reading reading = read(Vcsim(with_fronts({}, {"hang-on=Logout"})), {{{"answer_timeout_s", 1}}});
  EXPECT_EQ(reading.result, HVC_OK);
}

TEST(Slow, ButWithinTheTimeIsNoError) {
  EXPECT_EQ(read(Vcsim({"--delay", "RetrievePropertiesEx=300ms"}), {{{"answer_timeout_s", 2}}}).result, HVC_OK);
}

TEST(Unreachable, NobodyListens) {
  hvtest::LentHost host(HVC_PLUGIN);
  host.secrets["password"] = hvtest::kPassword;
  const hvtest::Told told = host.collect("vsphere://127.0.0.1:1", R"({"username":"reader"})");
  ASSERT_EQ(told.failures.size(), 1U);
  EXPECT_EQ(told.failures[0].code, "unreachable");
  EXPECT_TRUE(told.failures[0].text.starts_with("127.0.0.1:1: no connection: ")) << told.failures[0].text;
}

TEST(Plugin, ExportsOneSymbol) {
  FILE* pipe = popen("nm -D --defined-only " HVC_PLUGIN " | awk '{print $3}'", "r");
  std::string text;
  for (int c = 0; pipe && (c = fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  if (pipe) pclose(pipe);
  EXPECT_EQ(text, "hvcompat_plugin\n");
}

}  // namespace
