// The controls above the table, which say what the address says.

const kSelects = { level: "Level", target: "Target", hypervisor: "Hypervisor" };
let searchTimer = 0;

function valuesOf(filter) {
  const values = new Set(model.rows.flatMap(kFilters[filter]));
  return filter === "level" ? inOrder(values, Object.keys(kLevels)) : [...values].sort(collator.compare);
}

function outcomeBoxes() {
  const outcomes = inOrder(new Set(model.rows.map((row) => row.outcome)), Object.keys(kOutcomes));
  return el("fieldset", { class: "boxes" }, el("legend", {}, "Outcome"), outcomes.map((outcome) =>
    el("label", {}, el("input", { type: "checkbox", name: "outcome", value: outcome, onchange: filterChanged }), outcomeBadge(outcome))));
}

function select(filter) {
  const values = valuesOf(filter);
  if (values.length < 2) return null;
  return el("label", { class: "field" }, kSelects[filter], el("select", { name: filter, onchange: filterChanged },
    el("option", { value: "" }, "all"), values.map((value) => el("option", { value }, value))));
}

function createFilters() {
  const form = fill("filters",
    el("label", { class: "field search" }, "Search", el("input", { type: "search", name: "q", placeholder: "name, host, system, rule …",
      autocomplete: "off", spellcheck: "false", oninput: searchTyped })),
    outcomeBoxes(), Object.keys(kSelects).map(select));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    filterChanged();
  });
}

// The list follows when typing rests. Where the address has become another in the meantime (a guest was opened, back was
// pressed), what was typed is dropped: it must not overwrite that address.
function searchTyped() {
  const typedAt = location.hash;
  clearTimeout(searchTimer);
  searchTimer = setTimeout(() => location.hash === typedAt && filterChanged(), 120);
}

// Takes what was typed and the one control that was changed: an address may hold more than the others can show.
function filterChanged(event) {
  clearTimeout(searchTimer);
  const given = new FormData(byId("filters"));
  const filters = { ...state.filters };
  const { name } = event ? event.target : {};
  if (name in kFilters) {
    const values = given.getAll(name).filter(Boolean);
    if (values.length) filters[name] = values;
    else delete filters[name];
  }
  changeState({ q: given.get("q"), filters });
}

// Typing must not fill the history: the entry is replaced.
function changeState(change) {
  const next = { ...state, ...change };
  history.replaceState(history.state, "", hashOf(next));
  applyState(next);
}

function without(filter, value) {
  const filters = { ...state.filters, [filter]: state.filters[filter].filter((each) => each !== value) };
  if (!filters[filter].length) delete filters[filter];
  return filters;
}

// By a button that is gone afterwards: the focus goes to the list's heading.
function changeByChip(change) {
  changeState(change);
  byId("h-guests").focus();
}

function removable(filter, value, remove) {
  return el("li", {}, el("button", { type: "button", class: "chip", onclick: remove },
    `${filter}: ${value}`, el("span", { "aria-hidden": "true" }, " ✕"), el("span", { class: "hidden" }, ", take this filter away")));
}

function showFilters() {
  const form = byId("filters");
  if (form.elements.q.value !== state.q) form.elements.q.value = state.q;
  for (const box of form.querySelectorAll("[name=outcome]")) box.checked = (state.filters.outcome || []).includes(box.value);
  for (const name of Object.keys(kSelects))
    if (form.elements[name]) form.elements[name].value = (state.filters[name] || [""])[0];
  const chips = Object.entries(state.filters).flatMap(([filter, values]) => values.map((value) =>
    removable(filter, value, () => changeByChip({ filters: without(filter, value) }))));
  if (state.q) chips.unshift(removable("search", state.q, () => changeByChip({ q: "" })));
  const all = el("li", {}, el("button", { type: "button", class: "chip clear", onclick: clearFilters }, "Show all guests"));
  fill("active-filters", chips, chips.length > 0 && all).hidden = !chips.length;
}

function clearFilters() {
  byId("filters").elements.q.value = "";
  changeByChip({ q: "", filters: {} });
}

// A link that the browser is asked to open in another tab or window.
function opensElsewhere(event) {
  return Boolean(event && (event.ctrlKey || event.metaKey || event.shiftKey));
}

// Follows a link to a filtered list and shows it. A link that a chart made has no event.
function toList(event, hash) {
  if (opensElsewhere(event)) return;
  if (event) event.preventDefault();
  location.hash = hash || event.currentTarget.getAttribute("href");
  byId("h-guests").scrollIntoView();
  byId("h-guests").focus({ preventScroll: true });
}
