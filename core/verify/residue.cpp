// Residue from /proc.
#include "verify/residue.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "collect/descendants.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

std::string first_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

// The folder's own descriptor, open while it is read, is gone when its link is asked for.
std::vector<std::string> open_descriptors() {
  std::vector<std::string> numbers;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd", failed)) numbers.push_back(entry.path().filename());
  std::vector<std::string> open_ones;
  for (const std::string& number : numbers) {
    const fs::path target = fs::read_symlink(fs::path("/proc/self/fd") / number, failed);
    if (!failed) open_ones.push_back(number + " " + target.string());
  }
  std::ranges::sort(open_ones);
  return open_ones;
}

std::vector<std::string> running_threads() {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc/self/task", failed))
    names.push_back(first_line(entry.path() / "comm"));
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> other_processes() {
  std::vector<std::string> names;
  for (const pid_t pid : descendants_of(getppid()))
    if (pid != getpid()) names.push_back(first_line("/proc/" + std::to_string(pid) + "/comm"));
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> names;
  if (folder.empty()) return names;
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(folder, failed))
    names.push_back(entry.path().lexically_relative(folder));
  std::ranges::sort(names);
  return names;
}

}  // namespace

Residue residue_of_worker() {
  const char* temporary = std::getenv("TMPDIR");
  return {open_descriptors(), running_threads(), other_processes(), files_below(temporary ? temporary : "")};
}

std::vector<std::string> grown(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::vector<std::string> added;
  std::ranges::set_difference(after, before, std::back_inserter(added));
  return added;
}

}  // namespace hvcompat
