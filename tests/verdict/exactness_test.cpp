// `possible` and `missing` against brute force over every completion, on random packs and random facts.
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "policies_fixture.hpp"
#include "verdict/judge.hpp"

namespace hvcompat::testing {
namespace {

// Facts with enough values to fall into every cell that the constants below can cut.
const std::map<std::string, std::vector<Value>> kDomains = {
    {"guest.secure_boot", {Value(false), Value(true)}},
    {"customer.support_agreement",
     {Value(std::string("none")), Value(std::string("standard")), Value(std::string("premier"))}},
    {"guest.vcpu.count",
     {Value(std::int64_t{1}), Value(std::int64_t{2}), Value(std::int64_t{3}), Value(std::int64_t{4}),
      Value(std::int64_t{5})}},
    {"hypervisor.version",
     {Value(std::string("6.9")), Value(std::string("7.0")), Value(std::string("7.0.1")), Value(std::string("8")),
      Value(std::string("8.1"))}},
    {"guest.os.product",
     {Value(std::string("windows-11")), Value(std::string("windows-10")), Value(std::string("other"))}},
    {"guest.role",
     {Value(TextList{}), Value(TextList{"a"}), Value(TextList{"b"}), Value(TextList{"a", "b"}), Value(TextList{"z"}),
      Value(TextList{"a", "z"}), Value(TextList{"b", "z"}), Value(TextList{"a", "b", "z"})}}};

struct RandomTest {
  std::string text;  // JSON
  std::function<bool(const std::map<std::string, Value>&)> holds;
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

rc::Gen<RandomTest> scalar_test() {
  return rc::gen::exec([]() -> RandomTest {
    switch (*rc::gen::inRange(0, 5)) {
      case 0: {
        const bool want = *rc::gen::arbitrary<bool>();
        return {std::string(R"({"fact": "guest.secure_boot", "is": )") + (want ? "true}" : "false}"),
                [want](const auto& f) { return std::get<bool>(f.at("guest.secure_boot")) == want; }};
      }
      case 1: {
        const auto want = *rc::gen::element<std::string>("none", "standard", "premier");
        return {R"({"fact": "customer.support_agreement", "is": )" + quoted(want) + "}",
                [want](const auto& f) { return std::get<std::string>(f.at("customer.support_agreement")) == want; }};
      }
      case 2: {
        const auto op = *rc::gen::element<std::string>("is", "at_least", "at_most");
        const std::int64_t limit = *rc::gen::element<std::int64_t>(2, 4);
        return {R"({"fact": "guest.vcpu.count", ")" + op + "\": " + std::to_string(limit) + "}",
                [op, limit](const auto& f) {
                  const std::int64_t count = std::get<std::int64_t>(f.at("guest.vcpu.count"));
                  return op == "is" ? count == limit : op == "at_least" ? count >= limit : count <= limit;
                }};
      }
      case 3: {
        const auto op = *rc::gen::element<std::string>("is", "version_at_least", "version_below");
        const auto limit = *rc::gen::element<std::string>("7", "8.0");
        return {R"({"fact": "hypervisor.version", ")" + op + "\": " + quoted(limit) + "}", [op, limit](const auto& f) {
                  const Version have = *Version::parse(std::get<std::string>(f.at("hypervisor.version")));
                  const Version want = *Version::parse(limit);
                  return op == "is" ? have == want : op == "version_at_least" ? have >= want : have < want;
                }};
      }
      default: {
        const auto want = *rc::gen::element<std::string>("windows-11", "windows-10");
        return {R"({"fact": "guest.os.product", "in": [)" + quoted(want) + "]}",
                [want](const auto& f) { return std::get<std::string>(f.at("guest.os.product")) == want; }};
      }
    }
  });
}

rc::Gen<RandomTest> list_test() {
  return rc::gen::exec([]() -> RandomTest {
    const auto list = [](const auto& f) { return std::get<TextList>(f.at("guest.role")); };
    switch (*rc::gen::inRange(0, 3)) {
      case 0: {
        const auto want = *rc::gen::element<std::string>("a", "b");
        return {R"({"fact": "guest.role", "contains": )" + quoted(want) + "}", [=](const auto& f) {
                  const TextList have = list(f);
                  return std::find(have.begin(), have.end(), want) != have.end();
                }};
      }
      case 1: {
        const auto only = *rc::gen::element<TextList>(TextList{"a"}, TextList{"a", "b"});
        return {only.size() == 1 ? R"({"fact": "guest.role", "only_in": ["a"]})"
                                 : R"({"fact": "guest.role", "only_in": ["a", "b"]})",
                [=](const auto& f) {
                  const TextList have = list(f);
                  return !have.empty() && std::all_of(have.begin(), have.end(), [&](const std::string& item) {
                    return std::find(only.begin(), only.end(), item) != only.end();
                  });
                }};
      }
      default: {
        const bool want = *rc::gen::arbitrary<bool>();
        return {std::string(R"({"fact": "guest.role", "empty": )") + (want ? "true}" : "false}"),
                [=](const auto& f) { return list(f).empty() == want; }};
      }
    }
  });
}

RandomTest random_condition(int depth) {
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 6);
  if (kind <= 1) return *scalar_test();
  if (kind == 2) return *list_test();
  RandomTest first = random_condition(depth - 1);
  if (kind == 3) return {R"({"not": )" + first.text + "}", [first](const auto& f) { return !first.holds(f); }};
  RandomTest second = random_condition(depth - 1);
  const bool all = kind == 4;
  return {std::string(all ? R"({"all": [)" : R"({"any": [)") + first.text + ", " + second.text + "]}",
          [=](const auto& f) { return all ? first.holds(f) && second.holds(f) : first.holds(f) || second.holds(f); }};
}

struct RandomPack {
  std::string text;
  RandomTest applies;
  std::vector<std::pair<RandomTest, Level>> rules;
  Level last;

  Level level(const std::map<std::string, Value>& facts) const {
    if (!applies.holds(facts)) return Level::not_applicable;
    for (const auto& [when, level] : rules)
      if (when.holds(facts)) return level;
    return last;
  }
};

RandomPack random_pack(const std::string& id, const std::string& area) {
  RandomPack pack;
  pack.applies = random_condition(1);
  std::string support;
  const auto level = [] { return static_cast<Level>(*rc::gen::inRange(0, 6)); };
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    pack.rules.emplace_back(random_condition(2), level());
    support += R"({"id": "r)" + std::to_string(i) + R"(", "when": )" + pack.rules.back().first.text +
               R"(, "level": ")" + std::string(name_of(pack.rules.back().second)) + R"(", "clauses": []}, )";
  }
  pack.last = level();
  support += R"({"id": "last", "level": ")" + std::string(name_of(pack.last)) + R"(", "clauses": []})";
  pack.text = pack_text(id, area, pack.applies.text, "[" + support + "]");
  return pack;
}

// Every completion of the unknown facts, with its level.
class BruteForce {
 public:
  BruteForce(std::map<std::string, Value> known, std::function<Level(const std::map<std::string, Value>&)> level)
      : facts_(std::move(known)), level_(std::move(level)) {
    for (const auto& [name, values] : kDomains)
      if (!facts_.contains(name)) unknown_.push_back(name);
    complete(0);
  }

  std::vector<Level> possible() const { return {possible_.begin(), possible_.end()}; }
  std::set<std::string> missing() const { return missing_; }

 private:
  void complete(std::size_t index) {
    if (index < unknown_.size()) {
      for (const Value& value : kDomains.at(unknown_[index])) {
        facts_[unknown_[index]] = value;
        complete(index + 1);
      }
      return;
    }
    const Level level = level_(facts_);
    possible_.insert(level);
    for (const std::string& name : unknown_) {
      if (missing_.contains(name)) continue;
      const Value kept = facts_[name];
      for (const Value& other : kDomains.at(name)) {
        facts_[name] = other;
        if (level_(facts_) != level) missing_.insert(name);
      }
      facts_[name] = kept;
    }
  }

  std::map<std::string, Value> facts_;
  std::function<Level(const std::map<std::string, Value>&)> level_;
  std::vector<std::string> unknown_;
  std::set<Level> possible_;
  std::set<std::string> missing_;
};

std::set<std::string> names(const std::vector<MissingFact>& missing) {
  std::set<std::string> result;
  for (const MissingFact& fact : missing) result.insert(fact.fact);
  return result;
}

// Dead rules are refused at load; a random pack that has one is no pack.
std::optional<PolicySet> compile_alive(const std::vector<RandomPack>& packs) {
  std::vector<NotedPack> noted;
  for (const RandomPack& pack : packs) {
    const auto parsed = parse_pack("random.json", pack.text);
    RC_ASSERT(!parsed.has_error());
    noted.push_back({*parsed, {}});
  }
  auto set = compile_policies(std::move(noted));
  if (set.has_error()) return std::nullopt;
  return std::move(*set);
}

TEST(Exactness, RandomPacksAgreeWithBruteForce) {
  int compared = 0;
  const bool held = rc::check("possible and missing are exact, over several packs and areas", [&] {
    const std::vector<RandomPack> packs = {random_pack("one", "a"),
                                           random_pack("two", *rc::gen::element<std::string>("a", "b"))};
    const auto policies = compile_alive(packs);
    if (!policies) return;
    std::map<std::string, Value> known;
    Facts facts;
    for (const auto& [name, values] : kDomains) {
      if (*rc::gen::inRange(0, 3) == 0) continue;
      known[name] = *rc::gen::elementOf(values);
      facts.set(name, Fact::of(known[name], "random"));
    }
    const BruteForce expected(known, [&](const auto& f) { return worse(packs[0].level(f), packs[1].level(f)); });
    const Verdict verdict = judge(*policies, facts, Profile{});
    RC_ASSERT(verdict.possible == expected.possible());
    RC_ASSERT(names(verdict.missing) == expected.missing());
    ++compared;
  });
  EXPECT_TRUE(held);
  EXPECT_GT(compared, 20) << "too few random packs were free of dead rules";
}

}  // namespace
}  // namespace hvcompat::testing
