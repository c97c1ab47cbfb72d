// One guest: the answer, and everything it rests on.

function meta(label, value) {
  return value && el("div", {}, el("dt", {}, label), el("dd", {}, el("bdi", {}, value)));
}

function guestHead(row, guest) {
  return [
    el("h1", { tabindex: -1, id: "guest-name" }, el("bdi", {}, nameOf(row))),
    el("p", { class: "badges" }, outcomeBadge(row.outcome), " ", levelBadge(row.level)),
    el("p", { class: "sentence" }, prose(guest.sentence)),
    el("dl", { class: "meta" }, meta("Target", row.target), meta("Host", row.host), meta("Cluster", row.cluster),
      meta("System", row.os || "unknown"), meta("Hypervisor", row.hypervisor || "unknown"), meta("Tags", (row.tags || []).join(", ")),
      meta("Id", row.id)),
  ];
}

function card(id, title, ...content) {
  return el("section", { class: "card", "aria-labelledby": id }, el("h2", { id }, title), content);
}

function firstSteps({ first_steps: steps }) {
  if (!steps.call.length) return null;
  const hosts = steps.hosts.length ? ["Could serve for it: ", el("bdi", {}, steps.hosts.join(", "))] : "No host of this report is known to qualify for it.";
  return card("h-steps", "If it breaks", el("ol", { class: "steps" }, steps.call.map((who) => el("li", {}, `Call for ${who}`))),
    steps.reproduce_on.length > 0 && [el("p", {}, `A reproduction is accepted on ${steps.reproduce_on.join(", or on ")}.`), el("p", {}, hosts)]);
}

function boundaryItem(boundary) {
  return el("li", {}, el("details", { class: "boundary", open: boundary.state === "crossed" },
    el("summary", {}, el("span", { class: `badge state ${boundary.state}` }, boundary.state), " ", el("strong", {}, boundary.id), " ",
      el("span", { class: "about" }, boundary.why || boundary.feature)),
    el("p", {}, `${boundary.responsible} answers for `, code(boundary.feature), ` (${boundary.basis})`,
      boundary.clauses.length > 0 && `, ${boundary.policy} ${boundary.clauses.join(", ")}`),
    boundary.because.length > 0 && el("p", {}, "Seen from: ", boundary.because.map((each, at) => [at ? ", " : "", code(each)])),
    boundary.state === "unknown" && boundary.missing.length > 0 && missingList(boundary.missing),
    boundary.remedy && el("p", { class: "remedy" }, prose(boundary.remedy))));
}

function boundaries(guest) {
  const told = guest.boundaries.filter((boundary) => boundary.state !== "not-applicable");
  if (!told.length) return null;
  const open = inStateOrder(told.filter((boundary) => boundary.state !== "clear"));
  const clear = told.filter((boundary) => boundary.state === "clear").map((boundary) => boundary.id);
  return card("h-boundaries", "Boundaries: features for which somebody else answers",
    open.length > 0 && el("ul", { class: "boundaries" }, open.map(boundaryItem)),
    clear.length > 0 && el("p", {}, `Clear: ${clear.join(", ")}`));
}

function inStateOrder(items) {
  const order = ["crossed", "reachable", "unknown"];
  return [...items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

function advicePart({ advice }) {
  return advice.length > 0 && card("h-advice", "Advice", list(advice.map((item) =>
    [prose(item.text), item.clauses.length > 0 && el("span", { class: "source" }, ` ${item.policy} ${item.clauses.join(", ")}`)])));
}

function conflictsPart({ conflicts }) {
  return conflicts.length > 0 && card("h-conflicts", "Sources that disagree",
    list(conflicts.map((item) => [code(item.fact), ": ", prose(item.text)])));
}

function waiversPart({ waivers }) {
  return waivers.length > 0 && card("h-waivers", "Waived", list(waivers.map((item) =>
    [el("strong", {}, item.rule), ` until ${item.expires} by ${item.owner}: ${item.reason}`, item.where && el("span", { class: "source" }, ` ${item.where}`)])));
}

function factGroups(groups, columns, rowOf) {
  return Object.entries(groups).flatMap(([group, facts]) =>
    [el("h3", {}, group), table(`${columns[0]}s of ${group}`, columns, Object.entries(facts).map(rowOf), { class: "facts" })]);
}

function size(groups) {
  return Object.values(groups).reduce((sum, facts) => sum + Object.keys(facts).length, 0);
}

function factsPart({ facts, unknown }) {
  if (!facts) return card("h-facts", "Facts", el("p", {}, "This report was saved without facts and without the rules that were tried (",
    code("--detail verdicts"), "). A report with them is made with ", code("--detail full"), "."));
  return [
    card("h-facts", `Facts (${size(facts)})`, el("details", { open: true }, el("summary", {}, "Known facts and where they come from"),
      factGroups(facts, ["Fact", "Value", "Evidence"], ([name, fact]) => [code(name), valueInWords(fact.value), fact.evidence]))),
    size(unknown) > 0 && card("h-unknown", `Unknown facts (${size(unknown)})`, el("details", {}, el("summary", {}, "Why they are not known, and what would supply them"),
      factGroups(unknown, ["Fact", "Reason", "Remedy"], ([name, why]) =>
        [code(name), [why.reason, why.detail && [": ", prose(why.detail)]], prose(why.remedy)]))),
  ];
}

// The guests before and after it, in the order of the list.
function neighbours(at) {
  const order = listing ? shownPlaces() : model.rows.map((row, index) => index);
  const place = order.indexOf(at);
  const link = (to, label, sign) => model.rows[to] && el("a", { class: "step", href: guestHash(model.rows[to]),
    "aria-label": `${label} guest: ${shown(nameOf(model.rows[to]))}` }, sign);
  return place < 0 ? null : el("span", { class: "neighbours" }, el("span", {}, `${(place + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`),
    link(order[place - 1], "previous", "‹"), link(order[place + 1], "next", "›"));
}

function guestNav(at) {
  return el("nav", { class: "crumbs", "aria-label": "Guests" }, el("a", { href: "#", onclick: leaveGuest }, "‹ All guests"), at !== null && neighbours(at));
}

function showGuest(at, guest) {
  const row = model.rows[at];
  document.title = `${shown(nameOf(row))}: ${row.level}, ${row.outcome}`;
  fill("guest", guestNav(at), guestHead(row, guest), el("div", { class: "columns" },
    el("div", { class: "side" }, guest.missing.length > 0 && card("h-missing", "Missing, and what would supply it", missingList(guest.missing)),
      firstSteps(guest), advicePart(guest), conflictsPart(guest), waiversPart(guest)),
    el("div", { class: "reasons" }, guest.areas.map(areaPart), boundaries(guest))), factsPart(guest));
  byId("guest-name").focus({ preventScroll: true });
}

function showNoGuest(wanted, found) {
  document.title = "hvcompat: unknown guest";
  fill("guest", guestNav(null), el("h1", { tabindex: -1, id: "guest-name" }, found.length ? "Several guests have this name" : "There is no such guest"),
    el("p", {}, "Asked for: ", code(wanted)), found.length > 0 && list(found.map((at) =>
      el("a", { href: guestHash(model.rows[at]) }, `${model.rows[at].target}/${model.rows[at].id}`))));
  byId("guest-name").focus({ preventScroll: true });
}
