// What the commands below `catalog` share: how lists are read, and what is told of catalogs.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalogs.hpp"
#include "catalog/import.hpp"

namespace hvcompat {

// --kind, --source and --as-of.
void add_list_options(CLI::App& command, ImportSettings& settings);
// Where --as-of is no calendar day.
std::optional<Error> date_fault(const ImportSettings& settings);

// The rows of all kinds; vendors and tables, which tell how far rows go, are not counted.
std::size_t rows_of(const Catalogs& catalogs);

// Cut where it is longer than `width` characters.
std::string shortened(const std::string& text, std::size_t width);

}  // namespace hvcompat
