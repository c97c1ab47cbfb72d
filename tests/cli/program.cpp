// Running of the program.
#include "cli/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace hvcompat::testing {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const RunOptions& options) {
  std::vector<std::string> words{HVCOMPAT_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  unsetenv("HVCOMPAT_PLUGIN_PATH");
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
  if (options.file_limit != 0) {
    const rlimit limit{options.file_limit, options.file_limit};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  execv(argv[0], argv.data());
  _exit(126);
}

int pipe_without_reader() {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe");
  close(ends[0]);
  return ends[1];
}

int open_for(const std::string& path) { return open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666); }

}  // namespace

Ran run(const std::vector<std::string>& arguments, const RunOptions& options) {
  const Folder folder;
  write_file(folder.at("in"), options.input);
  write_file(folder.at("err"), "");
  const std::string out = options.out_file.empty() ? folder.at("out") : options.out_file;
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    dup2(open(folder.at("in").c_str(), O_RDONLY), STDIN_FILENO);
    dup2(options.close_stdout ? pipe_without_reader() : open_for(out), STDOUT_FILENO);
    dup2(open_for(folder.at("err")), STDERR_FILENO);
    become_program(arguments, options);
  }
  if (options.interrupt_when) {
    for (int i = 0; i < 12'000 && !options.interrupt_when(read_file(folder.at("err"))); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    kill(child, SIGINT);
  }
  int status = 0;
  waitpid(child, &status, 0);
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!options.close_stdout && options.out_file.empty()) ran.out = read_file(out);
  ran.err = read_file(folder.at("err"));
  return ran;
}

std::function<bool(const std::string&)> has_said(std::string text) {
  return [text = std::move(text)](const std::string& err) { return err.find(text) != std::string::npos; };
}

std::string source_file(const std::string& path) { return std::string(HVCOMPAT_SOURCE) + "/" + path; }

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "hvcompat-cli-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace hvcompat::testing
