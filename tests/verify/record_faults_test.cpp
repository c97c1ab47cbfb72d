// One record by itself: whether the program's reader keeps it, and whether its members are those of its kind.
#include "verify/record_faults.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace hvcompat {
namespace {

using testing::HasSubstr;

ToldRecord record_of(const std::string& text) {
  EmittedRecord emitted;
  emitted.text = text;
  return record_in(emitted).value_or(ToldRecord{});
}

TEST(WhyLost, WhatTheReaderKeepsIsNotLost) {
  for (const char* kept : {R"({"record":"guest","id":"g1","name":"end","host":"h1","facts":{"guest.power":"running"}})",
                           R"({"record":"host","id":"h1","name":"kvm01","cluster":null})",
                           "{\"record\":\"cluster\",\n\"id\":\"c1\",\r\n\"name\":\"prod\"}",
                           R"({"record":"error","scope":"guest","id":"g1","code":"timeout","text":"no answer"})",
                           R"({"record":"guest","id":"g1","facts":{"guest.power":"sideways"}})",
                           R"({"record":"end","clusters":0,"hosts":7,"guests":-1,"errors":0})"})
    EXPECT_EQ(why_lost(kept), "") << kept;
}

TEST(WhyLost, WhatTheReaderLosesIsTold) {
  EXPECT_EQ(why_lost(R"({"record":"guest","id":"g1","host":5})"), "guest lost: `host` must be a text");
  EXPECT_THAT(why_lost(R"({"record":"guest","id":"g1","size":1e999})"), HasSubstr("line lost: a number"));
  EXPECT_EQ(why_lost(R"({"record":"error","scope":"guest","id":5})"), "error lost: `id` must be a text");
  EXPECT_EQ(why_lost(R"({"record":"guest","id":"g1","id":"g2"})"), "line lost: the key `id` stands here twice");
  EXPECT_EQ(why_lost(R"({"record":"end","hosts":"two"})"), "end: `hosts` must be an integer");
  const std::string evidence(65'537, 'x');
  EXPECT_EQ(why_lost(fmt::format(R"({{"record":"host","id":"h1","evidence":{{"host.cpu.count":"{}"}}}})", evidence)),
            "line lost: a text is longer than 64 KiB");
}

TEST(UnlistedMember, NamesItAndWhatWasMeant) {
  EXPECT_EQ(unlisted_member(record_of(R"({"record":"guest","id":"g1","fact":{}})")),
            "unknown member `fact`, did you mean `facts`?");
  EXPECT_EQ(unlisted_member(record_of(R"({"record":"host","id":"h1","host":"h1"})")), "unknown member `host`");
  EXPECT_EQ(unlisted_member(record_of(R"({"record":"error","scope":"host","remdy":"try again"})")),
            "unknown member `remdy`, did you mean `remedy`?");
  EXPECT_EQ(unlisted_member(record_of(R"({"record":"end","clusters":0,"hosts":0,"guests":0,"errors":0})")), "");
  EXPECT_EQ(unlisted_member(record_of(R"({"record":"guest","id":"g1","name":"web-01","host":"h1","facts":{},)"
                                      R"("evidence":{},"unknown":{}})")),
            "");
}

}  // namespace
}  // namespace hvcompat
