import Handsontable from "handsontable/base";
import { NumericCellType, TextCellType, registerCellType } from "handsontable/cellTypes";
import { Autofill, CopyPaste, UndoRedo, registerPlugin } from "handsontable/plugins";
import "handsontable/styles/handsontable.min.css";
import "handsontable/styles/ht-theme-main.min.css";
import { COLUMNS, host, isFigure, isTyped, rows, shown, start, take } from "./common.js";

[NumericCellType, TextCellType].forEach(registerCellType);
[Autofill, CopyPaste, UndoRedo].forEach(registerPlugin);
let table;

function renderer(_, cell, __, ___, key, value) {
  cell.textContent = shown(key, value);
}

start({
  render: () => {
    table = new Handsontable(host, {
      data: rows,
      licenseKey: "non-commercial-and-evaluation",
      themeName: "ht-theme-main",
      colHeaders: COLUMNS.map(([, name]) => name),
      colWidths: COLUMNS.map(([, , width]) => width),
      rowHeights: 28,
      width: 1200,
      height: 700,
      wordWrap: false,
      autoRowSize: false,
      autoColumnSize: false,
      fillHandle: "vertical",
      columns: COLUMNS.map(([key]) => ({ data: key, type: isFigure(key) ? "numeric" : "text", readOnly: !isTyped(key), renderer })),
      cells: (index) => (rows[index]?.isGroup ? { readOnly: true } : {}),
      afterChange: (changes, from) => {
        if (!changes || from === "loadData") return;
        take(changes.map(([index, key, , value]) => [index, key, value]));
        table.render();
      },
    });
  },
  cell: (index, column) => table?.getCell(index, column),
  fill: (index, count, value) => table.populateFromArray(index, 3, [[value]], index + count - 1, 3, "Autofill.fill", "overwrite"),
  scroller: () => host.querySelector(".ht_master .wtHolder"),
});
