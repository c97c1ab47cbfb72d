// Opens the report, and follows the address.

let camePlace = null;  // where window and list stood when a guest was opened from the list

function themeChosen() {
  try {
    return localStorage.getItem("hvcompat-theme");
  } catch (error) {
    return null;  // a browser may keep nothing for files
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
  colorCharts();
}

function followTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => themeChosen() || (system.matches ? "dark" : "light");
  setTheme(current());
  system.addEventListener("change", () => setTheme(current()));
  byId("theme").addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    setTheme(next);
    try {
      localStorage.setItem("hvcompat-theme", next);
    } catch (error) {
      // it then lasts as long as the page
    }
  });
}

// Everything is printed, also what is folded, dark on white.
function followPrinter() {
  let opened = null;
  let theme = "";
  const start = () => {
    if (opened) return;
    theme = document.documentElement.dataset.theme;
    setTheme("light");
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((details) => (details.open = true));
    fillPrintList();
  };
  const end = () => {
    if (!opened) return;
    opened.forEach((details) => (details.open = false));
    opened = null;
    setTheme(theme);
    fill("print-list");
  };
  matchMedia("print").addEventListener("change", (media) => (media.matches ? start() : end()));
  addEventListener("beforeprint", start);
  addEventListener("afterprint", end);
}

function show(view) {
  byId("overview").hidden = view !== "overview";
  byId("guest").hidden = view !== "guest";
}

function openList(next) {
  const place = byId("guest").hidden || !sameState(next, state) ? null : camePlace;
  camePlace = null;
  show("overview");
  showTitle(model);
  applyState(next);
  if (!place) return;
  scrollTo(0, place.window);
  listing.table().node().parentNode.scrollTop = place.list;
  active = place.active;
  linkAt(active)?.focus({ preventScroll: true });
}

async function openGuest(wanted) {
  if (!byId("overview").hidden && listing)
    camePlace = { window: scrollY, list: listing.table().node().parentNode.scrollTop, active };
  const found = findGuest(model.rows, wanted);
  show("guest");
  scrollTo(0, 0);
  if (found.length !== 1) return showNoGuest(wanted, found);
  try {
    const guestAt = await readReasoning();
    if (stateOf(location.hash).guest === wanted) showGuest(found[0], guestAt(found[0]));
  } catch (error) {
    tellFailure(error);
  }
}

function follow() {
  const next = stateOf(location.hash);
  return next.guest ? openGuest(next.guest) : openList(next);
}

// Back to the list that the guest was opened from, with its filters.
function leaveGuest(event) {
  if (opensElsewhere(event)) return;
  if (event) event.preventDefault();
  location.hash = camePlace ? hashOf(state) : "#";
}

function onKey(event) {
  if (event.key !== "Escape" || byId("guest").hidden) return;
  leaveGuest();
}

function tellFailure(error) {
  const old = typeof DecompressionStream === "undefined";
  fill("loading", old ? "This browser is too old to open the report: it cannot inflate data. Take one from 2023 or later."
    : `The report could not be opened: ${error.message}`).classList.add("banner", "bad");
  byId("loading").hidden = false;
}

async function open() {
  followTheme();
  try {
    model = await readIndex();
  } catch (error) {
    return tellFailure(error);
  }
  byId("loading").hidden = true;
  show(stateOf(location.hash).guest ? "guest" : "overview");
  showSummary(model);
  showCharts(model);
  showInputs(model);
  createFilters();
  byId("skip").addEventListener("click", () => byId(byId("guest").hidden ? "h-guests" : "guest-name").focus());
  addEventListener("hashchange", follow);
  addEventListener("keydown", onKey);
  followPrinter();
  await follow();
  document.documentElement.dataset.ready = "true";
  (window.requestIdleCallback || setTimeout)(() => readReasoning());
}

open();
