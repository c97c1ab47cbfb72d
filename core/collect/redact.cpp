// Replacement of secrets in texts and inventories.
#include "collect/redact.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "collect/record_strings.hpp"
#include "collect/wire.hpp"

namespace hvcompat {

namespace {

bool is_open_text(std::string_view name) {
  const FactSpec* spec = find_fact(name);
  return !spec || spec->type == FactType::text || spec->type == FactType::slug ||
         (spec->type == FactType::list && spec->values.empty());
}

void redact_value(Value& value, const std::vector<std::string>& secrets) {
  if (auto* text = std::get_if<std::string>(&value)) *text = redacted(std::move(*text), secrets);
  if (auto* list = std::get_if<TextList>(&value)) {
    for (std::string& text : *list) text = redacted(std::move(text), secrets);
    std::ranges::sort(*list);
    list->erase(std::ranges::unique(*list).begin(), list->end());
  }
}

Fact without_secrets(Fact fact, bool open_text, const std::vector<std::string>& secrets) {
  if (fact.value && open_text) redact_value(*fact.value, secrets);
  fact.evidence = redacted(std::move(fact.evidence), secrets);
  fact.unknown.detail = redacted(std::move(fact.unknown.detail), secrets);
  fact.unknown.remedy = redacted(std::move(fact.unknown.remedy), secrets);
  return fact;
}

void redact_records(std::vector<Record>& records, const std::vector<std::string>& secrets) {
  for (Record& record : records) {
    record.name = redacted(std::move(record.name), secrets);
    Facts facts;
    for (const auto& [name, fact] : record.facts) facts.set(name, without_secrets(fact, is_open_text(name), secrets));
    record.facts = std::move(facts);
  }
}

// `\uXXXX`, or a pair of them for what lies beyond the first plane; nothing where it is none.
std::pair<std::string, std::size_t> unescaped_unicode(std::string_view bytes) {
  for (const std::size_t length : {std::size_t{6}, std::size_t{12}}) {
    boost::system::error_code failed;
    const auto token = '"' + std::string(bytes.substr(0, length)) + '"';
    const boost::json::value value = boost::json::parse(token, failed);
    if (!failed) return {std::string(value.get_string()), std::min(length, bytes.size())};
  }
  return {"\\", 1};
}

// One character of the inside of a JSON string, and how many bytes spell it: itself, or an escape.
std::pair<std::string, std::size_t> unescaped(std::string_view bytes) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  if (bytes.size() < 2 || bytes[0] != '\\') return {std::string(bytes.substr(0, 1)), 1};
  if (bytes[1] == 'u') return unescaped_unicode(bytes);
  const std::size_t found = kEscapes.find(bytes[1]);
  if (found == std::string_view::npos) return {"\\", 1};
  return {std::string(1, kMeant[found]), 2};
}

// How many bytes at the start of `bytes` spell the secret; 0: they don't.
std::size_t spelled(std::string_view bytes, std::string_view secret) {
  std::size_t used = 0;
  for (std::size_t matched = 0; matched < secret.size();) {
    if (used >= bytes.size()) return 0;
    const auto [text, length] = unescaped(bytes.substr(used));
    if (!secret.substr(matched).starts_with(text)) return 0;
    matched += text.size();
    used += length;
  }
  return used;
}

// The first secret that begins here; the longest stand first.
std::size_t secret_at(std::string_view bytes, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    if (bytes[0] != secret[0] && bytes[0] != '\\') continue;
    if (bytes.starts_with(secret)) return secret.size();
    if (const std::size_t length = spelled(bytes, secret)) return length;
  }
  return 0;
}

std::string redacted_bytes(std::string_view bytes, const std::vector<std::string>& secrets) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = secret_at(bytes, secrets);
    out += length > 0 ? std::string_view("***") : bytes.substr(0, 1);
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

// A key of several lines may be written line by line.
void add_lines(std::vector<std::string>& secrets) {
  for (std::size_t i = 0, given = secrets.size(); i < given; ++i) {
    const std::string secret = secrets[i];
    if (secret.find('\n') == std::string::npos) continue;
    for (std::size_t begin = 0; begin < secret.size();) {
      const std::size_t end = std::min(secret.find('\n', begin), secret.size());
      secrets.push_back(secret.substr(begin, end - begin));
      begin = end + 1;
    }
  }
}

bool holds_bytes(std::string_view line, const std::vector<std::string>& secrets) {
  return std::ranges::any_of(secrets, [&](const auto& secret) { return line.find(secret) != line.npos; });
}

bool must_stay(const JsonString& string) {
  const StringKind kind = kind_of(string);
  if (kind == StringKind::fact_name) return find_fact(string.text) != nullptr;
  // An open text may look like a version or a date: a secret in it is a secret all the same.
  if (kind == StringKind::fact_value)
    return !is_open_text(string.path[1]) && is_closed_value(string.path[1], string.text);
  return kind == StringKind::word;
}

}  // namespace

bool may_hold(std::string_view line, const std::vector<std::string>& secrets) {
  return line.find('\\') != std::string_view::npos || holds_bytes(line, secrets);
}

std::string redacted_line(std::string_view line, const std::vector<std::string>& secrets) {
  if (secrets.empty() || !may_hold(line, secrets)) return std::string(line);
  const auto replace = [&](const JsonString& string) -> std::optional<std::string> {
    if (must_stay(string)) return std::nullopt;
    std::string clean = redacted(string.text, secrets);
    return clean == string.text ? std::nullopt : std::optional(std::move(clean));
  };
  const auto rewritten = line.size() > kLongestRecord ? std::nullopt : rewrite_strings(line, replace);
  if (!rewritten) return redacted_bytes(line, secrets);
  if (!holds_bytes(*rewritten, secrets)) return *rewritten;
  // The digits of an escape may be the beginning of a secret's bytes, by chance: without the escape they are not.
  const auto as_it_is = [](const JsonString& string) {
    return must_stay(string) ? std::nullopt : std::optional(string.text);
  };
  return rewrite_strings(*rewritten, as_it_is).value_or(redacted_bytes(line, secrets));
}

std::string redacted_lines(std::string_view bytes, const std::vector<std::string>& secrets) {
  if (secrets.empty()) return std::string(bytes);
  std::string out;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    out += redacted_line(bytes.substr(0, end), secrets);
    if (end == std::string_view::npos) break;
    out += '\n';
    bytes.remove_prefix(end + 1);
  }
  return out;
}

std::vector<std::string> secrets_of(const Target& target, std::vector<std::string> handed_over) {
  const std::string open = without_password(target.uri);
  if (open.size() < target.uri.size()) {
    // `open` is the URI without ":password"; both agree up to there.
    const auto [mine, theirs] = std::ranges::mismatch(open, target.uri);
    const auto begin = static_cast<std::size_t>(theirs - target.uri.begin()) + 1;
    handed_over.push_back(target.uri.substr(begin, target.uri.size() - open.size() - 1));
  }
  add_lines(handed_over);
  std::erase_if(handed_over, [](const std::string& secret) { return secret.size() < kShortestSecret; });
  std::ranges::sort(handed_over, std::ranges::greater{}, &std::string::size);
  return handed_over;
}

std::string redacted(std::string text, const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) {
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += 3) {
      text.replace(at, secret.size(), "***");
    }
  }
  return text;
}

void redact(Inventory& inventory, const std::vector<std::string>& secrets) {
  if (secrets.empty()) return;
  redact_records(inventory.clusters, secrets);
  redact_records(inventory.hosts, secrets);
  redact_records(inventory.guests, secrets);
  for (CollectionError& error : inventory.errors) {
    error.text = redacted(std::move(error.text), secrets);
    error.remedy = redacted(std::move(error.remedy), secrets);
  }
}

}  // namespace hvcompat
