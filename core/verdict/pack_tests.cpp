// Running of pack tests.
#include "verdict/pack_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "inventory/derive.hpp"
#include "inventory/json_value.hpp"
#include "policy/compile.hpp"
#include "text/words.hpp"
#include "verdict/judge.hpp"

namespace hvcompat {
namespace {

struct Case {
  std::string name;
  std::string as_of;
  std::size_t offset = 0;  // its line is worked out only where it differs: counting lines costs the whole text
  Inventory inventory;     // one host, one guest
  SiteFacts site;
  Facts derived;  // given as they are
  const JsonNode* expect = nullptr;
};

const std::vector<std::string_view> kKeys = {"level", "possible", "rule",       "rules",
                                             "basis", "missing",  "boundaries", "advice"};

class CaseReader {
 public:
  CaseReader(const JsonDocument& document, Errors& errors) : document_(document), errors_(errors) {}

  Case read(const JsonNode& node) {
    ObjectReader in(document_, node, "case", errors_);
    Case result = empty_case();
    if (!in.is_object()) return result;
    result.name = in.required_string("name");
    result.as_of = in.string("as_of").value_or(today_utc());
    if (!is_date(result.as_of))
      in.error(*node.find("as_of"), fmt::format("case `{}`: `{}` is not a date", result.name, result.as_of),
               "write YYYY-MM-DD");
    result.offset = node.offset;
    in.required("facts");
    if (const JsonNode* facts = in.object("facts"))
      for (const JsonMember& member : facts->members) add_fact(member, result);
    in.required("expect");
    result.expect = in.object("expect");
    if (result.expect) check_keys(*result.expect, result.name);
    in.finish();
    return result;
  }

 private:
  static Case empty_case() {
    Case result;
    result.inventory.target = "case";
    result.inventory.clusters.push_back({"cluster", "cluster", {}, {}});
    result.inventory.hosts.push_back({"host", "host", "cluster", {}});
    result.inventory.guests.push_back({"guest", "guest", "host", {}});
    return result;
  }

  void fail(std::size_t offset, std::string message, std::string help = {}) {
    errors_.push_back(document_.error_at(offset, std::move(message), std::move(help)));
  }

  void check_keys(const JsonNode& expect, const std::string& name) {
    for (const JsonMember& member : expect.members)
      if (std::find(kKeys.begin(), kKeys.end(), member.key) == kKeys.end())
        fail(member.key_offset, fmt::format("case `{}`: unknown key `{}` in expect", name, member.key),
             did_you_mean(member.key, kKeys));
  }

  void add_fact(const JsonMember& member, Case& result) {
    const FactSpec* spec = find_fact(member.key);
    if (!spec && !is_vendor_fact(member.key))
      return fail(member.key_offset, fmt::format("case `{}`: unknown fact `{}`", result.name, member.key),
                  did_you_mean(member.key, fact_names()));
    if (member.value.kind == JsonKind::null) {
      if (spec && spec->origin == FactOrigin::derived) result.derived.set(member.key, Fact{});
      return;
    }
    std::optional<Value> value = value_of(member.value);
    if (!value)
      return fail(member.value.offset,
                  fmt::format("case `{}`: fact `{}` is a scalar or a list of texts", result.name, member.key));
    if (spec) {
      auto checked = check_value(*spec, std::move(*value));
      if (checked.has_error())
        return fail(member.value.offset,
                    fmt::format("case `{}`: fact `{}`: {}", result.name, member.key, checked.error()));
      value = std::move(*checked);
    }
    facts_for(spec, result).set(member.key, Fact::of(std::move(*value), "test case"));
  }

  static Facts& facts_for(const FactSpec* spec, Case& result) {
    if (spec && spec->origin == FactOrigin::derived) return result.derived;
    if (spec && spec->entity == Entity::customer) return result.site.customer;
    if (spec && spec->entity == Entity::host) return result.inventory.hosts[0].facts;
    if (spec && spec->entity == Entity::cluster) return result.inventory.clusters[0].facts;
    return result.inventory.guests[0].facts;
  }

  const JsonDocument& document_;
  Errors& errors_;
};

// The answer in the words of `expect`.
class Answer {
 public:
  Answer(const Verdict& verdict) : verdict_(verdict), area_(verdict.areas.at(0)), pack_(area_.packs.at(0)) {}

  std::string text(const std::string& key) const {
    if (key == "level") return std::string(name_of(area_.level));
    if (key == "rule") return pack_.rule.value_or("null");
    if (key == "basis") return pack_.basis ? std::string(name_of(*pack_.basis)) : "null";
    return listed(list(key));
  }

  std::string boundary(const std::string& id) const {
    for (const BoundaryVerdict& boundary : verdict_.boundaries)
      if (boundary.id == id) return std::string(name_of(boundary.state));
    return "no such boundary";
  }

  const std::vector<std::string>& rules() const { return pack_.rules; }

  // Sets are compared as sets: `missing` and `advice` in the order of names.
  static std::string listed(std::vector<std::string> words) { return "[" + join(words, ", ") + "]"; }

 private:
  std::vector<std::string> list(const std::string& key) const {
    std::vector<std::string> words;
    if (key == "possible")
      for (const Level level : area_.possible) words.emplace_back(name_of(level));
    if (key == "rules") words = pack_.rules;
    if (key == "missing")
      for (const MissingFact& missing : area_.missing) words.push_back(missing.fact);
    if (key == "advice")
      for (const AdviceText& advice : verdict_.advice) words.push_back(advice.id);
    if (key == "missing" || key == "advice") std::sort(words.begin(), words.end());
    return words;
  }

  const Verdict& verdict_;
  const AreaVerdict& area_;
  const PackVerdict& pack_;
};

std::string expected_text(const std::string& key, const JsonNode& node) {
  if (node.kind == JsonKind::string) return node.string;
  if (node.kind == JsonKind::null) return "null";
  std::vector<std::string> words;
  for (const JsonNode& item : node.items) words.push_back(item.string);
  if (key == "missing" || key == "advice") std::sort(words.begin(), words.end());
  return Answer::listed(words);
}

class Runner {
 public:
  Runner(const PolicySet& policies, const Catalogs& catalogs, const JsonDocument& document)
      : policies_(policies), catalogs_(catalogs), document_(document) {
    profile_.id = "test";
  }

  void run(const Case& test) {
    std::vector<JudgedGuest> judged = derive_facts(test.inventory, test.site, catalogs_, test.as_of);
    Facts facts = test.inventory.guests[0].facts;
    if (!judged.empty()) facts = std::move(judged[0].facts);
    for (const auto& [name, fact] : test.derived) facts.set(name, fact);
    JudgeOptions options;
    options.path = false;
    const Verdict verdict = judge(policies_, facts, profile_, options);
    const Answer answer(verdict);
    compare(test, answer);
    tally(answer.rules());
    ++result_.cases;
  }

  PackTestResult finish() {
    const std::vector<Rule>& rules = policies_.packs[0].pack.support;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const std::string& id = rules[i].id;
      const bool last = i + 1 == rules.size();
      if (!holds_.contains(id)) result_.untried.push_back({id, "no case in which it decides"});
      if (holds_.size() < (holds_.contains(id) ? 2u : 1u))
        result_.untried.push_back({id, "no case in which another decides"});
      if (!last && !unknown_.contains(id)) result_.untried.push_back({id, "no case in which it is one of several"});
    }
    return std::move(result_);
  }

 private:
  void compare(const Case& test, const Answer& answer) {
    for (const JsonMember& member : test.expect->members) {
      if (member.key == "boundaries") {
        for (const JsonMember& boundary : member.value.members)
          differ(test, "boundaries." + boundary.key, boundary.value.string, answer.boundary(boundary.key));
        continue;
      }
      differ(test, member.key, expected_text(member.key, member.value), answer.text(member.key));
    }
  }

  void differ(const Case& test, const std::string& key, const std::string& expected, const std::string& got) {
    if (expected == got) return;
    const Place place = document_.error_at(test.offset, {}).where;
    result_.differences.push_back({place.file, place.line, test.name, key, expected, got});
  }

  void tally(const std::vector<std::string>& rules) {
    if (rules.size() == 1) holds_.insert(rules[0]);
    if (rules.size() > 1) unknown_.insert(rules.begin(), rules.end());
  }

  const PolicySet& policies_;
  const Catalogs& catalogs_;
  const JsonDocument& document_;
  Profile profile_;
  std::set<std::string> holds_;
  std::set<std::string> unknown_;
  PackTestResult result_;
};

}  // namespace

Loaded<PackTestResult> run_pack_tests(const Pack& pack, const Catalogs& catalogs, std::string file, std::string text) {
  auto policies = compile_policies({{pack, {}}});
  if (policies.has_error()) return policies.error();
  const auto document = parse_json(std::move(file), std::move(text));
  if (document.has_error()) return Errors{document.error()};
  Errors errors;
  ObjectReader in(*document, document->root, "tests", errors);
  in.string("$schema");
  in.required("cases");
  std::vector<Case> cases;
  if (const JsonNode* list = in.array("cases"))
    for (const JsonNode& node : list->items) cases.push_back(CaseReader(*document, errors).read(node));
  in.finish();
  if (!errors.empty()) return errors;
  Runner runner(*policies, catalogs, *document);
  for (const Case& test : cases) runner.run(test);
  return runner.finish();
}

std::filesystem::path tests_beside(const std::filesystem::path& pack_file) {
  return std::filesystem::path(pack_file).replace_extension(".tests.json");
}

}  // namespace hvcompat
