// URIs, passwords in them, and secrets from environment and files.
#include "target/target.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace hvcompat {
namespace {

TEST(Uri, NameAndSchemeOfATarget) {
  const auto target = target_from_uri("QEMU+ssh://root@kvm01/system").value();
  EXPECT_EQ(target.name, "QEMU+ssh://root@kvm01/system");
  EXPECT_EQ(target.uri, "QEMU+ssh://root@kvm01/system");
  EXPECT_EQ(target.scheme, "qemu+ssh");
  EXPECT_EQ(target.options, "{}");
}

TEST(Uri, PasswordStaysOutOfTheName) {
  const auto target = target_from_uri("vpx://me:pw@vc/dc").value();
  EXPECT_EQ(target.name, "vpx://me@vc/dc");
  EXPECT_EQ(target.uri, "vpx://me:pw@vc/dc");
}

TEST(Uri, WithoutPassword) {
  EXPECT_EQ(without_password("qemu:///system"), "qemu:///system");
  EXPECT_EQ(without_password("a://"), "a://");
  EXPECT_EQ(without_password("a://me@h/"), "a://me@h/");
  EXPECT_EQ(without_password("a://me:x@h/"), "a://me@h/");
  EXPECT_EQ(without_password("a://me:x@y@h/"), "a://me@h/");
  EXPECT_EQ(without_password("a://me:x/y@h/z"), "a://me@h/z");
  EXPECT_EQ(without_password("a://h:443/x@y"), "a://h:443/x@y");
  EXPECT_EQ(without_password("a://[::1]:443/x@y"), "a://[::1]:443/x@y");
  EXPECT_EQ(without_password("a://h/x?k=me:x@y"), "a://h/x?k=me:x@y");
  EXPECT_EQ(without_password("test:default"), "test:default");
}

TEST(Uri, WhatIsNone) {
  EXPECT_EQ(to_text(target_from_uri("lab").error()),
            "`lab` is no URI: it begins with no scheme\n    write it like `qemu:///system`");
  EXPECT_EQ(target_from_uri("").error().message, "`` is no URI: it begins with no scheme");
  EXPECT_EQ(target_from_uri("/tmp/a:b").error().message, "`/tmp/a:b` is no URI: it begins with no scheme");
  EXPECT_EQ(target_from_uri("qemu:///sys\ntem").error().message, "the URI holds a control character");
}

TEST(SecretSource, Environment) {
  setenv("HVCOMPAT_TEST", "swordfish", 1);
  EXPECT_EQ(read_secret({SecretSource::Kind::environment, "HVCOMPAT_TEST", {}}).value(), "swordfish");
  unsetenv("HVCOMPAT_TEST");
  EXPECT_EQ(read_secret({SecretSource::Kind::environment, "HVCOMPAT_TEST", {}}).error().message,
            "secret from environment variable `HVCOMPAT_TEST`: it is not set");
}

class SecretFile : public testing::Test {
 protected:
  Result<std::string> read(const std::string& content) {
    std::ofstream(file_, std::ios::binary) << content;
    permit(0600);
    return read_secret({SecretSource::Kind::file, file_, {}});
  }
  void permit(unsigned mode) const { std::filesystem::permissions(file_, std::filesystem::perms(mode)); }
  void TearDown() override { std::filesystem::remove(file_); }
  std::string file_ = testing::TempDir() + "hvcompat-secret-file";
};

TEST_F(SecretFile, LineEndIsNotPartOfIt) {
  EXPECT_EQ(read("swordfish").value(), "swordfish");
  EXPECT_EQ(read("swordfish\n").value(), "swordfish");
  EXPECT_EQ(read("swordfish\r\n").value(), "swordfish");
  EXPECT_EQ(read("two\nlines\n").value(), "two\nlines");
}

TEST_F(SecretFile, Limit) {
  EXPECT_EQ(read(std::string(65'536, 'x') + "\n").error().message,
            "secret from file `" + file_ + "`: longer than 64 KiB");
  EXPECT_EQ(read(std::string(65'536, 'x')).value().size(), 65'536U);
}

TEST_F(SecretFile, ThatEveryoneCanReachIsRefused) {
  ASSERT_TRUE(read("swordfish").has_value());
  for (const unsigned mode : {0604U, 0602U, 0644U}) {
    permit(mode);
    EXPECT_EQ(
        read_secret({SecretSource::Kind::file, file_, {}}).error().message,
        "secret from file `" + file_ + "`: every user of this machine can read or write it: chmod o-rwx " + file_);
  }
  permit(0640);
  EXPECT_EQ(read_secret({SecretSource::Kind::file, file_, {}}).value(), "swordfish");
}

TEST_F(SecretFile, NotThere) {
  EXPECT_EQ(to_text(read_secret({SecretSource::Kind::file, "/nonexistent/secret", {}}).error()),
            "secret from file `/nonexistent/secret`: No such file or directory\n"
            "    see `secret` of the target in the site file");
}

}  // namespace
}  // namespace hvcompat
