// What is wrong with the waivers of a site file, in words and as JSON.
#pragma once

#include <string>
#include <vector>

#include "verdict/waivers.hpp"

namespace hvcompat {

// "file:line:column: waiver of `a5` for `web-*`: expired …", and below it what to do.
std::string notes_in_words(const Site& site, const std::vector<WaiverNote>& notes);

// configs/schema/waiver-lint.schema.json, indented.
std::string notes_as_json(const Site& site, const std::string& as_of, const std::vector<WaiverNote>& notes);

}  // namespace hvcompat
