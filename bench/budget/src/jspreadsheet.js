import jspreadsheet from "jspreadsheet-ce";
import "jsuites/dist/jsuites.css";
import "jspreadsheet-ce/dist/jspreadsheet.css";
import { COLUMNS, host, isFigure, isTyped, rows, showTotal, start } from "./common.js";
import { cells } from "./formulas.js";

const table = cells(1), PRICE = 7;
let sheet;
const read = () => showTotal(Number(sheet.getValueFromCoords(PRICE, rows.length, true)));

start({
  reckonsItself: true,
  render: () => {
    [sheet] = jspreadsheet(host, {
      worksheets: [{
        data: table,
        columns: COLUMNS.map(([key, title, width]) => ({ title, width, align: isFigure(key) ? "right" : "left", type: isFigure(key) ? "numeric" : "text", readOnly: !isTyped(key) })),
        tableOverflow: true,
        tableHeight: "690px",
        tableWidth: "1190px",
        lazyLoading: true,
      }],
      onafterchanges: read,
    });
    read();
  },
  cell: (index, column) => {
    const cell = sheet?.records?.[index]?.[column]?.element;
    return cell?.isConnected ? cell : null;
  },
  fill: (index, count, value) =>
    sheet.setValue(Array.from({ length: count }, (_, i) => ({ x: 3, y: index + i, value })), value),
  // Rows are added and taken away as it is scrolled, which moves what is in view.
  scrollBy: (dy) => (host.querySelector(".jss_content").scrollTop += dy),
});
