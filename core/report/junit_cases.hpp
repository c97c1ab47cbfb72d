// The cases of the JUnit form: what is told of a guest, a target and the whole report, before it is XML.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verdict/report_data.hpp"

namespace hvcompat {

enum class CaseState { passed, skipped, failed, error };

struct JunitCase {
  std::string classname;
  std::string name;
  CaseState state = CaseState::passed;
  std::string type;               // of a failure or error: "not-supported"
  std::string message;            // one line; of what is skipped, the reason
  std::string text;               // all there is to say
  std::optional<double> seconds;  // where it was measured
};

// `name`: how the guest is called in this suite, where others may have the same name.
std::vector<JunitCase> guest_cases(const GuestReport& guest, const std::string& name);
JunitCase collection_case(const TargetReport& target);
JunitCase report_case(const Report& report);

}  // namespace hvcompat
