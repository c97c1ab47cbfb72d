// Reading and type-checking of conditions.
#include "policy/condition.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "inventory/json_value.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

struct OpName {
  TestOp op;
  std::string_view name;
};

constexpr std::array<OpName, 9> kOps = {{{TestOp::is, "is"},
                                         {TestOp::in, "in"},
                                         {TestOp::at_least, "at_least"},
                                         {TestOp::at_most, "at_most"},
                                         {TestOp::version_at_least, "version_at_least"},
                                         {TestOp::version_below, "version_below"},
                                         {TestOp::contains, "contains"},
                                         {TestOp::only_in, "only_in"},
                                         {TestOp::empty, "empty"}}};

constexpr std::array<std::string_view, 14> kKeys = {"all",
                                                    "any",
                                                    "not",
                                                    "fact",
                                                    "is",
                                                    "in",
                                                    "at_least",
                                                    "at_most",
                                                    "contains",
                                                    "only_in",
                                                    "empty",
                                                    "version_below",
                                                    "version_at_least",
                                                    "comment"};

bool is_list_op(TestOp op) { return op == TestOp::contains || op == TestOp::only_in || op == TestOp::empty; }
bool is_order_op(TestOp op) { return op == TestOp::at_least || op == TestOp::at_most; }
bool is_version_op(TestOp op) { return op == TestOp::version_at_least || op == TestOp::version_below; }
bool takes_many(TestOp op) { return op == TestOp::in || op == TestOp::only_in; }

bool takes_bounds(FactType type) {
  return type == FactType::integer || type == FactType::number || type == FactType::date || type == FactType::time;
}

class Reader {
 public:
  Reader(const JsonDocument& document, std::string what, Errors& errors)
      : document_(document), what_(std::move(what)), errors_(errors) {}

  Condition read(const JsonNode& node) {
    if (node.kind != JsonKind::object) {
      fail(node.offset, fmt::format("{}: a condition is an object, not {}", what_, name_of(node.kind)),
           "write {\"fact\": …, \"is\": …}, or all, any, not");
      return {};
    }
    for (const JsonMember& member : node.members) {
      if (std::find(kKeys.begin(), kKeys.end(), member.key) == kKeys.end()) {
        fail(member.key_offset, fmt::format("{}: unknown key `{}` in a condition", what_, member.key),
             did_you_mean(member.key, kKeys));
        return {};
      }
    }
    if (const JsonNode* parts = node.find("all")) return group(node, *parts, Condition::Kind::all);
    if (const JsonNode* parts = node.find("any")) return group(node, *parts, Condition::Kind::any);
    if (const JsonNode* part = node.find("not")) return negation(node, *part);
    return test(node);
  }

 private:
  void fail(std::size_t offset, std::string message, std::string help = {}) {
    errors_.push_back(document_.error_at(offset, std::move(message), std::move(help)));
  }

  bool stands_alone(const JsonNode& node) {
    std::size_t keys = 0;
    for (const JsonMember& member : node.members) keys += member.key != "comment";
    if (keys == 1) return true;
    fail(node.offset, fmt::format("{}: all, any and not stand alone in their object", what_));
    return false;
  }

  Condition group(const JsonNode& node, const JsonNode& parts, Condition::Kind kind) {
    Condition result;
    result.kind = kind;
    if (!stands_alone(node)) return {};
    if (parts.kind != JsonKind::array || parts.items.empty()) {
      fail(parts.offset, fmt::format("{}: all and any take a list of one condition or more", what_));
      return {};
    }
    for (const JsonNode& part : parts.items) result.parts.push_back(read(part));
    return result;
  }

  Condition negation(const JsonNode& node, const JsonNode& part) {
    Condition result;
    result.kind = Condition::Kind::negation;
    if (!stands_alone(node)) return {};
    result.parts.push_back(read(part));
    return result;
  }

  Condition test(const JsonNode& node) {
    const JsonNode* fact = node.find("fact");
    if (!fact || fact->kind != JsonKind::string) {
      fail(node.offset, fmt::format("{}: a condition needs `fact`, or all, any, not", what_));
      return {};
    }
    const JsonMember* operand = nullptr;
    FactTest test;
    for (const JsonMember& member : node.members) {
      const auto op = std::find_if(kOps.begin(), kOps.end(), [&](const OpName& o) { return o.name == member.key; });
      if (op == kOps.end()) continue;
      if (operand) {
        fail(member.key_offset, fmt::format("{}: one test on one fact at a time, here are two", what_), "use all");
        return {};
      }
      operand = &member;
      test.op = op->op;
    }
    if (!operand) {
      fail(node.offset, fmt::format("{}: fact `{}` has no test", what_, fact->string),
           "add is, in, at_least, at_most, version_at_least, version_below, contains, only_in or empty");
      return {};
    }
    test.fact = fact->string;
    if (!type_of(*fact, *operand, test) || !op_fits(*operand, test) || !read_operands(*operand, test)) return {};
    return Condition::of(std::move(test));
  }

  bool type_of(const JsonNode& fact, const JsonMember& operand, FactTest& test) {
    if (const FactSpec* spec = find_fact(test.fact)) {
      test.type = spec->type;
      return true;
    }
    if (is_vendor_fact(test.fact)) {
      test.type = vendor_type(operand.value, test.op);
      return true;
    }
    fail(fact.offset, fmt::format("{}: unknown fact `{}`", what_, test.fact), did_you_mean(test.fact, fact_names()));
    return false;
  }

  static FactType vendor_type(const JsonNode& operand, TestOp op) {
    if (is_list_op(op)) return FactType::list;
    if (is_version_op(op)) return FactType::version;
    const JsonNode& sample = operand.kind == JsonKind::array && !operand.items.empty() ? operand.items[0] : operand;
    if (sample.kind == JsonKind::boolean) return FactType::boolean;
    if (sample.kind == JsonKind::integer) return FactType::integer;
    if (sample.kind == JsonKind::number) return FactType::number;
    if (is_order_op(op)) return sample.string.size() > 10 ? FactType::time : FactType::date;
    return FactType::text;
  }

  bool op_fits(const JsonMember& operand, const FactTest& test) {
    std::string hint;
    if (is_list_op(test.op) != (test.type == FactType::list))
      hint = test.type == FactType::list ? "lists take contains, only_in and empty" : "that test is for lists";
    else if (is_order_op(test.op) && !takes_bounds(test.type))
      hint = test.type == FactType::version ? "versions take version_at_least and version_below"
                                            : "at_least and at_most are for numbers, dates and times";
    else if (is_version_op(test.op) && test.type != FactType::version)
      hint = "version_at_least and version_below are for versions";
    if (hint.empty()) return true;
    fail(operand.key_offset,
         fmt::format("{}: fact `{}` is of type {} and takes no {}", what_, test.fact, name_of(test.type),
                     name_of(test.op)),
         hint);
    return false;
  }

  bool read_operands(const JsonMember& operand, FactTest& test) {
    if (test.op == TestOp::empty) {
      if (operand.value.kind != JsonKind::boolean)
        return fail(operand.value.offset, fmt::format("{}: empty takes true or false", what_)), false;
      test.operands.emplace_back(operand.value.boolean);
      return true;
    }
    if (!takes_many(test.op)) return read_operand(operand.value, test);
    if (operand.value.kind != JsonKind::array || operand.value.items.empty())
      return fail(operand.value.offset, fmt::format("{}: {} takes a list of one value or more", what_, operand.key)),
             false;
    bool good = true;
    for (const JsonNode& item : operand.value.items) good = read_operand(item, test) && good;
    return good;
  }

  bool read_operand(const JsonNode& node, FactTest& test) {
    std::optional<Value> value = scalar_of(node);
    if (!value)
      return fail(node.offset,
                  fmt::format("{}: fact `{}` is compared with a value, not {}", what_, test.fact, name_of(node.kind))),
             false;
    auto checked = check_value(spec_of(test), test.type == FactType::list ? Value(as_list(*value)) : *value);
    if (checked.has_error())
      return fail(node.offset, fmt::format("{}: fact `{}`: {}", what_, test.fact, checked.error())), false;
    if (test.type == FactType::list)
      test.operands.emplace_back(std::get<TextList>(*checked).at(0));
    else
      test.operands.push_back(std::move(*checked));
    return true;
  }

  static FactSpec spec_of(const FactTest& test) {
    if (const FactSpec* spec = find_fact(test.fact)) return *spec;
    FactSpec spec{};
    spec.name = test.fact;
    spec.type = test.type;
    return spec;
  }

  // A member of a list is checked as a list of one; anything but a text is left for check_value to refuse.
  static TextList as_list(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return {*text};
    return {to_words(value)};
  }

  const JsonDocument& document_;
  std::string what_;
  Errors& errors_;
};

}  // namespace

std::string_view name_of(TestOp op) { return kOps[static_cast<std::size_t>(op)].name; }

Condition Condition::of(FactTest test) {
  Condition condition;
  condition.kind = Kind::test;
  condition.test = std::move(test);
  return condition;
}

std::string in_words(const FactTest& test) {
  if (test.op == TestOp::empty) return std::get<bool>(test.operands.at(0)) ? "is empty" : "is not empty";
  std::vector<std::string> words;
  for (const Value& operand : test.operands) words.push_back(to_words(operand));
  switch (test.op) {
    case TestOp::is:
      return "is " + words.at(0);
    case TestOp::in:
      return (words.size() > 1 ? "is one of " : "is ") + join(words, ", ");
    case TestOp::at_least:
      return "is at least " + words.at(0);
    case TestOp::at_most:
      return "is at most " + words.at(0);
    case TestOp::version_at_least:
      return "is version " + words.at(0) + " or later";
    case TestOp::version_below:
      return "is below version " + words.at(0);
    case TestOp::contains:
      return "contains " + words.at(0);
    default:
      return "has only " + join(words, ", ");
  }
}

void for_each_test(const Condition& condition, const std::function<void(const FactTest&)>& visit) {
  if (condition.kind == Condition::Kind::test) visit(condition.test);
  for (const Condition& part : condition.parts) for_each_test(part, visit);
}

Condition read_condition(const JsonDocument& document, const JsonNode& node, const std::string& what, Errors& errors) {
  return Reader(document, what, errors).read(node);
}

}  // namespace hvcompat
