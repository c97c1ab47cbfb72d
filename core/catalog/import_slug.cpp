// Spelling of vendors, products and guests.
#include "catalog/import_slug.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/characters.hpp"

namespace hvcompat {

namespace {

// `Rhel KVM` means `rhel-kvm`; empty where letters of other alphabets stand in it.
std::string as_slug(std::string text) {
  std::ranges::replace(text, ' ', '-');
  text = lowered(std::move(text));
  return is_slug(text) ? text : std::string{};
}

void check_word(const JsonDocument& document, const JsonNode& word, std::string_view member, Errors& errors) {
  if (word.kind != JsonKind::string || is_slug(word.string)) return;
  const std::string slug = as_slug(word.string);
  errors.push_back(document.error_at(
      word.offset, fmt::format("`{}` is no `{}`", word.string, member),
      slug.empty() ? "write small letters, digits, `.`, `_` and `-` alone" : fmt::format("did you mean `{}`?", slug)));
}

}  // namespace

void check_slugs(const JsonDocument& document, const JsonNode& row, const ImportSection& section, Errors& errors) {
  for (const ImportColumn& column : section.columns) {
    const JsonNode* member = row.find(column.name);
    if (!member) continue;
    if (column.kind == CellKind::slug) check_word(document, *member, column.name, errors);
    if (column.kind != CellKind::slugs && column.kind != CellKind::required_slugs) continue;
    for (const JsonNode& word : member->items) check_word(document, word, column.name, errors);
  }
}

}  // namespace hvcompat
