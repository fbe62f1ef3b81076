import { Timeline, DataSet } from "vis-timeline/standalone";
import "vis-timeline/styles/vis-timeline-graph2d.css";
import { start, local, DAY } from "./common.js";
const D = local;
let tl, items;
start({
  prepare: (p) => ({
    items: p.tasks.map((t) => ({
      id: t.id,
      group: "g" + t.i,
      content: t.name,
      className: "b" + t.i,
      start: D(t.s),
      end: D(t.e),
    })),
    groups: p.tasks.map((t) => ({ id: "g" + t.i, content: t.name })),
  }),
  render: (el, d) => {
    items = new DataSet(d.items);
    tl = new Timeline(el, items, new DataSet(d.groups), {
      height: 760,
      start: D(-1),
      end: D(27),
      stack: false,
      orientation: "top",
      verticalScroll: true,
      zoomKey: "ctrlKey",
      margin: { item: 4 },
      editable: { updateTime: true },
      itemsAlwaysDraggable: { item: true, range: true },
      snap: (d) => new Date(Math.round(+d / DAY) * DAY),
    });
  },
  bar: (k) => {
    const e = document.querySelector(".vis-item.b" + k);
    return e && getComputedStyle(e).visibility === "visible" ? e : null;
  }, // vis stays hidden until its first draw is complete
  scrollBy: (dy) =>
    document
      .querySelector(".vis-center")
      .dispatchEvent(new WheelEvent("wheel", { deltaY: dy, wheelDeltaY: -dy, bubbles: true, cancelable: true })),
  move: (k, d) => {
    const t = items.get("t" + k);
    items.update({ id: t.id, start: new Date(+t.start + d * DAY), end: new Date(+t.end + d * DAY) });
  },
});
