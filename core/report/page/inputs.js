// What the report was made from, so that it can be made again: policies, catalogs, plugins, targets, files and their hashes.

const kInputHead = { hash: "SHA-256" };

function hashCode(hash) {
  return hash ? el("code", { class: "hash" }, hash) : "none";
}

// An address is shown, not linked to: the page itself goes nowhere.
function packRows({ packs }) {
  return packs.map((pack) => [`${pack.id}@${pack.revision}`, [pack.title, pack.note && el("p", { class: "note" }, pack.note)], pack.source, hashCode(pack.sha256)]);
}

function fileRows({ hashes, site, profile }) {
  const named = { site: site || "none given", facts: "inventories as judged", profile: profile || "" };
  return Object.entries(hashes).map(([name, hash]) => [name, named[name] || "", hashCode(hash)]);
}

function targetRows(targets) {
  return targets.map((target) => [target.name, target.uri, target.plugin, target.collected_at,
    target.seconds === undefined || target.seconds === null ? "not told" : `${target.seconds.toFixed(1)} s`,
    count(target.hosts, "host"), count(target.guests, "guest"), target.complete ? "whole" : "not whole"]);
}

function showInputs({ report: { inputs, targets } }) {
  fill("inputs", el("h2", { id: "h-inputs" }, "Made from"), el("div", { class: "card" },
    el("h3", {}, "Targets"), targets.length ? table("Targets", ["Target", "Address", "Plugin", "Collected at", "Took", "Hosts", "Guests", "Read"], targetRows(targets))
      : el("p", {}, "No target was read."),
    el("h3", {}, "Policies"), table("Policies", ["Policy", "Title", "Source", kInputHead.hash], packRows(inputs), { class: "packs" }),
    el("h3", {}, "Catalogs"), table("Catalogs", ["Catalog", "As of", kInputHead.hash],
      inputs.catalogs.map((catalog) => [catalog.id, catalog.as_of, hashCode(catalog.sha256)])),
    el("h3", {}, "Plugins"), list(inputs.plugins.map((plugin) => `${plugin.name} ${plugin.version}`)),
    el("h3", {}, "Site file, facts and profile"), table("Files", ["What", "Name", kInputHead.hash], fileRows(inputs))));
}
