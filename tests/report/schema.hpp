// Checking JSON texts against configs/schema.
#pragma once

#include <string>

namespace hvcompat {

// What the schema `name` (a file of configs/schema) finds wrong with the JSON text; empty where nothing is.
std::string schema_violation(const std::string& name, const std::string& text);

}  // namespace hvcompat
