// hvcompat policy coverage: every clause of every document, what carries it, and how many cases try that.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/command_line.hpp"
#include "cli/policy_packs.hpp"
#include "text/json_document.hpp"
#include "text/words.hpp"
#include "verdict/pack_tests.hpp"

namespace hvcompat {
namespace {

using CaseCounts = std::map<std::string, std::size_t>;  // id of a rule, boundary or advice → cases that expect it

void count_text(const JsonNode* node, CaseCounts& counts) {
  if (node && node->kind == JsonKind::string) ++counts[node->string];
}

void count_case(const JsonNode& expect, CaseCounts& counts) {
  count_text(expect.find("rule"), counts);
  for (const std::string_view key : {"rules", "advice"})
    if (const JsonNode* list = expect.find(key))
      for (const JsonNode& item : list->items) count_text(&item, counts);
  if (const JsonNode* boundaries = expect.find("boundaries"))
    for (const JsonMember& member : boundaries->members) ++counts[member.key];
}

Result<CaseCounts> count_cases(const Pack& pack) {
  CaseCounts counts;
  const std::filesystem::path file = tests_beside(pack.file);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return counts;
  const auto document = read_json_file(file);
  if (document.has_error()) return document.error();
  if (const JsonNode* cases = document->root.find("cases"))
    for (const JsonNode& test : cases->items)
      if (const JsonNode* expect = test.find("expect")) count_case(*expect, counts);
  return counts;
}

struct Carriers {
  std::vector<std::string> names;  // "rule a5"
  std::size_t cases = 0;
};

template <class Part>
void add_carriers(const std::vector<Part>& parts, std::string_view kind, const std::string& clause,
                  const CaseCounts& counts, Carriers& carriers) {
  for (const Part& part : parts) {
    if (std::find(part.clauses.begin(), part.clauses.end(), clause) == part.clauses.end()) continue;
    carriers.names.push_back(fmt::format("{} {}", kind, part.id));
    const auto found = counts.find(part.id);
    if (found != counts.end()) carriers.cases += found->second;
  }
}

// `covered` becomes false where nothing carries the clause, or no case tries what does.
std::string row(const Pack& pack, const Clause& clause, const CaseCounts& counts, std::size_t widest, bool& covered) {
  Carriers carriers;
  add_carriers(pack.support, "rule", clause.id, counts, carriers);
  add_carriers(pack.boundaries, "boundary", clause.id, counts, carriers);
  add_carriers(pack.advice, "advice", clause.id, counts, carriers);
  std::string what = join(carriers.names, ", ");
  if (!carriers.names.empty()) what += fmt::format(" ({} case{})", carriers.cases, carriers.cases == 1 ? "" : "s");
  if (!clause.manual.empty()) what += (what.empty() ? "manual: " : "; manual: ") + clause.manual;
  if (what.empty()) what = "not covered: carried by nothing";
  covered = covered && (!clause.manual.empty() || carriers.cases > 0);
  return fmt::format("  {:<{}}  {}\n", clause.id, widest, what);
}

void coverage(const PackOptions& options, Console& console) {
  const auto packs = packs_of(options);
  if (packs.has_error()) return console.tell(packs.error());
  std::string text;
  bool covered = true;
  for (const Pack& pack : *packs) {
    const auto counts = count_cases(pack);
    if (counts.has_error()) return console.tell(counts.error());
    std::size_t widest = 0;
    for (const Clause& clause : pack.clauses) widest = std::max(widest, clause.id.size());
    text += fmt::format("{}{}@{}: {}\n", text.empty() ? "" : "\n", pack.id, pack.revision, pack.source.document);
    for (const Clause& clause : pack.clauses) text += row(pack, clause, *counts, widest, covered);
  }
  if (!covered) console.status.note(ExitCode::found);
  console.print(text);
}

}  // namespace

void add_policy_coverage(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand(
      "coverage", "Every clause, what carries it, and how many cases try that; exit 1 where one is not covered");
  command->footer("Example: hvcompat policy coverage");
  auto options = std::make_shared<PackOptions>();
  add_pack_options(*command, *options);
  on_command(*command, session, options, coverage);
}

}  // namespace hvcompat
