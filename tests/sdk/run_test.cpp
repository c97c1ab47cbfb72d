// The edge: what collect does becomes what the ABI says, whatever is thrown.
#include <gtest/gtest.h>

#include <hvcompat/plugin.hpp>
#include <string>
#include <vector>

namespace {

struct Lent {
  std::vector<std::string> records;
  std::vector<std::string> failures;
  int answer = HVC_OK;
  std::string secret;
  hvc_host host{};

  Lent() {
    host.struct_size = sizeof host;
    host.context = this;
    host.emit = [](const hvc_host* h, const char* text, std::size_t length) {
      auto& me = *static_cast<Lent*>(h->context);
      if (me.answer == HVC_OK) me.records.emplace_back(text, length);
      return me.answer;
    };
    host.fail = [](const hvc_host* h, const char* code, const char* text, const char* remedy) {
      static_cast<Lent*>(h->context)->failures.push_back(std::string(code) + "|" + text + "|" + remedy);
    };
    host.secret = [](const hvc_host* h, const char*, char* buffer, std::size_t capacity, std::size_t* length) -> int {
      const std::string& secret = static_cast<Lent*>(h->context)->secret;
      if (secret.empty()) return HVC_NO_SECRET;
      *length = secret.size();
      if (secret.size() > capacity) return HVC_TOO_SMALL;
      secret.copy(buffer, capacity);
      return HVC_OK;
    };
  }

  template <class Collect>
  int run(Collect collect) {
    return hvc::run(&host, "{}", 2, collect);
  }
};

TEST(Run, CountsAndEnds) {
  Lent lent;
  const int result = lent.run([](hvc::Session& session, std::string_view target) {
    EXPECT_EQ(target, "{}");
    session.emit(hvc::Record::cluster("c", "c"));
    session.emit(hvc::Record::host("h", "h"));
    session.emit(hvc::Record::guest("g", "g", "h"));
    session.error({"guest", "g", "protocol", "half read", ""});
  });
  EXPECT_EQ(result, HVC_OK);
  ASSERT_EQ(lent.records.size(), 5u);
  EXPECT_EQ(lent.records[3],
            R"({"record":"error","scope":"guest","id":"g","code":"protocol","text":"half read","remedy":""})");
  EXPECT_EQ(lent.records[4], R"({"record":"end","clusters":1,"hosts":1,"guests":1,"errors":1})");
}

TEST(Run, ARefusedRecordIsNotCounted) {
  Lent lent;
  const int result = lent.run([&](hvc::Session& session, std::string_view) {
    lent.answer = HVC_REJECTED;
    EXPECT_FALSE(session.emit(hvc::Record::host("h", "h")));
    lent.answer = HVC_OK;
  });
  EXPECT_EQ(result, HVC_OK);
  EXPECT_EQ(lent.records, std::vector<std::string>{R"({"record":"end","clusters":0,"hosts":0,"guests":0,"errors":0})"});
}

TEST(Run, StopsWhereTheHostTakesNoMore) {
  Lent lent;
  lent.answer = HVC_STOP;
  bool went_on = false;
  const int result = lent.run([&](hvc::Session& session, std::string_view) {
    session.emit(hvc::Record::host("h", "h"));
    went_on = true;
  });
  EXPECT_EQ(result, HVC_FAILED);
  EXPECT_FALSE(went_on);
  EXPECT_EQ(lent.failures, std::vector<std::string>{"cancelled|the host takes no more records|"});
}

TEST(Run, AFailureKeepsItsCodeAndRemedy) {
  Lent lent;
  const int result =
      lent.run([](hvc::Session&, std::string_view) { throw hvc::Failure(HVC_FAIL_AUTH, "refused", "ask again"); });
  EXPECT_EQ(result, HVC_FAILED);
  EXPECT_EQ(lent.failures, std::vector<std::string>{"auth|refused|ask again"});
  EXPECT_TRUE(lent.records.empty()) << "no end record after a failure";
}

TEST(Run, AnyOtherExceptionIsABugOfThePlugin) {
  Lent lent;
  EXPECT_EQ(lent.run([](hvc::Session&, std::string_view) { throw std::out_of_range("index 7"); }), HVC_FAILED);
  EXPECT_EQ(lent.run([](hvc::Session&, std::string_view) { throw 7; }), HVC_FAILED);
  EXPECT_EQ(lent.failures,
            (std::vector<std::string>{"internal|index 7|report this to the plugin's maker",
                                      "internal|an exception of unknown type|report this to the plugin's maker"}));
}

TEST(Session, SecretsOfAnyLength) {
  Lent lent;
  hvc::Session session(&lent.host);
  EXPECT_EQ(session.secret("password"), std::nullopt);
  lent.secret = std::string(1000, 'x');
  EXPECT_EQ(session.secret("password"), lent.secret);
}

}  // namespace
