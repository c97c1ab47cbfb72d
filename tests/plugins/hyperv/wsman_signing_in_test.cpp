// Options of a target, and what signing in prepares; whether it works is tested against a real realm elsewhere.
#include "signing_in.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace hvhyperv;

namespace {

TargetOptions parse(const std::string& uri, const std::string& options = "{}") {
  return parse_target("{\"name\":\"lab\",\"uri\":\"" + uri + "\",\"options\":" + options + "}");
}

std::string refused(const std::string& uri, const std::string& options = "{}") {
  try {
    parse(uri, options);
  } catch (const hvc::Failure& failure) {
    EXPECT_EQ(failure.code, HVC_FAIL_TARGET);
    return failure.what();
  }
  return "taken";
}

TargetOptions account(AuthScheme scheme, const std::string& user) {
  TargetOptions target;
  target.address = "https://hv01:5986/wsman";
  target.auth = scheme;
  target.username = user;
  return target;
}

std::string why_not(AuthScheme scheme, const std::string& user, const std::optional<std::string>& password) {
  try {
    const SigningIn signing_in(account(scheme, user), password);
  } catch (const hvc::Failure& failure) {
    return failure.what();
  }
  return "nothing";
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "unset";
}

}  // namespace

TEST(TargetOptions, StandardsOfAUri) {
  const TargetOptions target = parse("hyperv://hv01.contoso.com");
  EXPECT_EQ(target.address, "https://hv01.contoso.com:5986/wsman");
  EXPECT_EQ(target.http.url, target.address);
  EXPECT_EQ(target.auth, AuthScheme::negotiate);
  EXPECT_TRUE(target.username.empty());
  EXPECT_EQ(target.limits.operation, std::chrono::milliseconds(48000));
}

TEST(TargetOptions, EverythingGiven) {
  const TargetOptions target =
      parse("hyperv://CONTOSO%5Cjoe@[::1]:8443/other", "{\"auth\":\"ntlm\",\"answer_timeout_s\":100}");
  EXPECT_EQ(target.address, "https://[::1]:8443/other");
  EXPECT_EQ(target.username, "CONTOSO\\joe");
  EXPECT_EQ(target.auth, AuthScheme::ntlm);
  EXPECT_EQ(target.limits.operation, std::chrono::milliseconds(60000));
  EXPECT_EQ(parse("hyperv://a@hv01", "{\"username\":\"b\"}").username, "b");
}

TEST(TargetOptions, Refusals) {
  EXPECT_EQ(refused("hyperv://hv01:5985"), "port 5985 is WinRM without TLS, which this plugin does not speak");
  EXPECT_EQ(refused("hyperv://hv01", "{\"auth\":\"digest\"}"), "option `auth` is `digest`");
  EXPECT_EQ(refused("hyperv://hv01", "{\"verify\":false}"), "unknown option `verify`");
  EXPECT_EQ(refused("hyperv://hv01", "{\"fingerprint\":\"12\"}"),
            "option `fingerprint`: `12` is no SHA-256 fingerprint");
}

TEST(SigningIn, WhatCannotWork) {
  EXPECT_EQ(why_not(AuthScheme::basic, "joe", std::nullopt), "Basic needs a user name and a password");
  EXPECT_EQ(why_not(AuthScheme::negotiate, "", "secret"), "there is a password and no user name to it");
  EXPECT_EQ(why_not(AuthScheme::kerberos, "CONTOSO\\joe", "secret"),
            "option `username`: Kerberos does not know `CONTOSO\\joe`");
  unsetenv("NTLM_USER_FILE");
  EXPECT_EQ(why_not(AuthScheme::ntlm, "", std::nullopt), "NTLM needs a user name and a password");
}

TEST(SigningIn, NtlmAccountIsAFileInMemoryThatGoesAway) {
  setenv("KRB5CCNAME", "FILE:/before", 1);
  unsetenv("NTLM_USER_FILE");
  std::string path;
  {
    const SigningIn signing_in(account(AuthScheme::ntlm, "CONTOSO\\joe"), "pa:ss wörd");
    path = variable("NTLM_USER_FILE");
    EXPECT_EQ(path.substr(0, 14), "/proc/self/fd/");
    EXPECT_NE(variable("KRB5CCNAME"), "FILE:/before") << "someone else's ticket must not be used";
    std::ifstream file(path);
    std::string line;
    ASSERT_TRUE(std::getline(file, line));
    EXPECT_EQ(line, "CONTOSO\\joe:0:00000000000000000000000000000000:" + line.substr(47, 32) + ":");
    EXPECT_EQ(line.find("pa:ss"), std::string::npos);
  }
  EXPECT_EQ(variable("NTLM_USER_FILE"), "unset");
  EXPECT_EQ(variable("KRB5CCNAME"), "FILE:/before");
  EXPECT_FALSE(std::ifstream(path).good());
  unsetenv("KRB5CCNAME");
}

// The hash is MD4 of the password in UTF-16; the first value is the one that MS-NLMP 4.2.2 gives for "Password".
TEST(SigningIn, HashOfThePassword) {
  EXPECT_EQ(ntlm_user_line("D\\u", "Password"),
            "D\\u:0:00000000000000000000000000000000:A4F49C406510BDCAB6824EE7C30FD852:\n");
  EXPECT_EQ(ntlm_user_line("u@d", "").substr(0, 8), "\\u@d:0:0");
  EXPECT_NE(ntlm_user_line("u", "\xF0\x9F\x94\x91"), ntlm_user_line("u", "\xEF\xBF\xBD"));
  EXPECT_THROW(ntlm_user_line("u", "\xFF"), hvc::Failure);
  EXPECT_THROW(ntlm_user_line("a:b", "x"), hvc::Failure);
}

TEST(SigningIn, BasicPutsItIntoTheRequest) {
  const SigningIn signing_in(account(AuthScheme::basic, "joe"), "secret");
  hvshared::HttpOptions http;
  signing_in.apply_to(http);
  EXPECT_EQ(http.auth, hvshared::HttpAuth::basic);
  EXPECT_EQ(http.user, "joe");
  EXPECT_EQ(http.password, "secret");
}

TEST(SigningIn, RefusalsSayWhatTheHostOffers) {
  const SigningIn signing_in(account(AuthScheme::basic, "joe"), "secret");
  EXPECT_STREQ(signing_in.refused({"negotiate", "kerberos"}).what(),
               "https://hv01:5986/wsman: the host does not take Basic (it offers negotiate, kerberos)");
  EXPECT_STREQ(signing_in.refused({"basic"}).what(),
               "https://hv01:5986/wsman: the host refuses to sign in joe by Basic (it offers basic)");
  EXPECT_EQ(signing_in.refused({}).code, HVC_FAIL_AUTH);
}
