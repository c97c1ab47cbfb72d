// Free text without the names, addresses and ids in it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "collect/pseudonyms.hpp"

namespace hvcompat {

class TextScrub {
 public:
  explicit TextScrub(const Pseudonyms& pseudonyms) : pseudonyms_(pseudonyms) {}

  // A name to be found in texts as well, whole and in any case. Too short ones and numbers are not.
  void add_name(std::string_view name);
  bool knows(std::string_view name) const;

  // Names that were added, everything with the shape of an address, and every word that is not made of letters alone, a
  // number, or a word of ours; between quotation marks letters do not help.
  std::string text(std::string_view text);
  // Descriptions of products: names that were added and addresses alone.
  std::string product(std::string_view text) const;

 private:
  std::string scrubbed(std::string_view text, bool strict) const;
  // The longest name that stands at `at`, and its length; 0: none.
  std::pair<const std::string*, std::size_t> name_at(std::string_view text, std::size_t at) const;
  std::string word(std::string_view word, bool strict, bool quoted) const;

  const Pseudonyms& pseudonyms_;
  std::unordered_map<std::string, std::vector<std::string>> names_;  // by their first word, in lower case
  std::unordered_map<std::string, std::string> seen_;                // evidence is the same for many guests
};

}  // namespace hvcompat
