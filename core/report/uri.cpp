// Escaping for URI references.
#include "report/uri.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hvcompat {

namespace {

constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kReserved = ":/?@!$&'()*+,;=";

bool is_among(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

std::string escaped(std::string_view text, std::string_view also) {
  std::string uri;
  for (const char c : text)
    uri += is_among(kUnreserved, c) || is_among(also, c) ? std::string(1, c)
                                                         : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return uri;
}

// RFC 3986, 3.1.
bool has_scheme(std::string_view text) {
  constexpr std::string_view kLetters = kUnreserved.substr(0, 52);
  const std::string_view scheme = text.substr(0, std::min(text.find(':'), text.size()));
  if (scheme.size() == text.size() || scheme.empty() || !is_among(kLetters, scheme[0])) return false;
  return std::ranges::all_of(scheme,
                             [](char c) { return (is_among(kUnreserved, c) && c != '_' && c != '~') || c == '+'; });
}

}  // namespace

std::string uri_of_path(std::string_view path) {
  const std::string uri = escaped(path, "/");
  // Two slashes would begin the name of a host.
  return uri.starts_with("//") ? "/." + uri : uri;
}

std::string as_uri(std::string_view text) {
  if (!has_scheme(text)) return uri_of_path(text);
  const std::size_t colon = text.find(':');
  const bool has_authority = text.substr(colon).starts_with("://");
  const std::size_t path = has_authority ? std::min(text.find_first_of("/?#", colon + 3), text.size()) : colon + 1;
  // Only a host may stand in brackets: [::1].
  return std::string(text.substr(0, colon + 1)) +
         escaped(text.substr(colon + 1, path - colon - 1), std::string(kReserved) + "[]") +
         escaped(text.substr(path), kReserved);
}

}  // namespace hvcompat
