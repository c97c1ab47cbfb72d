// What the strings of a plugin's records are: which are words of the format, and which may hold anything.
#pragma once

#include <string_view>

#include "collect/json_strings.hpp"

namespace hvcompat {

enum class StringKind {
  word,        // of the format itself: member names, record kinds, scopes, codes, reasons
  name,        // id, name, host, cluster
  fact_name,   // a key of facts, evidence or unknown
  fact_value,  // path[1] is the fact
  text         // anything else
};

StringKind kind_of(const JsonString& string);

// A member, kind, scope, code or reason, wherever it stands.
bool is_format_word(std::string_view word);

// A value that the fact's type leaves no choice about: one of its enumeration, a version, a date or a time. For facts
// that stand in no vocabulary: a version, a date or a time.
bool is_closed_value(std::string_view fact, const std::string& text);

}  // namespace hvcompat
