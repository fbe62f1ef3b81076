import JSGantt from "jsgantt-improved";
import "jsgantt-improved/dist/jsgantt.css";
import { start, T0, DAY, iso } from "./common.js";
let g, last;
start({
  prepare: (p) =>
    p.phases.flatMap((f, j) => [
      {
        pID: 1e6 + j,
        pName: f.name,
        pStart: "",
        pEnd: "",
        pClass: "ggroupblack",
        pLink: "",
        pMile: 0,
        pRes: "",
        pComp: 0,
        pGroup: 1,
        pParent: 0,
        pOpen: 1,
        pDepend: "",
      },
      ...p.tasks
        .slice(f.from, f.from + 20)
        .map((t) => ({
          pID: t.i + 1,
          pName: t.name,
          pStart: iso(T0 + t.s * DAY),
          pEnd: iso(T0 + (t.e - 1) * DAY),
          pClass: "gtaskblue",
          pLink: "",
          pMile: 0,
          pRes: "",
          pComp: t.pct,
          pGroup: 0,
          pParent: 1e6 + j,
          pOpen: 1,
          pDepend: t.dep ? String(+t.dep.slice(1) + 1) : "",
        })),
    ]),
  render: (el, d) => {
    last = d;
    el.style.overflow = "auto";
    g = new JSGantt.GanttChart(el, "day");
    g.setOptions({ vFormat: "day", vShowRes: 0, vShowCost: 0, vUseSort: 0, vDayColWidth: 40 });
    for (const t of d) g.AddTaskItemObject(t);
    g.Draw();
  },
  bar: (k) => {
    const t = g?.getList().find((x) => +x.getOriginalID() === k + 1);
    const b = t?.getBarDiv();
    return b && b.isConnected ? b : null;
  },
  move: (k, d) => {
    const id = k + 1,
      t = last.find((x) => x.pID === id);
    const mv = (s) => iso(Date.parse(s) + d * DAY);
    t.pStart = mv(t.pStart);
    t.pEnd = mv(t.pEnd);
    g.RemoveTaskItem(id);
    g.AddTaskItemObject(t);
    g.Draw();
  },
  scroller: () => document.getElementById("host"),
});
