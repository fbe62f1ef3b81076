import { gantt } from "dhtmlx-gantt";
import "../node_modules/dhtmlx-gantt/codebase/dhtmlxgantt.css";
import { start, local, DAY } from "./common.js";
const D = local;
start({
  prepare: (p) => ({
    data: p.phases
      .map((f) => ({ id: f.id, text: f.name, start_date: D(f.s), end_date: D(f.e), type: "project", open: true }))
      .concat(
        p.tasks.map((t) => ({
          id: t.id,
          text: t.name,
          parent: "p" + t.p,
          start_date: D(t.s),
          end_date: D(t.e),
          duration: t.e - t.s,
          progress: t.pct / 100,
        })),
      ),
    links: p.links.map((l) => ({ id: l.id, source: l.from, target: l.to, type: "0" })),
  }),
  render: (el, d) => {
    Object.assign(gantt.config, {
      min_column_width: 40,
      scale_height: 50,
      row_height: 32,
      scales: [
        { unit: "month", step: 1, format: "%F %Y" },
        { unit: "day", step: 1, format: "%d" },
      ],
      drag_links: true,
      round_dnd_dates: true,
    });
    gantt.init(el);
    gantt.parse(d);
  },
  bar: (k) => document.querySelector('.gantt_task_line[task_id="t' + k + '"]'),
  move: (k, d) => {
    const t = gantt.getTask("t" + k);
    t.start_date = new Date(+t.start_date + d * DAY);
    t.end_date = new Date(+t.end_date + d * DAY);
    gantt.updateTask(t.id);
  },
  scroller: () => document.querySelector(".gantt_ver_scroll"),
});
