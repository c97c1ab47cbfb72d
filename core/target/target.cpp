// URIs as people write them, and the secrets that environment and files hold.
#include "target/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kSecretLimit = 65'536;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_scheme(std::string_view text) {
  const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '.' || c == '-'; };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, allowed);
}

// Where the user part ends, npos where there is none. A password may hold a bare slash: then what stands behind the
// first colon of the authority is no port.
std::size_t end_of_user(std::string_view uri, std::size_t begin) {
  const std::size_t end = std::min(uri.find_first_of("/?#", begin), uri.size());
  const std::size_t at = uri.substr(0, end).rfind('@');
  if (at != std::string_view::npos && at >= begin) return at;
  const std::size_t colon = uri.substr(0, end).find(':', begin);
  if (colon == std::string_view::npos || uri[begin] == '[') return std::string_view::npos;
  if (std::ranges::all_of(uri.substr(colon + 1, end - colon - 1), is_digit)) return std::string_view::npos;
  return uri.find('@', end);
}

Error unreadable_secret(const std::string& what, std::string why) {
  return usage_error(fmt::format("secret from {}: {}", what, std::move(why)),
                     "see `secret` of the target in the site file");
}

Result<std::string> without_line_end(const std::string& what, std::string secret) {
  if (secret.size() > kSecretLimit) return unreadable_secret(what, "longer than 64 KiB");
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  return secret;
}

// Of files alone: what a pipe hands over is gone when it was read. The group may read: that is how orchestrators hand
// secrets to a user.
bool others_can_reach(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  return fs::is_regular_file(status) &&
         (status.permissions() & (fs::perms::others_read | fs::perms::others_write)) != fs::perms::none;
}

Result<std::string> read_secret_file(const std::string& path) {
  const std::string what = fmt::format("file `{}`", path);
  if (others_can_reach(path))
    return unreadable_secret(what,
                             fmt::format("every user of this machine can read or write it: chmod o-rwx {}", path));
  std::ifstream in(path, std::ios::binary);
  if (!in) return unreadable_secret(what, std::strerror(errno));
  std::string secret(kSecretLimit + 3, '\0');
  in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  if (in.bad()) return unreadable_secret(what, "cannot be read");
  secret.resize(static_cast<std::size_t>(in.gcount()));
  return without_line_end(what, std::move(secret));
}

}  // namespace

Result<std::string> scheme_of(std::string_view uri) {
  const std::string_view scheme = uri.substr(0, std::min(uri.find(':'), uri.size()));
  if (scheme.size() == uri.size() || !is_scheme(scheme)) {
    return usage_error(fmt::format("`{}` is no URI: it begins with no scheme", without_password(uri)),
                       "write it like `qemu:///system`");
  }
  if (std::ranges::any_of(uri, is_control)) return usage_error("the URI holds a control character");
  return lowered(std::string(scheme));
}

std::string without_password(std::string_view uri) {
  const std::size_t slashes = uri.find("://");
  if (slashes == std::string_view::npos || slashes + 3 == uri.size()) return std::string(uri);
  const std::size_t begin = slashes + 3;
  const std::size_t at = end_of_user(uri, begin);
  if (at == std::string_view::npos) return std::string(uri);
  const std::size_t colon = uri.substr(0, at).find(':', begin);
  if (colon == std::string_view::npos) return std::string(uri);
  return std::string(uri.substr(0, colon)).append(uri.substr(at));
}

Result<Target> target_from_uri(std::string_view uri) {
  auto scheme = scheme_of(uri);
  if (!scheme) return scheme.error();
  Target target;
  target.name = without_password(uri);
  target.uri = uri;
  target.scheme = *scheme;
  return target;
}

Result<std::string> read_secret(const SecretSource& source) {
  switch (source.kind) {
    case SecretSource::Kind::environment: {
      const std::string what = fmt::format("environment variable `{}`", source.name);
      const char* value = std::getenv(source.name.c_str());
      if (!value) return unreadable_secret(what, "it is not set");
      return without_line_end(what, value);
    }
    case SecretSource::Kind::file:
      return read_secret_file(source.name);
    case SecretSource::Kind::command:
      break;
  }
  return usage_error("a secret from a command is asked for while collecting");
}

}  // namespace hvcompat
