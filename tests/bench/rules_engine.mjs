// Decides rules.json over an inventory file with json-rules-engine: how many guests have each level.
//
// usage: node rules_engine.mjs MODULES_FOLDER FILE
//
// The engine knows two values, so it runs twice: once with what is not known taken so that conditions hold (the rules that
// may hold), once so that they do not (those that surely do).
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const [modules, file] = process.argv.slice(2);
const { Engine } = createRequire(path.join(path.resolve(modules), 'node_modules', 'x.js'))('json-rules-engine');

const is = (fact, value) => ({ fact, operator: 'equal', value });
const atLeast = (fact, value) => ({ fact, operator: 'greaterThanInclusive', value });
const kRules = [
  ['not-supported', [is('guest.firmware', 'bios'), atLeast('guest.vcpu.count', 16)]],
  ['vendor', [atLeast('guest.memory.ballooned_mib', 1)]],
  ['reproduce-first', [atLeast('guest.snapshot.count', 1)]],
  ['microsoft', [is('hypervisor.family', 'hyper-v')]],
];
const kApplies = 'applies';
const engine = new Engine([], { allowUndefinedFacts: true });
for (const [level, all] of [[kApplies, [is('guest.power', 'running')]], ...kRules])
  engine.addRule({ conditions: { all }, event: { type: level } });
const kConditions = [is('guest.power', 'running'), ...kRules.flatMap(([, all]) => all)];

async function holding(facts, ifUnknown) {
  const filled = {};
  for (const { fact, value } of kConditions) filled[fact] = facts[fact] ?? (ifUnknown ? value : typeof value === 'number' ? -1 : '');
  const { events } = await engine.run(filled);
  return new Set(events.map((event) => event.type));
}

async function level(facts) {
  const maybe = await holding(facts, true);
  const surely = await holding(facts, false);
  const possible = new Set();
  if (!surely.has(kApplies)) possible.add('not-applicable');
  let open = maybe.has(kApplies);
  for (const [name] of kRules) {
    if (open && maybe.has(name)) possible.add(name);
    open = open && !surely.has(name);
  }
  if (open) possible.add('joint');
  return possible.size === 1 ? [...possible][0] : 'indeterminate';
}

const counts = {};
let families = new Map();
for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
  const record = JSON.parse(line);
  if (record.record === 'inventory') families = new Map();
  if (record.record === 'host') families.set(record.id, record.facts['hypervisor.family']);
  if (record.record !== 'guest' || record.facts['guest.template'] === true) continue;
  const answer = await level({ ...record.facts, 'hypervisor.family': families.get(record.host) });
  counts[answer] = (counts[answer] ?? 0) + 1;
}
console.log(JSON.stringify(counts));
