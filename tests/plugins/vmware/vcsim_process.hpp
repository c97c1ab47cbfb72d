// A vcsim_host of the test's own: started on a free port, ended with the object, with its call log read back.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace hvtest {

inline constexpr const char* kUser = "administrator@vsphere.local";
// What XML would take apart, and no word that the plugin says by itself.
inline constexpr const char* kPassword = "Pa55 <&\"w0rd\"> \xC3\xA4";

class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "hvcompat-vmware-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(at(name), std::ios::binary) << text;
    return at(name);
  }

 private:
  std::filesystem::path path_;
};

// A line of the call log.
struct Call {
  std::string method;
  bool session = false;
  std::vector<std::string> types;
  std::vector<std::string> paths;
};

class Vcsim {
 public:
  explicit Vcsim(std::vector<std::string> flags) {
    flags.insert(flags.begin(), {VCSIM_HOST, "--tls", "--dir", folder_.at("."), "--call-log", folder_.at("calls"),
                                 "--user", kUser, "--password", kPassword});
    start(flags);
    said_ = boost::json::parse(first_line()).as_object();
  }
  ~Vcsim() {
    close(stdin_);
    close(stdout_);
    wait_for_end();
  }
  Vcsim(const Vcsim&) = delete;
  Vcsim& operator=(const Vcsim&) = delete;

  std::string authority() const { return "127.0.0.1:" + std::to_string(said_.at("port").as_int64()); }
  std::string uri() const { return "vsphere://" + authority(); }
  std::string fingerprint() const { return std::string(said_.at("fingerprint").as_string()); }
  std::string ca() const { return std::string(said_.at("ca").as_string()); }
  std::string other_ca() const { return folder_.at("other-ca.pem"); }

  std::vector<Call> calls() const {
    std::vector<Call> calls;
    std::ifstream log(folder_.at("calls"));
    for (std::string line; std::getline(log, line);) calls.push_back(call_of(boost::json::parse(line).as_object()));
    return calls;
  }
  // Also while a line is being written.
  bool was_asked(const std::string& method) const {
    std::ifstream log(folder_.at("calls"));
    const std::string all{std::istreambuf_iterator<char>(log), {}};
    return all.find("\"" + method + "\"") != std::string::npos;
  }

 private:
  static Call call_of(const boost::json::object& line) {
    Call call{std::string(line.at("method").as_string()), line.at("session").as_bool(), {}, {}};
    for (const auto& type : line.at("types").as_array()) call.types.emplace_back(type.as_string());
    for (const auto& path : line.at("paths").as_array()) call.paths.emplace_back(path.as_string());
    return call;
  }

  // Its ends of the pipes are closed in every other child: vcsim_host ends when the last writer of its stdin does.
  void start(std::vector<std::string>& words) {
    int in[2];
    int out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    stdin_ = in[1];
    stdout_ = out[0];
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    const int wrong = posix_spawn(&process_, VCSIM_HOST, &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    if (wrong != 0) throw std::runtime_error("posix_spawn " VCSIM_HOST);
  }

  std::string first_line() const {
    std::string line;
    for (char c = 0; ::read(stdout_, &c, 1) == 1 && c != '\n';) line += c;
    if (line.empty()) throw std::runtime_error("vcsim_host did not start");
    return line;
  }

  void wait_for_end() const {
    for (int tries = 0; tries < 1000; ++tries) {
      if (waitpid(process_, nullptr, WNOHANG) != 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }

  TempFolder folder_;
  pid_t process_ = -1;
  int stdin_ = -1;
  int stdout_ = -1;
  boost::json::object said_;
};

// `--front` for each of `specs`, after `flags`.
inline std::vector<std::string> with_fronts(std::vector<std::string> flags, const std::vector<std::string>& specs) {
  for (const std::string& spec : specs) {
    flags.emplace_back("--front");
    flags.push_back(spec);
  }
  return flags;
}

}  // namespace hvtest
