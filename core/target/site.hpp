// The site file: targets, and what an admin knows that no API tells. Contract: configs/schema/site.schema.json.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "inventory/attest.hpp"
#include "target/target.hpp"
#include "text/error.hpp"

namespace hvcompat {

// Takes a rule or boundary out of the outcome of some guests, until a date. The verdict itself stays as it is.
struct Waiver {
  std::string guest;  // glob on the guest's name; empty where only `host` is given
  std::string host;   // glob on the host's name; empty where only `guest` is given
  std::string rule;   // id of the rule or boundary
  std::string reason;
  std::string owner;
  std::string expires;       // last day on which it counts, YYYY-MM-DD
  Place where;               // of the whole waiver
  Place rule_where = {};     // of the value
  Place expires_where = {};  // of the value
};

struct Site {
  std::string file;    // as given
  std::string sha256;  // of its bytes
  std::vector<Target> targets;
  SiteFacts facts;                              // customer, vendors, attest
  std::vector<std::filesystem::path> catalogs;  // as seen from the working directory
  std::vector<std::filesystem::path> policies;
  std::string profile;  // a profile's name, or the path of one (ends in .json); empty: default
  std::vector<Waiver> waivers;
  std::vector<std::string> plugin_sha256;  // of the plugin files that may be loaded; empty: all
};

// Whether it is a SHA-256 as sha256sum writes it: 64 lower case hexadecimal digits.
bool is_sha256(std::string_view text);
inline constexpr const char* kNoSha256 = "not a SHA-256 as `sha256sum` writes it (64 digits, lower case)";

// All mistakes of the file at once, each with its place.
Loaded<Site> read_site_file(const std::filesystem::path& path);
Loaded<Site> parse_site(const std::string& file, std::string text);

// What the command line asks for: each argument is a target's name in the site file, or a URI (one that stands in the
// site file is that target). Without arguments all targets of the site file. `site` may be null.
Result<std::vector<Target>> select_targets(std::span<const std::string> arguments, const Site* site);

}  // namespace hvcompat
