// Certificates looked up by the hash of the plugin's file.
#include "verify/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "collect/plugin_file.hpp"
#include "collect/plugin_library.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestCertificate = std::size_t{4} << 20;

Error refused(const fs::path& plugin, std::string why) {
  return usage_error(
      fmt::format("plugin file `{}` is not verified: {}", plugin.string(), why),
      fmt::format("verify it: hvcompat plugin verify {0} -o {0}.certificate.json, with --target URI where "
                  "its manifest names no test target, or scan without --require-verified",
                  plugin.string()));
}

// Empty: it vouches for the file with that hash.
std::string objection(const fs::path& file, const std::string& sha256) {
  if (const auto writable = refuse_writable(file)) return writable->message;
  auto text = read_text_file(file, kLargestCertificate);
  if (!text) return text.error().message;
  const auto certificate = parse_certificate(file.string(), std::move(*text));
  if (!certificate) return fmt::format("`{}`: {}", file.string(), certificate.error().message);
  if (certificate->sha256 != sha256) return fmt::format("`{}` is for another file", file.string());
  if (!certificate->passed) return fmt::format("it failed on {}: see `{}`", certificate->date, file.string());
  if (!certificate->whole)
    return fmt::format("`{}` does not hold every check of every level on a target that was read", file.string());
  return {};
}

}  // namespace

Result<VerifiedPlugins> VerifiedPlugins::in_folder(const fs::path& folder) {
  VerifiedPlugins verified;
  verified.folder_ = folder;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().extension() == ".json") verified.files_.push_back(entry.path());
  if (failed)
    return usage_error(fmt::format("certificates: `{}` cannot be read: {}", folder.string(), failed.message()),
                       "name the folder where `plugin verify -o` wrote them");
  std::ranges::sort(verified.files_);
  return verified;
}

VerifiedPlugins VerifiedPlugins::beside_plugins() { return {}; }

std::optional<Error> VerifiedPlugins::look_up(const fs::path& plugin_file) const {
  const auto bytes = plugin_bytes(plugin_file);
  if (!bytes) return bytes.error();
  const std::string sha256 = sha256_hex(*bytes);
  if (!folder_) {
    const fs::path beside = plugin_file.string() + ".certificate.json";
    std::error_code failed;
    if (!fs::exists(beside, failed))
      return refused(plugin_file, fmt::format("there is no certificate `{}`", beside.string()));
    const std::string why = objection(beside, sha256);
    return why.empty() ? std::nullopt : std::optional(refused(plugin_file, why));
  }
  std::string nearest;
  for (const fs::path& file : files_) {
    const std::string why = objection(file, sha256);
    if (why.empty()) return std::nullopt;
    if (!why.ends_with("is for another file")) nearest = why;
  }
  if (nearest.empty()) nearest = fmt::format("no certificate in `{}` is for this file", folder_->string());
  return refused(plugin_file, nearest);
}

std::optional<Error> VerifiedPlugins::refusal(const fs::path& plugin_file) {
  const auto known = known_.find(plugin_file);
  if (known != known_.end()) return known->second;
  return known_[plugin_file] = look_up(plugin_file);
}

}  // namespace hvcompat
