// The difference as text, JSON and Markdown.
#include <gmock/gmock.h>

#include "diff/fixture.hpp"
#include "diff/json.hpp"
#include "diff/markdown.hpp"
#include "diff/text.hpp"
#include "schema_check.hpp"

namespace hvcompat::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Difference sample() {
  auto moved = guest("4", "moved");
  moved.host = "h2";
  auto was = guest("1", "web");
  auto is = open_guest("1", "web", {Level::joint, Level::not_supported});
  read(was, "guest.os.product", Fact::of(std::string("windows-server-2019"), "agent"));
  read(is, "guest.os.product", Fact::missing("agent-off", "no answer"));
  is.verdict.missing = {{"guest.os.product", {"agent-off", "", ""}}};
  const Report before = report_of({was, guest("2", "gone"), guest("4", "moved"), guest("5", "same")});
  Report after = report_of({is, guest("3", "new", Level::not_supported, Outcome::fail), moved, guest("5", "same")});
  after.as_of = "2026-11-21";
  return compare(before, after);
}

TEST(Forms, text) {
  EXPECT_EQ(render_text(sample()), R"(old: old.json, a report, judged as of 2026-11-20, 4 guests
new: new.json, a report, judged as of 2026-11-21, 4 guests
3 guests compared: 1 worse, 2 unchanged; 1 new, 1 gone; 1 moved or renamed

inputs that changed:
  date: 2026-11-20 → 2026-11-21

causes, by the guests whose answer reads them:
     1  guest.os.product: windows-server-2019 → unknown (agent-off) (1 worse)

worse:
  lab/web on h1: undecided, indeterminate (joint, not-supported) (was pass, joint)
      missing: none → guest.os.product
      because guest.os.product: windows-server-2019 → unknown (agent-off) (agent; then no answer)

new (only in the new one):
  lab/new on h1: fail, not-supported

gone (only in the old one):
  lab/gone on h1: pass, joint

moved or renamed, otherwise unchanged:
  lab/moved on h2: pass, joint
      moved: host h1 → h2
)");
}

TEST(Forms, what_changed_by_itself_stands_before_what_follows) {
  auto was = guest("1", "a");
  auto is = guest("1", "a", Level::vendor, Outcome::warn);
  read(was, "guest.kind", Fact::of(std::string("windows-client"), "derived from guest.os.product"));
  read(is, "guest.kind", Fact::of(std::string("windows-server"), "derived from guest.os.product"));
  read(was, "guest.os.product", Fact::of(std::string("windows-11"), "agent"));
  read(is, "guest.os.product", Fact::of(std::string("windows-server-2022"), "agent"));
  EXPECT_THAT(render_text(compare(report_of({was}), report_of({is}))),
              HasSubstr("      because guest.os.product: windows-11 → windows-server-2022 (agent)\n"
                        "      hence guest.kind: windows-client → windows-server, through guest.os.product\n"));
}

TEST(Forms, no_policy_speaks_is_said_once) {
  const auto none = guest("1", "a", Level::not_applicable, Outcome::not_applicable);
  EXPECT_THAT(render_text(compare(report_of({}), report_of({none}))), HasSubstr("  lab/a on h1: not-applicable\n"));
}

TEST(Forms, text_lists_only_what_is_asked_for_and_counts_all) {
  const std::string text = render_text(sample(), {.only = {ChangeKind::gone}});
  EXPECT_THAT(text, HasSubstr("3 guests compared: 1 worse, 2 unchanged; 1 new, 1 gone; 1 moved or renamed\n"));
  EXPECT_THAT(text, HasSubstr("\ngone (only in the old one):\n  lab/gone on h1: pass, joint\n"));
  EXPECT_THAT(text, Not(HasSubstr("lab/web")));
  EXPECT_THAT(render_text(sample(), {.only = {ChangeKind::unchanged}}), HasSubstr("\nunchanged:\n  lab/moved"));
}

TEST(Forms, colour_only_where_asked_for) {
  EXPECT_THAT(render_text(sample()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(render_text(sample(), {.color = true}), HasSubstr("\x1b[31mworse:\x1b[0m\n"));
}

TEST(Forms, hostile_names_stay_text) {
  const Report before = report_of({guest("1", "a\x1b[2J|<b>[x](http://y)\n# z")});
  Report after = before;
  after.guests[0].verdict.outcome = Outcome::fail;
  const Difference difference = compare(before, after);
  EXPECT_THAT(render_text(difference), Not(HasSubstr("\x1b")));
  EXPECT_THAT(render_markdown(difference), HasSubstr(R"(| lab/a?\[2J&#124;\<b\>\[x\](http\://y) \#&#8203; z on h1 |)"));
}

TEST(Forms, markdown_links_and_mentions_nobody) {
  auto linking = guest("1", "www.example.org");
  linking.host = "@ops and ops@example.org";
  EXPECT_THAT(render_markdown(compare(report_of({}), report_of({linking}))),
              HasSubstr(R"(| lab/www\.example.org on @&#8203;ops and ops@&#8203;example.org |)"));
}

TEST(Forms, baseline) {
  EXPECT_EQ(render_baseline(sample()), R"(baseline old.json: 1 worse, 0 better, 1 new, 1 gone
  lab/web on h1: undecided, indeterminate (joint, not-supported) (was pass, joint)
      missing: none → guest.os.product
      because guest.os.product: windows-server-2019 → unknown (agent-off) (agent; then no answer)
  lab/new on h1: fail, not-supported
)");
}

TEST(Forms, markdown) {
  EXPECT_EQ(render_markdown(sample()), R"(## What changed

**3 guests compared: 1 worse, 2 unchanged; 1 new, 1 gone; 1 moved or renamed**

- old: old.json, a report, judged as of 2026-11-20, 4 guests
- new: new\.json, a report, judged as of 2026-11-21, 4 guests

### Inputs that changed

- date: 2026-11-20 → 2026-11-21

### Causes

| guests | worse | better | cause |
|---:|---:|---:|---|
| 1 | 1 | 0 | guest.os.product: windows-server-2019 → unknown (agent-off) |

### Worse

| guest | was | is | what and why |
|---|---|---|---|
| lab/web on h1 | pass, joint | undecided, indeterminate (joint, not-supported) | missing: none → guest.os.product<br>because guest.os.product: windows-server-2019 → unknown (agent-off) |

### New (only in the new one)

| guest | was | is | what and why |
|---|---|---|---|
| lab/new on h1 |  | fail, not-supported |  |

### Gone (only in the old one)

| guest | was | is | what and why |
|---|---|---|---|
| lab/gone on h1 | pass, joint |  |  |

### Unchanged

| guest | was | is | what and why |
|---|---|---|---|
| lab/moved on h2 | pass, joint | pass, joint | moved: host h1 → h2 |
)");
}

TEST(Forms, json_is_valid) {
  const std::string schema = HVCOMPAT_SCHEMAS "/diff.schema.json";
  EXPECT_EQ(schema_violation(schema, render_json(sample())), "");
  EXPECT_EQ(schema_violation(schema, render_json(compare(report_of({}), report_of({})))), "");
  EXPECT_NE(schema_violation(schema, "{}"), "");
}

TEST(Forms, json) {
  const std::string text = render_json(sample(), {ChangeKind::worse});
  EXPECT_THAT(text, HasSubstr(R"(  "guests": [
    {
      "kind": "worse",
      "worse_for_gates": true,
      "old": {
        "target": "lab",
        "id": "1",
        "name": "web",
        "host": "h1",
        "level": "joint",
        "possible": ["joint"],
        "outcome": "pass"
      },
)"));
  EXPECT_THAT(text, Not(HasSubstr("\"name\": \"gone\"")));
  EXPECT_THAT(text, HasSubstr("\"gone\": 1"));
}

}  // namespace
}  // namespace hvcompat::testing
