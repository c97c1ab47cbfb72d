// hvcompat policy test: runs the cases beside packs, or another file of cases.
#include <fmt/format.h>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/policy_packs.hpp"
#include "verdict/pack_tests.hpp"

namespace hvcompat {
namespace {

struct TestOptions {
  PackOptions packs;
  std::vector<std::string> wanted;
  std::string cases;
};

bool is_path(const std::string& name) { return name.ends_with(".json") || name.find('/') != std::string::npos; }

// The packs to test; with no names all of them, each revision for itself.
Loaded<std::vector<Pack>> wanted_packs(const TestOptions& options) {
  Errors errors;
  std::vector<Pack> wanted;
  const auto packs = packs_of(options.packs);
  if (packs.has_error()) return packs.error();
  if (options.wanted.empty()) return *packs;
  for (const std::string& name : options.wanted) {
    if (is_path(name)) {
      auto pack = load_pack(name);
      if (pack.has_error()) return pack.error();
      wanted.push_back(std::move(*pack));
      continue;
    }
    const auto found = find_pack(*packs, name);
    if (found.has_error()) {
      errors.push_back(found.error());
      continue;
    }
    for (const Pack& pack : *packs)
      if (&pack == *found || (pack.id == name && name.find('@') == std::string::npos)) wanted.push_back(pack);
  }
  if (!errors.empty()) return errors;
  return wanted;
}

std::string in_words(const PackTestResult& result, bool tell_untried) {
  std::string text;
  for (const CaseDifference& difference : result.differences)
    text += fmt::format("{}:{}: case `{}`: {}: expected {}, got {}\n", difference.file, difference.line,
                        difference.name, difference.key, difference.expected, difference.got);
  if (!tell_untried) return text;
  for (const UntriedRule& untried : result.untried)
    text += fmt::format("rule `{}`: {}\n", untried.rule, untried.lacking);
  return text;
}

void test_one(const Pack& pack, const TestOptions& options, const Catalogs& catalogs, Console& console) {
  const bool own_cases = !options.cases.empty();
  const std::string file = own_cases ? options.cases : tests_beside(pack.file).string();
  auto text = read_text_file(file);
  if (text.has_error()) return console.tell(text.error());
  const auto result = run_pack_tests(pack, catalogs, file, std::move(*text));
  if (result.has_error()) return console.tell(result.error());
  const std::size_t untried = own_cases ? 0 : result->untried.size();
  const bool good = result->differences.empty() && untried == 0;
  if (!good) console.status.note(ExitCode::found);
  console.print(in_words(*result, !own_cases) +
                fmt::format("{}@{}: {}: {} cases, {} differences{}\n", pack.id, pack.revision, good ? "ok" : "not ok",
                            result->cases, result->differences.size(),
                            own_cases ? "" : fmt::format(", {} rules without a case", untried)));
}

void test(const TestOptions& options, Console& console) {
  const auto packs = wanted_packs(options);
  if (packs.has_error()) return console.tell(packs.error());
  if (!options.cases.empty() && packs->size() != 1)
    return console.tell(usage_error(fmt::format("--cases needs one policy, there are {}", packs->size()),
                                    "name it: hvcompat policy test ID@REV --cases FILE"));
  const auto catalogs = load_all_catalogs(Site{});
  if (catalogs.has_error()) return console.tell(catalogs.error());
  for (const Pack& pack : *packs) test_one(pack, options, *catalogs, console);
}

}  // namespace

void add_policy_test(CLI::App& policy, Session& session) {
  CLI::App* command = policy.add_subcommand("test", "Run the test cases of policies; exit code 1 if one differs");
  command->footer("Example: hvcompat policy test kb897615@2023-12-26");
  auto options = std::make_shared<TestOptions>();
  command->add_option("POLICY", options->wanted, "ID, ID@REV or the path of a pack (default: all)");
  command->add_option("--cases", options->cases, "Run these cases instead of those beside the pack")->type_name("FILE");
  add_pack_options(*command, options->packs);
  on_command(*command, session, options, test);
}

}  // namespace hvcompat
