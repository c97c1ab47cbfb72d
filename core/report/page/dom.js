// Elements made of text: nothing that came with the data is ever read as markup.

// What would change how a text reads without being seen is shown by its number, as ‹U+202E›.
const kInvisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

function shown(text) {
  return String(text).replace(kInvisible,
    (sign) => `‹U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
}

// el("p", {class: "x", onclick: f}, "text", node, [more]): texts become text nodes; null and false are left out.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : shown(child));
  }
}

function fill(id, ...children) {
  const element = document.getElementById(id);
  element.replaceChildren();
  append(element, children);
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || one + "s"}`;
}

// A table in words: columns are heads; rows are lists of texts or nodes, the first of each its head.
function table(caption, columns, rows, attributes) {
  return el("table", attributes,
    el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column)))),
    el("tbody", {}, rows.map((row) =>
      el("tr", {}, row.map((cell, at) => (at ? el("td", {}, cell) : el("th", { scope: "row" }, cell)))))));
}

function list(items, tag) {
  return el(tag || "ul", {}, items.map((item) => el("li", {}, item)));
}

// A text in which `names` stand in backticks.
function prose(text) {
  return String(text).split(/`([^`]+)`/).map((part, at) => (at % 2 ? code(part) : part));
}

function code(text) {
  return el("code", {}, text);
}
