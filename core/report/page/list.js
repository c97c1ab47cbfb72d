// The table of guests: sorted, filtered and drawn row by row as it is scrolled, by DataTables and its Scroller.

const kRowHeight = 40;  // pixels, as in the style sheet
const kListHeight = 0.62;  // of the window

const collator = new Intl.Collator("en", { numeric: true });
let model = null;    // { report, detail, packs, rows, words }
let listing = null;  // the DataTable
let state = stateOf("");
let isWanted = () => true;
let active = 0;            // the place, in the order shown, of the row that the Tab key reaches
let focusWhenDrawn = false;
let hadFocus = false;      // whether a row had the focus when the rows were last taken out of the document to be drawn again

function rank(text) {
  let ranks = null;
  return (row) => {
    ranks ||= new Map([...new Set(model.rows.map(text))].sort(collator.compare).map((value, at) => [value, at]));
    return ranks.get(text(row));
  };
}

function textColumn(key, title, text) {
  return { key, title, text, order: rank(text), fill: (cell, row) => { cell.textContent = cell.title = shown(text(row)); } };
}

function badgeColumn(key, title, names, badge) {
  return { key, title, text: (row) => row[key], order: (row) => names.indexOf(row[key]), fill: (cell, row) => cell.append(badge(row[key])) };
}

function guestColumn() {
  return { ...textColumn("name", "Guest", nameOf), head: true, fill: (cell, row) => {
    cell.scope = "row";
    cell.title = shown(nameOf(row));
    cell.append(el("a", { href: guestHash(row), tabindex: -1 }, el("bdi", {}, nameOf(row))));
  } };
}

function columnsOf(report) {
  const crossed = (row) => row.boundaries.filter((each) => each.endsWith(" crossed")).map((each) => each.slice(0, -8));
  return [
    badgeColumn("outcome", "Outcome", Object.keys(kOutcomes), outcomeBadge),
    guestColumn(),
    report.targets.length > 1 && textColumn("target", "Target", (row) => row.target),
    textColumn("host", "Host", (row) => row.host),
    textColumn("os", "System", (row) => row.os || "unknown"),
    textColumn("hypervisor", "Hypervisor", (row) => row.hypervisor || "unknown"),
    badgeColumn("level", "Level", Object.keys(kLevels), levelBadge),
    textColumn("rules", "Rules", (row) => row.rules.join(", ")),
    textColumn("crossed", "Crossed boundaries", (row) => crossed(row).join(", ")),
  ].filter(Boolean);
}

// DataTables sets a cell's markup itself: it is given none, and the cell's text is set after it.
function forDataTables(column) {
  return {
    title: column.title, data: null, className: `col-${column.key}`, cellType: column.head ? "th" : "td", searchable: false, type: "num",
    render: (row, kind) => (kind === "sort" ? column.order(row) : ""),
    createdCell: (cell, nothing, row) => column.fill(cell, row),
  };
}

function createListing() {
  const columns = columnsOf(model.report);
  const element = fill("list", el("table", { class: "guests", "aria-labelledby": "h-guests" })).firstChild;
  $.fn.dataTable.ext.errMode = "throw";
  $.fn.dataTable.ext.search.push((settings, texts, at, row) => isWanted(row));
  listing = $(element).DataTable({
    data: model.rows, columns: columns.map(forDataTables), order: orderOf(state, columns), dom: "t", autoWidth: false, deferRender: true,
    scrollY: `${100 * kListHeight}vh`, scrollCollapse: true, orderMulti: false, scroller: { rowHeight: kRowHeight, displayBuffer: 5 },
    language: { emptyTable: "", zeroRecords: "" },
  });
  measureByWindow(listing.settings()[0].oScroller);
  listing.columnKeys = columns.map((column) => column.key);
  listing.columnsShown = columns;
  $(element).on("preDraw.dt", beforeDraw).on("draw.dt", afterDraw).on("order.dt", rememberOrder);
  element.addEventListener("keydown", onListKey);
  element.addEventListener("click", openClicked);
  element.addEventListener("focusin", rememberActive);
  afterDraw();
}

// How many rows are drawn around those in view. Scroller would go by the height of the list as it stands when it is made and when
// the window changes: one row where the list is filtered, nothing while a guest is open.
function measureByWindow(scroller) {
  const { s } = scroller;
  scroller.fnMeasure = () => {
    s.heights.viewport = innerHeight * kListHeight;
    s.viewportRows = Math.floor(s.heights.viewport / kRowHeight) + 1;
    s.dt._iDisplayLength = s.viewportRows * s.displayBuffer;
  };
  scroller.fnMeasure();
}

function orderOf({ sort }, columns) {
  const [key, direction] = sort.split(" ");
  const at = columns.findIndex((column) => column.key === key);
  return at < 0 ? [[0, "asc"]] : [[at, direction === "desc" ? "desc" : "asc"]];
}

function rememberOrder() {
  const [[at, direction]] = listing.order();
  const sort = `${listing.columnKeys[at]} ${direction}`;
  if (byId("overview").hidden || sort === (state.sort || "outcome asc")) return;
  changeState({ sort: sort === "outcome asc" ? "" : sort });
}

function shownPlaces() {
  return listing.rows({ order: "applied", search: "applied" }).indexes().toArray();
}

function linkAt(place) {
  const at = place - listing.page.info().start;
  return at < 0 ? null : (listing.rows({ page: "current" }).nodes()[at] || { querySelector: () => null }).querySelector("a");
}

// What is sorted or filtered is drawn from its first row on; Scroller would still reckon from the row where it was scrolled to.
function beforeDraw(event, settings) {
  hadFocus = rowHasFocus();
  if (settings.bSorted || settings.bFiltered) settings.oScroller.s.topRowFloat = 0;
}

function afterDraw() {
  const { start, recordsDisplay } = listing.page.info();
  listing.table().node().setAttribute("aria-rowcount", recordsDisplay + 1);
  const rows = listing.rows({ page: "current" }).nodes().toArray();
  const reached = Math.min(Math.max(active, start), start + rows.length - 1);
  rows.forEach((row, at) => {
    row.setAttribute("aria-rowindex", start + at + 2);
    row.querySelector("a").tabIndex = start + at === reached ? 0 : -1;
  });
  if (focusWhenDrawn) focusRow();
  if (hadFocus && !rowHasFocus()) keepFocusAt(reached);
}

function rowHasFocus() {
  return listing.table().body().contains(document.activeElement);
}

// Keys go on working where the row that had the focus is not drawn (or not yet, on its way to another one).
function keepFocusAt(place) {
  const wanted = active;
  linkAt(place)?.focus({ preventScroll: true });
  if (focusWhenDrawn) active = wanted;
}

function focusRow() {
  const link = linkAt(active);
  if (!link) return;
  focusWhenDrawn = false;
  link.tabIndex = 0;
  link.focus({ preventScroll: true });
  keepInView(link);
}

function keepInView(link) {
  const view = listing.table().node().parentNode;
  const [row, frame] = [link.closest("tr").getBoundingClientRect(), view.getBoundingClientRect()];
  if (row.top < frame.top) view.scrollTop -= frame.top - row.top;
  if (row.bottom > frame.bottom) view.scrollTop += row.bottom - frame.bottom + 1;
}

function goToRow(place) {
  const last = listing.page.info().recordsDisplay - 1;
  const previous = linkAt(active);
  if (previous) previous.tabIndex = -1;
  active = Math.max(0, Math.min(place, last));
  focusWhenDrawn = true;
  if (!linkAt(active)) listing.scroller().scrollToRow(Math.max(0, active - 3), false);
  focusRow();
}

function onListKey(event) {
  const page = Math.max(1, Math.floor(listing.table().node().parentNode.clientHeight / kRowHeight) - 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  goToRow(active + steps[event.key]);
}

function rememberActive(event) {
  const row = event.target.closest("tbody tr");
  if (row) active = Number(row.getAttribute("aria-rowindex")) - 2;
}

// A click anywhere in a row opens its guest, unless it ended the marking of text.
function openClicked(event) {
  const row = event.target.closest("tbody tr");
  if (!row || event.target.closest("a") || String(getSelection())) return;
  rememberActive(event);
  location.hash = row.querySelector("a").hash;
}

function showCount() {
  const all = model.rows.length;
  const wanted = listing.page.info().recordsDisplay;
  fill("count", wanted === all ? `${count(all, "guest")} shown` : `${wanted.toLocaleString("en")} of ${count(all, "guest")} shown`);
  const none = fill("no-guests", all === 0 ? "No guest stands in this report."
    : `No guest${model.report.summary.not_listed ? " of those listed" : ""} is as the filters say.`);
  none.hidden = wanted > 0;
  byId("list").hidden = wanted === 0;
}

// Draws again what the state asks for.
function applyState(next) {
  const changed = !sameState(next, state);
  state = next;
  isWanted = matcher(state);
  showFilters();
  if (!listing) createListing();
  else if (!changed) return;
  active = 0;
  focusWhenDrawn = false;
  listing.order(orderOf(state, listing.columnsShown)).draw();
  showCount();
}

// For paper: the rows that are not drawn, too.
function fillPrintList() {
  if (byId("overview").hidden || !listing) return;
  const columns = listing.columnsShown;
  fill("print-list", table("Guests", columns.map((column) => column.title),
    shownPlaces().map((at) => columns.map((column) => column.text(model.rows[at]) ))));
}
