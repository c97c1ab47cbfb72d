// Random reports.
#include "report_generator.hpp"

#include <set>

namespace hvcompat {

namespace {

using rc::gen::element;
using rc::gen::inRange;

const std::vector<std::string> kTexts = {"web-01",
                                         "büro 😀",
                                         "<script>alert('x')</script>",
                                         "</testsuite>]]>&amp;",
                                         "a|b `c` \\|",
                                         "**bold** [x](https://example.invalid)",
                                         "@team #12 www.example.invalid a@example.invalid",
                                         "=HYPERLINK(\"x\")",
                                         "-1",
                                         "\t=1",
                                         "one\ntwo\r\nthree",
                                         "\"quoted\", and; more",
                                         "\x1b[31mred",
                                         std::string("a\0b", 3),
                                         "\xe2\x80\xaeright to left",
                                         "\xc2\x85\xef\xbf\xbf",
                                         "{0} %s $(x)",
                                         "- item",
                                         "| --- |",
                                         " "};

std::string required() { return *rc::gen::elementOf(kTexts); }
std::string text() { return *inRange(0, 4) == 0 ? std::string{} : required(); }
bool flag() { return *rc::gen::arbitrary<bool>(); }
std::size_t number() { return *inRange<std::size_t>(0, 4); }

template <class Make>
auto some(Make make, std::size_t most = 3) {
  std::vector<decltype(make())> items;
  const auto count = *inRange<std::size_t>(0, most);
  for (std::size_t i = 0; i < count; ++i) items.push_back(make());
  return items;
}

std::vector<std::string> texts() { return some(required); }

Level level() { return static_cast<Level>(*inRange(0, 9)); }
Outcome outcome() { return static_cast<Outcome>(*inRange(0, 7)); }
Basis basis() { return static_cast<Basis>(*inRange(0, 3)); }
BoundaryState state() { return static_cast<BoundaryState>(*inRange(0, 5)); }

Unknown unknown() { return {*element<std::string>("agent-off", "not-asked"), text(), text()}; }
MissingFact missing() { return {required(), unknown()}; }
PathTest path_test() { return {required(), text(), text(), text(), flag() ? std::optional(flag()) : std::nullopt}; }
PathStep path_step() { return {required(), flag(), some(path_test)}; }

PackVerdict pack() {
  PackVerdict pack;
  pack.policy = required();
  pack.revision = text();
  pack.level = level();
  pack.possible = some(level);
  pack.rules = texts();
  if (flag()) pack.rule = required();
  pack.why = text();
  if (flag()) pack.basis = basis();
  pack.clauses = texts();
  pack.obligations = texts();
  pack.reproduce_on = texts();
  pack.missing = some(missing);
  pack.path = some(path_step);
  pack.note = text();
  return pack;
}

AreaVerdict area() { return {required(), flag(), level(), some(level), some(missing), outcome(), some(pack)}; }

BoundaryVerdict boundary() {
  return {required(), text(),  text(), state(), some(state),   text(),
          basis(),    texts(), text(), text(),  some(missing), texts()};
}

AppliedWaiver waiver() { return {required(), text(), text(), text(), text()}; }
AdviceText advice() { return {required(), text(), text(), texts()}; }
Conflict conflict() { return {required(), text()}; }

Facts facts() {
  Facts facts;
  facts.set("guest.os.product", Fact::of(required(), text()));
  facts.set("guest.vcpu.count", Fact::of(std::int64_t{4}, text()));
  facts.set("host.commit_ratio", Fact::of(1.5, text()));
  facts.set("guest.role", Fact::of(texts(), text()));
  facts.set("guest.tpm", Fact::missing("timeout", text(), text()));
  return facts;
}

GuestReport guest() {
  GuestReport guest;
  guest.id = required();
  guest.name = text();
  guest.host = text();
  guest.cluster = text();
  guest.target = *element<std::string>("lab", "lab.two", "<t>\n", "");
  guest.os = text();
  guest.vendor = text();
  guest.hypervisor = text();
  guest.tags = texts();
  guest.facts = facts();
  guest.conflicts = some(conflict);
  Verdict& verdict = guest.verdict;
  verdict.level = level();
  verdict.possible = some(level);
  verdict.missing = some(missing);
  verdict.outcome = outcome();
  verdict.areas = some(area);
  verdict.boundaries = some(boundary);
  verdict.advice = some(advice);
  verdict.waivers = some(waiver, 2);
  guest.first_steps = {texts(), texts(), texts()};
  return guest;
}

CollectionError error() { return {*element<std::string>("target", "host", "guest"), text(), text(), text(), text()}; }

TargetReport target() {
  TargetReport target;
  target.name = *element<std::string>("lab", "lab.two", "<t>\n");
  target.uri = text();
  target.collected_at = flag() ? "2026-11-20T22:42:00Z" : text();
  target.plugin = *element<std::string>("libvirt 1.0.0", "odd", "");
  target.complete = flag();
  target.hosts = number();
  target.guests = number();
  target.templates = number();
  target.filtered = number();
  if (flag()) target.seconds = static_cast<double>(number()) * 0.25;
  target.errors = some(error);
  return target;
}

NamedCount named_count() { return {required(), number()}; }

// The names are keys of an object.
std::vector<NamedCount> distinct_counts() {
  std::set<std::string> seen;
  std::vector<NamedCount> counts;
  for (NamedCount& count : some(named_count)) {
    if (seen.insert(count.name).second) counts.push_back(std::move(count));
  }
  return counts;
}

// Summaries count what is listed, and what is not.
void summarize(Report& report) {
  Summary& summary = report.summary;
  std::map<Level, std::size_t> levels;
  std::map<Outcome, std::size_t> outcomes;
  for (const GuestReport& guest : report.guests) {
    ++levels[guest.verdict.level];
    ++outcomes[guest.verdict.outcome];
  }
  for (const auto& [level, count] : levels) summary.levels.push_back({std::string(name_of(level)), count});
  for (const auto& [outcome, count] : outcomes) summary.outcomes.push_back({std::string(name_of(outcome)), count});
  summary.not_listed = flag() ? number() : 0;
  summary.guests = report.guests.size() + summary.not_listed;
  summary.boundaries = some(named_count);
  summary.not_assessed = distinct_counts();
  summary.reasons = some(named_count);
  summary.missing = some([] { return MissingCount{required(), text(), number()}; });
  summary.supply = some([] { return SupplyStep{texts(), number()}; });
}

ReportInputs inputs() {
  ReportInputs inputs;
  inputs.hvcompat = text();
  inputs.profile = text();
  inputs.profile_sha256 = text();
  inputs.packs = some([] { return PackInput{required(), text(), text(), text(), text(), text()}; });
  inputs.catalogs = some([] { return CatalogInput{required(), text(), text()}; });
  inputs.site = text();
  inputs.site_sha256 = text();
  inputs.facts_sha256 = text();
  return inputs;
}

}  // namespace

rc::Gen<Report> any_report() {
  return rc::gen::exec([] {
    Report report;
    report.as_of = required();
    report.inputs = inputs();
    report.selection = {texts(), texts(), texts(), some(outcome)};
    report.targets = some(target);
    report.guests = some(guest);
    summarize(report);
    report.notes = texts();
    report.incomplete = flag();
    return report;
  });
}

}  // namespace hvcompat
