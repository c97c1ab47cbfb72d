// The run over all guests.
#include "verdict/evaluate.hpp"

#include <array>

#include "inventory/derive.hpp"
#include "inventory/facts_hash.hpp"
#include "text/words.hpp"
#include "verdict/evaluate_parts.hpp"
#include "verdict/first_steps.hpp"
#include "verdict/input_notes.hpp"
#include "verdict/judge.hpp"
#include "verdict/waivers.hpp"

namespace hvcompat {
namespace {

std::string name_or_id(const Record* record) {
  if (!record) return {};
  return record->name.empty() ? record->id : record->name;
}

constexpr std::array<std::string_view, 7> kNaming = {
    "guest.os.product",   "guest.os.declared_product", "guest.os.family",   "hypervisor.vendor",
    "hypervisor.product", "hypervisor.family",         "hypervisor.version"};

std::string first_text(const Facts& facts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const std::string* text = facts.text(name)) return *text;
  return {};
}

GuestReport guest_report(JudgedGuest judged, const std::string& target, const Evaluation& evaluation,
                         const std::vector<std::string>& reproduction_hosts, WaiverBook& waivers) {
  GuestReport report;
  report.id = judged.guest->id;
  report.name = judged.guest->name;
  report.host = name_or_id(judged.host);
  if (report.host.empty()) report.host = judged.guest->parent;
  report.cluster = name_or_id(judged.cluster);
  report.target = target;
  for (FactConflict& conflict : judged.conflicts) report.conflicts.push_back({conflict.fact, conflict.text});
  JudgeOptions options;
  options.waivers = waivers.matching(name_or_id(judged.guest), report.host);
  report.verdict = judge(evaluation.policies, judged.facts, evaluation.profile, options);
  waivers.used(report.verdict);
  trace_missing(report.verdict, judged.facts);
  report.first_steps = first_steps(report.verdict, judged.facts, reproduction_hosts);
  name_guest(report, judged.facts);
  if (const TextList* tags = judged.facts.list(kTags)) report.tags = *tags;
  report.facts = std::move(judged.facts);
  return report;
}

}  // namespace

std::span<const std::string_view> naming_facts() { return kNaming; }

void name_guest(GuestReport& report, const Facts& facts) {
  const auto [product, declared, family, vendor, hypervisor, hypervisor_family, version] = kNaming;
  report.os = first_text(facts, {product, declared, family});
  report.vendor = first_text(facts, {vendor});
  report.hypervisor = first_text(facts, {hypervisor, hypervisor_family});
  const std::string* text = facts.text(version);
  if (text && facts.text(hypervisor)) report.hypervisor += " " + *text;
}

TargetReport target_report(const Inventory& inventory, const RecordCounts& counts, std::size_t judged) {
  TargetReport report;
  report.name = inventory.target;
  report.uri = inventory.uri;
  report.collected_at = inventory.collected_at;
  report.seconds = inventory.seconds;
  report.plugin = inventory.plugin_name;
  if (!inventory.plugin_version.empty()) report.plugin += " " + inventory.plugin_version;
  report.plugin_sha256 = inventory.plugin_sha256;
  report.complete = inventory.complete;
  report.hosts = counts.hosts;
  report.guests = judged;
  report.templates = counts.guests - judged;
  report.errors = inventory.errors;
  return report;
}

ReportInputs inputs_of(const Evaluation& evaluation) {
  ReportInputs inputs;
  inputs.hvcompat = evaluation.version;
  inputs.profile = evaluation.profile.id;
  inputs.profile_sha256 = evaluation.profile.sha256;
  for (const CompiledPack& compiled : evaluation.policies.packs) {
    const Pack& pack = compiled.pack;
    std::string source = pack.source.document;
    if (!pack.source.url.empty()) source += " (" + pack.source.url + ")";
    inputs.packs.push_back({pack.id, pack.revision, pack.title, source, pack.sha256, compiled.note});
  }
  for (const CatalogFile& file : evaluation.catalogs.files)
    inputs.catalogs.push_back({file.id, file.as_of, file.sha256});
  inputs.site = evaluation.site.file;
  inputs.site_sha256 = evaluation.site.sha256;
  return inputs;
}

void add_notes(Report& report, const std::vector<Complaint>& complaints, const Evaluation& evaluation,
               const AttestUse& attest_use) {
  for (const Complaint& complaint : complaints) {
    report.notes.push_back(complaint.text);
    report.incomplete = report.incomplete || complaint.lost_record;
  }
  for (const CompiledPack& compiled : evaluation.policies.packs)
    if (!compiled.note.empty()) report.notes.push_back(compiled.note);
  std::ranges::move(notes_of_targets(report.targets), std::back_inserter(report.notes));
  std::ranges::move(notes_of_attestations(evaluation.site, report.targets, attest_use),
                    std::back_inserter(report.notes));
}

Report evaluate(const std::vector<Inventory>& inventories, const std::vector<Complaint>& complaints,
                const Evaluation& evaluation) {
  WaiverBook waivers(evaluation.site.waivers, evaluation.as_of);
  Report report = evaluate(inventories, complaints, evaluation, waivers);
  for (std::string& note : waivers.notes(evaluation.policies)) report.notes.push_back(std::move(note));
  return report;
}

Report evaluate(const std::vector<Inventory>& inventories, const std::vector<Complaint>& complaints,
                const Evaluation& evaluation, WaiverBook& waivers) {
  Report report;
  report.as_of = evaluation.as_of;
  report.inputs = inputs_of(evaluation);
  FactsHash facts;
  const std::vector<std::string> places = reproduction_hosts(inventories, evaluation.catalogs);
  AttestUse attest_use(evaluation.site.facts.attest.size());
  for (const Inventory& inventory : inventories) {
    std::vector<JudgedGuest> judged =
        derive_facts(inventory, evaluation.site.facts, evaluation.catalogs, evaluation.as_of, &attest_use);
    facts.add(inventory);
    const RecordCounts counts{inventory.clusters.size(), inventory.hosts.size(), inventory.guests.size()};
    report.targets.push_back(target_report(inventory, counts, judged.size()));
    for (JudgedGuest& guest : judged)
      report.guests.push_back(guest_report(std::move(guest), inventory.target, evaluation, places, waivers));
    report.incomplete = report.incomplete || !inventory.complete;
  }
  report.inputs.facts_sha256 = facts.hex();
  add_notes(report, complaints, evaluation, attest_use);
  report.incomplete = report.incomplete || report.guests.empty();
  summarize(report);
  return report;
}

}  // namespace hvcompat
