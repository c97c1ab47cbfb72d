// Tables of the codes and names in faults whose meaning is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "wsman_fault.hpp"

namespace hvhyperv {

std::optional<FaultKind> meaning_of_windows_code(std::uint32_t code);
std::optional<FaultKind> meaning_of_cim_code(std::uint32_t code);
std::optional<FaultKind> meaning_of_subcode(std::string_view name_space, std::string_view name);

}  // namespace hvhyperv
