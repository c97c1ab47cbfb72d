// Certificates: the schema, reading back, and what is demanded of them.
#include "verify/certificate.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "fixture_kit.hpp"
#include "schema_check.hpp"
#include "text/words.hpp"
#include "verify/junit.hpp"
#include "verify/requirement.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// Results as the kit would have them, without running anything.
Verification made_up(CheckState state, const std::string& sha256) {
  Verification verification;
  verification.sha256 = sha256;
  verification.seed = 7;
  for (const Check& check : all_checks()) verification.results.push_back({&check, {CheckState::passed, ""}});
  verification.results.back().finding = {state, "it was `seen` <here>"};
  return verification;
}

std::string schema_fault(const std::string& certificate) {
  return hvcompat::testing::schema_violation(SCHEMAS "/certificate.schema.json", certificate);
}

TEST(Certificate, KeepsToItsSchema) {
  for (const CheckState state : {CheckState::passed, CheckState::failed, CheckState::skipped, CheckState::blocked}) {
    const std::string text = certificate_of(made_up(state, std::string(64, 'a')), "2026-11-21", "0.1.0");
    EXPECT_EQ(schema_fault(text), "") << text;
  }
  std::string text = certificate_of(made_up(CheckState::passed, std::string(64, 'a')), "2026-11-21", "0.1.0");
  text.replace(text.find("\"passed\""), 8, "\"perfect\"");
  EXPECT_NE(schema_fault(text), "");
}

TEST(Certificate, OfAWholeRunKeepsToItsSchema) {
  const auto verification = verify_plugin(kit_options(plugin_of_tests("good")));
  ASSERT_TRUE(verification.has_value());
  const std::string text = certificate_of(*verification, "2026-11-21", "0.1.0");
  EXPECT_EQ(schema_fault(text), "") << text;
  const auto read = parse_certificate("c.json", text);
  ASSERT_TRUE(read.has_value()) << to_text(read.error());
  EXPECT_TRUE(read->passed);
  EXPECT_TRUE(read->whole);
  EXPECT_EQ(read->sha256, verification->sha256);
  EXPECT_EQ(read->plugin, "good 1.0");
  EXPECT_EQ(certificate_of(*verification, "2026-11-21", "0.1.0"), text);
}

TEST(Certificate, WhatIsNoneIsToldSo) {
  EXPECT_THAT(to_text(parse_certificate("c.json", R"({"certificate":"wine","schema":1})").error()),
              HasSubstr("c.json:1:1: no certificate of a plugin"));
  EXPECT_THAT(to_text(parse_certificate("c.json", R"({"schema":1})").error()), HasSubstr("`certificate` is missing"));
  EXPECT_THAT(to_text(parse_certificate("c.json", "[").error()), HasSubstr("c.json:1:2"));
}

TEST(Junit, EscapesAndCounts) {
  const std::string xml = junit_of(made_up(CheckState::failed, "x"));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"it was `seen` &lt;here&gt;\">"));
  EXPECT_THAT(xml, HasSubstr("failures=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"plugin level 1: loads\" tests=\"5\" failures=\"0\" skipped=\"0\""));
}

class Requirement : public ::testing::Test {
 protected:
  Requirement() {
    std::string pattern = (fs::temp_directory_path() / "hvcompat-test-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    write("plugin.so", "the bytes of a plugin");
  }
  ~Requirement() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  void certify(const Verification& verification, const std::string& name = "plugin.so.certificate.json") {
    write(name, certificate_of(verification, "2026-11-21", "0.1.0"));
  }
  std::string refusal() {
    const auto error = VerifiedPlugins::beside_plugins().refusal(folder_ / "plugin.so");
    return error ? error->message : "";
  }
  const std::string hash_ = sha256_hex("the bytes of a plugin");
  fs::path folder_;
};

TEST_F(Requirement, NoCertificate) { EXPECT_THAT(refusal(), HasSubstr("there is no certificate `")); }

TEST_F(Requirement, PassedWholeAndOfThisFile) {
  certify(made_up(CheckState::passed, hash_));
  EXPECT_EQ(refusal(), "");
  certify(made_up(CheckState::skipped, hash_));
  EXPECT_EQ(refusal(), "");
}

TEST_F(Requirement, Failed) {
  certify(made_up(CheckState::failed, hash_));
  EXPECT_THAT(refusal(), HasSubstr("it failed on 2026-11-21"));
}

TEST_F(Requirement, OfAnotherFile) {
  certify(made_up(CheckState::passed, std::string(64, '0')));
  EXPECT_THAT(refusal(), HasSubstr("is for another file"));
}

TEST_F(Requirement, OfAPartOfTheChecks) {
  Verification part = made_up(CheckState::passed, hash_);
  part.selected = true;
  certify(part);
  EXPECT_THAT(refusal(), HasSubstr("does not hold every check of every level"));
}

TEST_F(Requirement, WithoutATargetThatWasRead) {
  Verification blind = made_up(CheckState::passed, hash_);
  for (CheckedResult& result : blind.results)
    if (result.check->id == "completes") result.finding = skipped("there is no target to read");
  certify(blind);
  const auto error = VerifiedPlugins::beside_plugins().refusal(folder_ / "plugin.so");
  ASSERT_TRUE(error.has_value());
  EXPECT_THAT(to_text(*error), HasSubstr("does not hold every check of every level on a target that was read"));
  EXPECT_THAT(to_text(*error), HasSubstr("with --target URI where its manifest names no test target"));
}

TEST_F(Requirement, FilesBeyondTheirLimits) {
  const std::string certificate = certificate_of(made_up(CheckState::passed, hash_), "2026-11-21", "0.1.0");
  const std::string blanks((std::size_t{4} << 20) - certificate.size(), ' ');
  write("plugin.so.certificate.json", certificate + blanks);
  EXPECT_EQ(refusal(), "");
  write("plugin.so.certificate.json", certificate + blanks + " ");
  EXPECT_THAT(refusal(), HasSubstr("larger than 4 MiB"));
  fs::resize_file(folder_ / "plugin.so", (std::uintmax_t{1} << 30) + 1);  // a hole
  EXPECT_THAT(refusal(), HasSubstr("plugin.so`: larger than 1024 MiB"));
}

TEST_F(Requirement, ThatOthersMayWriteTo) {
  certify(made_up(CheckState::passed, hash_));
  fs::permissions(folder_ / "plugin.so.certificate.json", fs::perms::others_write, fs::perm_options::add);
  EXPECT_THAT(refusal(), HasSubstr("others may write to it"));
}

TEST_F(Requirement, FromAFolder) {
  certify(made_up(CheckState::passed, std::string(64, '0')), "a.json");
  auto verified = VerifiedPlugins::in_folder(folder_);
  ASSERT_TRUE(verified.has_value());
  EXPECT_THAT(verified->refusal(folder_ / "plugin.so")->message, HasSubstr("no certificate in `"));
  certify(made_up(CheckState::passed, hash_), "b.json");
  verified = VerifiedPlugins::in_folder(folder_);
  EXPECT_FALSE(verified->refusal(folder_ / "plugin.so").has_value());
  EXPECT_FALSE(VerifiedPlugins::in_folder(folder_ / "nowhere").has_value());
}

}  // namespace
}  // namespace hvcompat
