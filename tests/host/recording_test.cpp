// A recording gives what the run gave: the same inventory, complaints, errors and log, for good and bad plugins.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "collect/recording_files.hpp"
#include "collect/redact_recording.hpp"
#include "collect/replay.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Recording : public testing::Test {
 protected:
  Recording() {
    std::string name = (fs::temp_directory_path() / "hvcompat-recording-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    fs::remove(folder_);
    options_ = short_options();
    options_.output_cap = 1u << 20;
    options_.recorded = [this](const TargetRecording& recording, CollectedTarget&) { recording_ = recording; };
    options_.log = logging(logged_);
  }
  ~Recording() override { fs::remove_all(folder_); }

  static std::function<void(const std::string&, int, const std::string&)> logging(std::vector<std::string>& into) {
    return [&into](const std::string& target, int level, const std::string& text) {
      into.push_back(target + " " + std::to_string(level) + " " + text);
    };
  }

  // Runs the fixture, writes the recording, reads it, and replays it.
  void record(CollectRequest request) {
    live_ = collect_targets({request}, options_).targets.at(0);
    ASSERT_FALSE(prepare_recording(folder_));
    ASSERT_FALSE(write_recording(folder_, recording_));
    ASSERT_FALSE(finish_recording(folder_, {1, false}));
    const auto read = read_recordings(folder_);
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    ASSERT_EQ(read->targets.size(), 1U);
    EXPECT_EQ(read->problem, "");
    CollectOptions how;
    how.log = logging(logged_again_);
    again_ = replay(read->targets[0], how);
  }

  void expect_the_same() {
    EXPECT_EQ(write_inventory(again_.whole()), write_inventory(live_.whole()));
    EXPECT_EQ(texts_of(again_), texts_of(live_));
    EXPECT_EQ(again_.diagnostics, live_.diagnostics);
    EXPECT_EQ(again_.attempts, live_.attempts);
    EXPECT_EQ(logged_again_, logged_);
  }

  static std::vector<std::string> texts_of(const CollectedTarget& collected) {
    std::vector<std::string> texts;
    for (const Complaint& complaint : collected.complaints)
      texts.push_back(complaint.text + (complaint.lost_record ? " (lost)" : ""));
    return texts;
  }

  // All bytes of all files.
  std::string bytes() const {
    std::ostringstream all;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      all << entry.path().filename().string() << '\n';
      if (entry.is_regular_file() && entry.file_size() > 0)
        all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
    return all.str();
  }

  fs::path folder_;
  CollectOptions options_;
  TargetRecording recording_;
  CollectedTarget live_, again_;
  std::vector<std::string> logged_, logged_again_;
};

class EveryFixture : public Recording, public testing::WithParamInterface<const char*> {};

TEST_P(EveryFixture, ReplayIsTheRun) {
  options_.deadline = std::chrono::seconds(3);
  record(request_for(GetParam()));
  expect_the_same();
}

INSTANTIATE_TEST_SUITE_P(Fixtures, EveryFixture,
                         testing::Values("good", "garbage", "half_way", "no_end", "flood", "flood_raw", "crash",
                                         "aborts", "exits", "hang", "unreachable", "prints", "leaks", "double_id",
                                         "wrong_type", "throws", "load_crash", "wrong_abi", "planted"));

TEST_F(Recording, ProgramThatIsNotThere) {
  options_.program = "/nonexistent/hvcompat";
  record(request_for("good"));
  expect_the_same();
  EXPECT_THAT(errors_of(again_), ElementsAre(HasSubstr("cannot start `/nonexistent/hvcompat`")));
}

TEST_F(Recording, TargetThatWasNeverBegun) {
  std::atomic<int> stop = 2;
  options_.stop = &stop;
  options_.jobs = 1;
  record(request_for("patient"));
  expect_the_same();
}

TEST_F(Recording, HoldsEveryByte) {
  record(request_for("garbage"));
  EXPECT_THAT(recording_.attempts.at(0).wire, HasSubstr("\x7f\xff not a record\n"));
  EXPECT_THAT(bytes(), HasSubstr(recording_.attempts[0].wire));
}

TEST_F(Recording, FloodIsKeptUpToTheCap) {
  record(request_for("flood_raw"));
  EXPECT_EQ(recording_.attempts.at(0).wire.size(), (1u << 20) + kLongestRecord);
  EXPECT_TRUE(recording_.attempts[0].over_output);
}

TEST_F(Recording, EachAttemptIsKept) {
  record(request_for("unreachable"));
  EXPECT_EQ(recording_.attempts.size(), 2U);
  EXPECT_THAT(bytes(), HasSubstr("2.wire"));
}

TEST_F(Recording, SecretsAreNotInIt) {
  for (const std::string secret : {"Zwordfish", "Zword\\fi\"sh", "Zword fish\tüñ"}) {
    fs::remove_all(folder_);
    logged_.clear();
    logged_again_.clear();
    setenv("HVCOMPAT_TEST_SECRET", secret.c_str(), 1);
    auto request = request_for("secret_echo");
    request.target.uri = "secret-echo://me:hunter22@lab/";
    request.target.options = R"({"comment":"the word is hunter22"})";
    request.target.secrets["password"] = {SecretSource::Kind::environment, "HVCOMPAT_TEST_SECRET", {}};
    record(request);
    expect_the_same();
    EXPECT_THAT(bytes(), Not(HasSubstr("Zword")));
    EXPECT_THAT(bytes(), Not(HasSubstr("hunter22")));
    EXPECT_THAT(bytes(), HasSubstr("signing in with ***"));
  }
  unsetenv("HVCOMPAT_TEST_SECRET");
}

TEST_F(Recording, IsForItsOwnerAlone) {
  record(request_for("good"));
  struct stat status{};
  stat(folder_.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    stat(entry.path().c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777U, entry.is_directory() ? 0700U : 0600U) << entry.path();
    EXPECT_THAT(entry.path().string(), Not(HasSubstr(".tmp")));
  }
}

TEST_F(Recording, NothingIsOverwritten) {
  record(request_for("good"));
  const auto refused = prepare_recording(folder_);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->message, "`" + folder_.string() + "` is there already");
}

TEST_F(Recording, CutOffFileIsTold) {
  record(request_for("good"));
  const fs::path wire = folder_ / "0001-good" / "1.wire";
  fs::resize_file(wire, 10);
  const auto read = read_recordings(folder_);
  ASSERT_TRUE(read.has_error());
  EXPECT_THAT(read.error().at(0).message, HasSubstr("1.wire` has 10 bytes, its index says"));
}

TEST_F(Recording, FileBeyond4GiBIsNotRead) {
  record(request_for("good"));
  fs::resize_file(folder_ / "0001-good" / "1.wire", (std::uintmax_t{4} << 30) + 1);  // a hole
  const auto read = read_recordings(folder_);
  ASSERT_TRUE(read.has_error());
  EXPECT_THAT(read.error().at(0).message, HasSubstr("1.wire`: larger than 4096 MiB"));
}

TEST_F(Recording, RunThatDidNotEndIsTold) {
  record(request_for("good"));
  fs::remove(folder_ / "recording.json");
  EXPECT_THAT(read_recordings(folder_)->problem, HasSubstr("has no recording.json"));
  EXPECT_EQ(read_recordings(folder_ / "0001-good")->problem, "");
}

// None that letters of a pseudonym could be by chance.
const std::vector<std::string> kPlanted{"frankfurt", "corp.example", "Payroll",     "10.20.30.4",    "6f9619ff-",
                                        "Gehalt",    "gehalt",       "M\u00fcller", "M\\u00fc",      "schmidt",
                                        "52:54:00",  "fd00::",       "4711-",       "zeiterfassung", "\"web7\"",
                                        "SAPPROD",   "sapprod",      "fileserver",  "svc-backup",    "vcenter-",
                                        "/etc/pve",  "/srv/",        "logs$",       "of-kassel",     "\"gold\""};

TEST_F(Recording, PlantedNamesAreGoneWhenRedacted) {
  auto request = request_for("planted");
  request.target.name = "frankfurt";
  request.target.uri = "planted://admin@vcenter-7.corp.example/Payroll";
  record(request);
  for (const std::string name : {"frankfurt", "SAPPROD", "10.20.30.41"}) EXPECT_THAT(bytes(), HasSubstr(name));
  fs::remove_all(folder_);
  const TargetRecording redacted = redact(recording_, Pseudonyms(random_key()));
  ASSERT_FALSE(prepare_recording(folder_));
  ASSERT_FALSE(write_recording(folder_, redacted));
  const CollectedTarget told = replay(redacted, CollectOptions{});
  const std::string all = bytes() + write_inventory(told.whole()) + testing::PrintToString(texts_of(told));
  for (const std::string& name : kPlanted) EXPECT_THAT(all, Not(HasSubstr(name)));
  EXPECT_EQ(told.guests.size(), live_.guests.size());
  EXPECT_EQ(texts_of(told).size(), texts_of(live_).size());
  EXPECT_EQ(told.inventory.hosts.at(0).id, told.guests.records().at(0).parent);
  EXPECT_EQ(told.inventory.clusters.at(0).id, told.inventory.hosts.at(0).parent);
}

TEST_F(Recording, WhatIsJudgedByStays) {
  record(request_for("planted"));
  const CollectedTarget told = replay(redact(recording_, Pseudonyms("key", {"x.acme.edition"})), CollectOptions{});
  std::vector<std::string> products;
  for (const Record& guest : told.guests.records()) {
    products.push_back(*guest.facts.text("guest.os.product"));
    if (!guest.facts.find("x.acme.edition")) continue;
    EXPECT_EQ(*guest.facts.text("x.acme.edition"), "gold");
    EXPECT_EQ(*guest.facts.integer("x.acme.count"), 7);
    EXPECT_EQ(guest.facts.find("guest.os.build")->unknown.reason, "agent-off");
  }
  EXPECT_THAT(products, testing::UnorderedElementsAre("windows-server-2008-r2", "windows-server-2022"));
  const Facts& host = told.inventory.hosts.at(0).facts;
  EXPECT_EQ(*host.text("hypervisor.version"), "9.4");
  EXPECT_THAT(*host.text("host.system.model"), HasSubstr("PowerEdge R740 name-"));
}

TEST_F(Recording, KeyDecidesThePseudonyms) {
  record(request_for("planted"));
  const auto guest = [&](const std::string& key) {
    return replay(redact(recording_, Pseudonyms(key)), CollectOptions{}).inventory.hosts.at(0).name;
  };
  EXPECT_EQ(guest("one"), guest("one"));
  EXPECT_NE(guest("one"), guest("two"));
}

}  // namespace
}  // namespace hvcompat
