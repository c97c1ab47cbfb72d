// More than fifty targets, half of them misbehaving in every way that these tests know: the others never notice.
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

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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
    {"forks_on", "process-limit"},
    {"garbage", "lost-records"},
    {"half_way", "unreachable"},
    {"hang", "timeout"},
    {"leaks", ""},
    {"leaks_thread", ""},
    {"load_crash", "plugin-crash"},
    {"no_end", "no-end"},
    {"no_symbol", "plugin-refused"},
    {"patient", "timeout"},
    {"prints", ""},
    {"secret_echo", "auth"},
    {"silent", "internal"},
    {"small_struct", "plugin-refused"},
    {"stack_overflow", "plugin-crash"},
    {"throws", "internal"},
    {"torn", "plugin-exit"},
    {"undeclared", ""},
    {"unreachable", "unreachable"},
    {"wrong_abi", "plugin-refused"},
    {"wrong_type", ""},
};

constexpr const char* kSecret = "swordfish";

// The program and the plugins where everybody may read them.
struct PublicCopy {
  fs::path folder;
  PublicCopy() {
    std::string pattern = "/tmp/hvcompat-test-XXXXXX";
    folder = mkdtemp(pattern.data());
    fs::permissions(folder, fs::perms(0755));
    fs::copy_file(PLUGIN_PROCESS, folder / "process");
    for (const char* name : {"good", "slow"}) copy(name);
    for (const auto& bad : kBadOnes) copy(bad.first);
  }
  ~PublicCopy() { fs::remove_all(folder); }

  void copy(const std::string& name) const {
    const fs::path own = fixture_file(name);
    fs::copy_file(fs::exists(own) ? own : fs::path(VERIFY_FIXTURES) / (name + ".so"), folder / (name + ".so"));
  }

  CollectRequest request(const std::string& name) const {
    CollectRequest request = request_for(name);
    request.plugin_file = folder / (name + ".so");
    request.target.secrets["password"] = {SecretSource::Kind::environment, "HVCOMPAT_TEST_SECRET", {}};
    return request;
  }
};

// A good one beside each bad one, all at the same time.
std::vector<CollectRequest> crowd(const PublicCopy& copy) {
  std::vector<CollectRequest> requests;
  for (const auto& bad : kBadOnes) {
    requests.push_back(copy.request(bad.first));
    requests.push_back(copy.request(requests.size() % 4 == 1 ? "slow" : "good"));
  }
  for (std::size_t i = 0; i < requests.size(); ++i) requests[i].target.name += "-" + std::to_string(i);
  return requests;
}

CollectOptions crowded(const PublicCopy& copy) {
  CollectOptions options = short_options();
  options.program = copy.folder / "process";
  options.jobs = static_cast<unsigned>(2 * kBadOnes.size());
  options.output_cap = 1u << 20;
  options.memory_limit = 1ull << 30;
  return options;
}

void expect_whole(const CollectedTarget& collected) {
  EXPECT_THAT(errors_of(collected), IsEmpty()) << collected.target.name;
  EXPECT_TRUE(collected.inventory.complete) << collected.target.name;
  EXPECT_EQ(collected.inventory.hosts.size(), 1U);
  ASSERT_EQ(collected.guests.size(), 1U);
  EXPECT_EQ(*collected.guests.records()[0].facts.text("guest.power"), "running");
}

void expect_told(const CollectedTarget& collected, const std::string& code) {
  EXPECT_THAT(write_inventory(collected.whole()) + collected.diagnostics, Not(HasSubstr(kSecret)));
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

void expect_contained(const PublicCopy& copy) {
  const CollectOptions options = crowded(copy);
  const auto requests = crowd(copy);
  const auto begun = std::chrono::steady_clock::now();
  const auto collection = collect_targets(requests, options);
  // The two that hang take one deadline, all others less: what waits for them one after the other, or for ever, takes
  // more than this.
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 2 * options.deadline);
  ASSERT_EQ(collection.targets.size(), requests.size());
  ASSERT_GE(requests.size(), 50U);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const CollectedTarget& collected = collection.targets[i];
    EXPECT_EQ(collected.target.name, requests[i].target.name);
    const auto bad = kBadOnes.find(requests[i].plugin_file.stem());
    if (bad == kBadOnes.end()) {
      expect_whole(collected);
    } else {
      expect_told(collected, bad->second);
    }
  }
  EXPECT_THAT(descendants_of(getpid()), IsEmpty());
}

constexpr uid_t kNobody = 65534;

// As an unprivileged user, since root is above the kernel's limit of processes: what fails there is printed.
TEST(Containment, HalfOfThemMisbehave) {
  const PublicCopy copy;
  setenv("HVCOMPAT_TEST_SECRET", kSecret, 1);
  const pid_t child = fork();
  if (child == 0) {
    const bool root = geteuid() == 0;
    const bool changed = !root || (setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0);
    EXPECT_TRUE(changed);
    expect_contained(copy);
    fflush(nullptr);
    _exit(HasFailure() ? 1 : 0);
  }
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "wait status " << status;
  unsetenv("HVCOMPAT_TEST_SECRET");
}

}  // namespace
}  // namespace hvcompat
