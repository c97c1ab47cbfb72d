// What all guests together say: what was judged, what is wrong with the report itself, counts, and what to do first.

function showJudged(report) {
  const { inputs } = report;
  const packs = inputs.packs.map((pack) => `${pack.id}@${pack.revision}`).join(", ");
  fill("judged", el("span", {}, "as of ", el("strong", {}, report.as_of)),
    el("span", {}, "policies ", el("strong", {}, packs || "none")),
    el("span", {}, "profile ", el("strong", {}, inputs.profile || "unknown")),
    el("span", {}, "by hvcompat ", el("strong", {}, inputs.hvcompat || "of an unknown version")));
}

function banner(kind, title, ...children) {
  return el("div", { class: `banner ${kind}`, role: kind === "info" ? null : "alert" },
    el("p", { class: "banner-title" }, title), children);
}

function selectionWords(selection) {
  return ["guest", "exclude", "tag"]
    .filter((name) => selection && (selection[name] || []).length)
    .map((name) => `--${name} ${selection[name].join(", ")}`);
}

function showBanners({ report: { summary, selection }, detail, words }) {
  const chosen = selectionWords(selection);
  fill("banners",
    summary.guests === 0 && banner("bad", "Nothing was evaluated",
      el("p", {}, "No guest was judged. This report is no clean result: it says nothing about any guest.")),
    summary.guests > 0 && words.incomplete.length > 0 && banner("warn", "This report is incomplete",
      list(words.incomplete.map(prose)), el("p", {}, "There may be guests that do not stand here: see ",
        el("a", { href: "#", onclick: goTo("h-not-evaluated") }, "what was not evaluated"), ".")),
    chosen.length > 0 && banner("info", "Only a part of the guests was evaluated", el("p", {}, code(chosen.join(" ")))),
    detail !== "summary" && words.not_listed && banner("info", "Not all guests are listed", el("p", {}, prose(words.not_listed))),
    detail === "summary" && banner("info", "The guests are not listed",
      el("p", {}, "The report was written with ", code("--detail summary"), ".")));
}

// Moves within the page without touching the address, which holds the filters.
function goTo(id) {
  return (event) => {
    event.preventDefault();
    byId(id).scrollIntoView();
    byId(id).focus({ preventScroll: true });
  };
}

function share(part, whole) {
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 1) return "below 1 %";
  return percent > 99 && percent < 100 ? "above 99 %" : `${Math.round(percent)} %`;
}

function outcomeCard(outcome, number, whole) {
  return el("li", {}, el("a", { class: `outcome-card ${outcome}`, href: listHash("outcome", outcome), onclick: toList },
    el("span", { class: "number" }, number.toLocaleString("en")), outcomeBadge(outcome),
    el("span", { class: "means" }, (kOutcomes[outcome] || { means: "" }).means),
    el("span", { class: "share" }, share(number, whole))));
}

function showOutcomes(report) {
  const { outcomes, guests } = report.summary;
  if (!guests) return fill("outcomes");
  const names = inOrder(Object.keys(outcomes), Object.keys(kOutcomes));
  fill("outcomes",
    el("p", { class: "total" }, el("strong", {}, count(guests, "guest")), ` evaluated on ${count(report.targets.length, "target")}`),
    el("div", { class: "stack", "aria-hidden": "true" },
      names.map((name) => sized(el("span", { class: name }), outcomes[name]))),
    el("ul", { class: "outcome-cards" }, names.map((name) => outcomeCard(name, outcomes[name], guests))));
}

function sized(element, parts) {
  element.style.flexGrow = parts;
  return element;
}

function showSupply({ summary }) {
  const steps = summary.supply || [];
  const remedies = new Map(summary.missing.map((missing) => [missing.fact, missing.remedy]));
  const section = fill("supply", el("h2", { id: "h-supply" }, "What to supply first"));
  section.hidden = summary.guests === 0;
  if (steps.length === 0)
    return append(section, [el("p", {}, summary.missing.length ? "No fact by itself would decide a guest."
      : "Nothing is missing that would decide a guest.")]);
  append(section, [
    el("p", {}, "In this order, each with those before it:"),
    el("ol", { class: "steps" }, steps.map((step) => el("li", {},
      el("p", {}, el("strong", {}, count(step.guests, "guest")), step.guests === 1 ? " is decided by " : " are decided by ",
        step.facts.map((fact, at) => [at ? " and " : "", el("a", { href: listHash("missing", fact), onclick: toList }, code(fact))])),
      [...new Set(step.facts.map((fact) => remedies.get(fact)))].filter(Boolean).map((remedy) => el("p", { class: "remedy" }, prose(remedy))))))]);
}

function errorItem(error) {
  return el("li", {}, el("p", {}, el("strong", {}, [error.scope, error.id].filter(Boolean).join(" ")),
    ` ${error.code}: `, prose(error.text)), error.remedy && el("p", { class: "remedy" }, prose(error.remedy)));
}

function targetFault(target) {
  return el("li", {}, el("p", {}, el("strong", {}, target.name), target.complete ? " was read, but not whole"
    : " could not be read to its end"), target.errors.length > 0 && el("ul", {}, target.errors.map(errorItem)));
}

function showNotEvaluated({ report: { targets }, words }) {
  const faulty = targets.filter((target) => !target.complete || target.errors.length);
  const items = [...faulty.map(targetFault), targets.length === 0 && el("li", {}, "No target was read."),
    ...words.not_told.map((text) => el("li", {}, prose(text)))].filter(Boolean);
  fill("not-evaluated", el("h2", { id: "h-not-evaluated", tabindex: -1 }, "Not evaluated"),
    items.length ? el("ul", { class: "faults" }, items) : el("p", {}, "Every guest that the targets told of was evaluated and is listed."));
}

function showNotes({ notes }) {
  const section = fill("notes", el("h2", { id: "h-notes" }, "Notes"), list(notes.map(prose)));
  section.hidden = notes.length === 0;
}

function showTitle({ report: { summary, as_of: date } }) {
  document.title = `hvcompat: ${summary.guests ? count(summary.guests, "guest") : "nothing was evaluated"}, ${date}`;
}

function showSummary(given) {
  const { report } = given;
  if (!report.summary.guests) fill("title", "No answer about any guest");
  showJudged(report);
  showBanners(given);
  showOutcomes(report);
  showSupply(report);
  showNotEvaluated(given);
  showNotes(report);
}
