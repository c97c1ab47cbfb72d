// Wording of the rules that were tried.
#include "cli/explained_path.hpp"

#include <fmt/format.h>

#include "report/json_member.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

constexpr std::size_t kStep = 2;

std::string in_word(std::optional<bool> holds) {
  if (!holds) return "unknown";
  return *holds ? "holds" : "fails";
}

std::string test_in_words(const json::object& test) {
  const std::string evidence = text_in(test, "evidence");
  const std::string value = text_in(test, "value");
  const bool known = !value.empty() || !evidence.empty();
  return fmt::format("{:<7} {} {}: {}{}", in_word(truth_in(test, "holds")), text_in(test, "fact"),
                     text_in(test, "test"), known ? "it is " + value : "not known",
                     evidence.empty() ? "" : " (" + evidence + ")");
}

class Shape {
 public:
  Shape(std::vector<const json::object*> tests, std::vector<ExplainedLine>& lines)
      : tests_(std::move(tests)), lines_(lines) {}

  bool fits(const Condition& condition) const {
    std::size_t index = 0;
    bool same = true;
    for_each_test(condition, [&](const FactTest& test) {
      same = same && index < tests_.size() && text_in(*tests_[index], "fact") == test.fact &&
             text_in(*tests_[index], "test") == in_words(test);
      ++index;
    });
    return same && index == tests_.size();
  }

  void add(const Condition& condition, std::size_t indent) {
    switch (condition.kind) {
      case Condition::Kind::always:
        return;
      case Condition::Kind::test:
        lines_.push_back({indent, test_in_words(*tests_[next_++])});
        return;
      case Condition::Kind::negation:
        lines_.push_back({indent, "not:"});
        break;
      case Condition::Kind::any:
        lines_.push_back({indent, "any of:"});
        break;
      case Condition::Kind::all:
        lines_.push_back({indent, "all of:"});
        break;
    }
    for (const Condition& part : condition.parts) add(part, indent + kStep);
  }

  void add_flat(std::size_t indent) {
    for (const json::object* test : tests_) lines_.push_back({indent, test_in_words(*test)});
  }

 private:
  std::vector<const json::object*> tests_;
  std::vector<ExplainedLine>& lines_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<ExplainedLine> explain_step(const json::object& step, const Condition* condition) {
  const std::string rule = text_in(step, "rule");
  const std::string what = rule == "applies_to" ? "does it speak about this guest" : "rule " + rule;
  std::vector<ExplainedLine> lines{{0, fmt::format("{}: {}", what, in_word(truth_in(step, "holds")))}};
  Shape shape(objects_in(step, "tests"), lines);
  if (!condition || !shape.fits(*condition)) {
    shape.add_flat(kStep);
  } else if (condition->kind == Condition::Kind::all) {
    for (const Condition& part : condition->parts) shape.add(part, kStep);
  } else {
    shape.add(*condition, kStep);
  }
  return lines;
}

}  // namespace hvcompat
