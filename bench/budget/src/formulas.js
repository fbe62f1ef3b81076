// The same budget for a spreadsheet, which reckons for itself: costs, prices, margins, the sums of
// the groups and the total are formulas.
import { IN_GROUP, rows } from "./common.js";

const MARGIN = (row) => `=ROUND((H${row}-G${row})/H${row}*100,1)`;

/** The cells, row by row, of which the first is the sheet's row `first`; the total comes last. */
export function cells(first) {
  const heads = [];
  const table = rows.map(({ isGroup, item, kind, role, quantity, rate, markup, tax }, index) => {
    const row = index + first;
    if (!isGroup) return [item, kind, role, quantity, rate, markup, `=D${row}*E${row}`, `=ROUND(G${row}*(1+F${row}/100),2)`, MARGIN(row), tax];
    heads.push(`H${row}`);
    const last = Math.min(row + IN_GROUP, rows.length + first - 1);
    return [item, "", "", "", "", "", `=ROUND(SUM(G${row + 1}:G${last}),2)`, `=ROUND(SUM(H${row + 1}:H${last}),2)`, MARGIN(row), ""];
  });
  return [...table, ["Total", "", "", "", "", "", "", `=ROUND(${heads.join("+")},2)`, "", ""]];
}
