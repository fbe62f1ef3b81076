import React from "react";
import { createRoot } from "react-dom/client";
import { Gantt, Willow } from "@svar-ui/react-gantt";
import "@svar-ui/react-gantt/all.css";
import { start, local, DAY } from "./common.js";
const h = React.createElement,
  D = local;
let api;
start({
  prepare: (p) => ({
    tasks: p.phases.flatMap((f) => [
      { id: f.id, text: f.name, start: D(f.s), end: D(f.e), type: "summary", open: true },
      ...p.tasks
        .slice(f.from, f.from + 20)
        .map((t) => ({
          id: t.id,
          text: t.name,
          parent: f.id,
          start: D(t.s),
          end: D(t.e),
          progress: t.pct,
          type: "task",
        })),
    ]),
    links: p.links.map((l) => ({ id: l.id, source: l.from, target: l.to, type: "e2s" })),
  }),
  render: (el, d) => {
    el.insertAdjacentHTML("beforebegin", "<style>.wx-theme{height:100%}</style>");
    createRoot(el).render(
      h(
        Willow,
        { fonts: false },
        h(Gantt, {
          init: (a) => {
            api = a;
          },
          tasks: d.tasks,
          links: d.links,
          cellWidth: 40,
          cellHeight: 32,
          scales: [
            { unit: "month", step: 1, format: "%F %Y" },
            { unit: "day", step: 1, format: "%j" },
          ],
        }),
      ),
    );
  },
  bar: (k) => document.querySelector(`.wx-bars .wx-bar[data-id=":t${k}"]`),
  move: (k, d) => {
    const t = api.getTask("t" + k);
    api.exec("update-task", {
      id: t.id,
      task: { start: new Date(+t.start + d * DAY), end: new Date(+t.end + d * DAY) },
    });
  },
});
