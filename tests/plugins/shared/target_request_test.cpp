// URIs and options of the plugins that speak HTTPS, and fingerprints.
#include "shared/target_request.hpp"

#include <gtest/gtest.h>

#include <hvcompat/plugin.hpp>

#include "shared/certificate_pin.hpp"

namespace {

using hvshared::authority_of;
using hvshared::parse_uri;
using hvshared::TargetRequest;
using hvshared::Uri;

template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const hvc::Failure& failure) {
    EXPECT_EQ(failure.code, HVC_FAIL_TARGET);
    return std::string(failure.what()) + " / " + failure.remedy;
  }
  return "taken";
}

TEST(Uri, IsTakenApart) {
  const Uri uri = parse_uri("vsphere://user%40vsphere.local@vc.example.org:8443/sdk?x=%2Fy&z=1", "");
  EXPECT_EQ(uri.scheme, "vsphere");
  EXPECT_EQ(uri.user, "user@vsphere.local");
  EXPECT_EQ(uri.host, "vc.example.org");
  EXPECT_EQ(uri.port, 8443);
  EXPECT_EQ(uri.path, "/sdk");
  EXPECT_EQ(hvshared::query_value(uri.query, "x"), "/y");
  EXPECT_EQ(hvshared::query_value(uri.query, "none"), "");
}

TEST(Uri, AnUnescapedAtSignBelongsToTheUser) {
  EXPECT_EQ(parse_uri("vsphere://me@vsphere.local@vc", "").user, "me@vsphere.local");
  EXPECT_EQ(parse_uri("vsphere://me@vsphere.local@vc", "").host, "vc");
}

TEST(Uri, AddressesOfBothFamilies) {
  EXPECT_EQ(authority_of(parse_uri("hyperv://[fe80::1]", ""), 5986), "[fe80::1]:5986");
  EXPECT_EQ(authority_of(parse_uri("hyperv://[::1]:1", ""), 5986), "[::1]:1");
  EXPECT_EQ(authority_of(parse_uri("hyperv://10.0.0.1", ""), 5986), "10.0.0.1:5986");
}

TEST(Uri, MistakesAreNamed) {
  EXPECT_EQ(refusal([] { parse_uri("vc", "vsphere://vc"); }), "`vc` is no URI / write for example vsphere://vc");
  for (const char* hostless : {"vsphere:vc", "vsphere:///sdk"})
    EXPECT_EQ(refusal([&] { authority_of(parse_uri(hostless, ""), 443); }),
              "`" + std::string(hostless) + "` names no host / write vsphere://host");
  EXPECT_EQ(refusal([] { parse_uri("vsphere://vc:70000", ""); }),
            "`vsphere://vc:70000`: `70000` is no port / write a number from 1 to 65535");
  EXPECT_EQ(refusal([] { parse_uri("vsphere://vc:x", ""); }),
            "`vsphere://vc:x`: `x` is no port / write a number from 1 to 65535");
}

TargetRequest with(const std::string& options) {
  return {R"({"name":"t","uri":"vsphere://vc","options":)" + options + "}", "vsphere://vc"};
}

TEST(TargetRequest, OptionsHaveDefaultsAndRanges) {
  const TargetRequest target = with(R"({"n":5,"b":true,"s":"x","m":"ntlm"})");
  EXPECT_EQ(target.name(), "t");
  EXPECT_EQ(target.integer("n", 1, 1, 5), 5);
  EXPECT_EQ(target.integer("absent", 7, 1, 10), 7);
  EXPECT_EQ(target.flag("b", false), true);
  EXPECT_EQ(target.flag("absent", true), true);
  EXPECT_EQ(target.text("s"), "x");
  EXPECT_EQ(target.one_of("m", {"negotiate", "ntlm"}), "ntlm");
  EXPECT_EQ(target.one_of("absent", {"negotiate", "ntlm"}), "negotiate");
  EXPECT_EQ(refusal([&] { target.integer("n", 1, 1, 4); }),
            "option `n` must be a whole number from 1 to 4 / write \"n\": 1");
  EXPECT_EQ(refusal([&] { target.text("n"); }), "option `n` must be a text / write \"n\": \"…\"");
  EXPECT_EQ(refusal([&] { target.flag("s", false); }), "option `s` must be true or false / write \"s\": true");
  EXPECT_EQ(refusal([&] { target.one_of("s", {"a", "b"}); }), "option `s` is `x` / it takes one of a, b");
  EXPECT_EQ(refusal([&] { target.refuse_unknown({"n", "b", "s"}); }), "unknown option `m` / known: n, b, s");
}

TEST(TargetRequest, HasToNameATarget) {
  EXPECT_EQ(refusal([] { TargetRequest("{}", ""); }),
            "the target has no `uri` / report this to the maker of the program");
  EXPECT_EQ(refusal([] { TargetRequest("[", ""); }),
            "the target has no `uri` / report this to the maker of the program");
}

TEST(Fingerprint, IsReadWithAndWithoutColons) {
  const std::string bytes(32, '\xAB');
  std::string plain, colons;
  for (int i = 0; i < 32; ++i) plain += "ab", colons += i == 0 ? "AB" : ":AB";
  EXPECT_EQ(hvshared::parse_fingerprint(plain), bytes);
  EXPECT_EQ(hvshared::parse_fingerprint(colons), bytes);
  EXPECT_EQ(hvshared::parse_fingerprint("sha256:" + plain), bytes);
  EXPECT_EQ(hvshared::fingerprint_text(bytes), colons);
}

TEST(Fingerprint, OfAnotherKindIsRefused) {
  for (const std::string& wrong :
       {std::string("ab"), std::string(40, 'a'), std::string(64, 'g'), std::string(128, 'a')})
    EXPECT_NE(refusal([&] { hvshared::parse_fingerprint(wrong); }).find("is no SHA-256 fingerprint"), std::string::npos)
        << wrong;
}

}  // namespace
