// Runs the built program as a user does, and keeps what it said.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hvcompat::testing {

struct Ran {
  int code = -1;  // 128 + the signal where it was ended by one
  std::string out;
  std::string err;
};

struct RunOptions {
  std::string input = {};                                           // its standard input
  std::map<std::string, std::string> environment = {};              // besides what the tests themselves have
  std::string out_file = {};                                        // its standard output goes there
  bool close_stdout = false;                                        // a pipe that nobody reads
  std::size_t file_limit = 0;                                       // bytes that a file may have; 0: no limit
  std::function<bool(const std::string& err)> interrupt_when = {};  // what it said so far; then SIGINT
};

Ran run(const std::vector<std::string>& arguments, const RunOptions& options = {});

// Files of the source tree: "configs/…", "tests/data/…".
std::string source_file(const std::string& path);

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);

// A folder of its own, removed in the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::vector<std::string> names() const;  // sorted

 private:
  std::filesystem::path path_;
};

// For `interrupt_when`.
std::function<bool(const std::string&)> has_said(std::string text);

std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace hvcompat::testing
