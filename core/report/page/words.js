// The words of the verdicts, and how they look.

const kOutcomes = {
  fail: { sign: "✕", means: "nobody supports it" },
  undecided: { sign: "?", means: "facts are missing" },
  warn: { sign: "!", means: "supported with conditions" },
  waived: { sign: "–", means: "accepted until a date" },
  pass: { sign: "✓", means: "supported" },
  error: { sign: "✕", means: "could not be judged" },
  "not-applicable": { sign: "·", means: "no policy speaks about it" },
};

const kLevels = {
  microsoft: "Microsoft supports it directly",
  joint: "Microsoft together with the hypervisor's vendor",
  investigate: "Microsoft will look, and may ask to see the problem elsewhere",
  "reproduce-first": "Microsoft looks once the problem was shown elsewhere",
  vendor: "the vendor alone",
  "not-supported": "nobody",
  indeterminate: "unknown facts leave several levels",
  "not-applicable": "no policy speaks about the guest",
  "not-assessed": "none of the facts that it needs is known",
};

function outcomeBadge(outcome) {
  return el("span", { class: `badge outcome ${outcome}` },
    el("span", { class: "sign", "aria-hidden": "true" }, (kOutcomes[outcome] || { sign: "·" }).sign), outcome);
}

function levelBadge(level) {
  return el("span", { class: `badge level ${level}`, title: kLevels[level] || null }, level);
}

function truthBadge(holds) {
  const [name, sign] = holds === null ? ["unknown", "?"] : holds ? ["holds", "✓"] : ["fails", "✕"];
  return el("span", { class: `truth ${name}` }, el("span", { class: "sign", "aria-hidden": "true" }, sign), name);
}

function nameOf(guest) {
  return guest.name || guest.id;
}

// A value as a reader would say it.
function valueInWords(value) {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (Array.isArray(value)) return value.length ? value.join(", ") : "none";
  return String(value);
}

function inOrder(names, order) {
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names].sort((a, b) => place(a) - place(b));
}
