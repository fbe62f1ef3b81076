import React from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Gantt, ViewMode } from "gantt-task-react";
import "gantt-task-react/dist/index.css";
import { start, local, DAY } from "./common.js";
const h = React.createElement,
  D = local;
let cur, set;
function App({ init }) {
  const [t, s] = React.useState(init);
  cur = t;
  set = s;
  return h(Gantt, {
    tasks: t,
    viewMode: ViewMode.Day,
    columnWidth: 40,
    rowHeight: 32,
    ganttHeight: 680,
    preStepsCount: 1,
    listCellWidth: "120px",
    onDateChange: (x) => {
      s(cur.map((y) => (y.id === x.id ? x : y)));
    },
  });
}
let N0;
start({
  prepare: (p) => (
    (N0 = p),
    p.tasks.map((t) => ({
      id: t.id,
      type: "task",
      name: t.name,
      start: D(t.s),
      end: D(t.e),
      progress: t.pct,
      dependencies: t.dep ? [t.dep] : undefined,
    }))
  ),
  render: (el, d) => createRoot(el).render(h(App, { init: d })),
  bar: (k) => {
    const g = document.querySelector("g.bar");
    return g?.children[k]?.querySelector("rect") || null;
  },
  move: (k, d) =>
    set(
      cur.map((t, i) => (i === k ? { ...t, start: new Date(+t.start + d * DAY), end: new Date(+t.end + d * DAY) } : t)),
    ),
  scrollBy: (dy) => {
    const e = document.querySelector("#host > div > div");
    e.dispatchEvent(new WheelEvent("wheel", { deltaY: dy, bubbles: true, cancelable: true }));
  },
});
