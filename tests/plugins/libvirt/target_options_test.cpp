// Targets: URIs taken apart, options checked, mistakes told.
#include "target_options.hpp"

#include <gtest/gtest.h>

#include <hvcompat/plugin.hpp>

namespace hvlibvirt {
namespace {

TargetOptions target(const std::string& uri, const std::string& options = "{}") {
  return parse_target(R"({"name":"lab","uri":")" + uri + R"(","options":)" + options + "}");
}

std::string refusal(const std::string& target_json) {
  try {
    parse_target(target_json);
  } catch (const hvc::Failure& failure) {
    return failure.code + ": " + failure.what();
  }
  return "accepted";
}

TEST(Target, PartsOfTheUri) {
  const TargetOptions remote = target("qemu+ssh://root@[2001:db8::1]:22/system?socket=%2Frun%2Fx&no_verify=1");
  EXPECT_EQ(remote.driver, "qemu");
  EXPECT_EQ(remote.transport, "ssh");
  EXPECT_EQ(remote.server, "[2001:db8::1]:22");
  EXPECT_EQ(remote.path, "/system");
  EXPECT_EQ(remote.socket, "/run/x");
  const TargetOptions local = target("test:///a/lab.xml");
  EXPECT_EQ(local.server, "");
  EXPECT_EQ(local.path, "/a/lab.xml");
}

TEST(Target, Options) {
  const TargetOptions one =
      target("qemu:///system", R"({"agent":true,"agent_timeout_s":9,"username":"u","host_name":"h"})");
  EXPECT_TRUE(one.agent);
  EXPECT_EQ(one.agent_timeout.count(), 9);
  EXPECT_EQ(one.username, "u");
  EXPECT_EQ(one.host_name, "h");
  EXPECT_FALSE(target("qemu:///system").agent);
}

TEST(Target, Refusals) {
  const auto with = [](const std::string& options) {
    return refusal(R"({"name":"lab","uri":"qemu:///system","options":)" + options + "}");
  };
  EXPECT_EQ(with(R"({"agent":"yes"})"), "bad-target: option `agent` must be true or false");
  EXPECT_EQ(with(R"({"agent_timeout_s":0})"),
            "bad-target: option `agent_timeout_s` must be a whole number from 1 to 60");
  EXPECT_EQ(with(R"({"agent_timeout_s":1.5})"),
            "bad-target: option `agent_timeout_s` must be a whole number from 1 to 60");
  EXPECT_EQ(with(R"({"username":7})"), "bad-target: option `username` must be a text");
  EXPECT_EQ(with(R"({"agnet":true})"), "bad-target: unknown option `agnet`");
  EXPECT_EQ(refusal("{}"), "bad-target: the target has no `uri`");
  EXPECT_EQ(refusal("not json"), "bad-target: the target has no `uri`");
  EXPECT_EQ(refusal(R"({"uri":"nothing"})"), "bad-target: `nothing` is no URI");
}

}  // namespace
}  // namespace hvlibvirt
