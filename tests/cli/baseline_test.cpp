// --baseline: gates only on what got worse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string shop() { return read_file(source_file("tests/data/shop.ndjson")); }

// Switched off and of known size, so that nothing changes for the others of its host.
std::string with_guest(const std::string& name, const std::string& facts) {
  const std::string off = R"("guest.power":"off","guest.memory.configured_mib":1024,"guest.vcpu.count":1)";
  const std::string record = "{\"record\":\"guest\",\"id\":\"" + name + "\",\"name\":\"" + name +
                             "\",\"host\":\"h1\",\"facts\":{" + off + (facts.empty() ? "" : ",") + facts + "}}\n";
  return replaced(replaced(shop(), "{\"record\":\"end\"", record + "{\"record\":\"end\""), "\"guests\":7",
                  "\"guests\":8");
}

const std::string kOldWindows =
    R"("guest.os.family":"windows","guest.os.product":"windows-server-2008","guest.os.source":"agent")";
const std::string kLinux = R"("guest.os.family":"linux","guest.os.product":"debian","guest.os.source":"agent")";

class BaselineTest : public ::testing::Test {
 protected:
  BaselineTest() {
    write_file(at("shop.ndjson"), shop());
    run({"evaluate", at("shop.ndjson"), "--as-of", "2026-11-20", "--site", site(), "--format", "json", "-o",
         at("base.json")});
  }

  Ran evaluate(const std::string& inventory, const std::vector<std::string>& more = {}) const {
    write_file(at("now.ndjson"), inventory);
    std::vector<std::string> arguments{"evaluate", at("now.ndjson"), "--as-of",    "2026-11-20",
                                       "--site",   site(),           "--baseline", at("base.json")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  static std::string site() { return source_file("tests/data/shop.site.json"); }
  std::string at(const std::string& name) const { return folder_.at(name); }

 private:
  Folder folder_;
};

TEST_F(BaselineTest, what_was_so_before_passes) {
  const Ran ran = evaluate(shop());
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("outcomes:      2 warn, 3 undecided, 1 fail, 1 not-applicable\n"));
  EXPECT_THAT(ran.out, EndsWith("\nbaseline " + at("base.json") + ": 0 worse, 0 better, 0 new, 0 gone\n"));
  EXPECT_EQ(evaluate(shop(), {"--fail-on", "fail,undecided,warn"}).code, 0);
}

TEST_F(BaselineTest, a_guest_that_got_worse_fails_and_is_listed) {
  const std::string worse =
      replaced(shop(),
               "\"id\":\"g6\",\"name\":\"twin\",\"host\":\"h1\",\"facts\":{\"guest.memory.configured_mib\":8192,"
               "\"guest.os.family\":\"windows\",\"guest.os.product\":\"windows-server-2019\"",
               "\"id\":\"g6\",\"name\":\"twin\",\"host\":\"h1\",\"facts\":{\"guest.memory.configured_mib\":8192,"
               "\"guest.os.family\":\"windows\",\"guest.os.product\":\"windows-server-2008\"");
  const Ran ran = evaluate(worse);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr(": 1 worse, 0 better, 0 new, 0 gone\n"
                                 "  shop/twin on kvm01: fail, not-supported (was warn, joint)\n"));
  EXPECT_THAT(ran.out, HasSubstr("because guest.os.product: windows-server-2019 → windows-server-2008 (test data)\n"));
  EXPECT_EQ(evaluate(worse, {"--fail-on", "undecided"}).code, 0);
}

TEST_F(BaselineTest, new_guests) {
  EXPECT_EQ(evaluate(with_guest("n", kOldWindows)).code, 1);
  EXPECT_EQ(evaluate(with_guest("n", kLinux)).code, 0);
  EXPECT_EQ(evaluate(with_guest("n", "")).code, 3);
  EXPECT_EQ(evaluate(with_guest("n", ""), {"--fail-on", "undecided"}).code, 1);
  EXPECT_THAT(evaluate(with_guest("n", kOldWindows)).out, HasSubstr("  shop/n on kvm01: fail, not-supported\n"));
}

TEST_F(BaselineTest, newly_undecided_is_3) {
  const std::string lost = replaced(
      shop(), "\"guest.os.family\":\"linux\",\"guest.os.product\":\"debian\",\"guest.os.source\":\"agent\",", "");
  EXPECT_EQ(evaluate(lost).code, 3);
  EXPECT_EQ(evaluate(lost, {"--fail-on", "undecided"}).code, 1);
}

TEST_F(BaselineTest, an_undecided_guest_that_got_worse_is_3) {
  const std::vector<std::string> one{"evaluate", at("shop.ndjson"), "--as-of", "2026-11-21", "--guest", "acme-01"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), one.begin(), one.end());
    return run(more);
  };
  EXPECT_EQ(with({"--site", site(), "--format", "json", "-o", at("one.json")}).code, 3);
  EXPECT_EQ(with({"--site", site(), "--baseline", at("one.json")}).code, 0);
  const Ran worse = with({"--baseline", at("one.json")});
  EXPECT_THAT(worse.out, HasSubstr(": 1 worse, 0 better"));
  EXPECT_EQ(worse.code, 3);
}

TEST_F(BaselineTest, incomplete_is_4_as_ever) {
  EXPECT_EQ(evaluate(shop().substr(0, shop().find("{\"record\":\"end\""))).code, 4);
}

TEST_F(BaselineTest, other_forms_stay_whole_and_the_change_is_told_on_the_standard_error) {
  const Ran ran = evaluate(shop(), {"--format", "json"});
  EXPECT_EQ(schema_violation(source_file("configs/schema/report.schema.json"), ran.out), "");
  EXPECT_EQ(ran.err, "baseline " + at("base.json") + ": 0 worse, 0 better, 0 new, 0 gone\n");
}

TEST_F(BaselineTest, a_bad_baseline_is_told_before_anything_is_collected) {
  const Ran absent = run({"scan", "test:///default", "--baseline", "/nowhere"});
  EXPECT_EQ(absent.code, 2);
  EXPECT_EQ(absent.err, "hvcompat: cannot read `/nowhere`: no such file or directory\n");
  const Ran inventory = run({"scan", "test:///default", "--baseline", at("shop.ndjson")});
  EXPECT_EQ(inventory.code, 2);
  EXPECT_EQ(inventory.err, "hvcompat: the baseline `" + at("shop.ndjson") +
                               "` is no report\n    save one with `hvcompat evaluate … --format json -o FILE`\n");
  write_file(at("cut.json"), read_file(at("base.json")).substr(0, 3000));
  const Ran cut = run({"scan", "test:///default", "--baseline", at("cut.json")});
  EXPECT_EQ(cut.code, 2);
  EXPECT_THAT(cut.err, StartsWith("hvcompat: `" + at("cut.json") + "` cannot be read as a report: "));
}

}  // namespace
}  // namespace hvcompat::testing
