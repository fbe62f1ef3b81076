import { ClipboardModule, EditModule, FormatModule, HistoryModule, KeybindingsModule, MutatorModule, ResizeColumnsModule, Tabulator } from "tabulator-tables";
import "tabulator-tables/dist/css/tabulator.min.css";
import { COLUMNS, host, isFigure, isTyped, pasted, place, rows, shown, start, take } from "./common.js";

Tabulator.registerModule([ClipboardModule, EditModule, FormatModule, HistoryModule, KeybindingsModule, MutatorModule, ResizeColumnsModule]);
let table, from;
const derived = ({ id, cost, price, margin }) => ({ id, cost, price, margin });
const refresh = (places) => table.updateData([...places].map((index) => derived(rows[index])));
const column = ([key, title, width]) => ({
  title,
  field: key,
  width,
  formatter: (cell) => shown(key, cell.getValue()),
  ...(isTyped(key) && {
    editable: (cell) => !cell.getData().isGroup,
    editor: isFigure(key) ? "number" : "input",
    editorParams: { selectContents: true, verticalNavigation: "table" },
  }),
});

start({
  render: () => {
    table = new Tabulator(host, {
      data: rows.map((row) => ({ ...row })),
      height: 700,
      rowHeight: 28,
      history: true,
      clipboard: "paste",
      clipboardPasteParser: (text) => text,
      clipboardPasteAction: (text) => {
        const edits = pasted(text, from, 0);
        take(edits);
        const lines = [...new Set(edits.map(([index]) => index))];
        table.updateData([...lines.map((index) => ({ ...rows[index] })), derived(rows[0])]);
        return [];
      },
      columns: COLUMNS.map(column),
    });
    table.on("cellEdited", (cell) => refresh(take([[place(cell.getData().id), cell.getField(), cell.getValue()]])));
  },
  cell: (index, column) => cellOf(index, column),
  fill: (index, count, value) => {
    const places = take(Array.from({ length: count }, (_, i) => [index + i, "quantity", value]));
    table.updateData([...places].map((index) => ({ ...derived(rows[index]), quantity: rows[index].quantity })));
  },
  paste: (text) => {
    from = place("b10");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    host.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  },
  scroller: () => host.querySelector(".tabulator-tableholder"),
});

function cellOf(index, column) {
  const row = table?.initialized && table.getRow(rows[index].id);
  const element = row && row.getElement();
  return element?.isConnected ? element.querySelector(`[tabulator-field="${COLUMNS[column][0]}"]`) : null;
}
