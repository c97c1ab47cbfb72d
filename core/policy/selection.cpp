// Revisions by date.
#include "policy/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/words.hpp"

namespace hvcompat {
namespace {

using Revisions = std::vector<const Pack*>;  // of one id, oldest first

Pack without_revision(const Pack& oldest, std::string_view as_of) {
  Pack pack;
  pack.id = oldest.id;
  pack.revision = "none";
  pack.title = oldest.title;
  pack.area = oldest.area;
  pack.source = oldest.source;
  pack.applies_to = oldest.applies_to;
  pack.needs_any = oldest.needs_any;
  pack.file = oldest.file;
  pack.sha256 = oldest.sha256;
  for (const Level level : {Level::microsoft, Level::joint, Level::investigate, Level::reproduce_first, Level::vendor,
                            Level::not_supported}) {
    Rule rule;
    rule.id = fmt::format("no-revision-{}", name_of(level));
    rule.level = level;
    rule.why = fmt::format("no revision of {} is known for {}", oldest.id, as_of);
    rule.basis = Basis::interpretive;
    if (level != Level::not_supported)
      rule.when =
          Condition::of({std::string(kRevisionFact), FactType::text, TestOp::is, {Value(std::string(name_of(level)))}});
    pack.support.push_back(std::move(rule));
  }
  return pack;
}

NotedPack by_date(const Revisions& revisions, std::string_view as_of) {
  const auto next =
      std::find_if(revisions.begin(), revisions.end(), [&](const Pack* pack) { return pack->in_force_from > as_of; });
  if (next == revisions.begin())
    return {without_revision(*revisions.front(), as_of),
            fmt::format("no revision of {} is known for {}: the oldest known is of {}", revisions.front()->id, as_of,
                        revisions.front()->in_force_from)};
  const Pack& chosen = **(next - 1);
  if (next == revisions.end()) return {chosen, {}};
  return {chosen, fmt::format("{} lies between the known revisions of {} ({} and {}): a later revision than {}, not "
                              "known here, may apply",
                              as_of, chosen.id, chosen.in_force_from, (*next)->in_force_from, chosen.revision)};
}

class Selection {
 public:
  explicit Selection(const std::vector<Pack>& packs) {
    for (const Pack& pack : packs) {
      if (std::find(ids_.begin(), ids_.end(), pack.id) == ids_.end()) ids_.push_back(pack.id);
      for (const Pack& other : packs)
        if (&other < &pack && other.id == pack.id && other.revision == pack.revision)
          errors_.push_back(usage_error(fmt::format("policy `{}@{}` stands twice: {} and {}", pack.id, pack.revision,
                                                    other.file.string(), pack.file.string()),
                                        "give one of them another id or revision"));
    }
    for (const Pack& pack : packs) all_.push_back(&pack);
  }

  Loaded<std::vector<NotedPack>> select(const std::vector<std::string>& requested, std::string_view as_of) {
    for (const std::string& id : requested.empty() ? ids_ : requested) add(id, as_of);
    if (!errors_.empty()) return std::move(errors_);
    return std::move(chosen_);
  }

 private:
  Revisions revisions_of(std::string_view id) const {
    Revisions revisions;
    for (const Pack* pack : all_)
      if (pack->id == id) revisions.push_back(pack);
    std::stable_sort(revisions.begin(), revisions.end(),
                     [](const Pack* a, const Pack* b) { return a->in_force_from < b->in_force_from; });
    return revisions;
  }

  void add(const std::string& request, std::string_view as_of) {
    const std::size_t at = request.find('@');
    const std::string id = request.substr(0, at);
    const Revisions revisions = revisions_of(id);
    if (revisions.empty()) return unknown("there is no policy `" + id + "`", id, ids_);
    if (at == std::string::npos) return choose(by_date(revisions, as_of));
    const std::string revision = request.substr(at + 1);
    const auto found =
        std::find_if(revisions.begin(), revisions.end(), [&](const Pack* pack) { return pack->revision == revision; });
    if (found != revisions.end()) return choose({**found, {}});
    std::vector<std::string> known;
    for (const Pack* pack : revisions) known.push_back(pack->revision);
    errors_.push_back(
        usage_error(fmt::format("policy `{}` has no revision `{}`", id, revision), "known: " + join(known, ", ")));
  }

  void choose(NotedPack noted) {
    const bool again = std::any_of(chosen_.begin(), chosen_.end(), [&](const NotedPack& other) {
      return other.pack.id == noted.pack.id && other.pack.revision == noted.pack.revision;
    });
    if (!again) chosen_.push_back(std::move(noted));
  }

  void unknown(std::string message, const std::string& word, const std::vector<std::string>& known) {
    std::vector<std::string_view> names(known.begin(), known.end());
    std::string help = did_you_mean(word, names);
    if (help.empty()) help = "known: " + join(known, ", ");
    errors_.push_back(usage_error(std::move(message), std::move(help)));
  }

  std::vector<const Pack*> all_;
  std::vector<std::string> ids_;
  std::vector<NotedPack> chosen_;
  Errors errors_;
};

}  // namespace

Loaded<std::vector<NotedPack>> select_policies(const std::vector<Pack>& packs,
                                               const std::vector<std::string>& requested, std::string_view as_of) {
  return Selection(packs).select(requested, as_of);
}

}  // namespace hvcompat
