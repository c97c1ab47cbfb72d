// The phase of guest, host and hypervisor on the day of the judgement.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog/lookup.hpp"
#include "inventory/derive_parts.hpp"
#include "inventory/derive_truth.hpp"

namespace hvcompat {

namespace {

// The facts that a life cycle is looked up by; those that a host has not are empty.
struct OsFacts {
  const char* product;
  const char* version;
  const char* build;
  const char* channel;
  const char* edition;
  const char* service_pack;
};
constexpr OsFacts kGuestOs{"guest.os.product", "guest.os.version", "guest.os.build",
                           "guest.os.channel", "guest.os.edition", "guest.os.service_pack"};
constexpr OsFacts kHostOs{"host.os.product", "host.os.version", "host.os.build", "", "", ""};

using Releases = std::vector<const WindowsRelease*>;

// The phases that the facts leave open, and the facts that would decide between them.
struct Answer {
  std::set<Phase> phases;
  std::vector<std::string> from;
  std::string not_listed;  // what no catalog names; empty: all of it is listed

  void add(const Answer& more) {
    phases.insert(more.phases.begin(), more.phases.end());
    add_unique(from, more.from);
    if (not_listed.empty()) not_listed = more.not_listed;
  }
};

std::optional<Version> version_of(const Facts& facts, std::string_view name) {
  const std::string* text = facts.text(name);
  return text ? Version::parse(*text) : std::nullopt;
}

std::int64_t build_of(const Facts& facts, const OsFacts& os) {
  if (const auto build = version_of(facts, os.build)) return windows_build(*build);
  const auto version = version_of(facts, os.version);
  return version && version->groups.size() >= 3 ? windows_build(*version) : 0;
}

template <class Keep>
Releases kept(const Releases& releases, Keep keep) {
  Releases rest;
  std::ranges::copy_if(releases, std::back_inserter(rest), keep);
  return rest;
}

// Narrows by a fact; one that no release of the product knows tells nothing.
template <class Keep>
void narrow(Releases& releases, Keep keep) {
  Releases rest = kept(releases, keep);
  if (!rest.empty()) releases = std::move(rest);
}

void narrow_by_channel_and_edition(Releases& releases, const Facts& facts, const OsFacts& os) {
  if (const std::string* channel = facts.text(os.channel)) {
    narrow(releases, [&](const WindowsRelease* row) { return row->channel == *channel; });
  }
  if (const std::string* edition = facts.text(os.edition)) {
    narrow(releases, [&](const WindowsRelease* row) {
      return std::ranges::find(row->editions, *edition) != row->editions.end() || row->editions.empty();
    });
  }
}

// Whether a service pack older than all that the catalog names may run: its life ended with the next one's, or sooner
// than the product's.
bool may_be_older_pack(const Releases& releases, const std::int64_t* pack) {
  const auto lowest =
      std::ranges::min_element(releases, {}, [](const WindowsRelease* row) { return row->service_pack.value_or(0); });
  const std::int64_t first = (*lowest)->service_pack.value_or(0);
  return first > 0 && (!pack || *pack < first);
}

void narrow_by_pack(Releases& releases, const std::int64_t* pack) {
  if (!pack) return;
  narrow(releases, [&](const WindowsRelease* row) { return row->service_pack == *pack; });
}

template <class Member>
bool differ(const Releases& releases, Member member) {
  return std::ranges::any_of(releases, [&](const WindowsRelease* row) {
    return std::invoke(member, *row) != std::invoke(member, *releases.front());
  });
}

std::vector<std::string> deciding(const Releases& releases, const Facts& facts, const OsFacts& os, bool build_known) {
  std::vector<std::string> from;
  const auto ask = [&](const char* name, bool matters) {
    const Fact* fact = facts.find(name);
    if (matters && *name && (!fact || !fact->known())) from.emplace_back(name);
  };
  if (!build_known) ask(os.build, differ(releases, &WindowsRelease::build));
  ask(os.channel, differ(releases, &WindowsRelease::channel));
  ask(os.edition, differ(releases, &WindowsRelease::editions));
  ask(os.service_pack, differ(releases, &WindowsRelease::service_pack));
  return from;
}

Answer phases_of(const Releases& releases, std::string_view day) {
  Answer answer;
  for (const WindowsRelease* release : releases) answer.phases.insert(phase_on(release->dates, day));
  return answer;
}

Answer windows_phases(const Deriving& step, const OsFacts& os, const std::string& product) {
  Releases releases = windows_releases(step.catalogs, product);
  const std::int64_t build = build_of(step.facts, os);
  const std::int64_t* pack = step.facts.integer(os.service_pack);
  const Releases exact = kept(releases, [&](const WindowsRelease* row) { return build > 0 && row->build == build; });
  bool older = exact.empty() && may_be_older_pack(releases, pack);
  if (!exact.empty()) {
    releases = exact;
  } else if (build > 0) {
    const bool newer = std::ranges::all_of(releases, [&](const WindowsRelease* row) { return row->build < build; });
    if (newer) return {{}, {}, fmt::format("build {} of {}", build, product)};
    older = true;
  }
  narrow_by_channel_and_edition(releases, step.facts, os);
  narrow_by_pack(releases, pack);
  Answer answer = phases_of(releases, step.as_of);
  if (older && answer.phases != std::set{Phase::ended}) {
    answer.phases.insert(Phase::ended);
    if (answer.phases.contains(Phase::prerelease)) return {{}, {}, fmt::format("an earlier release of {}", product)};
    if (!pack && *os.service_pack) answer.from.emplace_back(os.service_pack);
  }
  if (answer.phases.size() > 1) add_unique(answer.from, deciding(releases, step.facts, os, build > 0));
  return answer;
}

Answer release_phases(const Deriving& step, const HypervisorProduct& product, const char* version_fact) {
  Answer answer;
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

Answer os_phases(const Deriving& step, const OsFacts& os, const std::string& product) {
  if (!windows_releases(step.catalogs, product).empty()) return windows_phases(step, os, product);
  const HypervisorProduct* row = find_os_product(step.catalogs, product);
  return row ? release_phases(step, *row, os.version) : Answer{{}, {}, product};
}

// Whether updates that are paid for were bought: where any fact says so, they were.
Truth bought(const Facts& facts, const std::vector<const char*>& names) {
  Truth open;
  Truth no{std::nullopt, {}};
  for (const char* name : names) {
    const bool* value = facts.boolean(name);
    if (value && *value) return {true, {name}};
    if (value) no = {false, {name}};
    if (!value && open.from.empty()) open.from.emplace_back(name);
  }
  return no.holds ? no : open;
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

void set_phase(Deriving& step, const std::string& name, const Answer& answer, std::vector<std::string> inputs,
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
      add_unique(phases, {name_of(phase)});
    } else if (paid.holds) {
      add_unique(phases, {*paid.holds ? "esu" : "ended"});
      add_unique(inputs, paid.from);
    } else {
      add_unique(phases, {"esu", "ended"});
      add_unique(from, paid.from);
    }
  }
  if (phases.size() == 1) return set_known(facts, name, phases.front(), std::move(inputs));
  std::optional<Unknown> cause;
  if (from.empty()) cause = Unknown{"not-exposed", "the catalog's rows differ in what no fact tells", ""};
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
  Answer answer;
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
  constexpr const char* kName = "hypervisor.lifecycle";
  Facts& facts = step.facts;
  const std::string* product = facts.text("hypervisor.product");
  if (!product) return set_open(facts, kName, {}, {"hypervisor.product"});
  if (*product == "hyper-v") {
    const Fact* host = facts.find("host.os.lifecycle");
    if (host->known()) return set_known(facts, kName, *host->value, {"hypervisor.product", "host.os.lifecycle"});
    return set_open(facts, kName, host->candidates, {"host.os.lifecycle"});
  }
  const std::string* vendor = facts.text("hypervisor.vendor");
  const HypervisorProduct* row = find_hypervisor(step.catalogs, vendor ? *vendor : std::string{}, *product);
  const Answer answer = row ? release_phases(step, *row, "hypervisor.version") : Answer{{}, {}, *product};
  // Whether the vendor's paid updates were bought no fact tells; without the vendor's support they were not.
  Truth paid{std::nullopt, {"customer.vendor_support"}};
  if (const bool* support = facts.boolean("customer.vendor_support")) {
    if (*support) paid.from.clear();
    if (!*support) paid.holds = false;
  }
  set_phase(step, kName, answer, known_among(facts, {"hypervisor.vendor", "hypervisor.product", "hypervisor.version"}),
            paid);
}

}  // namespace

void derive_lifecycles(Deriving& step) {
  derive_os(step, "guest.os.lifecycle", kGuestOs, bought(step.facts, {"guest.os.esu", "customer.esu"}));
  derive_os(step, "host.os.lifecycle", kHostOs, bought(step.facts, {"customer.esu"}));
  derive_hypervisor(step);
}

}  // namespace hvcompat
