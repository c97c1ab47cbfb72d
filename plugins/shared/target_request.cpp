// Reads the target's JSON, takes its URI apart and checks options.
#include "shared/target_request.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <charconv>
#include <hvcompat/plugin.hpp>

namespace hvshared {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& text, const std::string& remedy) {
  throw hvc::Failure(HVC_FAIL_TARGET, text, remedy);
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const bool escape = text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (escape) std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
    out += escape ? static_cast<char>(value) : text[i];
    if (escape) i += 2;
  }
  return out;
}

int port_of(std::string_view text, const std::string& uri) {
  int port = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (wrong != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    refuse("`" + uri + "`: `" + std::string(text) + "` is no port", "write a number from 1 to 65535");
  return port;
}

// host[:port], an IPv6 address in brackets.
void split_server(std::string_view server, Uri& uri) {
  const std::size_t closing = server.starts_with('[') ? server.find(']') : std::string_view::npos;
  if (closing != std::string_view::npos) {
    uri.host = server.substr(1, closing - 1);
    server.remove_prefix(closing + 1);
  } else {
    uri.host = server.substr(0, server.find(':'));
    server.remove_prefix(uri.host.size());
  }
  if (server.starts_with(':') && server.size() > 1) uri.port = port_of(server.substr(1), uri.text);
}

void split_authority(std::string_view authority, Uri& uri) {
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user = authority.substr(0, at);
    uri.user = percent_decoded(user.substr(0, user.find(':')));
    authority.remove_prefix(at + 1);
  }
  uri.server = authority;
  split_server(authority, uri);
}

const json::value* find_option(const json::value& options, std::string_view name) {
  const json::object* object = options.if_object();
  return object ? object->if_contains(name) : nullptr;
}

[[noreturn]] void refuse_option(std::string_view name, const std::string& must, const std::string& example) {
  refuse("option `" + std::string(name) + "` must be " + must, "write \"" + std::string(name) + "\": " + example);
}

}  // namespace

Uri parse_uri(const std::string& text, const std::string& example) {
  Uri uri;
  uri.text = text;
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0) refuse("`" + text + "` is no URI", "write for example " + example);
  uri.scheme = text.substr(0, colon);
  std::string_view rest = std::string_view(text).substr(colon + 1);
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    uri.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    rest.remove_prefix(authority.size());
    split_authority(authority, uri);
  }
  uri.path = rest;
  return uri;
}

std::string query_value(std::string_view query, std::string_view key) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.starts_with(key) && pair.size() > key.size() && pair[key.size()] == '=')
      return percent_decoded(pair.substr(key.size() + 1));
  }
  return {};
}

std::string authority_of(const Uri& uri, int standard_port) {
  if (uri.host.empty()) refuse("`" + uri.text + "` names no host", "write " + uri.scheme + "://host");
  const bool v6 = uri.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + uri.host + "]" : uri.host;
  return host + ":" + std::to_string(uri.port == 0 ? standard_port : uri.port);
}

TargetRequest::TargetRequest(std::string_view target_json, const std::string& example_uri) {
  boost::system::error_code wrong;
  const json::value parsed = json::parse(json::string_view(target_json.data(), target_json.size()), wrong);
  const json::object* object = wrong ? nullptr : parsed.if_object();
  const json::value* uri = object ? object->if_contains("uri") : nullptr;
  if (!uri || !uri->is_string()) refuse("the target has no `uri`", "report this to the maker of the program");
  uri_ = parse_uri(std::string(uri->get_string()), example_uri);
  const json::value* name = object->if_contains("name");
  name_ = name && name->is_string() ? std::string(name->get_string()) : uri_.host;
  const json::value* options = object->if_contains("options");
  options_ = options && options->is_object() ? json::serialize(*options) : "{}";
}

std::string TargetRequest::text(std::string_view option, std::string standard) const {
  const json::value options = json::parse(options_);
  const json::value* value = find_option(options, option);
  if (!value) return standard;
  if (!value->is_string()) refuse_option(option, "a text", "\"…\"");
  return std::string(value->get_string());
}

bool TargetRequest::flag(std::string_view option, bool standard) const {
  const json::value options = json::parse(options_);
  const json::value* value = find_option(options, option);
  if (!value) return standard;
  if (!value->is_bool()) refuse_option(option, "true or false", standard ? "false" : "true");
  return value->get_bool();
}

int TargetRequest::integer(std::string_view option, int standard, int lowest, int highest) const {
  const json::value options = json::parse(options_);
  const json::value* value = find_option(options, option);
  if (!value) return standard;
  const std::int64_t* number = value->if_int64();
  if (!number || *number < lowest || *number > highest)
    refuse_option(option, "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest),
                  std::to_string(standard));
  return static_cast<int>(*number);
}

std::chrono::seconds TargetRequest::seconds(std::string_view option, int standard, int highest) const {
  return std::chrono::seconds(integer(option, standard, 1, highest));
}

std::string TargetRequest::one_of(std::string_view option, const std::vector<std::string_view>& allowed) const {
  const std::string given = text(option, std::string(allowed.front()));
  if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return given;
  std::string names;
  for (const std::string_view name : allowed) names += (names.empty() ? "" : ", ") + std::string(name);
  refuse("option `" + std::string(option) + "` is `" + given + "`", "it takes one of " + names);
}

void TargetRequest::refuse_unknown(const std::vector<std::string_view>& known) const {
  const json::value options = json::parse(options_);
  for (const auto& option : options.get_object()) {
    const std::string_view name(option.key().data(), option.key().size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const std::string_view one : known) names += (names.empty() ? "" : ", ") + std::string(one);
    refuse("unknown option `" + std::string(name) + "`", "known: " + names);
  }
}

}  // namespace hvshared
