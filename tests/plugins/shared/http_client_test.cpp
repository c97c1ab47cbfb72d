// What the HTTP client makes of answers that are cut off, late, too large or none at all. TLS is tested with real
// servers: tests/plugins/vmware and tests/plugins/hyperv.
#include "shared/http_client.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <hvcompat/plugin.hpp>

#include "scripted_server.hpp"
#include "shared/target_request.hpp"

namespace {

using hvshared::HttpAnswer;
using hvshared::HttpClient;
using hvshared::HttpOptions;
using hvtest::http_answer;
using hvtest::ScriptedServer;

HttpOptions options_for(const std::string& url) {
  HttpOptions options;
  options.url = url;
  options.connect_timeout = std::chrono::seconds(2);
  options.answer_timeout = std::chrono::seconds(1);
  return options;
}

HttpAnswer post(const HttpOptions& options, const std::string& body = "<x/>") {
  HttpClient client(options, [] { return false; });
  return client.post({"Content-Type: text/xml"}, body);
}

// "code: text" of the failure.
std::string failure(const HttpOptions& options) {
  try {
    post(options);
  } catch (const hvc::Failure& failed) {
    EXPECT_FALSE(failed.remedy.empty()) << failed.what();
    return failed.code + ": " + failed.what();
  }
  return "no failure";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(HttpClient, GivesStatusTypeAndBody) {
  const ScriptedServer server(http_answer("<ok/>", "500 Oops", "Content-Type: application/soap+xml;charset=UTF-8\r\n"));
  const HttpAnswer answer = post(options_for(server.url("/wsman")), "<question/>");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.content_type, "application/soap+xml;charset=UTF-8");
  EXPECT_EQ(answer.body, "<ok/>");
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_TRUE(server.requests().front().starts_with("POST /wsman HTTP/1.1\r\n"));
  EXPECT_TRUE(server.requests().front().ends_with("\r\n\r\n<question/>"));
}

TEST(HttpClient, TellsWhichSchemesAServerOffers) {
  const ScriptedServer server(http_answer(
      "", "401 Unauthorized", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=\"WSMAN\"\r\n"));
  const HttpAnswer answer = post(options_for(server.url()));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.challenges, (std::vector<std::string>{"negotiate", "basic"}));
}

TEST(HttpClient, SendsBasicCredentials) {
  const ScriptedServer server(http_answer("<ok/>"));
  HttpOptions options = options_for(server.url());
  options.auth = hvshared::HttpAuth::basic;
  options.user = "reader";
  options.password = "p:w";
  post(options);
  EXPECT_TRUE(contains(server.requests().front(), "Authorization: Basic cmVhZGVyOnA6dw==\r\n"));
}

TEST(HttpClient, FollowsNoRedirect) {
  const ScriptedServer elsewhere(http_answer("<stolen/>"));
  const ScriptedServer server(http_answer("", "302 Found", "Location: " + elsewhere.url() + "\r\n"));
  EXPECT_EQ(post(options_for(server.url())).status, 302);
  EXPECT_TRUE(elsewhere.requests().empty());
}

TEST(HttpClient, NobodyThereIsToldWithoutTheTimeItTook) {
  HttpOptions options = options_for("http://127.0.0.1:1/");
  const std::string told = failure(options);
  EXPECT_TRUE(contains(told, "no connection: Failed to connect to 127.0.0.1 port 1: "));
  EXPECT_FALSE(contains(told, " ms")) << told;
}

TEST(HttpClient, AServerThatStopsAnsweringTimesOut) {
  const ScriptedServer server("", ScriptedServer::Then::hang);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(contains(failure(options_for(server.url())), "timeout: 127.0.0.1:"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(HttpClient, AnAnswerThatStopsInTheMiddleTimesOut) {
  const ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half", ScriptedServer::Then::hang);
  EXPECT_TRUE(contains(failure(options_for(server.url())), "timeout: "));
}

TEST(HttpClient, ACutOffAnswerIsToldSo) {
  const ScriptedServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half");
  EXPECT_TRUE(contains(failure(options_for(server.url())), "protocol: "));
}

TEST(HttpClient, NoAnswerAtAllIsToldSo) {
  const ScriptedServer server("");
  EXPECT_TRUE(contains(failure(options_for(server.url())), "broke off"));
}

TEST(HttpClient, WhatIsNoHttpIsToldSo) {
  const ScriptedServer server("220 mail.example.org ESMTP\r\n");
  EXPECT_TRUE(failure(options_for(server.url())).starts_with("protocol: "));
}

TEST(HttpClient, AnAnswerBeyondItsLimitIsRefused) {
  for (const auto& [size, refused] : {std::pair(99, false), std::pair(100, false), std::pair(101, true)}) {
    const ScriptedServer server(http_answer(std::string(static_cast<std::size_t>(size), 'x')));
    HttpOptions options = options_for(server.url());
    options.largest_answer = 100;
    EXPECT_EQ(contains(failure(options), "an answer is larger than"), refused) << size;
  }
}

TEST(HttpClient, NobodyListensIsUnreachable) {
  std::string url;
  {
    const ScriptedServer gone("");
    url = gone.url();
  }
  EXPECT_TRUE(failure(options_for(url)).starts_with("unreachable: 127.0.0.1:"));
}

TEST(HttpClient, PlainTextIsNoTls) {
  const ScriptedServer server("220 hello\r\n", ScriptedServer::Then::at_once);
  std::string url = server.url();
  url.replace(0, 4, "https");
  EXPECT_TRUE(failure(options_for(url)).starts_with("tls: "));
}

TEST(HttpClient, ACancelledRunEndsARequestThatHangs) {
  const ScriptedServer server("", ScriptedServer::Then::hang);
  HttpOptions options = options_for(server.url());
  options.answer_timeout = std::chrono::seconds(60);
  HttpClient client(options, [] { return true; });
  try {
    client.post({}, "<x/>");
    FAIL() << "it was answered";
  } catch (const hvc::Failure& failed) {
    EXPECT_EQ(failed.code, HVC_FAIL_CANCELLED);
  }
}

TEST(HttpClient, AFarewellDoesNotAskWhetherTheRunIsCancelled) {
  const ScriptedServer server(http_answer("<bye/>"));
  HttpClient client(options_for(server.url()), [] { return true; });
  client.hurry(std::chrono::seconds(2));
  EXPECT_EQ(client.post({}, "<x/>").body, "<bye/>");
  EXPECT_EQ(client.requests(), 1U);
}

TEST(HttpClient, GoesThroughTheProxyThatIsNamed) {
  const ScriptedServer proxy(http_answer("<by-proxy/>"));
  HttpOptions options = options_for("http://vcenter.invalid/sdk");
  options.proxy = proxy.url();
  EXPECT_EQ(post(options).body, "<by-proxy/>");
  EXPECT_TRUE(proxy.requests().front().starts_with("POST http://vcenter.invalid/sdk HTTP/1.1\r\n"));
  options.no_proxy = "vcenter.invalid";
  EXPECT_TRUE(contains(failure(options), "unreachable: vcenter.invalid: the name is not known"));
}

TEST(HttpClient, AsksTheProxyForATunnelToHttps) {
  const ScriptedServer proxy(http_answer("", "403 Forbidden"));
  HttpOptions options = options_for("https://vcenter.invalid/sdk");
  options.proxy = proxy.url();
  options.proxy_user = "me:too";
  options.proxy_password = "canary";
  const std::string told = failure(options);
  EXPECT_TRUE(proxy.requests().front().starts_with("CONNECT vcenter.invalid:443 HTTP/1.1\r\n"));
  EXPECT_FALSE(contains(told, "canary"));
}

TEST(HttpClient, SignsInAtAProxyThatAsks) {
  const ScriptedServer proxy(
      http_answer("", "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"\r\n"));
  HttpOptions options = options_for("http://vcenter.invalid/sdk");
  options.proxy = proxy.url();
  options.proxy_user = "me";
  options.proxy_password = "p:w";
  EXPECT_TRUE(failure(options).starts_with("auth: the proxy"));
  ASSERT_EQ(proxy.requests().size(), 2U);
  EXPECT_FALSE(contains(proxy.requests()[0], "Proxy-Authorization"));
  EXPECT_TRUE(contains(proxy.requests()[1], "Proxy-Authorization: Basic bWU6cDp3\r\n"));
}

TEST(HttpClient, AMissingFileOfAuthoritiesIsTheOptionsFault) {
  const ScriptedServer server("");
  std::string url = server.url();
  url.replace(0, 4, "https");
  HttpOptions options = options_for(url);
  options.ca_file = "/nowhere/ca.pem";
  EXPECT_TRUE(contains(failure(options), "bad-target: the option `ca_file`"));
}

TEST(HttpOptions, AreReadFromTheTarget) {
  const hvshared::TargetRequest target(
      R"({"name":"t","uri":"vsphere://h","options":{"ca_file":"/ca.pem","proxy":"http://p:1","no_proxy":"a,b","proxy_user":"u",)"
      R"("connect_timeout_s":3,"answer_timeout_s":4}})",
      "vsphere://h");
  const HttpOptions options = hvshared::http_options(target);
  EXPECT_EQ(options.ca_file, "/ca.pem");
  EXPECT_EQ(options.proxy, "http://p:1");
  EXPECT_EQ(options.no_proxy, "a,b");
  EXPECT_EQ(options.proxy_user, "u");
  EXPECT_EQ(options.connect_timeout, std::chrono::seconds(3));
  EXPECT_EQ(options.answer_timeout, std::chrono::seconds(4));
}

}  // namespace
