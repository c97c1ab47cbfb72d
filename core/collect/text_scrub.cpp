// Texts word by word.
#include "collect/text_scrub.hpp"

#include <algorithm>

#include "collect/record_strings.hpp"
#include "inventory/vocabulary.hpp"
#include "text/characters.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kShortestName = 3;
constexpr std::size_t kMostSeen = 50'000;
constexpr std::string_view kSeparators = " \t\r\n\"'`()<>{},;=|";
constexpr std::string_view kQuotes = "\"'`";
constexpr std::string_view kSentence = ".:!?";  // may end a word that it is no part of

bool is_word_char(char c) { return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_separator(char c) {
  return kSeparators.find(c) != std::string_view::npos || static_cast<unsigned char>(c) < 0x20;
}

std::size_t end_of_run(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word_char(text[at])) ++at;
  return at;
}

std::string first_run(std::string_view text) { return lowered(std::string(text.substr(0, end_of_run(text, 0)))); }

bool starts_with_any_case(std::string_view text, std::string_view name) {
  return text.size() >= name.size() &&
         std::ranges::equal(text.substr(0, name.size()), name, [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view without_edges(std::string_view name) {
  while (!name.empty() && !is_word_char(name.front())) name.remove_prefix(1);
  return name;
}

bool is_address(TextShape shape) {
  return shape != TextShape::number && shape != TextShape::word && shape != TextShape::name;
}

// Names of facts, words of the format, and signs without a word in them.
bool is_ours(std::string_view word) {
  return find_fact(word) || is_format_word(word) || std::ranges::none_of(word, is_word_char);
}

std::size_t end_of_word(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && !is_separator(text[end])) ++end;
  while (end > begin + 1 && kSentence.find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

}  // namespace

void TextScrub::add_name(std::string_view name) {
  name = without_edges(name);
  if (name.size() < kShortestName || shape_of(name) == TextShape::number) return;
  auto& names = names_[first_run(name)];
  if (std::ranges::find(names, name) != names.end()) return;
  names.emplace_back(name);
  std::ranges::stable_sort(names, std::ranges::greater{}, &std::string::size);
}

bool TextScrub::knows(std::string_view name) const { return name_at(name, 0).second == name.size() && !name.empty(); }

std::pair<const std::string*, std::size_t> TextScrub::name_at(std::string_view text, std::size_t at) const {
  if (at > 0 && is_word_char(text[at - 1])) return {nullptr, 0};
  const auto found = names_.find(first_run(text.substr(at)));
  if (found == names_.end()) return {nullptr, 0};
  for (const std::string& name : found->second) {
    const std::size_t end = at + name.size();
    const bool whole = end >= text.size() || !is_word_char(text[end]) || !is_word_char(name.back());
    if (whole && starts_with_any_case(text.substr(at), name)) return {&name, name.size()};
  }
  return {nullptr, 0};
}

// Names inside of it become pseudonyms; what is left over decides whether the rest may stay.
std::string TextScrub::word(std::string_view word, bool strict, bool quoted) const {
  const TextShape shape = shape_of(word);
  if (is_ours(word) || shape == TextShape::number) return std::string(word);
  if (is_address(shape) || (strict && quoted)) return pseudonyms_.of(word);
  std::string out;
  bool open = false;  // something is left that says too much
  for (std::size_t at = 0; at < word.size();) {
    if (const auto [name, length] = name_at(word, at); name) {
      out += pseudonyms_.of(*name);
      at += length;
      continue;
    }
    const std::size_t end = std::max(end_of_run(word, at), at + 1);
    const std::string_view part = word.substr(at, end - at);
    const bool plain = !is_word_char(part[0]) || shape_of(part) == TextShape::number;
    open = open || !(plain || (shape_of(part) == TextShape::word && part.size() == word.size()));
    out += part;
    at = end;
  }
  return strict && open ? pseudonyms_.of(word) : out;
}

std::string TextScrub::scrubbed(std::string_view text, bool strict) const {
  std::string out;
  char quote = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_separator(text[at])) {
      const bool opens = at == 0 || !is_word_char(text[at - 1]);
      if (quote == 0 && kQuotes.find(text[at]) != std::string_view::npos && opens) {
        quote = text[at];
      } else if (text[at] == quote) {
        quote = 0;
      }
      out += text[at++];
      continue;
    }
    const std::size_t end = end_of_word(text, at);
    const auto [name, length] = name_at(text, at);
    if (name && at + length >= end) {
      out += pseudonyms_.of(*name);
      at += length;
    } else {
      out += word(text.substr(at, end - at), strict, quote != 0);
      at = end;
    }
  }
  return out;
}

std::string TextScrub::text(std::string_view text) {
  const auto seen = seen_.find(std::string(text));
  if (seen != seen_.end()) return seen->second;
  std::string out = scrubbed(text, true);
  if (seen_.size() < kMostSeen) seen_.emplace(text, out);
  return out;
}

std::string TextScrub::product(std::string_view text) const { return scrubbed(text, false); }

}  // namespace hvcompat
