// The phases of a release of Windows, as far as build, channel, edition and service pack are known.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "catalog/lookup.hpp"
#include "inventory/derive_phases.hpp"
#include "text/lists.hpp"

namespace hvcompat {

namespace {

using Releases = std::vector<const WindowsRelease*>;

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

// A short-lived release may go by the name of the long-lived one that it became, and have its build.
bool may_be_of_another_channel(const Catalogs& catalogs, const Releases& releases, const std::string* channel,
                               std::int64_t build) {
  const auto is_of = [&](const WindowsRelease& row) { return row.channel == *channel; };
  if (!channel || std::ranges::any_of(releases, [&](const WindowsRelease* row) { return is_of(*row); })) return false;
  return build == 0 || std::ranges::any_of(catalogs.windows,
                                           [&](const WindowsRelease& row) { return row.build == build && is_of(row); });
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

PhaseAnswer phases_of(const Releases& releases, std::string_view day) {
  PhaseAnswer answer;
  for (const WindowsRelease* release : releases) answer.phases.insert(phase_on(release->dates, day));
  return answer;
}

}  // namespace

PhaseAnswer windows_phases(const Deriving& step, const OsFacts& os, const std::string& product) {
  Releases releases = windows_releases(step.catalogs, product);
  const std::int64_t build = build_of(step.facts, os);
  const std::int64_t* pack = step.facts.integer(os.service_pack);
  // A release without a build in the catalog may have any.
  const Releases exact =
      kept(releases, [&](const WindowsRelease* row) { return build > 0 && (row->build == build || row->build == 0); });
  const bool by_build = std::ranges::any_of(exact, [&](const WindowsRelease* row) { return row->build == build; });
  const bool older_pack = !by_build && may_be_older_pack(releases, pack);
  const std::string* channel = step.facts.text(os.channel);
  const bool foreign = may_be_of_another_channel(step.catalogs, releases, channel, build);
  bool older = older_pack || foreign;
  if (!exact.empty()) {
    releases = exact;
  } else if (build > 0) {
    const bool newer = std::ranges::all_of(releases, [&](const WindowsRelease* row) { return row->build < build; });
    if (newer) return {{}, {}, fmt::format("build {} of {}", build, product)};
    older = true;
  }
  narrow_by_channel_and_edition(releases, step.facts, os);
  narrow_by_pack(releases, pack);
  PhaseAnswer answer = phases_of(releases, step.as_of);
  if (older && answer.phases != std::set{Phase::ended}) {
    answer.phases.insert(Phase::ended);
    if (answer.phases.contains(Phase::prerelease)) return {{}, {}, fmt::format("an earlier release of {}", product)};
    if (older_pack && !pack && *os.service_pack) answer.from.emplace_back(os.service_pack);
    if (foreign && build == 0 && *os.build) answer.from.emplace_back(os.build);
    if (foreign) answer.doubt = fmt::format("{} is {}, in which the catalog has no {}", os.channel, *channel, product);
  }
  if (answer.phases.size() > 1) add_all_new(answer.from, deciding(releases, step.facts, os, build > 0));
  return answer;
}

}  // namespace hvcompat
