// Where reports go: whole files or the old ones, several formats, a closed pipe, a full disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "cli/program.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Ran evaluate(std::vector<std::string> more, const RunOptions& options = {}) {
  std::vector<std::string> arguments{"evaluate", source_file("tests/data/shop.ndjson"),
                                     "--site",   source_file("tests/data/shop.site.json"),
                                     "--as-of",  "2026-11-20"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, options);
}

TEST(Output, file_holds_what_the_pipe_would) {
  const Folder folder;
  const Ran ran = evaluate({"-o", folder.at("report")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(read_file(folder.at("report")), evaluate({}).out);
  EXPECT_THAT(folder.names(), ElementsAre("report"));
}

TEST(Output, several_formats_in_one_run) {
  const Folder folder;
  const Ran ran = evaluate({"--format", "json", "-o", folder.at("r.json"), "--format", "text"});
  EXPECT_EQ(ran.out, evaluate({}).out);
  EXPECT_EQ(read_file(folder.at("r.json")), evaluate({"--format", "json"}).out);
}

TEST(Output, formats_and_files_must_fit) {
  EXPECT_EQ(evaluate({"--format", "json", "--format", "text"}).err,
            "hvcompat: two formats for the standard output\n    give -o for all but the last --format\n");
  const Folder folder;
  EXPECT_EQ(evaluate({"-o", folder.at("a"), "-o", folder.at("b")}).err,
            "hvcompat: 2 files for 1 format\n    give one -o for each --format\n");
}

Ran evaluate_into(const std::string& first, const std::string& second) {
  return evaluate({"--format", "json", "-o", first, "--format", "csv", "-o", second});
}

TEST(Output, two_formats_for_one_file_are_refused_however_it_is_spelled) {
  const Folder folder;
  std::filesystem::create_symlink("same", folder.at("link"));
  std::filesystem::create_directory_symlink(".", folder.at("here"));
  std::filesystem::create_directory(folder.at("sub"));
  for (const char* other : {"same", "./same", "here/same", "sub/../same"}) {
    const Ran ran = evaluate_into(folder.at("same"), folder.at(other));
    EXPECT_EQ(ran.code, 2) << other;
    EXPECT_EQ(ran.err, "hvcompat: two formats for one file `" + folder.at(other) + "`\n");
  }
  EXPECT_THAT(folder.names(), ElementsAre("here", "link", "sub"));
  write_file(folder.at("same"), "old\n");
  EXPECT_EQ(evaluate_into(folder.at("same"), folder.at("link")).code, 2);
  EXPECT_EQ(evaluate_into(folder.at("link"), folder.at("same")).code, 2);
  EXPECT_EQ(read_file(folder.at("same")), "old\n");
}

TEST(Output, what_the_run_reads_is_not_written_over) {
  const Folder folder;
  const std::string inventory = read_file(source_file("tests/data/shop.ndjson"));
  const std::string site = read_file(source_file("tests/data/shop.site.json"));
  write_file(folder.at("in"), inventory);
  write_file(folder.at("site"), site);
  std::filesystem::create_symlink("in", folder.at("link"));
  const Ran ran = run({"evaluate", folder.at("in"), "-o", folder.at("link")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: `" + folder.at("link") +
                         "` is read by this run: it is not written over\n    name another file\n");
  EXPECT_EQ(run({"evaluate", folder.at("in"), "--site", folder.at("site"), "-o", folder.at("site")}).code, 2);
  EXPECT_EQ(run({"scan", "test:///default", "--site", folder.at("site"), "-o", folder.at("site")}).code, 2);
  EXPECT_EQ(run({"collect", "test:///default", "--site", folder.at("site"), "-o", folder.at("site")}).code, 2);
  EXPECT_EQ(read_file(folder.at("in")), inventory);
  EXPECT_EQ(read_file(folder.at("site")), site);
}

TEST(Output, a_link_to_what_is_not_there_yet_is_followed) {
  namespace fs = std::filesystem;
  const Folder folder;
  fs::create_directory(folder.at("sub"));
  fs::create_symlink("sub/second", folder.at("first"));
  fs::create_symlink("../same", folder.at("sub/second"));
  EXPECT_EQ(evaluate_into(folder.at("same"), folder.at("first")).code, 2);
  EXPECT_EQ(evaluate_into(folder.at("first"), folder.at("same")).code, 2);
  evaluate({"-o", folder.at("first")});
  EXPECT_TRUE(fs::is_symlink(folder.at("first")));
  EXPECT_EQ(read_file(folder.at("same")), evaluate({}).out);
}

TEST(Output, a_relative_file_is_the_absolute_one) {
  const Folder folder;
  const std::string relative = std::filesystem::relative(folder.at("same")).string();
  EXPECT_EQ(evaluate_into(relative, folder.at("same")).code, 2);
  EXPECT_EQ(evaluate_into(relative, "./" + relative).code, 2);
}

TEST(Output, devices_beside_files) {
  const Folder folder;
  EXPECT_EQ(evaluate_into("/dev/null", folder.at("a")).code, 1);
  const Ran ran = evaluate_into("/dev/null", "/dev/stdout");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
}

TEST(Output, folder_that_is_not_there) {
  const Ran ran = evaluate({"-o", "/nowhere/report"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "hvcompat: cannot write `/nowhere/report`: no such file or directory\n"
            "    the folder `/nowhere` must be there and writable\n");
}

TEST(Output, full_device) {
  const Ran ran = evaluate({"-o", "/dev/full"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot write `/dev/full`: no space left on device\n");
}

TEST(Output, full_standard_output) {
  const Ran ran = evaluate({}, {.out_file = "/dev/full"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "hvcompat: cannot write to the standard output: no space left on device\n");
}

TEST(Output, old_file_stays_where_the_new_one_does_not_fit) {
  const Folder folder;
  write_file(folder.at("report"), "old\n");
  const Ran ran = evaluate({"--format", "json", "-o", folder.at("report")}, {.file_limit = 4096});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err,
            "hvcompat: cannot write `" + folder.at("report") + "`: file too large\n    the old file is kept\n");
  EXPECT_EQ(read_file(folder.at("report")), "old\n");
  EXPECT_THAT(folder.names(), ElementsAre("report"));
}

TEST(Output, stale_temporaries_are_removed_others_stay) {
  const Folder folder;
  write_file(folder.at(".report.hvcompat-2147483646.tmp"), "stale");
  write_file(folder.at(".report.hvcompat-" + std::to_string(getpid()) + ".tmp"), "of a running one");
  write_file(folder.at(".report.hvcompat-x.tmp"), "not ours");
  evaluate({"-o", folder.at("report")});
  EXPECT_THAT(folder.names(),
              ElementsAre(".report.hvcompat-" + std::to_string(getpid()) + ".tmp", ".report.hvcompat-x.tmp", "report"));
}

TEST(Output, mode_of_the_old_file_and_links_are_kept) {
  namespace fs = std::filesystem;
  const Folder folder;
  write_file(folder.at("real"), "old");
  fs::permissions(folder.at("real"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real", folder.at("link"));
  evaluate({"-o", folder.at("link")});
  EXPECT_TRUE(fs::is_symlink(folder.at("link")));
  EXPECT_EQ(fs::status(folder.at("real")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(read_file(folder.at("real")), evaluate({}).out);
}

TEST(Output, closed_pipe_ends_quietly_with_the_code_earned) {
  const Ran ran = evaluate({"--format", "json"}, {.close_stdout = true});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
}

// Guests with their verdicts go out one after the other, and no report is held that could be written at once.
TEST(Output, guest_by_guest_as_well) {
  const std::vector<std::string> lines{"--format", "ndjson"};
  const Ran whole = evaluate(lines);
  EXPECT_EQ(whole.code, 1);
  EXPECT_THAT(whole.out, HasSubstr("\n{\"record\":\"summary\""));
  const Folder folder;
  write_file(folder.at("report"), "old\n");
  const auto to = [&](const std::string& file) { return std::vector<std::string>{"--format", "ndjson", "-o", file}; };
  EXPECT_EQ(evaluate(to(folder.at("report")), {.file_limit = 4096}).err,
            "hvcompat: cannot write `" + folder.at("report") + "`: file too large\n    the old file is kept\n");
  EXPECT_EQ(read_file(folder.at("report")), "old\n");
  EXPECT_EQ(evaluate(to("/dev/full")).err, "hvcompat: cannot write `/dev/full`: no space left on device\n");
  EXPECT_EQ(evaluate(lines, {.out_file = "/dev/full"}).err,
            "hvcompat: cannot write to the standard output: no space left on device\n");
  const Ran closed = evaluate(lines, {.close_stdout = true});
  EXPECT_EQ(closed.code, 1);
  EXPECT_EQ(closed.err, "");
  EXPECT_EQ(evaluate(to(folder.at("report"))).code, 1);
  EXPECT_EQ(read_file(folder.at("report")), whole.out);
  EXPECT_THAT(folder.names(), ElementsAre("report"));
}

TEST(Output, color_only_where_asked_for_in_a_pipe) {
  EXPECT_THAT(evaluate({"--color", "always"}).out, HasSubstr("\x1b["));
  EXPECT_EQ(evaluate({}).out.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace hvcompat::testing
