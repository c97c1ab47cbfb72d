// The peers of the plugin's tests: a strict WS-Management server and a real Apache with TLS and sign-in before it.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wsmantest {

// A program that tells one JSON line when it is ready and ends when its standard input is closed.
class Companion {
 public:
  explicit Companion(const std::vector<std::string>& command);
  ~Companion();
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;

  // Empty where the program ended instead; `exit_status` says how.
  const std::map<std::string, std::string>& told() const { return told_; }
  int exit_status() const { return exit_status_; }

 private:
  void end();

  int child_ = -1;
  int input_ = -1;
  int exit_status_ = 0;
  std::map<std::string, std::string> told_;
};

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// One request in the server's log.
struct Call {
  std::string action;
  std::string class_name;
  std::string user;
  std::string wql;
  long status = 0;
  long items = 0;
  bool fault = false;
};

// A server with a host in it, behind Apache.
class Peer {
 public:
  // `options`: of the server; `mode`: of the sign-in.
  explicit Peer(const std::vector<std::string>& options = {}, const std::string& mode = "basic",
                const std::string& host = "ws2022-de");

  // What Apache's side told: port, ca, other_ca, fingerprint, user, password, krb5_config, ccache, …
  std::string told(const std::string& name) const { return front_->told().at(name); }
  bool is_installed() const { return front_->exit_status() != 77; }
  std::string uri() const { return "hyperv://localhost:" + told("port"); }
  std::vector<Call> calls() const;
  std::string file(const std::string& name) const { return folder_.file(name); }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Companion> front_;
  std::unique_ptr<Companion> server_;  // ends first: Apache would wait for its answers
};

}  // namespace wsmantest
