// The phase of guest, host and hypervisor on the day of the judgement.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/lookup.hpp"
#include "inventory/derive_phases.hpp"
#include "inventory/derive_truth.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace {

constexpr const char* kGuestLifecycle = "guest.os.lifecycle";
constexpr const char* kHostLifecycle = "host.os.lifecycle";
constexpr const char* kLifecycle = "hypervisor.lifecycle";
constexpr OsFacts kGuestOs{"guest.os.product", "guest.os.version", "guest.os.build",
                           "guest.os.channel", "guest.os.edition", "guest.os.service_pack"};
constexpr OsFacts kHostOs{"host.os.product", "host.os.version", "host.os.build", "", "", ""};

PhaseAnswer release_phases(const Deriving& step, const HypervisorProduct& product, const char* version_fact) {
  PhaseAnswer answer;
  if (product.releases.empty()) return {{}, {}, product.id};
  const auto version = version_of(step.facts, version_fact);
  if (!version) {
    for (const ProductRelease& release : product.releases) answer.phases.insert(phase_on(release.dates, step.as_of));
    answer.from.emplace_back(version_fact);
    return answer;
  }
  const ProductRelease* release = find_release(product, *version);
  if (!release) return {{}, {}, fmt::format("{} {}", product.id, *step.facts.text(version_fact))};
  answer.phases.insert(phase_on(release->dates, step.as_of));
  return answer;
}

PhaseAnswer os_phases(const Deriving& step, const OsFacts& os, const std::string& product) {
  if (!windows_releases(step.catalogs, product).empty()) return windows_phases(step, os, product);
  const HypervisorProduct* row = find_os_product(step.catalogs, product);
  return row ? release_phases(step, *row, os.version) : PhaseAnswer{{}, {}, product};
}

// Whether updates that are paid for were bought: the first fact that is known says it, the narrowest comes first.
Truth bought(const Facts& facts, const std::vector<const char*>& names) {
  for (const char* name : names)
    if (const bool* value = facts.boolean(name)) return {*value, {name}};
  return {std::nullopt, {names.front()}};
}

const char* name_of(Phase phase) {
  switch (phase) {
    case Phase::prerelease:
      return "prerelease";
    case Phase::mainstream:
      return "mainstream";
    case Phase::extended:
      return "extended";
    case Phase::paid:
      return "esu";
    case Phase::ended:
      break;
  }
  return "ended";
}

void set_phase(Deriving& step, const std::string& name, const PhaseAnswer& answer, std::vector<std::string> inputs,
               const Truth& paid) {
  Facts& facts = step.facts;
  if (!answer.not_listed.empty()) {
    const Unknown cause{"not-exposed", fmt::format("no life-cycle catalog names {}", answer.not_listed),
                        "add it to a life-cycle catalog (`catalogs` in the site file)"};
    return set_open(facts, name, {}, {}, cause);
  }
  std::vector<std::string> phases;
  std::vector<std::string> from = answer.from;
  for (const Phase phase : answer.phases) {
    if (phase != Phase::paid) {
      add_new(phases, name_of(phase));
    } else if (paid.holds) {
      add_new(phases, *paid.holds ? "esu" : "ended");
      add_all_new(inputs, paid.from);
    } else {
      add_all_new(phases, {"esu", "ended"});
      add_all_new(from, paid.from);
    }
  }
  if (phases.size() == 1) return set_known(facts, name, phases.front(), std::move(inputs));
  std::optional<Unknown> cause;
  if (from.empty()) {
    const bool paid_only = answer.phases.contains(Phase::paid) && answer.phases.size() == 1;
    cause = Unknown{"not-exposed",
                    paid_only ? "no fact tells whether updates that are paid for were bought"
                              : "an earlier service pack or build than the catalog names may be out of support",
                    ""};
    if (!paid_only && !answer.doubt.empty())
      cause = Unknown{"not-exposed", answer.doubt, "if one of them is wrong, attest it in the site file"};
  }
  set_open(facts, name, values_of(phases), std::move(from), std::move(cause));
}

std::vector<std::string> known_among(const Facts& facts, std::initializer_list<const char*> names) {
  std::vector<std::string> known;
  for (const char* name : names) {
    const Fact* fact = facts.find(name);
    if (fact && fact->known()) known.emplace_back(name);
  }
  return known;
}

void derive_os(Deriving& step, const char* name, const OsFacts& os, const Truth& paid) {
  const Fact* product = step.facts.find(os.product);
  if (!product || (!product->known() && product->candidates.empty())) {
    return set_open(step.facts, name, {}, {os.product});
  }
  PhaseAnswer answer;
  if (product->known()) {
    answer = os_phases(step, os, to_words(*product->value));
  } else {
    for (const Value& candidate : product->candidates) answer.add(os_phases(step, os, to_words(candidate)));
    if (answer.phases.size() > 1) answer.from.insert(answer.from.begin(), os.product);
  }
  auto inputs = known_among(step.facts, {os.product, os.version, os.build, os.channel, os.edition, os.service_pack});
  if (inputs.empty()) inputs.emplace_back(os.product);
  set_phase(step, name, answer, std::move(inputs), paid);
}

void derive_hypervisor(Deriving& step) {
  Facts& facts = step.facts;
  const std::string* product = facts.text("hypervisor.product");
  if (!product) return set_open(facts, kLifecycle, {}, {"hypervisor.product"});
  if (*product == "hyper-v") {
    const Fact* host = facts.find(kHostLifecycle);
    if (host->known()) return set_known(facts, kLifecycle, *host->value, {"hypervisor.product", kHostLifecycle});
    return set_open(facts, kLifecycle, host->candidates, {kHostLifecycle});
  }
  const std::string* vendor = facts.text("hypervisor.vendor");
  const HypervisorProduct* row = find_hypervisor(step.catalogs, vendor ? *vendor : std::string{}, *product);
  const PhaseAnswer answer = row ? release_phases(step, *row, "hypervisor.version") : PhaseAnswer{{}, {}, *product};
  // Whether the vendor's paid updates were bought no fact tells; without the vendor's support they were not.
  Truth paid{std::nullopt, {"customer.vendor_support"}};
  if (const bool* support = facts.boolean("customer.vendor_support")) {
    if (*support) paid.from.clear();
    if (!*support) paid.holds = false;
  }
  set_phase(step, kLifecycle, answer,
            known_among(facts, {"hypervisor.vendor", "hypervisor.product", "hypervisor.version"}), paid);
}

}  // namespace

std::optional<Version> version_of(const Facts& facts, std::string_view name) {
  const std::string* text = facts.text(name);
  return text ? Version::parse(*text) : std::nullopt;
}

void add_lifecycle_steps(DeriveSteps& steps) {
  constexpr const char* kEsu = "customer.esu";
  constexpr const char* kGuestEsu = "guest.os.esu";
  const auto reads = [](const OsFacts& os, std::vector<std::string_view> more) {
    for (const char* name : {os.product, os.version, os.build, os.channel, os.edition, os.service_pack})
      if (*name) more.emplace_back(name);
    return more;
  };
  steps.push_back({reads(kGuestOs, {kGuestEsu, kEsu}), {kGuestLifecycle}, [](Deriving& step) {
                     derive_os(step, kGuestLifecycle, kGuestOs, bought(step.facts, {kGuestEsu, kEsu}));
                   }});
  steps.push_back({reads(kHostOs, {kEsu}), {kHostLifecycle}, [](Deriving& step) {
                     derive_os(step, kHostLifecycle, kHostOs, bought(step.facts, {kEsu}));
                   }});
  steps.push_back(
      {{"hypervisor.product", "hypervisor.vendor", "hypervisor.version", kHostLifecycle, "customer.vendor_support"},
       {kLifecycle},
       derive_hypervisor});
}

}  // namespace hvcompat
