// Requests parted by their plugins' certificates, and their results put together again.
#include "cli/verified_only.hpp"

#include "cli/gathering.hpp"
#include "collect/gather.hpp"

namespace hvcompat {

Result<std::optional<VerifiedPlugins>> verified_plugins(const std::string& require_verified) {
  if (require_verified.empty()) return std::optional<VerifiedPlugins>();
  if (require_verified == kBesidePlugins) return std::optional(VerifiedPlugins::beside_plugins());
  auto verified = VerifiedPlugins::in_folder(require_verified);
  if (verified.has_error()) return verified.error();
  return std::optional(std::move(*verified));
}

Collection run_verified(const std::vector<CollectRequest>& requests, const CollectOptions& options,
                        VerifiedPlugins& verified, const RunRequests& run) {
  std::vector<std::optional<Error>> refusals;
  std::vector<CollectRequest> allowed;
  for (const CollectRequest& request : requests) {
    refusals.push_back(verified.refusal(request.plugin_file));
    if (!refusals.back()) allowed.push_back(request);
  }
  Collection read = run(allowed);
  Collection all;
  all.interrupted = read.interrupted;
  auto next = read.targets.begin();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!refusals[i]) {
      all.targets.push_back(std::move(*next++));
      continue;
    }
    PluginRun refused;
    refused.refusal = PluginFailure{"refused", refusals[i]->message, refusals[i]->help};
    all.targets.push_back(Gathering(requests[i]).finish(options, std::move(refused)));
  }
  return all;
}

}  // namespace hvcompat
