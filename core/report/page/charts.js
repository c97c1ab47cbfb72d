// Charts, each with its numbers as a table beside it: nothing is told by a picture alone.

const kBars = 6;  // more would not be read
const drawn = [];

function cssColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// parts: [{label, hash, values: {series: number}}]; series: [{name, color}], stacked in one bar for each part.
function barChart(title, parts, series) {
  const canvas = el("canvas", { role: "img", "aria-label": `${title}: ${chartInWords(parts, series)}` });
  const frame = el("div", { class: "canvas" }, canvas);
  frame.style.height = `${30 * Math.min(parts.length, kBars) + (series[0].name !== "guests" ? 80 : 40)}px`;
  const chart = new Chart(canvas, {
    type: "bar",
    data: { labels: parts.slice(0, kBars).map((part) => shortened(shown(part.label))), datasets: series.map((each) => dataset(each, parts)) },
    options: chartOptions(parts, series),
  });
  drawn.push({ chart, series, parts });
  return frame;
}

function shortened(text) {
  return text.length > 30 ? text.slice(0, 29) + "…" : text;
}

function dataset(each, parts) {
  return { label: each.name, data: parts.slice(0, kBars).map((part) => part.values[each.name] || 0), borderRadius: 3, maxBarThickness: 18 };
}

function chartInWords(parts, series) {
  return parts.slice(0, kBars).map((part) => `${part.label} ` + series.filter((each) => part.values[each.name])
    .map((each) => (series.length > 1 ? `${each.name} ` : "") + part.values[each.name]).join(", ")).join("; ");
}

function chartOptions(parts, series) {
  return {
    indexAxis: "y", animation: false, responsive: true, maintainAspectRatio: false,
    onClick: (event, hits) => hits.length && parts[hits[0].index].hash && toList(null, parts[hits[0].index].hash),
    onHover: (event, hits) => (event.native.target.style.cursor = hits.length ? "pointer" : "default"),
    plugins: { legend: { display: series[0].name !== "guests", position: "bottom", labels: { boxWidth: 10, boxHeight: 10 } } },
    scales: { x: { stacked: true, beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 6 } }, y: { stacked: true, grid: { display: false } } },
  };
}

// Colours are those of the style sheet, which change between light and dark.
function colorCharts() {
  for (const { chart, series, parts } of drawn) {
    chart.data.datasets.forEach((set, at) => (set.backgroundColor = parts.slice(0, kBars)
      .map((part) => cssColor(part.color || series[at].color))));
    const { x, y } = chart.options.scales;
    x.ticks.color = y.ticks.color = cssColor("text");
    x.grid = { color: cssColor("line") };
    chart.options.plugins.legend.labels.color = cssColor("text");
    chart.options.font = { family: getComputedStyle(document.body).fontFamily };
    chart.update("none");
  }
}

function numbersTable(title, head, parts, series) {
  const link = (part) => (part.hash ? el("a", { href: part.hash, onclick: toList }, part.label) : part.label);
  return el("details", {}, el("summary", {}, "As a table", el("span", { class: "hidden" }, `: ${title}`)),
    table(title, [head, ...series.map((each) => each.name)],
      parts.map((part) => [link(part), ...series.map((each) => (part.values[each.name] || 0).toLocaleString("en"))])));
}

function figure(title, head, parts, series) {
  if (!parts.length) return null;
  return el("figure", { class: "card" }, el("figcaption", {}, el("h3", {}, title)),
    barChart(title, parts, series),
    parts.length > kBars && el("p", { class: "more" }, `The first ${kBars} of ${parts.length}; all stand in the table.`),
    numbersTable(title, head, parts, series));
}

function levelParts(summary) {
  return inOrder(Object.keys(summary.levels), Object.keys(kLevels)).map((level) =>
    ({ label: level, hash: listHash("level", level), color: `level-${level}`, values: { guests: summary.levels[level] } }));
}

// "a7-overcommit crossed" → one bar for a7-overcommit; what is crossed comes first.
function boundaryParts(summary) {
  const parts = new Map();
  for (const { name, count: number } of summary.boundaries) {
    const at = name.lastIndexOf(" ");
    const [id, state] = [name.slice(0, at), name.slice(at + 1)];
    if (!parts.has(id)) parts.set(id, { label: id, names: [], values: {} });
    parts.get(id).names.push(name);
    parts.get(id).values[state] = number;
  }
  for (const part of parts.values()) part.hash = hashOf({ filters: { boundary: part.names } });
  const weight = ({ values }) => [values.crossed || 0, values.reachable || 0];
  return [...parts.values()].sort((a, b) => weight(b)[0] - weight(a)[0] || weight(b)[1] - weight(a)[1]);
}

function hypervisorParts(rows) {
  const parts = new Map();
  for (const row of rows) {
    const name = row.hypervisor || "unknown";
    if (!parts.has(name)) parts.set(name, { label: name, hash: listHash("hypervisor", name), values: {} });
    const { values } = parts.get(name);
    values[row.outcome] = (values[row.outcome] || 0) + 1;
  }
  const size = (part) => Object.values(part.values).reduce((a, b) => a + b, 0);
  return [...parts.values()].sort((a, b) => size(b) - size(a) || a.label.localeCompare(b.label));
}

function showCharts({ report: { summary }, rows }) {
  const guests = [{ name: "guests", color: "accent" }];
  const states = ["crossed", "reachable", "unknown", "clear"].map((name) => ({ name, color: `state-${name}` }));
  const seen = (series, parts) => series.filter((each) => parts.some((part) => part.values[each.name]));
  const [boundaries, hypervisors] = [boundaryParts(summary), hypervisorParts(rows)];
  const missing = summary.missing.map(({ fact, guests: number }) =>
    ({ label: fact, hash: listHash("missing", fact), values: { guests: number } }));
  fill("charts",
    figure("Levels: who answers", "level", levelParts(summary), guests),
    figure(`Outcomes by hypervisor${summary.not_listed ? ": listed guests" : ""}`, "hypervisor", hypervisors,
      seen(Object.keys(kOutcomes).map((name) => ({ name, color: `outcome-${name}` })), hypervisors)),
    figure("Boundaries: features another answers for", "boundary", boundaries, seen(states, boundaries)),
    figure("Missing facts: guests that wait for them", "fact", missing, guests));
  colorCharts();
}
