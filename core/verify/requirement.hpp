// `--require-verified`: a plugin is used only with a certificate of its very file.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "text/error.hpp"
#include "verify/certificate.hpp"

namespace hvcompat {

// The certificates that are there: those of a folder, or without one PLUGIN.so.certificate.json beside each plugin.
// A certificate names a file by its hash; it is no signature: who may write to the folder decides what is trusted, so
// files that others may write to are not taken.
class VerifiedPlugins {
 public:
  // An error where the folder cannot be read.
  static Result<VerifiedPlugins> in_folder(const std::filesystem::path& folder);
  static VerifiedPlugins beside_plugins();

  // Why this plugin may not be used, in words with a remedy; nothing where it may.
  std::optional<Error> refusal(const std::filesystem::path& plugin_file);

 private:
  std::optional<Error> look_up(const std::filesystem::path& plugin_file) const;

  std::optional<std::filesystem::path> folder_;
  std::vector<std::filesystem::path> files_;                     // of the folder
  std::map<std::filesystem::path, std::optional<Error>> known_;  // what was looked up before
};

}  // namespace hvcompat
