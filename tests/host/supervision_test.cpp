// Nothing of a plugin outlives its run, and a run ends when it is told to.
#include <gmock/gmock.h>
#include <hvcompat/plugin.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <future>
#include <thread>

#include "collect/descendants.hpp"
#include "collect/supervisor_start.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kInterrupted = "cancelled: the run was interrupted [run it again for the rest]";

TEST(Supervision, ProcessThatLeftTheSessionIsEnded) {
  auto options = short_options();
  pid_t left_behind = 0;
  std::string warning;
  options.log = [&](const std::string&, int level, const std::string& text) {
    if (level == HVC_LOG_INFO) left_behind = std::stoi(text);
    if (level == HVC_LOG_WARNING) warning = text;
  };
  const auto collected = collect_one("leaks", options);
  EXPECT_THAT(errors_of(collected), IsEmpty());
  ASSERT_GT(left_behind, 1);
  EXPECT_EQ(kill(left_behind, 0), -1);
  EXPECT_EQ(errno, ESRCH);
  EXPECT_EQ(warning, "the plugin left 1 process behind; ended");
}

TEST(Supervision, ASpareSupervisorServesTheFirstTarget) {
  auto options = short_options();
  SpareSupervisor spare(options.program);
  const auto waiting = descendants_of(getpid());
  ASSERT_EQ(waiting.size(), 1U);
  options.spare = &spare;
  const Collection collection = collect_targets({request_for("good"), request_for("slow")}, options);
  for (const CollectedTarget& target : collection.targets) EXPECT_THAT(errors_of(target), IsEmpty());
  EXPECT_FALSE(spare.take().has_value());
  EXPECT_EQ(kill(waiting.front(), 0), -1);
  EXPECT_EQ(errno, ESRCH);
}

TEST(Supervision, ASpareSupervisorThatNobodyTakesEnds) {
  {
    const SpareSupervisor spare(short_options().program);
  }
  EXPECT_THAT(descendants_of(getpid()), IsEmpty());
  {
    const SpareSupervisor spare("/nonexistent/program");
  }
  EXPECT_THAT(descendants_of(getpid()), IsEmpty());
}

TEST(Supervision, TooManyProcessesAreEnded) {
  const auto collected = collect_one("breeds");
  EXPECT_THAT(errors_of(collected),
              ElementsAre("process-limit: plugin `breeds` 1.0 ran more than 256 processes at a time [report it to the "
                          "plugin's vendor, `acme`]"));
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  EXPECT_THAT(descendants_of(getpid()), IsEmpty());
}

// The supervisor hears of each process that ends.
TEST(Supervision, TooManyProcessesAreEndedWhileOthersEndByThemselves) {
  const auto collected = collect_one("orphans");
  EXPECT_THAT(errors_of(collected),
              ElementsAre(testing::StartsWith("process-limit: plugin `orphans` 1.0 ran more than")));
}

TEST(Supervision, NoProcessIsLeftOfAnyRun) {
  auto options = short_options();
  options.deadline = std::chrono::milliseconds(300);
  for (const char* fixture : {"hang", "crash", "leaks", "good"}) collect_one(fixture, options);
  EXPECT_THAT(descendants_of(getpid()), IsEmpty());
}

TEST(Supervision, StopKeepsWhatWasTold) {
  auto options = short_options();
  options.deadline = std::chrono::seconds(60);
  options.grace = std::chrono::seconds(60);
  options.jobs = 1;
  std::atomic<int> stop = 0;
  options.stop = &stop;
  options.log = [&](const std::string&, int, const std::string&) { stop = 1; };  // it waits
  const auto begun = std::chrono::steady_clock::now();
  const auto collection = collect_targets({request_for("patient"), request_for("good")}, options);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(40));
  EXPECT_TRUE(collection.interrupted);
  EXPECT_THAT(errors_of(collection.targets[0]), ElementsAre(kInterrupted));
  EXPECT_EQ(collection.targets[0].inventory.hosts.size(), 1U);
  EXPECT_THAT(errors_of(collection.targets[1]), ElementsAre(kInterrupted));
  EXPECT_EQ(collection.targets[1].attempts, 0);
  EXPECT_EQ(collection.targets[1].inventory.target, "good");
}

// A process that nobody may end, and that was handed a plugin's pipe.
class Borrower {
 public:
  Borrower() {
    const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    path_.copy(place.sun_path, sizeof place.sun_path - 1);
    EXPECT_EQ(bind(listening, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
    EXPECT_EQ(listen(listening, 1), 0);
    const timeval patience{60, 0};
    EXPECT_EQ(setsockopt(listening, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    listening_ = listening;
  }
  ~Borrower() {
    close(listening_);
    std::filesystem::remove(path_);
  }
  Borrower(const Borrower&) = delete;
  Borrower& operator=(const Borrower&) = delete;

  const std::string& path() const { return path_; }

  // Waits a minute for it; less than 0 where nothing came.
  int take() const {
    const int from = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (from < 0) return from;
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    int lent = -1;
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&message))
      std::memcpy(&lent, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof lent);
    close(from);
    return lent;
  }

 private:
  std::string path_ = testing::TempDir() + "lends-" + std::to_string(getpid());
  int listening_ = -1;
};

// Whether the stop came when the plugin's end was seen, and the half second for what it had told was not over.
bool stopped_in_time() {
  using namespace std::chrono_literals;
  auto options = short_options();
  std::atomic<int> stop = 0;
  options.stop = &stop;
  CollectRequest request = request_for("lends");
  const Borrower borrower;
  request.target.uri = "lends://" + borrower.path();
  std::promise<void> over;
  bool in_time = false;
  std::thread user([&, ended = over.get_future()] {
    const int lent = borrower.take();
    EXPECT_GE(lent, 0);
    siginfo_t supervisor{};
    in_time = waitid(P_ALL, 0, &supervisor, WEXITED | WNOWAIT) == 0;  // and leaves it to the core
    std::this_thread::sleep_for(100ms);
    in_time = in_time && waitid(P_ALL, 0, &supervisor, WEXITED | WNOWAIT | WNOHANG) == 0;
    stop = 1;
    EXPECT_EQ(ended.wait_for(30s), std::future_status::ready) << "the run waits for the borrower";
    close(lent);
  });
  const auto collection = collect_targets({request}, options);
  over.set_value();
  user.join();
  EXPECT_EQ(collection.targets.at(0).inventory.hosts.size(), 1U);
  return in_time;
}

TEST(Supervision, AStopAfterThePluginsEndWaitsForNobodyWhoHoldsItsPipe) {
  bool in_time = false;
  for (int attempt = 0; !in_time && attempt < 10; ++attempt) in_time = stopped_in_time();
  EXPECT_TRUE(in_time);
}

TEST(Supervision, AHangUpIsAStopThatCleansUp) {
  auto options = short_options();
  options.grace = std::chrono::seconds(60);
  std::vector<std::string> told;
  options.log = [&](const std::string&, int, const std::string& text) { told.push_back(text); };
  const auto collected = collect_one("hangs_up", options);
  EXPECT_THAT(errors_of(collected), ElementsAre(testing::StartsWith("cancelled: the host takes no more")));
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  ASSERT_THAT(told, testing::SizeIs(1));
  EXPECT_THAT(told[0], testing::HasSubstr("hvcompat-plugin-"));
  EXPECT_FALSE(std::filesystem::exists(told[0]));
}

// A service manager's doing, and nothing for the plugin's vendor.
TEST(Supervision, AHangUpThatThePluginDoesNotHear) {
  const auto collected = collect_one("hangs_up_deaf");
  EXPECT_THAT(errors_of(collected), ElementsAre("cancelled: plugin `hangs_up_deaf` 1.0 was asked to stop from outside, "
                                                "and did not in time [run it again]"));
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
}

TEST(Supervision, SecondStopEndsAtOnce) {
  auto options = short_options();
  options.deadline = std::chrono::seconds(60);
  options.grace = std::chrono::seconds(60);
  std::atomic<int> stop = 0;
  options.stop = &stop;
  options.log = [&](const std::string&, int, const std::string&) { stop = 2; };  // it waits
  const auto begun = std::chrono::steady_clock::now();
  const auto collection = collect_targets({request_for("hang")}, options);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(40));
  EXPECT_THAT(errors_of(collection.targets[0]), ElementsAre(kInterrupted));
  EXPECT_EQ(collection.targets[0].inventory.hosts.size(), 1U);
}

TEST(Supervision, SignalsStopTheRun) {
  auto options = short_options();
  options.handle_signals = true;
  options.deadline = std::chrono::seconds(60);
  options.grace = std::chrono::seconds(60);
  options.log = [](const std::string&, int, const std::string&) { kill(getpid(), SIGINT); };  // it waits
  const auto collection = collect_targets({request_for("patient")}, options);
  EXPECT_TRUE(collection.interrupted);
  EXPECT_THAT(errors_of(collection.targets[0]), ElementsAre(kInterrupted));
}

TEST(Supervision, TheCoreItselfMayDie) {
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t core = fork();
  if (core == 0) {
    auto options = short_options();
    options.log = [&](const std::string&, int level, const std::string& text) {
      if (level == HVC_LOG_INFO && write(told[1], text.data(), text.size()) > 0) kill(getpid(), SIGKILL);
    };
    auto request = request_for("leaks");
    collect_targets({request, request_for("hang")}, options);
    _exit(0);
  }
  close(told[1]);
  char text[32] = {};
  ASSERT_GT(read(told[0], text, sizeof text - 1), 0);
  close(told[0]);
  EXPECT_EQ(waitpid(core, nullptr, 0), core);
  const pid_t left_behind = std::stoi(text);
  for (int i = 0; i < 6000 && kill(left_behind, 0) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(kill(left_behind, 0), -1);
}

}  // namespace
}  // namespace hvcompat
