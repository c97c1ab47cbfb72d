// Any bytes as what a plugin's process sends: they become an inventory that can be written, and a secret in them is in
// nothing that is kept.
#include <string>

#include "collect/gather.hpp"
#include "collect/plugin_intake.hpp"
#include "property.hpp"

namespace hvcompat::fuzz {
namespace {

constexpr const char* kSecret = "c4nary-s3cret";

bool is_free(const std::string& text) { return text.find(kSecret) == std::string::npos; }

bool is_free(const PluginRun& run) {
  for (const std::string& why : run.rejected)
    if (!is_free(why)) return false;
  if (run.failure && !(is_free(run.failure->text) && is_free(run.failure->remedy))) return false;
  return is_free(run.diagnostics) && is_free(run.end);
}

bool is_free(const CollectedTarget& target) {
  for (const Complaint& complaint : target.complaints)
    if (!is_free(complaint.text)) return false;
  std::string saved;
  write_inventory(target.inventory, target.guests, [&](std::string_view piece) { saved += piece; });
  holds(saved == write_inventory(target.whole()), "guests that were kept as lines are those that are read");
  return is_free(saved);
}

CollectRequest request() {
  CollectRequest request;
  request.target.name = "lab";
  request.target.uri = "test:///default";
  request.plugin_name = "fuzz";
  request.plugin_version = "1.0.0";
  request.plugin_vendor = "none";
  return request;
}

// The first byte says in how large pieces the rest comes.
void collect(std::string_view bytes) {
  const std::size_t piece = bytes.empty() ? 1 : static_cast<unsigned char>(bytes[0]) + 1U;
  const CollectRequest asked = request();
  Gathering gathering(asked);
  IntakeCalls calls;
  calls.log = [](int, const std::string& text) { holds(is_free(text), "no secret in a log line"); };
  calls.record = [&](std::string_view line) { gathering.take(line); };
  PluginIntake intake(asked.target, std::move(calls), true);
  intake.hand_over(kSecret);
  for (bytes.remove_prefix(bytes.empty() ? 0 : 1); !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
    intake.take_records(bytes.substr(0, piece));
  intake.finish(WorkerExit{});
  holds(is_free(intake.take_wire()), "no secret in a recording");
  holds(is_free(intake.run), "no secret in what a run tells");
  holds(is_free(gathering.finish(CollectOptions{}, std::move(intake.run))), "no secret in an inventory");
}

}  // namespace
}  // namespace hvcompat::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = hvcompat::fuzz::text_of(data, size);
  hvcompat::fuzz::collect(bytes);
  (void)hvcompat::parse_request(bytes);
  (void)hvcompat::parse_exit(bytes);
  (void)hvcompat::parse_secret_answer(bytes);
  return 0;
}
