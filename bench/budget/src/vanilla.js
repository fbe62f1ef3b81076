// Our yardstick, no library: rows of a grid with arrow-free typing, Enter, a fill and a paste.
// mode=full has every row in the page; lazy the same, laid out where it is in view
// (content-visibility); virtual only the rows in view.
import { COLUMNS, KEYS, host, isTyped, pasted, query, rows, shown, start, take } from "./common.js";

const mode = query.get("mode"), HEIGHT = 28, BLOCK = 50;
const live = new Map();
let body, here;

function paint(index) {
  const element = live.get(index);
  if (element) KEYS.forEach((key, column) => {
    const text = shown(key, rows[index][key]), cell = element.children[column];
    if (cell.textContent !== text) cell.textContent = text;
  });
}

function make(index) {
  const element = document.createElement("div");
  element.className = rows[index].isGroup ? "r g" : "r";
  element.dataset.row = index;
  KEYS.forEach((key, column) => {
    const cell = document.createElement("span");
    cell.dataset.column = column;
    cell.tabIndex = -1;
    cell.textContent = shown(key, rows[index][key]);
    element.append(cell);
  });
  live.set(index, element);
  return element;
}

function view() {
  const first = Math.max(0, Math.floor(host.scrollTop / HEIGHT) - 6), last = Math.min(rows.length, first + 700 / HEIGHT + 14);
  for (const [index, element] of live) {
    if (index >= first && index < last) continue;
    element.remove();
    live.delete(index);
  }
  for (let index = first; index < last; index++) {
    if (live.has(index)) continue;
    const element = make(index);
    element.style.transform = `translateY(${index * HEIGHT}px)`;
    body.append(element);
  }
}

const edit = (edits) => take(edits).forEach(paint);
function go(index, column) {
  here = [index, column];
  live.get(index)?.children[column].focus();
}

function commit(field) {
  const [index, column] = here;
  const cell = field.parentNode;
  cell.textContent = "";
  edit([[index, KEYS[column], field.value]]);
  go(index + 1, column);
}

function onKey(event) {
  if (event.target.tagName === "INPUT") {
    if (event.key === "Enter") commit(event.target);
  } else if (event.key.length === 1 && here && !event.ctrlKey && isTyped(KEYS[here[1]])) {
    const field = document.createElement("input");
    live.get(here[0]).children[here[1]].replaceChildren(field);
    field.focus();
  }
}

start({
  render: () => {
    const widths = COLUMNS.map(([, , width]) => `${width}px`).join(" ");
    const style = document.createElement("style");
    style.textContent = `#host{overflow:auto}.r{display:grid;grid-template-columns:${widths};height:${HEIGHT}px;box-sizing:border-box;border-bottom:1px solid #ddd}.v .r{position:absolute;inset-inline:0}.g{font-weight:600}.r>span{padding:4px 8px;overflow:hidden;white-space:nowrap}.r input{width:100%;box-sizing:border-box}.c{content-visibility:auto;contain-intrinsic-size:auto ${BLOCK * HEIGHT}px}`;
    document.head.append(style);
    body = document.createElement("div");
    if (mode === "virtual") {
      body.className = "v";
      body.style.cssText = `position:relative;height:${rows.length * HEIGHT}px`;
      view();
      host.addEventListener("scroll", view, { passive: true });
    } else {
      let block = body;
      rows.forEach((_, index) => {
        if (mode === "lazy" && index % BLOCK === 0) {
          block = document.createElement("div");
          block.className = "c";
          body.append(block);
        }
        block.append(make(index));
      });
    }
    host.append(body);
    host.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-column]");
      if (cell) go(Number(cell.parentNode.dataset.row), Number(cell.dataset.column));
    });
    host.addEventListener("keydown", onKey);
    host.addEventListener("paste", (event) => edit(pasted(event.clipboardData.getData("text/plain"), ...here)));
  },
  cell: (index, column) => live.get(index)?.children[column],
  fill: (index, count, value) => edit(Array.from({ length: count }, (_, i) => [index + i, "quantity", value])),
  scroller: () => host,
});
