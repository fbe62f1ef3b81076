// Static: there is no interaction, so only rendering is measured.
import mermaid from "mermaid";
import { start, T0, DAY, iso } from "./common.js";
start({
  prepare: (p) =>
    "gantt\n dateFormat YYYY-MM-DD\n" +
    p.phases
      .map(
        (f) =>
          ` section ${f.name}\n` +
          p.tasks
            .slice(f.from, f.from + 20)
            .map((t) => `  ${t.name} :${t.id}, ${t.dep ? "after " + t.dep : iso(T0 + t.s * DAY)}, ${t.e - t.s}d\n`)
            .join(""),
      )
      .join(""),
  render: async (el, d) => {
    el.style.overflow = "auto";
    mermaid.initialize({
      startOnLoad: false,
      maxTextSize: 1e7,
      maxEdges: 1e6,
      securityLevel: "loose",
      gantt: { useMaxWidth: false },
    });
    const { svg } = await mermaid.render("m", d);
    el.innerHTML = svg;
  },
  bar: (k) => document.querySelector(`#host rect[id$="t${k}"]`),
  noUpdate: true,
  noDrag: true,
});
