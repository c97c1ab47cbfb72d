// Level 2: facts inside the vocabulary and the manifest, with evidence, reasons and remedies.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "inventory/inventory.hpp"
#include "verify/told_records.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 6> kReasons = {"not-permitted", "agent-off", "not-exposed",
                                                      "timeout",       "error",     "not-asked"};

// The program's own reader judges names and values; ids, references and unknown facts are other checks' business.
std::string readable(const std::vector<ToldRecord>& records) {
  std::string text = R"({"record":"inventory","schema":1,"target":"it"})"
                     "\n";
  std::set<std::pair<std::string, std::string>> seen;
  for (const ToldRecord& record : records) {
    if (!record.object("facts") || !seen.insert({record.kind, record.id}).second) continue;
    json::object alone{{"record", record.kind}, {"id", record.id}, {"facts", *record.object("facts")}};
    text += json::serialize(alone) + "\n";
  }
  return text + R"({"record":"end"})"
                "\n";
}

std::string why_not(const ToldRecord& record, std::string_view name) {
  const FactSpec* spec = find_fact(name);
  if (!spec) return is_vendor_fact(name) ? "" : "not in the vocabulary";
  if (spec->origin != FactOrigin::collected) return "not for plugins to tell";
  return name_of(spec->entity) == record.kind ? "" : fmt::format("a fact of a {}", name_of(spec->entity));
}

Finding vocabulary(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    const auto records = records_of(trace);
    for (const Complaint& complaint : read_inventories("it", readable(records)).complaints)
      faults.add(words_of(complaint));
    for (const ToldRecord& record : records) {
      const json::object* unknown = record.object("unknown");
      if (!unknown) continue;
      for (const auto& entry : *unknown) {
        const std::string why = why_not(record, entry.key());
        if (!why.empty()) faults.add(fmt::format("{}: unknown `{}`: {}", record.called(), entry.key(), why));
      }
    }
    return faults.finding();
  });
}

Finding declared(const Kit& kit) {
  if (!kit.manifest()) return {CheckState::blocked, "it builds on `manifest`"};
  return on_target(kit, [&kit](const Trace& trace) {
    Faults faults;
    std::set<std::string, std::less<>> listed;
    for (const ReportedFact& fact : kit.manifest()->facts) listed.insert(fact.name);
    std::set<std::string> told;
    for (const ToldRecord& record : records_of(trace)) {
      const json::object* facts = record.object("facts");
      if (!facts) continue;
      for (const auto& entry : *facts)
        if (!listed.contains(std::string_view(entry.key())) && told.insert(entry.key()).second)
          faults.add(fmt::format("{} tells `{}`, which the manifest does not declare", record.called(), entry.key()));
    }
    return faults.finding();
  });
}

Finding evidence(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    for (const ToldRecord& record : records_of(trace)) {
      const json::object* facts = record.object("facts");
      const json::object* evidence = record.object("evidence");
      if (!facts) continue;
      for (const auto& entry : *facts) {
        const json::value* found = evidence ? evidence->if_contains(entry.key()) : nullptr;
        if (!found || !found->is_string() || found->get_string().empty())
          faults.add(fmt::format("{}: `{}` has none", record.called(), entry.key()));
      }
    }
    return faults.finding();
  });
}

std::string text_in(const json::object& object, std::string_view key) {
  const json::value* found = object.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

// Where an API cannot tell a fact, the detail says why, and often there is nothing that the user could do.
std::string wrong_with(const json::value& unknown) {
  const json::object* object = unknown.if_object();
  if (!object) return "is no object";
  const std::string reason = text_in(*object, "reason");
  if (std::ranges::find(kReasons, reason) == kReasons.end()) return fmt::format("`{}` is no reason", reason);
  const bool exposed = reason != "not-exposed";
  if (exposed && text_in(*object, "remedy").empty()) return "has no remedy";
  if (!exposed && text_in(*object, "remedy").empty() && text_in(*object, "detail").empty())
    return "has neither detail nor remedy";
  return {};
}

Finding unknowns(const Kit& kit) {
  return on_target(kit, [](const Trace& trace) {
    Faults faults;
    for (const ToldRecord& record : records_of(trace)) {
      const json::object* unknown = record.object("unknown");
      const json::object* facts = record.object("facts");
      if (!unknown) continue;
      for (const auto& entry : *unknown) {
        const std::string wrong = wrong_with(entry.value());
        if (!wrong.empty()) faults.add(fmt::format("{}: unknown `{}` {}", record.called(), entry.key(), wrong));
        if (facts && facts->contains(entry.key()))
          faults.add(fmt::format("{}: `{}` is known and unknown at once", record.called(), entry.key()));
      }
    }
    return faults.finding();
  });
}

}  // namespace

std::vector<Check> fact_checks() {
  return {
      {"vocabulary", 2, "records", "facts are those of the vocabulary, of the right type and kind",
       "a fact that nobody knows, or of a wrong type, becomes unknown",
       "name and type facts as sdk/vocabulary.json does; facts of your own begin with `x.<vendor>.`", vocabulary},
      {"declared", 2, "records", "facts that it tells are declared in its manifest",
       "from the manifest users and `policy coverage` learn what a plugin can decide, and with which rights",
       "add the fact with its least privilege to `facts` of the manifest", declared},
      {"evidence", 2, "records", "each fact has evidence: the call and the place that told it",
       "a verdict is believed only as far as its facts can be looked up",
       "write the call and the place into `evidence` under the fact's name", evidence},
      {"unknowns", 2, "records", "what is unknown has a reason, and a remedy",
       "the remedy is what users can do about a guest that cannot be judged",
       "give one of the reasons of sdk/README.md and say what would make the fact known; `not-exposed` may say in "
       "`detail` alone why nothing would",
       unknowns},
  };
}

}  // namespace hvcompat
