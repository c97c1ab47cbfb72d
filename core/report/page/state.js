// What the address says after its #: the guest that is open, or how the list is filtered and sorted. All of it can be shared.

// Filters by one value of a row; outcome takes several.
const kFilters = {
  outcome: (row) => [row.outcome],
  level: (row) => [row.level],
  target: (row) => [row.target],
  hypervisor: (row) => [row.hypervisor || "unknown"],
  tag: (row) => row.tags || [],
  boundary: (row) => row.boundaries,
  missing: (row) => row.missing,
};

function stateOf(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { guest: given.get("guest"), q: given.get("q") || "", sort: given.get("sort") || "", filters: {} };
  for (const name of Object.keys(kFilters)) {
    const values = given.getAll(name).filter((value) => value !== "");
    if (values.length) state.filters[name] = [...new Set(values)];
  }
  return state;
}

function hashOf(state) {
  const parts = new URLSearchParams();
  if (state.guest) parts.set("guest", state.guest);
  if (state.q) parts.set("q", state.q);
  for (const [name, values] of Object.entries(state.filters || {})) for (const value of values) parts.append(name, value);
  if (state.sort) parts.set("sort", state.sort);
  return "#" + parts.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
}

function sameState(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function guestHash(row) {
  return hashOf({ guest: `${row.target}/${row.id}` });
}

function listHash(filter, value) {
  return hashOf({ filters: { [filter]: [value] } });
}

// Whether a row is among what the state asks for. Every word of the search must stand somewhere in the row.
function matcher(state) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const filters = Object.entries(state.filters);
  return (row) =>
    filters.every(([name, wanted]) => kFilters[name](row).some((value) => wanted.includes(value))) &&
    words.every((word) => searchText(row).includes(word));
}

const searchTexts = new WeakMap();

function searchText(row) {
  let text = searchTexts.get(row);
  if (text === undefined) {
    text = [row.name, row.id, row.target, row.host, row.cluster, row.os, row.hypervisor, row.level, row.outcome,
      ...(row.tags || []), ...row.rules, ...row.boundaries].join("\n").toLowerCase();
    searchTexts.set(row, text);
  }
  return text;
}

// "target/id" first, then the names that people use; several guests of one name are none.
function findGuest(rows, wanted) {
  const by = (key) => rows.map((row, at) => [key(row), at]).filter(([text]) => text === wanted).map(([, at]) => at);
  for (const key of [(row) => `${row.target}/${row.id}`, (row) => `${row.target}/${row.name}`, (row) => row.name, (row) => row.id]) {
    const found = by(key);
    if (found.length) return found;
  }
  return [];
}
