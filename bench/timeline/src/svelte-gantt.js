import { SvelteGantt, SvelteGanttTable, SvelteGanttDependencies } from "svelte-gantt";
import { start, local, DAY } from "./common.js";
const D = (s) => +local(s);
let g, tasks;
start({
  prepare: (p) => {
    tasks = p.tasks.map((t) => ({
      id: t.i,
      resourceId: t.i,
      label: t.name,
      from: D(t.s),
      to: D(t.e),
      amountDone: t.pct,
      classes: "b" + t.i,
    }));
    return {
      rows: p.tasks.map((t) => ({ id: t.i, label: t.name })),
      tasks,
      dependencies: p.links.map((l) => ({ id: +l.id.slice(1), fromId: +l.from.slice(1), toId: +l.to.slice(1) })),
      days: p.days,
    };
  },
  render: (el, d) => {
    g = new SvelteGantt({
      target: el,
      props: {
        rows: d.rows,
        tasks: d.tasks,
        dependencies: d.dependencies,
        from: D(-1),
        to: D(d.days),
        minWidth: d.days * 40,
        fitWidth: false,
        columnUnit: "day",
        columnOffset: 1,
        magnetUnit: "day",
        magnetOffset: 1,
        rowHeight: 32,
        rowPadding: 5,
        headers: [
          { unit: "month", format: "MMMM" },
          { unit: "day", format: "DD" },
        ],
        tableWidth: 160,
        tableHeaders: [{ title: "Task", property: "label", width: 160, type: "tree" }],
        ganttTableModules: [SvelteGanttTable],
        ganttBodyModules: [SvelteGanttDependencies],
      },
    });
  },
  bar: (k) => document.querySelector(".sg-task.b" + k),
  move: (k, d) => {
    const t = tasks[k];
    t.from += d * DAY;
    t.to += d * DAY;
    g.updateTask({ ...t });
  },
});
