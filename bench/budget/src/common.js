// Shared by the peers' pages: the rows, what follows from an edit, and the start.
// A page calls start({ render, cell, fill }) with its adapter; `rows` are its data: a group's row
// with its sums, then its lines.
import "./measure.js";
import { COLUMNS, IN_GROUP, cents, group, line } from "./lines.js";
export { COLUMNS, IN_GROUP };

export const query = new URLSearchParams(location.search);
export const KEYS = COLUMNS.map(([key]) => key);
const N = Number(query.get("n") ?? 1000);
const TYPED = ["item", "kind", "role", "quantity", "rate", "markup", "tax"];
const FIGURES = KEYS.slice(3);
export const isFigure = (key) => FIGURES.includes(key);
export const isTyped = (key) => TYPED.includes(key);

const format = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** The text of a cell. */
export const shown = (key, value) =>
  value === "" || value == null ? "" : ["rate", "cost", "price"].includes(key) ? format.format(value) : key === "margin" ? `${Number(value).toFixed(1)} %` : String(value);

function reckon(row) {
  row.cost = row.quantity * row.rate;
  row.price = cents(row) / 100;
  row.margin = row.price ? Math.round((1000 * (row.price - row.cost)) / row.price) / 10 : 0;
}

/** A group's row before its lines. */
export const rows = [];
for (let i = 0; i < N; i++) {
  if (i % IN_GROUP === 0) rows.push({ id: `group:g${group(i)}`, isGroup: true, item: `Group ${group(i) + 1}`, kind: "", role: "", quantity: "", rate: "", markup: "", cost: 0, price: 0, margin: 0, tax: "" });
  const row = { id: `b${i}`, ...line(i) };
  reckon(row);
  rows.push(row);
}

/** All sums anew; gives the total in money. */
function add() {
  let total = 0, head, cost, price;
  const close = () => {
    if (!head) return;
    head.cost = cost;
    head.price = price / 100;
    head.margin = Math.round((1000 * (head.price - cost)) / head.price) / 10;
    total += price;
  };
  for (const row of rows) {
    if (row.isGroup) {
      close();
      [head, cost, price] = [row, 0, 0];
    } else {
      cost += row.cost;
      price += Math.round(row.price * 100);
    }
  }
  close();
  return total / 100;
}

export const showTotal = (total) => (document.getElementById("total").textContent = format.format(total));
/** The place of a row by its name. */
export const place = (id) => (id.startsWith("b") ? Number(id.slice(1)) + group(Number(id.slice(1))) + 1 : Number(id.slice(7)) * (IN_GROUP + 1));
export const headOf = (index) => index - (index % (IN_GROUP + 1));

/** Takes edits, [place, key, value] each, and shows the total; gives the places of the rows that
 * are others now: lines and their groups. */
export function take(edits) {
  const changed = new Set();
  for (const [index, key, given] of edits) {
    const row = rows[index];
    if (!row || row.isGroup || !isTyped(key)) continue;
    row[key] = isFigure(key) ? Number(given) : given;
    changed.add(index);
  }
  for (const index of changed) reckon(rows[index]);
  showTotal(add());
  return new Set([...changed].flatMap((index) => [index, headOf(index)]));
}

/** The edits that a pasted text is, from a cell on. */
export const pasted = (text, index, column) =>
  text.split("\n").flatMap((words, down) => words.split("\t").map((word, right) => [index + down, KEYS[column + right], word.trim()]));

export const host = document.getElementById("host");

export function start({ render, cell, fill, ...more }) {
  const element = (row, column) => cell(place(row), column);
  window.__b.a = {
    text: (row, column) => element(row, column)?.textContent,
    box: (row, column) => {
      const { x, y, width, height } = element(row, column).getBoundingClientRect();
      return { x, y, width, height };
    },
    total: () => document.getElementById("total").textContent,
    fill: (row, count, value) => fill(place(row), count, value),
    ...more,
  };
  const total = add();
  window.__b.start(() => {
    render(host);
    if (!more.reckonsItself) showTotal(total);
  });
}
