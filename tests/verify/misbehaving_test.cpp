// The kit is tested by plugins that misbehave: each fails the check that is about it, and no other.
#include <gmock/gmock.h>

#include <set>

#include "collect/child_limits.hpp"
#include "fixture_kit.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

struct Misbehaviour {
  std::string plugin;
  std::vector<std::string> fails;  // in the order of the checks
  std::string seen;                // part of what the first of them saw
  double patience = 20;            // seconds that a call may take
};

std::ostream& operator<<(std::ostream& out, const Misbehaviour& one) { return out << one.plugin; }

// Where more than one is named, the others follow from the first: who ignores a cancel does so at a hanging server,
// too.
const std::vector<Misbehaviour> kMisbehaviours{
    {"no_symbol", {"symbol"}, "no symbol `hvcompat_plugin`"},
    {"exports_more", {"exports"}, "it exports `helper_of_mine`, too"},
    {"load_crash", {"load"}, "ended by SIGSEGV"},
    {"wrong_abi", {"abi"}, "it speaks plugin ABI 2.3, this hvcompat speaks 1.0"},
    {"small_struct", {"abi"}, "its `struct_size` is 16"},
    {"reserved", {"abi"}, "`reserved` is 7"},
    {"bad_manifest", {"manifest"}, "unknown fact `guest.pwoer`, did you mean `guest.power`?"},
    {"no_privilege", {"manifest"}, "fact `guest.power` names no privilege"},
    {"crash", {"completes"}, "ended by SIGSEGV"},
    {"aborts", {"completes"}, "ended by SIGABRT"},
    {"stack_overflow", {"completes"}, "ended by SIGSEGV"},
    {"throws", {"completes"}, "an exception left it: no such guest"},
    {"exits", {"completes"}, "it ended its process, with status 0"},
    {"hang", {"completes"}, "nor stop when it was asked to", 1},
    {"patient", {"completes"}, "it did not come to an end in its time", 1},
    {"silent", {"completes"}, "collect returned 5 without a word of `fail`"},
    {"unreachable", {"completes"}, "unreachable: connection refused (start the server)"},
    {"half_way", {"completes"}, "unreachable: connection lost"},
    {"no_end", {"completes"}, "no `end` record"},
    {"flood", {"completes"}, "more than its output may have"},
    {"flood_raw", {"completes"}, "more than its output may have"},
    {"breeds", {"completes"}, "more than 256 processes at a time"},
    {"garbage", {"records"}, "record 2: not valid JSON"},
    {"nameless", {"records"}, "guest `g1`: `name` is missing"},
    {"loses_guest", {"records"}, "record 2: guest lost: `host` must be a text"},
    {"misspells", {"records"}, "guest `g1`: unknown member `hosst`, did you mean `host`?"},
    {"latin1", {"utf8"}, "Z\xEF\xBF\xBDrich"},
    {"double_id", {"ids"}, "guest `g1` is told twice"},
    {"orphan", {"references"}, "guest `g1` names host `h9`, which is not told"},
    {"talks_on", {"order"}, "it comes after `end`"},
    {"miscounts", {"end-counts"}, "it counts 2 guests, and 1 were told"},
    {"wrong_type", {"vocabulary"}, "guest `g1`: fact `guest.vcpu.count`: `four` is not"},
    {"odd_fact", {"vocabulary"}, "guest `g1`: fact `guest.power`: `sideways` is not one of"},
    {"concludes", {"vocabulary"}, "unknown `svvp.status`: not for plugins to tell"},
    {"undeclared", {"declared"}, "guest `g1` tells `guest.firmware`"},
    {"no_evidence", {"evidence"}, "guest `g1`: `guest.power` has none"},
    {"no_remedy", {"unknowns"}, "unknown `guest.os.build` has no remedy"},
    {"no_reason", {"unknowns"}, "`forgot` is no reason"},
    {"chatters", {"standard-output"}, "beginning with `reading the target`"},
    {"goes_back", {"progress"}, "it went back from 5 to 3"},
    {"overshoots", {"progress"}, "it told 11 of 10"},
    {"tells_secret", {"secrets"}, "a log line holds it"},
    {"shouts", {"error-texts"}, "`Could not read it.` ends in a full stop"},
    {"ignores_cancel", {"cancel"}, "cancelled from the start, it returned only 3."},
    {"cancels_wrongly", {"cancel"}, "it told the code `internal` instead of `cancelled`"},
    {"once_only", {"repeat"}, "the second call of collect came to another result"},
    {"random_ids", {"stable-ids"}, "guest `web-01` was `g"},
    {"local_time", {"environment"}, "under another LANG and TZ"},
    {"alone", {"parallel"}, "one of them failed: another one is running"},
    {"leaks_descriptor", {"descriptors"}, "/dev/null"},
    {"leaks_thread", {"threads"}, "2 more threads after 2 more calls"},
    {"leaks_process", {"processes"}, "after it returned there were: "},
    {"leaks_file", {"temporary-files"}, "it left in TMPDIR: cache-"},
    {"wants_memory", {"memory"}, "with 1024 MiB of address space it was ended by SIGABRT"},
    {"fears_rejection", {"rejected-records"}, "HVC_REJECTED from record 1 on: it was ended by SIGABRT"},
    {"ignores_stop", {"stopped-records"}, "it returned HVC_OK as if all had been taken"},
    {"exact_host", {"newer-host"}, "this is another host"},
    {"short_buffer", {"long-secret"}, "ended by SIGABRT"},
    {"blames_password", {"refusing-server"}, "it told the code `auth`"},
    {"blames_itself", {"hanging-server"}, "it told the code `internal`"},
    {"waits_for_ever", {"cancel", "hanging-server"}, "cancelled while a server hangs: it did not come to an end"},
    {"blames_target", {"closing-server"}, "it told the code `bad-target`"},
    {"believes_all", {"babbling-server"}, "it says that all is well"},
    {"splits_uri", {"nonsense-target"}, "`splits-uri:`: it was ended by SIGABRT"},
    {"divides", {"fuzzed-options"}, "it was ended by SIGFPE"},
};

class Misbehaving : public testing::TestWithParam<Misbehaviour> {};

TEST_P(Misbehaving, FailsItsCheckAndNoOther) {
  const Misbehaviour& one = GetParam();
  if (one.plugin == "wants_memory" && !memory_is_limited()) GTEST_SKIP() << "memory is not limited with sanitizers";
  KitOptions options = kit_options(plugin_of_tests(one.plugin));
  options.deadline = std::chrono::milliseconds(static_cast<int>(one.patience * 1000));
  const auto verification = verify_plugin(options);
  ASSERT_TRUE(verification.has_value()) << to_text(verification.error());
  EXPECT_THAT(ids_with(*verification, CheckState::failed), ElementsAreArray(one.fails)) << told(*verification);
  EXPECT_THAT(finding_of(*verification, one.fails.front()).detail, HasSubstr(one.seen));
  EXPECT_FALSE(verification->passed());
  for (const std::string& id : ids_with(*verification, CheckState::blocked)) {
    const CheckState needed = finding_of(*verification, find_check(id)->needs).state;
    const bool without_manifest = !verification->manifest;
    EXPECT_TRUE(needed == CheckState::failed || needed == CheckState::blocked || without_manifest) << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Plugins, Misbehaving, testing::ValuesIn(kMisbehaviours),
                         [](const auto& info) { return info.param.plugin; });

// Every check but these is failed by some plugin above: this one takes too long to be tried in every way.
TEST(Misbehaving, SleepsEarlyNeedsForceAtItsDeadline) {
  KitOptions options = kit_options(plugin_of_tests("sleeps_early"));
  options.only = {"deadline"};
  const auto verification = verify_plugin(options);
  ASSERT_TRUE(verification.has_value());
  EXPECT_THAT(ids_with(*verification, CheckState::failed), testing::ElementsAre("deadline")) << told(*verification);
}

TEST(Misbehaving, EveryCheckIsFailedBySomePlugin) {
  std::set<std::string, std::less<>> failed{"deadline"};
  for (const Misbehaviour& one : kMisbehaviours) failed.insert(one.fails.begin(), one.fails.end());
  for (const Check& check : all_checks()) EXPECT_TRUE(failed.contains(check.id)) << check.id;
}

}  // namespace
}  // namespace hvcompat
