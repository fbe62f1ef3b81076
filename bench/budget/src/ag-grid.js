import {
  CellApiModule, ClientSideRowModelApiModule, ClientSideRowModelModule, ModuleRegistry, NumberEditorModule, RowApiModule, TextEditorModule, createGrid,
} from "ag-grid-community";
import { COLUMNS, host, isFigure, isTyped, place, rows, shown, start, take } from "./common.js";

ModuleRegistry.registerModules([CellApiModule, ClientSideRowModelModule, ClientSideRowModelApiModule, NumberEditorModule, RowApiModule, TextEditorModule]);
let grid;
const refresh = (places) => grid.applyTransaction({ update: [...places].map((index) => rows[index]) });

start({
  render: () => {
    grid = createGrid(host, {
      rowData: rows,
      getRowId: ({ data }) => data.id,
      rowHeight: 28,
      headerHeight: 32,
      enterNavigatesVerticallyAfterEdit: true,
      columnDefs: COLUMNS.map(([key, name, width]) => ({
        field: key,
        headerName: name,
        cellDataType: false, // a group has no quantity
        width,
        editable: ({ data }) => isTyped(key) && !data.isGroup,
        cellEditor: isFigure(key) ? "agNumberCellEditor" : "agTextCellEditor",
        valueFormatter: ({ value }) => shown(key, value),
      })),
      onCellValueChanged: ({ data, column, newValue }) => refresh(take([[place(data.id), column.getColId(), newValue]])),
    });
  },
  cell: (index, column) => host.querySelector(`.ag-row[row-index="${index}"] > [col-id="${COLUMNS[column][0]}"]`) ?? host.querySelector(`.ag-row[row-index="${index}"] [col-id="${COLUMNS[column][0]}"]`),
  fill: (index, count, value) => refresh(take(Array.from({ length: count }, (_, i) => [index + i, "quantity", value]))),
  scroller: () => [...host.querySelectorAll("*")].find((element) => element.scrollHeight > element.clientHeight + 1000 && /auto|scroll/.test(getComputedStyle(element).overflowY)),
});
