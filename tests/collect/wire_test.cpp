// The lines between core and plugin process.
#include "collect/wire.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(Wire, RequestComesBack) {
  WireRequest request;
  request.plugin = "/p/x \"y\".so";
  request.target_json = R"({"name":"a\nb"})";
  request.memory_limit = 1ull << 40;
  request.cpu_seconds = 7;
  request.output_cap = 8;
  request.grace_ms = 9;
  request.writes_files = true;
  const std::string line = to_line(request);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto back = parse_request(line);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->action, "collect");
  EXPECT_EQ(back->plugin, request.plugin);
  EXPECT_EQ(back->target_json, request.target_json);
  EXPECT_EQ(back->memory_limit, request.memory_limit);
  EXPECT_EQ(back->cpu_seconds, 7U);
  EXPECT_EQ(back->output_cap, 8U);
  EXPECT_EQ(back->grace_ms, 9U);
  EXPECT_TRUE(back->writes_files);
}

TEST(Wire, RequestThatIsNone) {
  EXPECT_FALSE(parse_request("").has_value());
  EXPECT_FALSE(parse_request("[1]").has_value());
}

TEST(Wire, SecretMayBeAnyBytes) {
  const std::string secret("a\0\n\xff\"", 5);
  EXPECT_EQ(parse_secret_answer(secret_answer(secret)), secret);
  EXPECT_EQ(parse_secret_answer(secret_answer("")), "");
  EXPECT_EQ(parse_secret_answer(secret_answer(std::nullopt)), std::nullopt);
  EXPECT_EQ(parse_secret_answer(R"({"secret":"6"})"), std::nullopt);
  EXPECT_EQ(parse_secret_answer(R"({"secret":"zz"})"), std::nullopt);
}

TEST(Wire, ExitComesBack) {
  const auto back = parse_exit(to_line(WorkerExit{3, 11, 4096, 2, true, false, ""}));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->status, 3);
  EXPECT_EQ(back->signal, 11);
  EXPECT_EQ(back->peak_memory_kib, 4096);
  EXPECT_EQ(back->left_behind, 2);
  EXPECT_TRUE(back->forced);
  EXPECT_FALSE(parse_exit("").has_value());
}

TEST(Wire, TheLastWholeExitCounts) {
  WorkerExit first;
  first.stays = "`/tmp/a`: there was no time";
  const std::string lines = to_line(first) + to_line(WorkerExit{});
  EXPECT_EQ(parse_last_exit(lines)->stays, "");
  EXPECT_EQ(parse_last_exit(lines.substr(0, lines.size() - 1))->stays, first.stays);
  EXPECT_EQ(parse_last_exit(to_line(first))->stays, first.stays);
  EXPECT_FALSE(parse_last_exit("{\"status\":0}").has_value());
  EXPECT_FALSE(parse_last_exit("").has_value());
}

TEST(Wire, OwnLinesAreToldByTheirBeginning) {
  EXPECT_TRUE(own_line(R"({"record":"fail","code":"auth"})").has_value());
  EXPECT_FALSE(own_line(R"({"record":"guest","id":"fail"})").has_value());
  EXPECT_FALSE(own_line(R"({"id":"g1","record":"fail"})").has_value());
  EXPECT_FALSE(own_line(R"({"record":"fail)").has_value());
  EXPECT_FALSE(own_line("").has_value());
}

}  // namespace
}  // namespace hvcompat
