// The target that a plugin is asked to read: its JSON, its URI taken apart, and its options with their types.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace hvshared {

// scheme:[//[user@]host[:port]][/path][?query]; brackets around an IPv6 address are left out of `host`.
struct Uri {
  std::string text;  // as given
  std::string scheme;
  std::string user;    // percent-decoded; empty where none is given
  std::string server;  // host and port as they are given; empty where there is none
  std::string host;
  int port = 0;  // 0 where none is given
  std::string path;
  std::string query;
};

// Throws hvc::Failure (bad-target) where `text` has no scheme or a port that is none. `example` goes into the remedy.
Uri parse_uri(const std::string& text, const std::string& example);

// The value of `key` in a query, percent-decoded; empty where it is not there.
std::string query_value(std::string_view query, std::string_view key);

// `host:port` for a URL: an IPv6 address gets its brackets. Throws hvc::Failure (bad-target) where no host is named.
std::string authority_of(const Uri& uri, int standard_port);

// The options of a target. The program has checked their names and JSON types against the manifest; here are ranges.
class TargetRequest {
 public:
  // Throws hvc::Failure where `target_json` is no {"name","uri","options":{…}}.
  TargetRequest(std::string_view target_json, const std::string& example_uri);

  const std::string& name() const { return name_; }
  const Uri& uri() const { return uri_; }

  // Each throws hvc::Failure (bad-target) naming the option where its value has another type or is out of range.
  std::string text(std::string_view option, std::string standard = {}) const;
  bool flag(std::string_view option, bool standard) const;
  int integer(std::string_view option, int standard, int lowest, int highest) const;
  std::chrono::seconds seconds(std::string_view option, int standard, int highest) const;
  std::string one_of(std::string_view option, const std::vector<std::string_view>& allowed) const;  // first: standard

  // Throws where an option is none of `known`: for hosts that check no manifest.
  void refuse_unknown(const std::vector<std::string_view>& known) const;

 private:
  std::string name_;
  Uri uri_;
  std::string options_;  // JSON object
};

}  // namespace hvshared
