// A small report in which every part says something.
#include "sample_report.hpp"

namespace hvcompat {

namespace {

const MissingFact kNoBuild{"guest.os.build", {"agent-off", "no answer", "start qemu-guest-agent"}};

PackVerdict pack(Level level, std::optional<std::string> rule, std::vector<std::string> rules) {
  PackVerdict pack;
  pack.policy = "kb897615";
  pack.revision = "2023-12-26";
  pack.level = level;
  pack.possible = {level};
  pack.rule = std::move(rule);
  pack.rules = std::move(rules);
  pack.clauses = {"A5"};
  return pack;
}

GuestReport joint_guest() {
  GuestReport guest;
  guest.id = "g1";
  guest.name = "web-01";
  guest.host = "kvm01";
  guest.cluster = "prod";
  guest.target = "lab";
  guest.os = "windows-server-2019";
  guest.vendor = "redhat";
  guest.hypervisor = "rhel-kvm 9.4";
  guest.tags = {"prod", "shop"};
  guest.facts.set("guest.os.product", Fact::of(std::string("windows-server-2019"), "agent"));
  guest.facts.set("guest.vcpu.count", Fact::of(std::int64_t{4}, "XML"));
  guest.facts.set("guest.role", Fact::of(TextList{"exchange", "sql-server"}, "site file"));
  guest.facts.set("host.commit_ratio", Fact::of(1.5, "derived"));
  guest.facts.set("guest.tpm", Fact::of(false, ""));
  guest.facts.set("guest.os.edition", Fact::missing("not-exposed", "the API does not tell", "attest it"));
  PackVerdict decided = pack(Level::joint, "a5", {"a5"});
  decided.why = "validated listing";
  decided.basis = Basis::explicit_;
  decided.obligations = {"keep the vendor's support"};
  decided.path = {{"a5", true, {{"svvp.status", "is validated", "validated", "derived", true}}}};
  guest.verdict.level = Level::joint;
  guest.verdict.possible = {Level::joint};
  guest.verdict.outcome = Outcome::warn;
  guest.verdict.areas = {{"virtualization", true, Level::joint, {Level::joint}, {}, Outcome::pass, {decided}},
                         {"storage", false, Level::not_assessed, {}, {kNoBuild}, Outcome::undecided, {}}};
  guest.verdict.boundaries = {{"a7-overcommit",
                               "kb897615",
                               "feature.memory_overcommit",
                               BoundaryState::crossed,
                               {BoundaryState::crossed},
                               "vendor",
                               Basis::explicit_,
                               {"A7"},
                               "memory is over-assigned",
                               "reserve it",
                               {},
                               {"guest.memory.ballooned_mib = 512"}}};
  guest.verdict.advice = {{"n1", "kb897615", "read the note", {"N1"}}};
  guest.verdict.waivers = {{"a7-backup", "agreed", "ops", "2027-01-31", "site.json:12"}};
  guest.conflicts = {{"guest.os.product", "declared windows-server-2016, reported windows-server-2019"}};
  return guest;
}

GuestReport undecided_guest() {
  GuestReport guest;
  guest.id = "g2";
  guest.name = "büro\x1b[31m-02";
  guest.host = "kvm01";
  guest.target = "lab";
  guest.os = "windows";
  guest.facts.set("guest.os.family", Fact::of(std::string("windows"), "XML"));
  PackVerdict open = pack(Level::indeterminate, std::nullopt, {"a5", "a6"});
  open.possible = {Level::joint, Level::vendor};
  open.missing = {kNoBuild};
  guest.verdict.level = Level::indeterminate;
  guest.verdict.possible = open.possible;
  guest.verdict.missing = {kNoBuild};
  guest.verdict.areas = {
      {"virtualization", true, Level::indeterminate, open.possible, {kNoBuild}, Outcome::undecided, {open}}};
  return guest;
}

Summary sample_summary() {
  Summary summary;
  summary.guests = 2;
  summary.levels = {{"joint", 1}, {"indeterminate", 1}};
  summary.outcomes = {{"warn", 1}, {"undecided", 1}};
  summary.boundaries = {{"a7-overcommit crossed", 1}};
  summary.not_assessed = {{"storage", 1}};
  summary.reasons = {{"kb897615 a5: validated listing", 1}};
  summary.missing = {{"guest.os.build", "start qemu-guest-agent", 1}};
  summary.supply = {{{"guest.os.build"}, 1}};
  return summary;
}

}  // namespace

Report empty_report() {
  Report report;
  report.as_of = "2026-11-20";
  return report;
}

Report sample_report() {
  Report report;
  report.as_of = "2026-11-20";
  report.inputs.hvcompat = "0.1.0";
  report.inputs.profile = "default";
  report.inputs.profile_sha256 = std::string(64, 'd');
  report.inputs.site = "site.json";
  report.inputs.site_sha256 = std::string(64, 'e');
  report.inputs.packs = {{"kb897615", "2023-12-26", "Support policy", "a document", std::string(64, 'a'), ""}};
  report.inputs.catalogs = {{"windows", "2026-11-01", std::string(64, 'b')}};
  report.inputs.facts_sha256 = std::string(64, 'c');
  report.selection.exclude = {"test-*"};
  report.summary = sample_summary();
  report.targets = {{"lab",
                     "qemu:///system",
                     "2026-11-20T22:42:00Z",
                     "libvirt 1.0.0",
                     false,
                     1,
                     2,
                     1,
                     3,
                     12.5,
                     {{"host", "h2", "timeout", "no answer in 10 s", "look at the host"}},
                     std::string(64, 'f')}};
  report.guests = {joint_guest(), undecided_guest()};
  report.notes = {"site.json:9: the waiver for `db-*` was not used"};
  report.incomplete = true;
  return report;
}

}  // namespace hvcompat
