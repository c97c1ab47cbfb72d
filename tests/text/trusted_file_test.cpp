// Files that decide: who else may write to them.
#include "text/trusted_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

class TrustedFile : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(folder_);
    std::ofstream(file_) << "{}";
    permit(file_, 0644);
    permit(folder_, 0755);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static void permit(const fs::path& path, unsigned mode) { fs::permissions(path, fs::perms(mode)); }
  std::string refusal() const {
    const auto text = read_trusted_file(file_);
    return text ? "read: " + *text : to_text(text.error());
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("hvcompat-trusted-" + std::to_string(getpid()));
  fs::path file_ = folder_ / "pack.json";
};

TEST_F(TrustedFile, OfAnOrdinaryFolderIsRead) { EXPECT_EQ(refusal(), "read: {}"); }

TEST_F(TrustedFile, TheGroupMayWrite) {
  permit(file_, 0664);
  permit(folder_, 0775);
  EXPECT_EQ(refusal(), "read: {}");
}

TEST_F(TrustedFile, ThatEveryoneMayWriteIsRefused) {
  permit(file_, 0646);
  EXPECT_EQ(refusal(), "`" + file_.string() +
                           "` is refused: every user of this machine may write to it\n    if you trust it: chmod o-w " +
                           file_.string());
}

TEST_F(TrustedFile, InAFolderThatEveryoneMayWriteIsRefused) {
  permit(folder_, 0777);
  EXPECT_EQ(refusal(),
            "`" + file_.string() +
                "` is refused: every user of this machine may write to its folder\n    if you trust it: chmod o-w " +
                folder_.string());
  permit(folder_, 01777);
  EXPECT_EQ(refusal(), "read: {}") << "in a sticky folder nobody replaces the files of others";
}

TEST_F(TrustedFile, ThroughALinkIntoAFolderThatEveryoneMayWriteIsRefused) {
  const fs::path open = folder_ / "open";
  fs::create_directory(open);
  std::ofstream(open / "pack.json") << "{}";
  permit(open / "pack.json", 0644);
  fs::remove(file_);
  fs::create_symlink(open / "pack.json", file_);
  permit(open, 0755);
  EXPECT_EQ(refusal(), "read: {}");
  permit(open, 0777);
  EXPECT_NE(refusal().find("may write to its folder"), std::string::npos);
}

TEST_F(TrustedFile, ThatIsNotThereIsToldAsAnyOther) {
  fs::remove(file_);
  EXPECT_NE(refusal().find("pack.json"), std::string::npos);
}

}  // namespace
}  // namespace hvcompat
