// One run of the plugin against a vcsim_host, with what has to hold for every run: only reading calls, the session
// closed, the password nowhere.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "plugins/lent_host.hpp"
#include "plugins/vmware/vcsim_process.hpp"

namespace hvtest {

struct Asked {
  boost::json::object options = {};  // over ca_file and username
  std::string password = kPassword;  // empty: no secret
  std::function<bool(const Told&)> cancelled = [](const Told&) { return false; };
};

struct Reading : Told {
  std::vector<Call> calls;

  std::size_t count(std::string_view method) const {
    return static_cast<std::size_t>(
        std::count_if(calls.begin(), calls.end(), [&](const Call& call) { return call.method == method; }));
  }
  std::size_t guests() const { return of_kind("guest").size(); }
  const boost::json::object& guest(const char* name) const { return named("guest", name); }

  // The only failure, "code: text"; "none" or "several" otherwise.
  std::string failure() const {
    if (failures.size() != 1) return failures.empty() ? "none" : "several";
    return failures[0].code + ": " + failures[0].text;
  }
  std::string remedy() const { return failures.empty() ? std::string() : failures[0].remedy; }
};

inline std::string everything_said(const Told& told) {
  std::string all;
  for (const auto& record : told.records) all += boost::json::serialize(record) + "\n";
  for (const auto& fail : told.failures) all += fail.code + " " + fail.text + " " + fail.remedy + "\n";
  for (const std::string& line : told.log) all += line + "\n";
  return all;
}

inline void expect_only_reading(const Reading& reading) {
  static const std::set<std::string, std::less<>> kAllowed{"RetrieveServiceContent",
                                                           "Login",
                                                           "Logout",
                                                           "CreateContainerView",
                                                           "RetrievePropertiesEx",
                                                           "CreateCollectorForEvents",
                                                           "ReadNextEvents",
                                                           "ContinueRetrievePropertiesEx"};
  for (const Call& call : reading.calls) EXPECT_EQ(kAllowed.count(call.method), 1U) << call.method;
}

// Each session is closed by a call of its own, the last one by the last call.
inline void expect_logged_out(const Reading& reading) {
  const bool had_session =
      std::any_of(reading.calls.begin(), reading.calls.end(), [](const Call& call) { return call.session; });
  if (!had_session) return;
  EXPECT_EQ(reading.calls.back().method, "Logout");
  EXPECT_EQ(reading.count("Logout"), reading.count("Login"));
}

inline Reading read(const Vcsim& vcsim, const Asked& asked = {}) {
  unsetenv("https_proxy");
  unsetenv("HTTPS_PROXY");
  unsetenv("all_proxy");
  unsetenv("ALL_PROXY");
  LentHost host(HVC_PLUGIN);
  if (!asked.password.empty()) host.secrets["password"] = asked.password;
  host.cancelled = asked.cancelled;
  boost::json::object options{{"ca_file", vcsim.ca()}, {"username", kUser}};
  for (const auto& one : asked.options) options[one.key()] = one.value();
  const std::size_t before = vcsim.calls().size();
  Reading reading{host.collect(vcsim.uri(), boost::json::serialize(options)), vcsim.calls()};
  reading.calls.erase(reading.calls.begin(), reading.calls.begin() + static_cast<std::ptrdiff_t>(before));
  expect_only_reading(reading);
  expect_logged_out(reading);
  EXPECT_EQ(everything_said(reading).find(kPassword), std::string::npos);
  EXPECT_EQ(everything_said(reading).find("w0rd"), std::string::npos) << "not escaped either";
  return reading;
}

// Text of the reason, "" where the fact is known.
inline std::string detail(const boost::json::object& record, std::string_view name) {
  const auto* why = hvtest::part(record, "unknown").if_contains(name);
  return why ? std::string(why->at("detail").as_string()) : std::string();
}

inline const std::vector<std::string> kRich{"--scenario", "rich"};

}  // namespace hvtest
