// The packed data, and the pool of shared nodes that it is made of (core/report/shared_json.hpp).

async function unpacked(id) {
  const element = byId(id);
  const bytes = Uint8Array.from(atob(element.textContent), (sign) => sign.charCodeAt(0));
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// A reader of nodes. Nodes that are shared are decoded once: what it gives must not be changed.
function reader(pool) {
  const decoded = new Array(pool.nodes.length);
  const read = (at) => {
    if (decoded[at] !== undefined) return decoded[at];
    const node = pool.nodes[at];
    if (!Array.isArray(node)) return node;
    return (decoded[at] = node[0] < 0 ? node.slice(1).map(read) : object(pool.shapes[node[0]], node));
  };
  const object = (keys, node) => {
    const result = Object.create(null);
    keys.forEach((key, at) => (result[key] = read(node[at + 1])));
    return result;
  };
  return read;
}

async function readIndex() {
  const pool = await unpacked("data-index");
  const [report, detail, packs, rows, words] = reader(pool)(pool.root);
  return { report, detail, packs, rows, words };
}

// The reasoning is unpacked when the first guest is opened, or when nothing else is to do.
let reasoning = null;

function readReasoning() {
  reasoning ||= unpacked("data-guests").then((pool) => {
    const read = reader(pool);
    const guests = pool.nodes[pool.root].slice(1);
    return (at) => read(guests[at]);
  });
  return reasoning;
}
