// Reads the target's JSON and takes its URI apart.
#include "target_options.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <hvcompat/plugin.hpp>

namespace hvlibvirt {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& text, const std::string& remedy) {
  throw hvc::Failure(HVC_FAIL_TARGET, text, remedy);
}

std::string text_of(const json::value& value, std::string_view name) {
  if (!value.is_string())
    refuse("option `" + std::string(name) + "` is no text", "write it in quotes in the site file");
  return std::string(value.get_string());
}

void read_option(TargetOptions& target, std::string_view name, const json::value& value) {
  if (name == "agent") {
    if (!value.is_bool()) refuse("option `agent` is neither true nor false", "write \"agent\": true");
    target.agent = value.get_bool();
  } else if (name == "agent_timeout_s") {
    if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > 60)
      refuse("option `agent_timeout_s` is no number from 1 to 60", "write \"agent_timeout_s\": 8");
    target.agent_timeout = std::chrono::seconds(value.get_int64());
  } else if (name == "username") {
    target.username = text_of(value, name);
  } else if (name == "host_name") {
    target.host_name = text_of(value, name);
  } else {
    refuse("unknown option `" + std::string(name) + "`", "known: agent, agent_timeout_s, username, host_name");
  }
}

std::string percent_decoded(std::string_view text) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                        std::isxdigit(static_cast<unsigned char>(text[i + 2]));
    out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
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

// scheme://[user@]server[:port]/path?query
void split_uri(TargetOptions& target) {
  const std::string_view uri = target.uri;
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos) refuse("`" + target.uri + "` is no URI", "write for example qemu:///system");
  const std::string_view scheme = uri.substr(0, colon);
  const std::size_t plus = scheme.find('+');
  target.driver = scheme.substr(0, plus);
  if (plus != std::string_view::npos) target.transport = scheme.substr(plus + 1);

  std::string_view rest = uri.substr(colon + 1);
  if (const std::size_t mark = rest.find('?'); mark != std::string_view::npos) {
    target.socket = query_value(rest.substr(mark + 1), "socket");
    rest = rest.substr(0, mark);
  }
  if (rest.substr(0, 2) == "//") {
    rest.remove_prefix(2);
    const std::size_t slash = rest.find('/');
    std::string_view authority = rest.substr(0, slash);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) authority.remove_prefix(at + 1);
    target.server = authority;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
  }
  target.path = rest;
}

}  // namespace

TargetOptions parse_target(std::string_view target_json) {
  boost::system::error_code wrong;
  const json::value parsed = json::parse(json::string_view(target_json.data(), target_json.size()), wrong);
  const json::object* object = wrong ? nullptr : parsed.if_object();
  const json::value* uri = object ? object->if_contains("uri") : nullptr;
  if (!uri || !uri->is_string()) refuse("the target has no `uri`", "report this to the maker of the program");

  TargetOptions target;
  target.uri = uri->get_string();
  if (const json::value* name = object->if_contains("name"); name && name->is_string())
    target.name = name->get_string();
  split_uri(target);
  const json::value* options = object->if_contains("options");
  if (options && options->is_object())
    for (const auto& option : options->get_object()) read_option(target, option.key(), option.value());
  return target;
}

}  // namespace hvlibvirt
