// Checking JSON texts against schemas.
#pragma once

#include <string>

namespace hvcompat {

// What the schema `name` (a file of configs/schema) finds wrong with the JSON text; empty where nothing is.
std::string schema_violation(const std::string& name, const std::string& text);

// The same for the published schema of SARIF 2.1.0.
std::string sarif_violation(const std::string& text);

}  // namespace hvcompat
