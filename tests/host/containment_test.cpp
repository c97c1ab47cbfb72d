// Fifty targets, half of them misbehaving in every way that these tests know: the others never notice.
#include <gmock/gmock.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "collect/child_limits.hpp"
#include "collect/descendants.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

using testing::IsEmpty;

namespace fs = std::filesystem;

// What is told of each: the code of its error, or "" where it harms nobody and its inventory is whole.
const std::map<std::string, std::string> kBadOnes{
    {"aborts", "plugin-crash"},
    {"breeds", "process-limit"},
    {"crash", "plugin-crash"},
    {"double_id", "lost-records"},
    {"exits", "plugin-exit"},
    {"flood", "output-limit"},
    {"flood_raw", "output-limit"},
    {"garbage", "lost-records"},
    {"half_way", "unreachable"},
    {"hang", "timeout"},
    {"leaks", ""},
    {"load_crash", "plugin-crash"},
    {"no_end", "no-end"},
    {"no_symbol", "plugin-refused"},
    {"patient", "timeout"},
    {"prints", ""},
    {"silent", "internal"},
    {"small_struct", "plugin-refused"},
    {"throws", "internal"},
    {"unreachable", "unreachable"},
    {"wrong_abi", "plugin-refused"},
    {"wrong_type", ""},
    {"stack_overflow", "plugin-crash"},
    {"leaks_thread", ""},
    {"forks_on", "process-limit"},
};

fs::path bad_file(const std::string& name) {
  const fs::path own = fixture_file(name);
  return fs::exists(own) ? own : fs::path(VERIFY_FIXTURES) / (name + ".so");
}

CollectRequest bad_request(const std::string& name) {
  CollectRequest request = request_for(name);
  request.plugin_file = bad_file(name);
  return request;
}

CollectOptions crowded() {
  CollectOptions options = short_options();
  options.jobs = 10;
  options.deadline = std::chrono::seconds(8);
  options.output_cap = 1u << 20;
  options.memory_limit = 1ull << 30;
  return options;
}

void expect_whole(const CollectedTarget& collected) {
  EXPECT_THAT(errors_of(collected), IsEmpty()) << collected.target.name;
  EXPECT_TRUE(collected.inventory.complete) << collected.target.name;
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  ASSERT_EQ(collected.inventory.guests.size(), 1U);
  EXPECT_EQ(*collected.inventory.guests[0].facts.text("guest.power"), "running");
}

void expect_told(const CollectedTarget& collected, const std::string& code) {
  const auto& errors = collected.inventory.errors;
  if (code.empty()) {
    EXPECT_THAT(errors_of(collected), IsEmpty()) << collected.target.name;
    return;
  }
  ASSERT_FALSE(errors.empty()) << collected.target.name;
  EXPECT_EQ(errors[0].code, code) << collected.target.name << ": " << errors[0].text;
  EXPECT_NE(errors[0].text, "") << collected.target.name;
  EXPECT_FALSE(collected.inventory.complete) << collected.target.name;
}

// forks_on doubles its processes until they are counted: root is above the kernel's limit, so it is tried below alone.
std::vector<CollectRequest> fifty() {
  std::vector<CollectRequest> requests;
  for (const auto& [name, code] : kBadOnes) {
    if (name != "forks_on") requests.push_back(bad_request(name));
    requests.push_back(request_for(requests.size() % 4 == 0 ? "slow" : "good"));
  }
  while (requests.size() < 50) requests.push_back(request_for("good"));
  for (std::size_t i = 0; i < requests.size(); ++i) requests[i].target.name += "-" + std::to_string(i);
  return requests;
}

TEST(Containment, HalfOfFiftyMisbehave) {
  const auto before = descendants_of(getpid());
  const auto begun = std::chrono::steady_clock::now();
  const auto requests = fifty();
  const auto collection = collect_targets(requests, crowded());
  ASSERT_EQ(collection.targets.size(), 50U);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const CollectedTarget& collected = collection.targets[i];
    EXPECT_EQ(collected.target.name, requests[i].target.name);
    const std::string fixture = requests[i].plugin_file.stem();
    if (fixture == "good" || fixture == "slow") {
      expect_whole(collected);
    } else {
      expect_told(collected, kBadOnes.at(fixture));
    }
  }
  // Two hang, each for one deadline; ten at a time leave plenty of room. Only something that waits for them one after
  // the other, or for ever, takes longer than this.
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 6 * crowded().deadline);
  EXPECT_EQ(descendants_of(getpid()).size(), before.size());
}

constexpr uid_t kNobody = 65534;

// The program and the plugins where everybody may read them.
struct PublicCopy {
  fs::path folder;
  PublicCopy() {
    std::string pattern = "/tmp/hvcompat-test-XXXXXX";
    folder = mkdtemp(pattern.data());
    fs::permissions(folder, fs::perms(0755));
    fs::copy_file(PLUGIN_PROCESS, folder / "process");
    for (const char* name : {"forks_on", "good"}) fs::copy_file(bad_file(name), folder / (std::string(name) + ".so"));
  }
  ~PublicCopy() { fs::remove_all(folder); }
};

// Exit status of `work` in a process of that user; what it prints is seen.
int as_nobody(const std::function<bool()>& work) {
  const pid_t child = fork();
  if (child == 0) {
    const bool changed = setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0;
    _exit(changed && work() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TEST(Containment, AFloodOfProcessesIsHeldByTheCap) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const PublicCopy copy;
  const auto held = [&copy] {
    CollectOptions options = crowded();
    options.program = copy.folder / "process";
    options.memory_limit = 0;
    options.deadline = std::chrono::seconds(60);  // not what ends it
    CollectRequest bad = request_for("forks_on");
    bad.plugin_file = copy.folder / "forks_on.so";
    CollectRequest good = request_for("good");
    good.plugin_file = copy.folder / "good.so";
    const auto collection = collect_targets({bad, good}, options);
    for (const auto& error : errors_of(collection.targets[0])) fprintf(stderr, "%s\n", error.c_str());
    const auto& errors = collection.targets[0].inventory.errors;
    return errors.size() == 1 && errors[0].code == "process-limit" && descendants_of(getpid()).empty() &&
           collection.targets[0].inventory.hosts.size() == 1 && collection.targets[1].inventory.complete;
  };
  EXPECT_EQ(as_nobody(held), 0);
}

}  // namespace
}  // namespace hvcompat
