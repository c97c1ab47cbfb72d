// Names that say nothing: the same text gives the same pseudonym under the same key, and without the key nobody gets
// back, not even by trying names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/keyed_hash.hpp"

namespace hvcompat {

enum class TextShape { number, word, name, host, mail, path, uri, uuid, ip, mac };

// What a text without spaces looks like. `number`: also versions, dates, sizes; `word`: ASCII letters alone.
TextShape shape_of(std::string_view text);

class Pseudonyms {
 public:
  // `keep`: facts under x. whose texts stay.
  explicit Pseudonyms(std::string key, std::vector<std::string> keep = {});

  // "name-…", "host-…" and so on by its shape; a UUID stays one, a URI keeps its scheme. Empty for an empty text.
  std::string of(std::string_view text) const;
  bool keeps(std::string_view fact) const;

 private:
  std::string key_;
  std::vector<std::string> keep_;
};

}  // namespace hvcompat
