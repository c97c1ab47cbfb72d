// What is known of a target before its process has sent anything.
#include "collect/recording.hpp"

#include "collect/collect.hpp"
#include "collect/redact.hpp"
#include "collect/target_json.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

std::string request_without_secrets(Target target, const std::vector<std::string>& secrets) {
  const auto hidden = secrets_of(target, secrets);
  target.uri = without_password(target.uri);
  return redacted_line(target_json(target), hidden);
}

}  // namespace

TargetRecording recording_of(const CollectRequest& request, const CollectOptions& options,
                             const std::vector<std::string>& secrets) {
  TargetRecording recording;
  recording.target = request.target.name;
  recording.uri = without_password(request.target.uri);
  recording.request = request_without_secrets(request.target, secrets);
  recording.plugin_name = request.plugin_name;
  recording.plugin_version = request.plugin_version;
  recording.plugin_vendor = request.plugin_vendor;
  recording.plugin_file = request.plugin_file.filename().string();
  recording.plugin_sha256 = request.plugin_sha256;
  recording.deadline = options.deadline;
  recording.memory_limit = options.memory_limit;
  recording.output_cap = options.output_cap;
  return recording;
}

}  // namespace hvcompat
