// The clauses of policies that some guest of a sample leaves undecided, and for what they wait.
#pragma once

#include "access/target_check.hpp"

namespace hvcompat {

// In the order of the policies and their documents. Clauses that wait for accepted facts alone are left out.
std::vector<OpenClause> open_clauses(const std::vector<GuestReport>& guests, const PolicySet& policies,
                                     const std::vector<std::string>& accept);

}  // namespace hvcompat
