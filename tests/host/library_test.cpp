// Finding plugins: what is listed, what is refused with which words, and who serves a scheme.
#include <gmock/gmock.h>

#include "collect/plugin_library.hpp"
#include "collect/target_json.hpp"
#include "fixtures.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Library : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("hvcompat-plugins-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    fs::permissions(folder_, fs::perms::owner_all);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& fixture) { fs::copy_file(fixture_file(fixture), folder_ / (fixture + ".so")); }

  PluginLibrary find() const {
    PluginSearch search;
    search.program = PLUGIN_PROCESS;
    search.paths = {folder_};
    search.allowed_sha256 = allowed_;
    search.schemes = schemes_;
    return find_plugins(search);
  }

  // The words of the one refusal, with the folder's name taken out.
  std::string refusal() const {
    const auto library = find();
    EXPECT_THAT(library.plugins, IsEmpty());
    if (library.refused.size() != 1) return "refused: " + std::to_string(library.refused.size());
    std::string text = to_text(library.refused[0].error);
    for (std::size_t at = 0; (at = text.find(folder_.string())) != std::string::npos;) {
      text.replace(at, folder_.string().size(), "DIR");
    }
    return text;
  }

  fs::path folder_;
  std::vector<std::string> allowed_;
  std::optional<std::vector<std::string>> schemes_;
};

TEST_F(Library, NothingIsRunOfAFileTooLargeToBeHashed) {
  put("good");
  fs::resize_file(folder_ / "good.so", (std::uintmax_t{1} << 30U) + 1);
  const std::string told = refusal();
  EXPECT_THAT(told, HasSubstr("`DIR/good.so` is refused: "));
  EXPECT_THAT(told, HasSubstr("larger than"));
}

TEST_F(Library, ListingIsNotHarmedByBadPlugins) {
  for (const char* name : {"good", "load_crash", "wrong_abi", "no_symbol", "small_struct", "bad_manifest", "crash"})
    put(name);
  const auto library = find();
  ASSERT_EQ(library.plugins.size(), 2U);
  EXPECT_EQ(library.plugins[0].manifest.name, "crash");
  EXPECT_EQ(library.plugins[1].manifest.name, "good");
  EXPECT_EQ(library.plugins[1].manifest.vendor, "acme");
  EXPECT_EQ(library.plugins[1].manifest.version, "1.0");
  EXPECT_THAT(library.plugins[1].manifest.schemes, ElementsAre("good"));
  EXPECT_EQ(library.refused.size(), 5U);
}

TEST_F(Library, WrongAbi) {
  put("wrong_abi");
  EXPECT_EQ(refusal(),
            "`DIR/wrong_abi.so` speaks plugin ABI 2.3, this hvcompat speaks 1.0\n"
            "    install the plugin's build for ABI 1, or a newer hvcompat");
}

TEST_F(Library, NothingOfAFileThatSaysWhatItIsIsRunForIt) {
  for (const char* name : {"good", "load_crash", "manifest_3_mib", "wrong_abi"}) put(name);
  schemes_ = {"good"};
  const PluginLibrary library = find();
  ASSERT_EQ(library.plugins.size(), 3U);
  EXPECT_EQ(library.plugins[0].manifest.name, "good");
  EXPECT_EQ(library.plugins[1].manifest.name, "load-crash") << "that ends the process which loads it";
  EXPECT_EQ(library.plugins[2].manifest.name, "manifest-3-mib") << "that has its manifest only when it is loaded";
  ASSERT_EQ(library.refused.size(), 1U);
  EXPECT_THAT(library.refused[0].error.message, HasSubstr("speaks plugin ABI 2.3"));
  schemes_.reset();
  const PluginLibrary loaded = find();
  ASSERT_EQ(loaded.plugins.size(), 2U);
  EXPECT_EQ(loaded.plugins[0].sha256, library.plugins[0].sha256);
  EXPECT_EQ(loaded.plugins[0].abi_minor, library.plugins[0].abi_minor);
  EXPECT_EQ(loaded.plugins[0].manifest.schemes, library.plugins[0].manifest.schemes);
}

TEST_F(Library, OnlyWhatServesATargetIsHashed) {
  put("good");
  put("slow");
  schemes_ = {"other", "slow"};
  const PluginLibrary library = find();
  ASSERT_EQ(library.plugins.size(), 2U);
  EXPECT_EQ(library.plugins[0].sha256, "");
  EXPECT_EQ(library.plugins[1].sha256, sha256_of_file(folder_ / "slow.so"));
  allowed_ = {library.plugins[1].sha256};
  const PluginLibrary listed = find();
  ASSERT_EQ(listed.plugins.size(), 1U) << "a list of hashes is held against every file";
  EXPECT_EQ(listed.plugins[0].manifest.name, "slow");
  EXPECT_EQ(listed.refused.size(), 1U);
}

TEST_F(Library, ManifestsAreReadUpTo4MiB) {
  put("manifest_5_mib");
  EXPECT_EQ(refusal(),
            "`DIR/manifest_5_mib.so` is refused: its manifest is longer than 4 MiB\n"
            "    remove it, or ask its vendor for another build");
  put("manifest_3_mib");
  ASSERT_EQ(find().plugins.size(), 1U);
  EXPECT_EQ(find().plugins[0].manifest.name, "manifest-3-mib");
}

TEST_F(Library, CrashWhileBeingLoaded) {
  put("load_crash");
  EXPECT_EQ(refusal(),
            "`DIR/load_crash.so` is refused: it is ended by SIGSEGV (Segmentation fault) while it is being loaded\n"
            "    remove it, or ask its vendor for another build");
}

TEST_F(Library, BadManifestPointsAtThePlace) {
  put("bad_manifest");
  EXPECT_EQ(refusal(),
            "DIR/bad_manifest.so (manifest):2:19: unknown fact `guest.pwoer`\n"
            "    \"facts\":[{\"name\":\"guest.pwoer\"}]}\n"
            "                     ^ did you mean `guest.power`?");
}

TEST_F(Library, FileThatOthersMayWrite) {
  put("good");
  fs::permissions(folder_ / "good.so", fs::perms::others_write, fs::perm_options::add);
  EXPECT_EQ(refusal(),
            "`DIR/good.so` is refused: others may write to it\n"
            "    if you trust it: chmod go-w DIR/good.so");
}

TEST_F(Library, FolderThatOthersMayWrite) {
  put("good");
  fs::permissions(folder_, fs::perms::group_write, fs::perm_options::add);
  EXPECT_EQ(refusal(),
            "`DIR/good.so` is refused: others may write to its folder\n"
            "    if you trust it: chmod go-w DIR");
}

TEST_F(Library, FileOfAnotherUser) {
  put("good");
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  ASSERT_EQ(chown((folder_ / "good.so").c_str(), 12345, 12345), 0);
  EXPECT_EQ(refusal(),
            "`DIR/good.so` is refused: it belongs to another user\n"
            "    if you trust it: chown root DIR/good.so");
}

TEST_F(Library, SecondPluginOfTheSameNameIsPassedOver) {
  put("good");
  fs::copy_file(fixture_file("good"), folder_ / "zgood.so");
  const auto library = find();
  EXPECT_EQ(library.plugins.size(), 1U);
  ASSERT_EQ(library.refused.size(), 1U);
  EXPECT_THAT(library.refused[0].error.message,
              HasSubstr("zgood.so` is passed over: plugin `good` was found before in `"));
}

TEST_F(Library, LinkIntoAFolderThatOthersMayWrite) {
  const fs::path open = folder_ / "open";
  fs::create_directory(open);
  fs::copy_file(fixture_file("good"), open / "good.so");
  fs::create_symlink(open / "good.so", folder_ / "good.so");
  EXPECT_EQ(find().plugins.size(), 1U);
  fs::permissions(open, fs::perms(0777));
  EXPECT_THAT(refusal(), HasSubstr("others may write to its folder"));
}

TEST_F(Library, OnlyFilesOfTheHashesThatAreAllowedAreLoaded) {
  put("good");
  put("slow");
  const std::string good = sha256_of_file(folder_ / "good.so");
  const std::string slow = sha256_of_file(folder_ / "slow.so");
  allowed_ = {std::string(64, '0'), good};
  const auto library = find();
  ASSERT_EQ(library.plugins.size(), 1U);
  EXPECT_EQ(library.plugins[0].manifest.name, "good");
  ASSERT_EQ(library.refused.size(), 1U);
  EXPECT_EQ(to_text(library.refused[0].error),
            "`" + (folder_ / "slow.so").string() + "` is refused: its SHA-256 is " + slow + ", and only " +
                allowed_[0] + ", " + good +
                " may be loaded\n    if you trust it: --plugin-sha256, or `plugin_sha256` in the site file");
}

TEST_F(Library, NothingOfAFileThatIsNotAllowedIsRun) {
  put("load_crash");  // which would be told as a crash
  allowed_ = {std::string(64, '0')};
  EXPECT_THAT(refusal(), HasSubstr("its SHA-256 is"));
}

TEST_F(Library, PlaceThatIsNotThere) {
  PluginSearch search;
  search.program = PLUGIN_PROCESS;
  search.environment_path = "/nonexistent/plugins";
  const auto library = find_plugins(search);
  ASSERT_EQ(library.refused.size(), 1U);
  EXPECT_EQ(to_text(library.refused[0].error),
            "`/nonexistent/plugins` is not there\n    see `--plugin-path` and HVCOMPAT_PLUGIN_PATH");
}

TEST_F(Library, UnknownSchemeNamesThePluginsThereAre) {
  put("good");
  put("slow");
  const auto library = find();
  const auto requests = match_plugins({target_from_uri("goof://lab").value()}, library);
  ASSERT_FALSE(requests.has_value());
  EXPECT_EQ(to_text(requests.error()),
            "target `goof://lab`: no plugin reads `goof` URIs\n"
            "    did you mean `good`? plugins: good (good); slow (slow)");
}

TEST_F(Library, UnknownSchemeWithoutPlugins) {
  const auto requests = match_plugins({target_from_uri("esx://lab").value()}, find());
  ASSERT_FALSE(requests.has_value());
  EXPECT_EQ(requests.error().help, "there are no plugins: see `--plugin-path`");
}

TEST_F(Library, MatchedRequestHoldsThePlugin) {
  put("good");
  const auto requests = match_plugins({target_from_uri("good://lab").value()}, find());
  ASSERT_TRUE(requests.has_value());
  EXPECT_EQ(requests->at(0).plugin_file, folder_ / "good.so");
  EXPECT_EQ(requests->at(0).plugin_vendor, "acme");
  EXPECT_EQ(requests->at(0).plugin_sha256, sha256_of_file(folder_ / "good.so"));
}

TEST_F(Library, WhatAPluginIsToldOfATargetIs256KiBAtMost) {
  put("good");
  const PluginLibrary library = find();
  Target target = target_from_uri("good://lab").value();
  target.name.clear();
  target.name.resize(kLongestTarget - target_json(target).size(), 'x');
  EXPECT_TRUE(match_plugins({target}, library));
  target.name += 'x';
  const auto requests = match_plugins({target}, library);
  ASSERT_FALSE(requests);
  EXPECT_THAT(requests.error().message, HasSubstr("take 262145 bytes, and a plugin is told 262144 at most"));
}

TEST_F(Library, MatchedRequestHoldsWhetherThePluginWritesFiles) {
  put("good");
  put("scribbles");
  std::vector<Target> targets;
  for (const char* uri : {"good:///home/lab", "scribbles:///tmp", "scribbles:///home/lab"})
    targets.push_back(target_from_uri(uri).value());
  const auto requests = match_plugins(targets, find());
  ASSERT_TRUE(requests.has_value());
  EXPECT_FALSE(requests->at(0).plugin_writes_files);
  EXPECT_FALSE(requests->at(1).plugin_writes_files);
  EXPECT_TRUE(requests->at(2).plugin_writes_files);
}

TEST_F(Library, OptionThatThePluginDoesNotTake) {
  put("good");
  Target target = target_from_uri("good://lab").value();
  target.options = R"({"agent":true})";
  const auto requests = match_plugins({target}, find());
  ASSERT_FALSE(requests.has_value());
  EXPECT_EQ(to_text(requests.error()), "target `good://lab`: plugin `good` has no option `agent`\n    it takes none");
}

}  // namespace
}  // namespace hvcompat
