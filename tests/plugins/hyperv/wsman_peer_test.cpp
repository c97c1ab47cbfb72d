// The plugin against a strict WS-Management server behind a real Apache: signing in, pages, and everything that breaks.
#include "wsman_peer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>

#include "plugins/lent_host.hpp"

namespace {

using hvtest::LentHost;
using hvtest::Told;
using wsmantest::Call;
using wsmantest::Peer;

constexpr int kSkipped = 77;
constexpr const char* kSystems = "Msvm_ComputerSystem";

struct Login {
  std::string auth = "basic";
  std::string username = "operator";
  std::optional<std::string> password;
};

std::string options_of(const Peer& peer, const Login& login, const std::string& more) {
  const bool trusts = more.find("ca_file") != std::string::npos || more.find("fingerprint") != std::string::npos;
  std::string name;
  for (const char c : login.username) name += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return "{\"auth\":\"" + login.auth + "\"" + (name.empty() ? "" : ",\"username\":\"" + name + "\"") +
         (trusts ? "" : ",\"ca_file\":\"" + peer.told("ca") + "\"") + (more.empty() ? "" : "," + more) + "}";
}

// Reads the peer; `more`: further options as JSON members.
Told read(const Peer& peer, const Login& login, const std::string& more = {}) {
  LentHost host(HVC_PLUGIN);
  if (login.password) host.secrets["password"] = *login.password;
  return host.collect(peer.uri(), options_of(peer, login, more));
}

Told read(const Peer& peer, const std::string& more = {}) {
  return read(peer, {"basic", peer.told("user"), peer.told("password")}, more);
}

std::set<std::string> guests_of(const Told& told) {
  std::set<std::string> ids;
  for (const auto* guest : told.of_kind("guest")) ids.insert(std::string(guest->at("id").as_string()));
  return ids;
}

// Facts, evidence and unknowns of all records, without the errors.
std::string facts_of(const Told& told) {
  std::string all;
  for (const char* kind : {"cluster", "host", "guest"})
    for (const auto* record : told.of_kind(kind)) all += boost::json::serialize(*record) + "\n";
  return all;
}

std::string failure_of(const Told& told) {
  if (told.failures.size() != 1) return std::to_string(told.failures.size()) + " failures";
  return told.failures[0].code + ": " + told.failures[0].text;
}

std::string errors_of(const Told& told) {
  std::string all;
  for (const auto* error : told.of_kind("error"))
    all += std::string(error->at("code").as_string()) + ": " + std::string(error->at("text").as_string()) + "\n";
  return all;
}

long count(const std::vector<Call>& calls, const std::string& action, const std::string& class_name = {}) {
  return std::count_if(calls.begin(), calls.end(), [&](const Call& call) {
    return call.action == action && (class_name.empty() || call.class_name == class_name);
  });
}

std::set<std::string> classes_in(const std::vector<Call>& calls) {
  std::set<std::string> names;
  for (const Call& call : calls)
    if (call.action == "Enumerate") names.insert(call.class_name);
  return names;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// What an undisturbed server of the same host tells; every host has guests.
const Told& undisturbed() {
  static const Told told = [] {
    const Peer peer;
    return read(peer);
  }();
  return told;
}

void expect_same_as_undisturbed(const Told& told) {
  EXPECT_EQ(failure_of(told), "0 failures");
  EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
  EXPECT_EQ(facts_of(told), facts_of(undisturbed()));
  EXPECT_EQ(errors_of(told), errors_of(undisturbed()));
}

class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
  ~Variable() { unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

}  // namespace

// Round trips

TEST(WsmanPeer, ReadsTheHostInOneRoundTripAClass) {
  const Peer peer;
  const Told told = read(peer);
  EXPECT_EQ(failure_of(told), "0 failures");
  EXPECT_EQ(errors_of(told), "");
  EXPECT_EQ(told.of_kind("host").size(), 1u);
  const std::vector<Call> calls = peer.calls();
  long systems = 0;
  for (const Call& call : calls) systems += call.class_name == kSystems ? call.items : 0;
  EXPECT_GT(systems, 20);
  EXPECT_EQ(static_cast<long>(told.of_kind("guest").size()), systems - 1) << "all but the host's own row";
  EXPECT_EQ(count(calls, "Identify"), 1);
  const long faults = std::count_if(calls.begin(), calls.end(), [](const Call& call) { return call.fault; });
  EXPECT_LE(count(calls, "Enumerate"), static_cast<long>(classes_in(calls).size()) + faults);
  EXPECT_LE(count(calls, "Pull"), 3) << "pages are as large as the server gives them";
  EXPECT_EQ(told.result, HVC_OK);
}

TEST(WsmanPeer, ReadsOnly) {
  const Peer peer;
  read(peer);
  for (const Call& call : peer.calls())
    EXPECT_TRUE(call.action == "Identify" || call.action == "Enumerate" || call.action == "Pull" ||
                call.action == "Release")
        << call.action;
}

TEST(WsmanPeer, NoGuestIsLostByPagesAndRoundTripsAreThoseOfPages) {
  constexpr long kPage = 7;
  const Peer peer({"--page", std::to_string(kPage)});
  const Told told = read(peer);
  expect_same_as_undisturbed(told);
  const std::vector<Call> calls = peer.calls();
  std::map<std::string, long> items;
  for (const Call& call : calls) items[call.class_name] += call.items;
  long pages = 0;
  for (const std::string& name : classes_in(calls)) pages += std::max(1L, (items[name] + kPage - 1) / kPage);
  const long faults = std::count_if(calls.begin(), calls.end(), [](const Call& call) { return call.fault; });
  EXPECT_LE(count(calls, "Enumerate") + count(calls, "Pull"), pages + faults);
  EXPECT_EQ(count(calls, "Release"), 0);
}

// Other ways of answering that the standard allows

TEST(WsmanPeer, ServersOfOtherHabits) {
  const std::vector<std::vector<std::string>> habits = {{"--quirk", "no-optimize"},
                                                        {"--quirk", "recorded-end"},
                                                        {"--quirk", "wmi-error"},
                                                        {"--quirk", "sender-400"},
                                                        {"--quirk", "empty-pulls", "--page", "7"},
                                                        {"--prefixes", "odd"},
                                                        {"--prefixes", "inline"}};
  for (const auto& habit : habits) {
    SCOPED_TRACE(habit[0] + " " + habit[1]);
    const Peer peer(habit);
    const Told told = read(peer);
    EXPECT_EQ(failure_of(told), "0 failures");
    EXPECT_EQ(facts_of(told), facts_of(undisturbed()));
  }
}

// Trust and credentials

TEST(WsmanPeer, WrongPassword) {
  const Peer peer;
  const Told told = read(peer, {"basic", "operator", "wrong"});
  EXPECT_TRUE(failure_of(told).starts_with("auth: ")) << failure_of(told);
  EXPECT_TRUE(told.records.empty());
}

TEST(WsmanPeer, SchemeThatTheHostDoesNotTake) {
  const Peer peer;
  const Told told = read(peer, {"ntlm", "operator", peer.told("password")});
  EXPECT_TRUE(contains(failure_of(told), "does not take NTLM (it offers basic)")) << failure_of(told);
}

TEST(WsmanPeer, WrongAuthority) {
  const Peer peer;
  const Told told = read(peer, "\"ca_file\":\"" + peer.told("other_ca") + "\"");
  EXPECT_TRUE(failure_of(told).starts_with("tls: ")) << failure_of(told);
  EXPECT_TRUE(peer.calls().empty()) << "no credentials may be sent";
}

TEST(WsmanPeer, PinnedCertificate) {
  const Peer peer;
  const std::string pin = peer.told("fingerprint");
  EXPECT_EQ(failure_of(read(peer, "\"fingerprint\":\"" + pin + "\"")), "0 failures");
  const std::size_t before = peer.calls().size();
  std::string other = pin;
  other[0] = other[0] == '0' ? '1' : '0';
  const Told told = read(peer, "\"fingerprint\":\"" + other + "\"");
  EXPECT_TRUE(failure_of(told).starts_with("tls: ")) << failure_of(told);
  EXPECT_EQ(peer.calls().size(), before);
}

// Trouble in the middle

TEST(WsmanPeer, ContextThatExpiresInTheMiddleIsBegunAgainOnce) {
  const Peer peer({"--page", "7", "--expire-context-after", "3"});
  expect_same_as_undisturbed(read(peer));
  const std::vector<Call> calls = peer.calls();
  long again = 0;
  for (const std::string& name : classes_in(calls)) again += count(calls, "Enumerate", name) > 1 ? 1 : 0;
  EXPECT_GE(again, 1);
}

TEST(WsmanPeer, AccessDeniedOnOneNamespaceOnly) {
  const Peer peer({"--deny", "root/cimv2"});
  const Told told = read(peer);
  EXPECT_EQ(failure_of(told), "0 failures");
  EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
  const auto errors = told.of_kind("error");
  ASSERT_EQ(errors.size(), 1u) << errors_of(told);
  EXPECT_EQ(errors[0]->at("code").as_string(), "not-permitted");
  EXPECT_TRUE(contains(std::string(errors[0]->at("remedy").as_string()), "Remote Enable on root/cimv2"));
  const auto* host = told.of_kind("host").at(0);
  EXPECT_EQ(hvtest::fact(*host, "host.cpu.vendor"), "unknown: not-permitted");
}

TEST(WsmanPeer, AccessDeniedToHyperV) {
  const Peer peer({"--deny", "root/virtualization/v2"});
  const Told told = read(peer);
  EXPECT_TRUE(told.of_kind("guest").empty());
  EXPECT_TRUE(contains(errors_of(told), "not-permitted: root/virtualization/v2"));
}

TEST(WsmanPeer, AccessDeniedToEverything) {
  std::vector<std::string> options;
  for (const char* name : {"root/cimv2", "root/virtualization/v2", "root/MSCluster", "root/Microsoft/Windows/Storage"})
    options.insert(options.end(), {"--deny", name});
  const Told told = read(Peer(options));
  EXPECT_TRUE(failure_of(told).starts_with("not-permitted: ")) << failure_of(told);
  EXPECT_TRUE(told.records.empty());
}

TEST(WsmanPeer, ClassThatHangsIsATimeoutAndTheRestGoesOn) {
  const Peer peer({"--hang-on", "Msvm_SummaryInformation"});
  const auto begun = std::chrono::steady_clock::now();
  const Told told = read(peer, "\"answer_timeout_s\":2");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  EXPECT_EQ(failure_of(told), "0 failures");
  EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
  EXPECT_TRUE(errors_of(told).starts_with("timeout: root/virtualization/v2:Msvm_SummaryInformation"))
      << errors_of(told);
}

TEST(WsmanPeer, HostThatStopsAnsweringIsGivenUpSoon) {
  const Peer peer({"--hang-on", "Enumerate"});
  const auto begun = std::chrono::steady_clock::now();
  const Told told = read(peer, "\"answer_timeout_s\":1");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  EXPECT_TRUE(failure_of(told).starts_with("timeout: ")) << failure_of(told);
  EXPECT_EQ(count(peer.calls(), "Enumerate"), 3);
}

TEST(WsmanPeer, HostThatNeverAnswers) {
  const Told told = read(Peer({"--hang-on", "Identify"}), "\"answer_timeout_s\":1");
  EXPECT_TRUE(failure_of(told).starts_with("timeout: ")) << failure_of(told);
}

TEST(WsmanPeer, ServerThatIsNotDoneInTimeSaysSoItself) {
  const Peer peer({"--slow", "3.5"});
  const Told told = read(peer, "\"answer_timeout_s\":4");
  EXPECT_TRUE(failure_of(told).starts_with("timeout: ")) << failure_of(told);
  EXPECT_TRUE(contains(failure_of(told), "TimedOut, code 2150858793")) << failure_of(told);
}

TEST(WsmanPeer, TruncatedAnswer) {
  const Peer peer({"--truncate-on", "Msvm_DiskDrive"});
  const Told told = read(peer);
  EXPECT_EQ(failure_of(told), "0 failures");
  EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
  EXPECT_TRUE(contains(errors_of(told), "root/virtualization/v2:Msvm_DiskDrive")) << errors_of(told);
}

TEST(WsmanPeer, HostileAnswers) {
  std::string deep = "x";
  for (int i = 0; i < 5000; ++i) deep = "<a>" + deep + "</a>";
  const std::string soap = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>";
  const std::vector<std::string> answers = {
      "<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + soap + "&b;</s:Body></s:Envelope>",
      soap + deep + "</s:Body></s:Envelope>", "<s:Envelope", std::string(1 << 20, '<'), "\xFF\xFE\x00"};
  for (const std::string& answer : answers) {
    const wsmantest::TemporaryFolder folder;
    std::ofstream(folder.file("answer")) << answer;
    const Peer peer({"--replace-on", "Msvm_DiskDrive:" + folder.file("answer")});
    const Told told = read(peer);
    EXPECT_EQ(failure_of(told), "0 failures");
    EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
    EXPECT_TRUE(contains(errors_of(told), "protocol: root/virtualization/v2:Msvm_DiskDrive")) << answer.substr(0, 80);
  }
}

TEST(WsmanPeer, NoWinRmAtTheAddress) {
  const Told told = read(Peer({"--status-on", "Identify:404"}));
  EXPECT_TRUE(failure_of(told).starts_with("protocol: ")) << failure_of(told);
  EXPECT_TRUE(contains(told.failures.at(0).remedy, "winrm quickconfig"));
  EXPECT_TRUE(failure_of(read(Peer({"--status-on", "Identify:503"}))).starts_with("busy: "));
}

TEST(WsmanPeer, CancelledInTheMiddle) {
  const Peer peer({"--page", "7"});
  LentHost host(HVC_PLUGIN);
  host.secrets["password"] = peer.told("password");
  host.cancelled = [&](const Told&) { return count(peer.calls(), "Pull") > 2; };
  const Told told = host.collect(peer.uri(), options_of(peer, {}, {}));
  EXPECT_TRUE(failure_of(told).starts_with("cancelled: ")) << failure_of(told);
  EXPECT_LT(count(peer.calls(), "Pull"), 10);
}

// Kerberos and NTLM; the realm takes a while to make and serves all of them

class WsmanSignIn : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    peer_ = std::make_unique<Peer>(std::vector<std::string>{}, "negotiate");
    if (!peer_->is_installed()) peer_.reset();
  }
  static void TearDownTestSuite() { peer_.reset(); }
  void SetUp() override {
    ASSERT_TRUE(peer_);
    configuration_ = std::make_unique<Variable>("KRB5_CONFIG", peer_->told("krb5_config"));
  }

  std::string realm_user() const { return peer_->told("user") + "@" + peer_->told("realm"); }
  std::string domain_user() const { return peer_->told("ntlm_domain") + "\\" + peer_->told("user"); }

  // The one who was signed in, as the server saw it; or the failure.
  std::string signed_in(const Login& login) const {
    const std::size_t before = peer_->calls().size();
    const Told told = read(*peer_, login);
    if (told.result != HVC_OK) return failure_of(told);
    EXPECT_EQ(guests_of(told), guests_of(undisturbed()));
    return peer_->calls().at(before).user;
  }

  static std::unique_ptr<Peer> peer_;
  std::unique_ptr<Variable> configuration_;
};
std::unique_ptr<Peer> WsmanSignIn::peer_;

TEST_F(WsmanSignIn, KerberosWithATicket) {
  const Variable cache("KRB5CCNAME", "FILE:" + peer_->told("ccache"));
  EXPECT_EQ(signed_in({"kerberos", "", {}}), realm_user());
  EXPECT_EQ(signed_in({"negotiate", "", {}}), realm_user());
}

TEST_F(WsmanSignIn, KerberosWithAPassword) {
  EXPECT_EQ(signed_in({"kerberos", realm_user(), peer_->told("password")}), realm_user());
  EXPECT_EQ(signed_in({"kerberos", "operator@hvcompat.test", peer_->told("password")}), realm_user());
  EXPECT_EQ(signed_in({"negotiate", realm_user(), peer_->told("password")}), realm_user());
  EXPECT_EQ(std::getenv("KRB5CCNAME"), nullptr);
}

TEST_F(WsmanSignIn, ExpiredTicket) {
  const Variable cache("KRB5CCNAME", "FILE:" + peer_->told("expired_ccache"));
  const std::string failure = signed_in({"kerberos", "", {}});
  EXPECT_TRUE(failure.starts_with("auth: ")) << failure;
  EXPECT_TRUE(contains(failure, "the Kerberos ticket of " + realm_user() + " has expired")) << failure;
}

TEST_F(WsmanSignIn, NoTicket) {
  const Variable cache("KRB5CCNAME", "FILE:" + peer_->file("no-such-cache"));
  EXPECT_TRUE(contains(signed_in({"kerberos", "", {}}), "there is no Kerberos ticket in the cache"));
}

TEST_F(WsmanSignIn, NtlmWithAPassword) {
  EXPECT_EQ(signed_in({"ntlm", domain_user(), peer_->told("password")}), domain_user());
  EXPECT_EQ(signed_in({"negotiate", domain_user(), peer_->told("password")}), domain_user());
  EXPECT_EQ(std::getenv("NTLM_USER_FILE"), nullptr);
}

TEST_F(WsmanSignIn, NtlmOfTheCallersFile) {
  const Variable file("NTLM_USER_FILE", peer_->told("ntlm_user_file"));
  EXPECT_EQ(signed_in({"ntlm", "", {}}), domain_user());
}

TEST_F(WsmanSignIn, WrongPasswords) {
  const std::size_t before = peer_->calls().size();
  EXPECT_TRUE(signed_in({"kerberos", realm_user(), "wrong"}).starts_with("auth: "));
  EXPECT_TRUE(signed_in({"ntlm", domain_user(), "wrong"}).starts_with("auth: "));
  EXPECT_TRUE(signed_in({"negotiate", realm_user(), "wrong"}).starts_with("auth: "));
  EXPECT_EQ(peer_->calls().size(), before);
}

TEST_F(WsmanSignIn, UnknownRealmAndAccount) {
  EXPECT_TRUE(signed_in({"kerberos", "operator@OTHER.TEST", "x"}).starts_with("auth: "));
  EXPECT_TRUE(signed_in({"kerberos", "nobody@" + peer_->told("realm"), "x"}).starts_with("auth: "));
}

TEST_F(WsmanSignIn, PasswordsStandNowhereThatOthersSee) {
  const Variable cache("KRB5CCNAME", "FILE:" + peer_->told("ccache"));
  const Told told = read(*peer_, {"ntlm", domain_user(), peer_->told("password")});
  for (const std::string& line : told.log) EXPECT_FALSE(contains(line, peer_->told("password")));
  EXPECT_STREQ(std::getenv("KRB5CCNAME"), ("FILE:" + peer_->told("ccache")).c_str());
}

// gss-ntlmssp 1.2 leaks what it loads of OpenSSL to hash; frames without debug information end before its own.
extern "C" const char* __lsan_default_suppressions() { return "leak:libcrypto.so\n"; }

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const bool installed = Peer({}, "negotiate").is_installed();
  if (!installed) {
    std::cerr << "skipped: Apache with mod_auth_gssapi, gss-ntlmssp and a KDC are not installed\n";
    return kSkipped;
  }
  return RUN_ALL_TESTS();
}
