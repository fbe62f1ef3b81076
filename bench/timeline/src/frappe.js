import Gantt from "frappe-gantt";
import "../node_modules/frappe-gantt/dist/frappe-gantt.css";
import { start, T0, DAY, iso } from "./common.js";
let g, rows;
start({
  prepare: (p) =>
    (rows = p.tasks.map((t) => ({
      id: t.id,
      name: t.name,
      start: iso(T0 + t.s * DAY),
      end: iso(T0 + (t.e - 1) * DAY),
      progress: t.pct,
      dependencies: t.dep || "",
    }))),
  render: (el, tasks) => {
    const svg = document.createElement("div");
    svg.id = "g";
    el.append(svg);
    g = new Gantt("#g", tasks, {
      view_mode: "Day",
      container_height: 760,
      infinite_padding: false,
      scroll_to: "start",
      today_button: false,
    });
  },
  bar: (k) => document.querySelector(`.bar-wrapper[data-id="t${k}"] .bar`),
  move: (k, d) => {
    const t = g.tasks[k];
    const add = (x) => new Date(+x + d * DAY);
    g.update_task("t" + k, { _start: add(t._start), _end: add(t._end) });
  },
});
