// The reasoning of one pack: the rules that were tried, in the shape of their conditions, and the clauses they stand on.

function decision(pack) {
  const { level, rules } = pack;
  if (level === "not-applicable") return "does not speak about this guest";
  if (level === "not-assessed") return "not assessed";
  if (level === "indeterminate") return `one of the rules ${rules.join(", ")}`;
  return `by rule ${rules.join(" or ")}${pack.basis ? `, ${pack.basis}` : ""}: ${pack.why}`;
}

function wordsOf(pack) {
  return model.packs[`${pack.policy}@${pack.revision}`] || { clauses: {}, rules: {} };
}

// The lines of a rule's condition, each test with what was found; without the shape where the pack is another one.
function linesOf(step, outline) {
  const tests = step.tests.map((test) => ({ indent: 0, test }));
  const shape = (outline || []).filter((line) => line.length === 3);
  const fits = shape.length === tests.length && shape.every(([, fact, test], at) =>
    fact === tests[at].test.fact && test === tests[at].test.test);
  if (!fits) return tests;
  let next = 0;
  return outline.map(([indent, ...line]) => (line.length === 2 ? { indent, test: tests[next++].test } : { indent, word: line[0] }));
}

function testRow({ indent, test, word }) {
  const style = `indent-${Math.min(indent, 6)}`;
  if (word) return el("tr", { class: "word" }, el("td", {}), el("td", { class: style, colspan: 3 }, `${word}:`));
  const known = test.value || test.evidence;
  return el("tr", { class: test.holds === null ? "unknown" : null }, el("td", {}, truthBadge(test.holds)),
    el("th", { scope: "row", class: style }, code(test.fact), " ", test.test),
    el("td", {}, known ? test.value : "not known"), el("td", { class: "evidence" }, test.evidence));
}

function testsTable(step, outline) {
  const lines = linesOf(step, outline);
  if (!lines.length) return el("p", { class: "no-tests" }, "It has no condition: it holds where no rule before it does.");
  return el("table", { class: "tests" }, el("caption", { class: "hidden" }, `Tests of ${step.rule}`),
    el("thead", {}, el("tr", {}, ["Result", "Test", "Found", "Evidence"].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, lines.map(testRow)));
}

function stepItem(pack, step) {
  const deciding = pack.rules.includes(step.rule);
  const title = step.rule === "applies_to" ? "Does it speak about this guest?" : ["rule ", code(step.rule)];
  return el("li", {}, el("details", { open: deciding, class: deciding ? "deciding" : null },
    el("summary", {}, truthBadge(step.holds), " ", title, deciding && el("span", { class: "decides" },
      step.holds === true && pack.rules.length === 1 ? "decides" : "may decide")),
    testsTable(step, wordsOf(pack).rules[step.rule])));
}

function clauseItem(pack, id) {
  const clause = wordsOf(pack).clauses[id];
  return clause ? [el("strong", {}, id), ` (${clause.where}): ${clause.summary}`] : el("strong", {}, id);
}

function part(title, ...content) {
  return [el("h4", {}, title), content];
}

function missingList(missing) {
  return el("ul", { class: "missing" }, missing.map((fact) => el("li", {},
    el("p", {}, code(fact.fact), " ", el("span", { class: "reason" }, fact.reason), fact.detail && [" ", prose(fact.detail)]),
    fact.remedy && el("p", { class: "remedy" }, prose(fact.remedy)))));
}

function packPart(pack) {
  const silent = pack.level === "not-applicable";
  return el("article", { class: silent ? "pack silent" : "pack" },
    el("h3", {}, `${pack.policy}@${pack.revision} `, !silent && levelBadge(pack.level)),
    el("p", { class: "decision" }, decision(pack)),
    pack.level === "indeterminate" && el("p", {}, "possible: ", pack.possible.map((level) => [levelBadge(level), " "])),
    pack.note && el("p", { class: "note" }, pack.note),
    pack.path && pack.path.length > 0 && part("Rules tried, in order", el("ol", { class: "path" }, pack.path.map((step) => stepItem(pack, step)))),
    pack.clauses.length > 0 && part("It stands in", list(pack.clauses.map((id) => clauseItem(pack, id)))),
    pack.obligations.length > 0 && part("What it asks of you", list(pack.obligations)),
    pack.reproduce_on.length > 0 && part("A reproduction is accepted on", list(pack.reproduce_on)),
    pack.level === "indeterminate" && pack.missing.length > 0 && part("Missing for this policy", missingList(pack.missing)));
}

function areaPart(area) {
  return el("section", { class: "card area" },
    el("h2", {}, el("span", { class: "area-name" }, area.area), " ", levelBadge(area.level), " ", area.assessed && area.level !== area.outcome && outcomeBadge(area.outcome)),
    !area.assessed && el("p", {}, "Not assessed: none of the facts it needs is known. It is kept out of the guest's level."),
    area.assessed && area.level === "indeterminate" && el("p", {}, "possible: ", area.possible.map((level) => [levelBadge(level), " "])),
    area.packs.map(packPart));
}
