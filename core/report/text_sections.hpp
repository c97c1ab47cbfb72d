// The sections of the terminal report after the table; each is empty where there is nothing to say.
#pragma once

#include <string>

#include "report/text.hpp"
#include "verdict/report_data.hpp"

namespace hvcompat {

std::string summary_section(const Report& report, const TextOptions& options);
std::string reasons_section(const Summary& summary, std::size_t width);
std::string not_assessed_section(const Summary& summary, std::size_t width);
std::string boundaries_section(const Summary& summary, std::size_t width);
std::string targets_section(const Report& report, std::size_t width);
std::string notes_section(const Report& report, std::size_t width);

}  // namespace hvcompat
