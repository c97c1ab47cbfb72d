// Writes inventories: `inventories.mjs fleet 20000` many guests, all different; `inventories.mjs hostile` guests whose names
// are attacks.
const targets = ["vienna", "graz"];
const hostsEach = 100;
const roles = ["web", "sql", "app", "dc", "exch", "print", "file", "build"];
const systems = ["windows-server-2025", "windows-server-2022", "windows-server-2019", "windows-server-2016", "windows-server-2012-r2", "windows-11"];

const lines = [];
const line = (record) => lines.push(JSON.stringify(record));
const evidenceOf = (facts) => Object.fromEntries(Object.keys(facts).map((name) => [name, `virDomainGetXMLDesc /domain/${name.replaceAll(".", "/")}`]));
const pick = (items, at) => items[at % items.length];

function host(at) {
  const facts = { "hypervisor.family": "kvm", "hypervisor.api": "libvirt", "host.cpu.vendor": pick(["intel", "amd"], at), "host.cpu.threads": 64,
    "host.memory.total_mib": 524288, "host.memory.page_sharing": at % 3 === 0, "host.migration.enabled": true,
    ...pick([{ "hypervisor.vendor": "redhat", "hypervisor.product": "rhel-kvm", "hypervisor.version": "9.4" },
      { "hypervisor.vendor": "proxmox", "hypervisor.product": "proxmox-ve", "hypervisor.version": "8.2" }, {}], at) };
  return { record: "host", id: `h${String(at).padStart(3, "0")}`, name: `kvm${String(at).padStart(3, "0")}.example`, facts, evidence: evidenceOf(facts) };
}

function guest(at) {
  const facts = { "guest.power": pick(["running", "running", "running", "off"], at), "guest.vcpu.count": 1 << (at % 5),
    "guest.memory.configured_mib": 1024 * (1 + (at % 32)), "guest.memory.current_mib": 1024 * (1 + (at % 32)),
    "guest.memory.dynamic": at % 4 === 0, "guest.memory.balloon_device": at % 3 !== 0, "guest.memory.ballooned_mib": at % 9 === 0 ? at % 700 : 0,
    "guest.memory.locked": at % 3 === 0, "guest.firmware": pick(["uefi", "bios"], at), "guest.secure_boot": at % 2 === 0, "guest.tpm": at % 4 === 0,
    "guest.nested_virtualization": at % 13 === 0, "guest.snapshot.count": at % 6 === 0 ? at % 5 : 0, "guest.migratable": at % 11 !== 0,
    "guest.disk.targets": pick([["fibre-channel"], ["iscsi"], ["nfs"], ["local-file"], ["ceph", "local-file"]], at),
    "guest.disk.kinds": ["image"], "guest.hot_add": pick([[], ["cpu"], ["cpu", "memory"]], at), "guest.template": false };
  if (at % 10) Object.assign(facts, { "guest.os.family": "windows", "guest.os.product": pick(systems, at * 7), "guest.os.source": "agent" });
  const unknown = at % 10 ? {} : { "guest.os.product": { reason: "agent-off", detail: "no answer", remedy: "start qemu-guest-agent" } };
  const id = `${String(at).padStart(8, "0")}-9a1c-4b5d-8e7f-${(at * 2654435761 % 0xffffffffffff).toString(16).padStart(12, "0")}`;
  return { record: "guest", id, name: `${pick(roles, at)}-${at}`, host: `h${String(at % hostsEach).padStart(3, "0")}`, facts, evidence: evidenceOf(facts), unknown };
}

function inventory(target, hosts, guests) {
  line({ record: "inventory", schema: 1, target, uri: `qemu+ssh://${target}.example/system`, collected_at: "2026-11-20T22:42:00Z",
    plugin: { name: "libvirt", version: "1.0.0" } });
  hosts.forEach(line);
  guests.forEach(line);
  line({ record: "end", clusters: 0, hosts: hosts.length, guests: guests.length, errors: 0 });
}

const range = (first, end) => Array.from({ length: end - first }, (nothing, at) => first + at);

function fleet(guests) {
  targets.forEach((target, part) => inventory(target, range(0, hostsEach).map(host),
    range(Math.floor(guests * part / targets.length), Math.floor(guests * (part + 1) / targets.length)).map(guest)));
}

export const hostileNames = [
  "</script><script>window.hacked = 1</script>",
  "<img src=x onerror=\"window.hacked = 2\">",
  "<svg/onload=window.hacked=3>&lt;b&gt;&amp;",
  "'\"`${window.hacked = 4}`\"'",
  "a\u202egpj.exe\u202c",
  "line\u2028separator\u2029",
  "javascript:window.hacked=5",
  "__proto__",
];

function hostile() {
  inventory("<b>t</b>", [host(0)], hostileNames.map((name, at) => ({ ...guest(at), name, id: `h${at}"><i>`,
    evidence: { "guest.vcpu.count": "<img src=x onerror=window.hacked=6>" } })));
}

const [kind, guests] = process.argv.slice(2);
if (kind === "fleet") fleet(Number(guests));
if (kind === "hostile") hostile();
if (lines.length) process.stdout.write(lines.join("\n") + "\n");
