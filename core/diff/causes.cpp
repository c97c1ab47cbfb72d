// From changed inputs to the causes of one guest's change.
#include "diff/causes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diff/changes.hpp"
#include "diff/fact_changes.hpp"

namespace hvcompat {
namespace {

struct CatalogReader {
  std::string_view prefix;   // of derived facts, or of what is named by a catalog
  std::string_view catalog;  // its kind
};

// As core/inventory derives them; a phase of the host is one of the hypervisor as well.
constexpr std::array<CatalogReader, 13> kCatalogReaders = {{{"guest.os.lifecycle", "windows"},
                                                            {"guest.os.lifecycle", "hypervisors"},
                                                            {"host.os.lifecycle", "windows"},
                                                            {"host.os.lifecycle", "hypervisors"},
                                                            {"hypervisor.lifecycle", "windows"},
                                                            {"hypervisor.lifecycle", "hypervisors"},
                                                            {"guest.os.", "guest-os-names"},
                                                            {"guest.kind", "guest-os-names"},
                                                            {"guest.kind", "windows"},
                                                            {"svvp.", "svvp"},
                                                            {"svvp.", "windows"},
                                                            {"vendor.relationship", "vendors"},
                                                            {"hyperv.guest_listed", "hyperv-guests"}}};

// A user's own catalog is called "windows: our-windows.json".
bool reads(const std::string& fact, const std::string& catalog) {
  const std::string_view kind = std::string_view(catalog).substr(0, catalog.find(':'));
  return std::ranges::any_of(kCatalogReaders, [&](const CatalogReader& reader) {
    return fact.starts_with(reader.prefix) && kind == reader.catalog;
  });
}

bool is_root(const Cause& fact) { return fact.through.empty(); }

std::string in_words(const AppliedWaiver& waiver) {
  return fmt::format("until {}, {}: {} ({})", waiver.expires, waiver.owner, waiver.reason, waiver.where);
}

class Causes {
 public:
  Causes(const GuestPair& pair, const std::vector<Change>& changes, const InputChanges& inputs)
      : before_(*pair.before), after_(*pair.after), changes_(changes), inputs_(inputs) {}

  std::vector<Cause> run() {
    facts_ = changed_facts(before_, after_);
    causes_ = facts_;
    for (const Cause& input : inputs_.causes)
      if (const auto sure = reads_input(input)) add(input, *sure);
    add_waivers();
    for (const Cause& input : inputs_.causes)
      if (input.kind == CauseKind::hvcompat && (underived() || nothing_sure())) add(input, true);
    if (causes_.empty()) add_unknown();
    return std::move(causes_);
  }

 private:
  // Whether the guest's answer reads an input that changed: surely, perhaps (false), or not.
  std::optional<bool> reads_input(const Cause& input) const {
    switch (input.kind) {
      case CauseKind::policy:
        return if_surely(policy_differs(before_.verdict, after_.verdict, input.what));
      case CauseKind::catalog:
        return if_facts([&](const Cause& fact) { return reads(fact.what, input.what); });
      case CauseKind::plugin:
        return reads_plugin(input);
      case CauseKind::site:
        if (has_change("waiver")) return true;
        return if_facts(is_from_site);
      case CauseKind::profile:
        return if_surely(outcome_changed());
      case CauseKind::date:
        return if_facts([](const Cause& fact) { return is_root(fact) && fact.what.ends_with(".lifecycle"); });
      default:
        return std::nullopt;
    }
  }

  std::optional<bool> reads_plugin(const Cause& input) const {
    if (input.what != after_.target) return std::nullopt;
    if (inputs_.same_facts) return std::nullopt;
    return if_facts([](const Cause& fact) { return !is_derived(fact.what) && !is_from_site(fact); });
  }

  static std::optional<bool> if_surely(bool holds) { return holds ? std::optional(true) : std::nullopt; }

  template <class Test>
  std::optional<bool> if_facts(Test test) const {
    if (std::ranges::any_of(facts_, test)) return true;
    return holds_all_facts() ? std::nullopt : std::optional(false);
  }

  bool holds_all_facts() const { return holds_facts(before_) && holds_facts(after_); }

  bool has_change(std::string_view what) const {
    return std::ranges::any_of(changes_, [&](const Change& change) { return change.what == what; });
  }

  bool outcome_changed() const {
    if (has_change("outcome")) return true;
    for (const AreaVerdict& old : before_.verdict.areas)
      for (const AreaVerdict& now : after_.verdict.areas)
        if (old.area == now.area && old.outcome != now.outcome) return true;
    return false;
  }

  bool underived() const {
    return std::ranges::any_of(facts_, [](const Cause& fact) { return is_root(fact) && is_derived(fact.what); });
  }

  bool nothing_sure() const { return std::ranges::none_of(causes_, &Cause::sure); }

  void add(Cause cause, bool sure) {
    if (cause.kind == CauseKind::plugin) cause.what.clear();  // the same plugin for guests of several targets
    cause.sure = sure;
    causes_.push_back(std::move(cause));
  }

  void add_waivers() {
    const auto old = waivers_that_matter(before_.verdict);
    const auto now = waivers_that_matter(after_.verdict);
    const auto named = [](const std::vector<const AppliedWaiver*>& waivers, const std::string& rule) {
      return std::ranges::any_of(waivers, [&](const AppliedWaiver* waiver) { return waiver->rule == rule; });
    };
    for (const AppliedWaiver* waiver : old)
      if (!is_applied(after_.verdict, waiver->rule)) add_waiver(*waiver, in_words(*waiver), ending_of(*waiver));
    for (const AppliedWaiver* waiver : now)
      if (!named(old, waiver->rule) && !is_applied(before_.verdict, waiver->rule))
        add_waiver(*waiver, "", in_words(*waiver));
  }

  static bool is_applied(const Verdict& verdict, const std::string& rule) {
    return std::ranges::find(verdict.waivers, rule, &AppliedWaiver::rule) != verdict.waivers.end();
  }

  std::string ending_of(const AppliedWaiver& waiver) const { return waiver.expires < inputs_.as_of ? "expired" : ""; }

  void add_waiver(const AppliedWaiver& waiver, std::string before, std::string after) {
    causes_.push_back({CauseKind::waiver, waiver.rule, std::move(before), std::move(after), {}, {}, {}, true});
  }

  void add_unknown() {
    const std::string why = holds_all_facts() ? "no changed input that the answer reads is held in the reports"
                                              : "the reports do not hold the facts that would show it";
    causes_.push_back({CauseKind::unknown, "", "", why, {}, {}, {}, true});
  }

  const GuestReport& before_;
  const GuestReport& after_;
  const std::vector<Change>& changes_;
  const InputChanges& inputs_;
  std::vector<Cause> facts_;
  std::vector<Cause> causes_;
};

}  // namespace

std::vector<Cause> causes_of(const GuestPair& pair, const std::vector<Change>& changes, const InputChanges& inputs) {
  return Causes(pair, changes, inputs).run();
}

}  // namespace hvcompat
