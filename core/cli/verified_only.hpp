// `--require-verified`: targets of plugins without a certificate are refused, the others are read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collect/collect.hpp"
#include "verify/requirement.hpp"

namespace hvcompat {

// Nothing where the option was not given.
Result<std::optional<VerifiedPlugins>> verified_plugins(const std::string& require_verified);

using RunRequests = std::function<Collection(const std::vector<CollectRequest>&)>;

// In the order of the requests; a refused target has an error of the code `plugin-refused`.
Collection run_verified(const std::vector<CollectRequest>& requests, const CollectOptions& options,
                        VerifiedPlugins& verified, const RunRequests& run);

}  // namespace hvcompat
