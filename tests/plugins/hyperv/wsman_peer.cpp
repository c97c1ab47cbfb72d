// Starts the two programs and makes sure that they end.
#include "wsman_peer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

namespace wsmantest {
namespace {

const std::string kServer = HVC_WSMAN_SERVER_DIR;

std::string text_of(const boost::json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
}

// Until a line end; empty where the other side closed.
std::string read_line(int file) {
  std::string line;
  char c = 0;
  while (read(file, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

void make_pipe(std::array<int, 2>& ends) {
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
}

std::map<std::string, std::string> parsed(const std::string& line) {
  std::map<std::string, std::string> told;
  if (line.empty()) return told;
  const boost::json::value value = boost::json::parse(line);
  for (const auto& each : value.as_object()) told[std::string(each.key())] = text_of(each.value());
  return told;
}

}  // namespace

Companion::Companion(const std::vector<std::string>& command) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  make_pipe(in);
  make_pipe(out);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int failed = posix_spawnp(&child_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  input_ = in[1];
  const std::string line = failed == 0 ? read_line(out[0]) : std::string();
  close(out[0]);
  if (failed != 0) throw std::runtime_error("cannot start " + command.front());
  told_ = parsed(line);
  if (line.empty()) end();
}

Companion::~Companion() {
  if (child_ > 0) end();
}

void Companion::end() {
  close(input_);
  int status = 0;
  for (int tenths = 0; waitpid(child_, &status, WNOHANG) == 0; ++tenths) {
    if (tenths == 100) kill(child_, SIGTERM);
    if (tenths == 200) kill(child_, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  exit_status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  child_ = -1;
}

// Apache's workers have another account and pass through: the folder has to let them.
TemporaryFolder::TemporaryFolder() {
  std::string name = "/tmp/hvcompat-wsman-XXXXXX";
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  chmod(name.c_str(), 0711);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Peer::Peer(const std::vector<std::string>& options, const std::string& mode, const std::string& host) {
  std::vector<std::string> command{"python3",
                                   "-B",
                                   kServer + "/wsman_server.py",
                                   "--host-file",
                                   kServer + "/fixtures/" + host + ".json",
                                   "--dir",
                                   folder_.file("server")};
  command.insert(command.end(), options.begin(), options.end());
  server_ = std::make_unique<Companion>(command);
  if (server_->told().empty()) throw std::runtime_error("the WS-Management server did not start");
  front_ = std::make_unique<Companion>(std::vector<std::string>{"python3", "-B", kServer + "/apache_front.py", "run",
                                                                folder_.file("front"), "--backend",
                                                                server_->told().at("url"), "--mode", mode});
  if (front_->told().empty() && is_installed()) throw std::runtime_error("Apache did not start");
}

std::vector<Call> Peer::calls() const {
  std::vector<Call> calls;
  std::ifstream log(folder_.file("server") + "/calls.jsonl");
  for (std::string line; std::getline(log, line);) {
    const auto told = parsed(line);
    const auto value = [&](const char* name) { return told.count(name) ? told.at(name) : std::string(); };
    calls.push_back({value("action"), value("class"), value("user"), value("wql"), std::atol(value("status").c_str()),
                     std::atol(value("items").c_str()), value("fault") != "null"});
  }
  return calls;
}

}  // namespace wsmantest
