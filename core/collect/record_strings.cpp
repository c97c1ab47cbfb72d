// Places in records, by their path.
#include "collect/record_strings.hpp"

#include <hvcompat/plugin.h>

#include <algorithm>
#include <array>
#include <span>

#include "collect/wire.hpp"
#include "inventory/vocabulary.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 6> kKinds{"inventory", "cluster", "host", "guest", "error", "end"};
constexpr std::array<std::string_view, 3> kScopes{"target", "host", "guest"};
constexpr std::array<std::string_view, 4> kNames{"id", "name", "host", "cluster"};
constexpr std::array<std::string_view, 3> kFactMaps{"facts", "evidence", "unknown"};
constexpr std::array<std::string_view, 3> kUnknownMembers{"reason", "detail", "remedy"};
constexpr std::array<std::string_view, 6> kReasons{"not-permitted", "agent-off", "not-exposed",
                                                   "timeout",       "error",     "not-asked"};
constexpr std::array<std::string_view, 10> kCodes{
    HVC_FAIL_UNREACHABLE, HVC_FAIL_BUSY,    HVC_FAIL_AUTH,     HVC_FAIL_PERMISSION, HVC_FAIL_TLS,
    HVC_FAIL_TARGET,      HVC_FAIL_TIMEOUT, HVC_FAIL_PROTOCOL, HVC_FAIL_CANCELLED,  HVC_FAIL_INTERNAL};
constexpr std::array<std::string_view, 25> kMembers{
    "record", "id",    "name",   "host",     "cluster", "facts",  "evidence", "unknown",  "scope",
    "code",   "text",  "remedy", "clusters", "hosts",   "guests", "errors",   "complete", "level",
    "done",   "total", "why",    "end",      "value",   "help",   "schema"};

bool is_one_of(Words words, std::string_view text) { return std::ranges::find(words, text) != words.end(); }

StringKind word_if(bool known) { return known ? StringKind::word : StringKind::text; }

StringKind kind_of_key(const JsonString& key) {
  const auto& path = key.path;
  if (path.empty() || path.front() == "end") return word_if(is_one_of(kMembers, key.text));
  if (!is_one_of(kFactMaps, path.front())) return StringKind::text;
  if (path.size() == 1) return StringKind::fact_name;
  return word_if(is_one_of(kUnknownMembers, key.text));
}

StringKind kind_of_member(std::string_view member, std::string_view text) {
  if (member == "record") return word_if(is_one_of(kKinds, text) || is_own_kind(text));
  if (member == "scope") return word_if(is_one_of(kScopes, text));
  if (member == "code") return word_if(is_one_of(kCodes, text));
  return is_one_of(kNames, member) ? StringKind::name : StringKind::text;
}

}  // namespace

StringKind kind_of(const JsonString& string) {
  const auto& path = string.path;
  if (string.is_key) return kind_of_key(string);
  if (path.size() == 1) return kind_of_member(path[0], string.text);
  if (path.size() == 2 && path[0] == "end") return kind_of_member(path[1], string.text);
  if (path.size() == 2 && path[0] == "facts") return StringKind::fact_value;
  const bool reason = path.size() == 3 && path[0] == "unknown" && path[2] == "reason";
  return word_if(reason && is_one_of(kReasons, string.text));
}

bool is_format_word(std::string_view word) {
  for (const Words words : {Words(kKinds), Words(kScopes), Words(kMembers), Words(kReasons), Words(kCodes)})
    if (is_one_of(words, word)) return true;
  return is_own_kind(word);
}

bool is_closed_value(std::string_view fact, const std::string& text) {
  const FactSpec* spec = find_fact(fact);
  if (!spec || spec->type == FactType::version || spec->type == FactType::date || spec->type == FactType::time)
    return Version::parse(text) || is_date(text) || is_time(text);
  return is_one_of(spec->values, text);
}

}  // namespace hvcompat
