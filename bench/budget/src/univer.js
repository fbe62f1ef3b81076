// The cells are drawn on a canvas: what they hold is read through its interface.
import { LocaleType, LogLevel, Univer, mergeLocales } from "@univerjs/core";
import { FUniver } from "@univerjs/core/facade";
import { UniverSheetsCorePreset } from "@univerjs/preset-sheets-core";
import en from "@univerjs/preset-sheets-core/locales/en-US";
import "@univerjs/preset-sheets-core/lib/index.css";
import { COLUMNS, host, place, rows, showTotal, start } from "./common.js";
import { cells } from "./formulas.js";

const HEAD = 1, HEIGHT = 28, PRICE = 7;
const cell = (value) => (typeof value === "number" ? { v: value, t: 2 } : value.startsWith("=") ? { f: value } : { v: value });
const line = (values) => Object.fromEntries(values.map((value, column) => [column, cell(value)]));
const cellData = Object.fromEntries([COLUMNS.map(([, name]) => name), ...cells(HEAD + 1)].map((values, row) => [row, line(values)]));
let univer, sheet, top = 0;

function read() {
  const total = sheet.getRange(rows.length + HEAD, PRICE).getValue();
  if (typeof total === "number") showTotal(total);
}

start({
  reckonsItself: true,
  render: () => {
    const bare = { header: false, toolbar: false, footer: false, formulaBar: false, contextMenu: false };
    const engine = new Univer({ locale: LocaleType.EN_US, locales: { [LocaleType.EN_US]: mergeLocales(en) }, logLevel: LogLevel.WARN });
    const { plugins } = UniverSheetsCorePreset({ container: "host", ...bare });
    for (const [plugin, options] of plugins.map((plugin) => [plugin].flat())) engine.registerPlugin(plugin, options);
    univer = FUniver.newAPI(engine);
    const columnData = Object.fromEntries(COLUMNS.map(([, , w], column) => [column, { w }]));
    const workbook = univer.createWorkbook({
      id: "book",
      name: "Budget",
      sheetOrder: ["lines"],
      sheets: { lines: { id: "lines", name: "Lines", rowCount: rows.length + 5, columnCount: COLUMNS.length, cellData, columnData, defaultRowHeight: HEIGHT } },
    });
    sheet = workbook.getActiveSheet();
    univer.addEvent(univer.Event.SheetValueChanged, read);
    univer.getFormula().calculationEnd(() => setTimeout(read));
    const first = setInterval(() => {
      read();
      if (document.getElementById("total").textContent) clearInterval(first);
    }, 8);
  },
  text: (row, column) => {
    const value = sheet?.getRange(place(row) + HEAD, column).getValue();
    return value == null ? "" : String(value);
  },
  total: () => {
    if (sheet) read();
    return document.getElementById("total").textContent;
  },
  box: (row, column) => {
    const { x, y } = [...host.querySelectorAll("canvas")].map((canvas) => canvas.getBoundingClientRect()).find(({ width }) => width > 900);
    const left = COLUMNS.slice(0, column).reduce((sum, [, , width]) => sum + width, 46);
    return { x: x + left, y: y + 20 + HEIGHT * (place(row) + HEAD), width: COLUMNS[column][2], height: HEIGHT };
  },
  fill: (index, count, value) =>
    sheet.getRange(index + HEAD, 3, count, 1).setValues(Array.from({ length: count }, () => [value])),
  paste: (text) => {
    sheet.getRange(place("b10") + HEAD, 0).activate();
    univer.pasteIntoSheet(undefined, text);
  },
  scrollBy: (dy) => {
    top = Math.max(0, top + dy);
    sheet.scrollToCell(Math.round(top / HEIGHT), 0);
  },
});
