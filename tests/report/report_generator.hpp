// Reports as no hypervisor would make them: for properties that hold for every one.
#pragma once

#include <rapidcheck.h>

#include "verdict/report_data.hpp"

namespace hvcompat {

// Texts are hostile (markup, formulas, control characters, line ends) but UTF-8; what a saved report requires is there.
rc::Gen<Report> any_report();

}  // namespace hvcompat
