// Two passes over what was sent: which names there are, then pseudonyms for them wherever they stand.
#include "collect/redact_recording.hpp"

#include <algorithm>

#include "collect/json_strings.hpp"
#include "collect/record_strings.hpp"
#include "collect/text_scrub.hpp"
#include "inventory/vocabulary.hpp"
#include "text/characters.hpp"

namespace hvcompat {

namespace {

template <class Visit>
void each_line(std::string_view bytes, Visit visit) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    visit(bytes.substr(0, end), end != std::string_view::npos);
    if (end == std::string_view::npos) return;
    bytes.remove_prefix(end + 1);
  }
}

// The catalogs know operating systems by these: a name in them must not change what they say.
bool is_os_id(std::string_view fact) { return fact == "guest.os.reported_id" || fact == "guest.os.declared_id"; }

bool is_product_slug(const FactSpec& spec, const std::string& text) {
  const bool open = spec.type == FactType::slug || (spec.type == FactType::list && spec.values.empty());
  return open && is_slug(text);
}

class Redaction {
 public:
  explicit Redaction(const Pseudonyms& pseudonyms) : pseudonyms_(pseudonyms), scrub_(pseudonyms) {}

  void learn(const TargetRecording& recording) {
    learn_uri(recording.uri);
    scrub_.add_name(recording.target);
    rewrite_strings(recording.request, [&](const JsonString& string) -> std::optional<std::string> {
      if (!string.is_key && string.path.size() > 1) scrub_.add_name(string.text);
      return std::nullopt;
    });
    for (const RecordedAttempt& attempt : recording.attempts)
      each_line(attempt.wire, [&](std::string_view line, bool) { learn_line(line); });
  }

  std::string wire(std::string_view bytes) {
    std::string out;
    each_line(bytes, [&](std::string_view line, bool ended) {
      out += wire_line(line);
      if (ended) out += '\n';
    });
    return out;
  }

  std::string text(std::string_view text) { return scrub_.text(text); }

  std::string printed(std::string_view bytes) {
    std::string out;
    each_line(bytes, [&](std::string_view line, bool ended) {
      out += scrub_.text(line);
      if (ended) out += '\n';
    });
    return out;
  }

  std::string request(const std::string& request) const {
    const auto replace = [&](const JsonString& string) -> std::optional<std::string> {
      return string.is_key ? std::nullopt : std::optional(pseudonyms_.of(string.text));
    };
    return rewrite_strings(request, replace).value_or("{}");
  }

 private:
  // Host, user and what else a URI is made of.
  void learn_uri(std::string_view uri) {
    const std::size_t scheme = uri.find("://");
    if (scheme != std::string_view::npos) uri.remove_prefix(scheme + 3);
    while (!uri.empty()) {
      const std::size_t end = std::min(uri.find_first_of("/@:?#&="), uri.size());
      const std::string_view part = uri.substr(0, end);
      scrub_.add_name(part);
      scrub_.add_name(part.substr(0, part.find('.')));
      uri.remove_prefix(std::min(end + 1, uri.size()));
    }
  }

  void learn_line(std::string_view line) {
    if (line.size() > kLongestRecord || own_line(line)) return;
    rewrite_strings(line, [&](const JsonString& string) -> std::optional<std::string> {
      const StringKind kind = kind_of(string);
      const bool vendors = kind == StringKind::fact_value && !find_fact(string.path[1]);
      if (kind == StringKind::name || (vendors && !stays(string.path[1], string.text))) scrub_.add_name(string.text);
      return std::nullopt;
    });
  }

  std::string wire_line(std::string_view line) {
    // What was too long to be read must be so again.
    if (line.size() > kLongestRecord) return std::string(line.size(), 'x');
    const auto rewritten = rewrite_strings(line, [&](const JsonString& string) { return replaced(string); });
    if (rewritten) return *rewritten;
    std::string garbage = scrub_.text(line);
    const bool mended = rewrite_strings(garbage, [](const JsonString&) { return std::nullopt; }).has_value();
    return mended ? "?" + garbage : garbage;
  }

  std::optional<std::string> replaced(const JsonString& string) {
    switch (kind_of(string)) {
      case StringKind::word:
        return std::nullopt;
      case StringKind::name:
        return pseudonyms_.of(string.text);
      case StringKind::fact_name:
        return fact_name(string.text);
      case StringKind::fact_value:
        return value(string.path[1], string.text);
      case StringKind::text:
        break;
    }
    return scrub_.text(string.text);
  }

  // A name of ours, or a vendor's with no guest's name in it.
  std::optional<std::string> fact_name(const std::string& name) const {
    if (find_fact(name)) return std::nullopt;
    std::string out;
    for (std::size_t begin = 0; begin <= name.size();) {
      const std::size_t end = std::min(name.find('.', begin), name.size());
      const std::string part = name.substr(begin, end - begin);
      out += (begin > 0 ? "." : "") + (scrub_.knows(part) ? pseudonyms_.of(part) : part);
      begin = end + 1;
    }
    return out == name ? std::nullopt : std::optional(out);
  }

  // A version of four groups may be an address: only our own facts say which it is.
  bool stays(const std::string& fact, const std::string& text) const {
    if (pseudonyms_.keeps(fact)) return true;
    return is_closed_value(fact, text) && (find_fact(fact) || shape_of(text) != TextShape::ip);
  }

  std::optional<std::string> value(const std::string& fact, const std::string& text) const {
    if (stays(fact, text)) return std::nullopt;
    const FactSpec* spec = find_fact(fact);
    if (spec && is_product_slug(*spec, text)) return std::nullopt;
    if (!spec || spec->type != FactType::text) return pseudonyms_.of(text);
    return is_os_id(fact) ? TextScrub(pseudonyms_).product(text) : scrub_.product(text);
  }

  const Pseudonyms& pseudonyms_;
  TextScrub scrub_;
};

}  // namespace

TargetRecording redact(const TargetRecording& recording, const Pseudonyms& pseudonyms) {
  Redaction redaction(pseudonyms);
  redaction.learn(recording);
  TargetRecording out = recording;
  out.target = pseudonyms.of(recording.target);
  out.uri = pseudonyms.of(recording.uri);
  out.request = redaction.request(recording.request);
  out.redacted = true;
  for (RecordedAttempt& attempt : out.attempts) {
    attempt.wire = redaction.wire(attempt.wire);
    attempt.printed = redaction.printed(attempt.printed);
    for (std::string& error : attempt.secret_errors) error = redaction.text(error);
    if (attempt.not_started) attempt.not_started->message = redaction.text(attempt.not_started->message);
  }
  return out;
}

}  // namespace hvcompat
