// The shipped packs against brute force: every choice of known and unknown for the facts of their rules, where the
// domain allows, with every completion judged by a plain reading of the conditions.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "policies_fixture.hpp"
#include "verdict/judge.hpp"

namespace hvcompat::testing {
namespace {

using Assignment = std::map<std::string, Value>;

bool is_member(const FactTest& test, const Value& value) {
  return std::find(test.operands.begin(), test.operands.end(), value) != test.operands.end();
}

bool holds(const FactTest& test, const Assignment& facts) {
  const Value& value = facts.at(test.fact);
  if (test.op == TestOp::is || test.op == TestOp::in) return is_member(test, value);
  const TextList& list = std::get<TextList>(value);
  const auto named = [&](const std::string& item) { return is_member(test, Value(item)); };
  if (test.op == TestOp::contains) return std::any_of(list.begin(), list.end(), named);
  if (test.op == TestOp::only_in) return !list.empty() && std::all_of(list.begin(), list.end(), named);
  return list.empty() == std::get<bool>(test.operands[0]);
}

bool holds(const Condition& condition, const Assignment& facts) {
  const auto part = [&](const Condition& c) { return holds(c, facts); };
  switch (condition.kind) {
    case Condition::Kind::always:
      return true;
    case Condition::Kind::test:
      return holds(condition.test, facts);
    case Condition::Kind::negation:
      return !part(condition.parts[0]);
    case Condition::Kind::all:
      return std::all_of(condition.parts.begin(), condition.parts.end(), part);
    default:
      return std::any_of(condition.parts.begin(), condition.parts.end(), part);
  }
}

Level level_of(const Pack& pack, const Assignment& facts) {
  if (!holds(pack.applies_to, facts)) return Level::not_applicable;
  for (const Rule& rule : pack.support)
    if (holds(rule.when, facts)) return rule.level;
  throw std::logic_error("no rule decides");
}

// Facts that the rules read, each with one value for every cell.
std::map<std::string, std::vector<Value>> domains_of(const PolicySet& policies, const Pack& pack) {
  std::set<std::string> read;
  const auto note = [&](const FactTest& test) { read.insert(test.fact); };
  for_each_test(pack.applies_to, note);
  for (const Rule& rule : pack.support) for_each_test(rule.when, note);
  std::map<std::string, std::vector<Value>> domains;
  for (const std::string& name : read) {
    const FactDomain& domain = *policies.domain.find(name);
    std::vector<Value>& values = domains[name];
    if (domain.type == FactType::boolean) values = {Value(false), Value(true)};
    if (domain.type == FactType::list) values = {Value(TextList{}), Value(TextList{"something-else"})};
    if (domain.type != FactType::boolean && domain.type != FactType::list) {
      for (const std::string& text : domain.names) values.emplace_back(text);
      if (domain.open) values.emplace_back(std::string("something-else"));
    }
  }
  return domains;
}

class Exhaustion {
 public:
  Exhaustion(const PolicySet& policies, std::map<std::string, std::vector<Value>> domains)
      : policies_(policies), pack_(policies.packs[0].pack), domains_(std::move(domains)) {
    for (const auto& [name, values] : domains_) names_.push_back(name);
  }

  std::size_t run() {
    choose(0);
    return compared_;
  }

 private:
  void choose(std::size_t index) {
    if (index == names_.size()) return compare();
    choose(index + 1);  // unknown
    for (const Value& value : domains_.at(names_[index])) {
      known_[names_[index]] = value;
      choose(index + 1);
    }
    known_.erase(names_[index]);
  }

  void compare() {
    possible_.clear();
    missing_.clear();
    Assignment completion = known_;
    complete(0, completion);
    Facts facts;
    for (const auto& [name, value] : known_) facts.set(name, Fact::of(value, "test"));
    for (const auto& [name, values] : domains_) {
      if (known_.contains(name) || std::holds_alternative<TextList>(values[0])) continue;
      Fact fact = Fact::missing("not-asked");
      fact.candidates = values;
      facts.set(name, fact);
    }
    JudgeOptions options;
    options.path = false;
    const AreaVerdict area = judge(policies_, facts, Profile{}, options).areas[0];
    std::set<std::string> missing;
    for (const MissingFact& fact : area.missing) missing.insert(fact.fact);
    ++compared_;
    ASSERT_EQ(std::set<Level>(area.possible.begin(), area.possible.end()), possible_) << described();
    ASSERT_EQ(missing, missing_) << described();
  }

  void complete(std::size_t index, Assignment& completion) {
    while (index < names_.size() && known_.contains(names_[index])) ++index;
    if (index < names_.size()) {
      for (const Value& value : domains_.at(names_[index])) {
        completion[names_[index]] = value;
        complete(index + 1, completion);
      }
      completion.erase(names_[index]);
      return;
    }
    const Level level = level_of(pack_, completion);
    possible_.insert(level);
    for (const std::string& name : names_) {
      if (known_.contains(name) || missing_.contains(name)) continue;
      const Value kept = completion[name];
      for (const Value& other : domains_.at(name)) {
        completion[name] = other;
        if (level_of(pack_, completion) != level) missing_.insert(name);
      }
      completion[name] = kept;
    }
  }

  std::string described() const {
    std::string text;
    for (const auto& [name, value] : known_) text += name + "=" + to_words(value) + " ";
    return text;
  }

  const PolicySet& policies_;
  const Pack& pack_;
  std::map<std::string, std::vector<Value>> domains_;
  std::vector<std::string> names_;
  Assignment known_;
  std::set<Level> possible_;
  std::set<std::string> missing_;
  std::size_t compared_ = 0;
};

// `narrowed`: facts whose whole domain would be too many completions, with the values that stand for it.
std::size_t compare_all(const std::string& id, const std::map<std::string, std::vector<Value>>& narrowed) {
  auto chosen = select_policies(shipped_packs(), {id}, "2026-01-01");
  for (NotedPack& noted : *chosen) noted.pack.needs_any.clear();  // judged whether or not they are known
  const auto policies = compile_policies(std::move(*chosen));
  auto domains = domains_of(*policies, policies->packs[0].pack);
  for (const auto& [name, values] : narrowed) domains.at(name) = values;
  return Exhaustion(*policies, std::move(domains)).run();
}

Value text(const char* word) { return Value(std::string(word)); }

const std::vector<Value> kFamilies = {text("windows"), text("linux")};
const std::vector<Value> kHypervisors = {text("kvm"), text("hyper-v")};

TEST(Exhaustive, Kb897615Of2023) {
  EXPECT_GT(compare_all("kb897615@2023-12-26", {{"guest.os.family", kFamilies}, {"hypervisor.family", {text("kvm")}}}),
            10'000u);
}

TEST(Exhaustive, Kb897615Of2007) { EXPECT_GT(compare_all("kb897615@2007-11-10", {}), 500u); }

TEST(Exhaustive, FirstParty) { EXPECT_GT(compare_all("first-party", {{"hypervisor.family", kHypervisors}}), 1'000u); }

TEST(Exhaustive, Kb2956569) { EXPECT_GT(compare_all("kb2956569", {}), 500u); }

TEST(Exhaustive, Kb841696) {
  const std::vector<Value> targets = {Value(TextList{}), Value(TextList{"iscsi"}), Value(TextList{"iscsi", "nfs"}),
                                      Value(TextList{"sas", "scsi"})};
  EXPECT_GT(compare_all("kb841696", {{"guest.os.family", kFamilies}, {"guest.disk.targets", targets}}), 1'000u);
}

}  // namespace
}  // namespace hvcompat::testing
