// Reports on fleets.
#include "verdict/fleet_evaluate.hpp"

#include <algorithm>

#include "verdict/evaluate_parts.hpp"
#include "verdict/fleet.hpp"
#include "verdict/fleet_marks.hpp"

namespace hvcompat {
namespace {

bool attests(const Evaluation& evaluation, std::string_view fact) {
  return std::ranges::any_of(evaluation.site.facts.attest,
                             [&](const AttestRule& rule) { return rule.facts.find(fact) != nullptr; });
}

bool judge(Fleet& fleet, const std::vector<FleetInput>& files, const Evaluation& evaluation, unsigned threads) {
  if (std::ranges::any_of(kSummedUp, [&](std::string_view fact) { return attests(evaluation, fact); })) return false;
  return std::ranges::all_of(files, [&](const FleetInput& file) { return fleet.read(file, threads); }) &&
         fleet.judge(threads);
}

}  // namespace

std::optional<FleetReport> evaluate_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                          unsigned threads) {
  Fleet fleet(evaluation, false);
  if (!judge(fleet, files, evaluation, threads)) return std::nullopt;
  return std::move(fleet.report);
}

std::optional<ListedFleet> list_fleet(const std::vector<FleetInput>& files, const Evaluation& evaluation,
                                      unsigned threads) {
  if (attests(evaluation, kTags)) return std::nullopt;
  auto fleet = std::make_unique<Fleet>(evaluation, true);
  if (!judge(*fleet, files, evaluation, threads)) return std::nullopt;
  return ListedFleet(std::move(fleet));
}

ListedFleet::ListedFleet(std::unique_ptr<Fleet> fleet) : fleet_(std::move(fleet)) {}
ListedFleet::~ListedFleet() = default;
ListedFleet::ListedFleet(ListedFleet&&) noexcept = default;

const Report& ListedFleet::report() const { return fleet_->report.report; }
const std::vector<Complaint>& ListedFleet::complaints() const { return fleet_->report.complaints; }
const FleetDetails& ListedFleet::details() const { return fleet_->details(); }
const std::vector<FleetHostNames>& ListedFleet::hosts() const { return fleet_->host_names(); }

void ListedFleet::append_own_value(std::string& to, std::string_view fact, const FleetGuestView& guest) const {
  fleet_->append_own_value(to, fact, guest);
}

bool ListedFleet::tell_guests(const Tell& tell, const std::function<void(std::string_view)>& sink, unsigned threads) {
  return fleet_->tell_guests(tell, sink, threads);
}

}  // namespace hvcompat
