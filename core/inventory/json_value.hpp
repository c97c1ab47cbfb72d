// Values of facts as people write them in JSON: site files, packs and their tests.
#pragma once

#include <optional>

#include "inventory/facts.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

// The scalar; nothing for null, an array or an object.
std::optional<Value> scalar_of(const JsonNode& node);

// The scalar, or the list where all items are texts, sorted and without doubles; otherwise nothing.
std::optional<Value> value_of(const JsonNode& node);

}  // namespace hvcompat
