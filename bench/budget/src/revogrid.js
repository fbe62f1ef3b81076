import { defineCustomElements } from "@revolist/revogrid/loader";
import { COLUMNS, host, isTyped, rows, shown, start, take } from "./common.js";

defineCustomElements();
let grid;
const show = () => (grid.source = [...rows]);

start({
  render: () => {
    grid = document.createElement("revo-grid");
    grid.style.cssText = "display:block;width:1200px;height:700px";
    Object.assign(grid, {
      range: true,
      rowSize: 28,
      columns: COLUMNS.map(([key, name, size]) => ({ prop: key, name, size, readonly: ({ model }) => !isTyped(key) || Boolean(model.isGroup), cellTemplate: (_, { value }) => shown(key, value) })),
      source: rows,
    });
    grid.addEventListener("afteredit", ({ detail }) => {
      const edits = detail.data
        ? Object.entries(detail.data).flatMap(([index, cells]) => Object.entries(cells).map(([key, value]) => [Number(index), key, value]))
        : [[detail.rowIndex, detail.prop, detail.val]];
      take(edits);
      show();
    });
    host.append(grid);
  },
  cell: (index, column) => host.querySelector(`revogr-data .rgCell[data-rgrow="${index}"][data-rgcol="${column}"]`),
  fill: (index, count, value) => {
    take(Array.from({ length: count }, (_, i) => [index + i, "quantity", value]));
    show();
  },
  scroller: () => host.querySelector("revogr-viewport-scroll .vertical-inner"),
});
