// Our yardstick, no library: SVG bars and arrows, one row per task, with a real schedule behind it.
// mode=full draws every row; mode=virtual only the rows in view. A move re-runs the whole forward and
// backward pass (all tasks), pushes successors, recolours the critical path and repaints what changed.
import { start } from "./common.js";
const CW = 40,
  RH = 32,
  HEAD = 50,
  SIDE = 200,
  NS = "http://www.w3.org/2000/svg";
const full = new URLSearchParams(location.search).get("mode") === "full";
const S = (t, a, p) => {
  const e = document.createElementNS(NS, t);
  for (const k in a) e.setAttribute(k, a[k]);
  p?.append(e);
  return e;
};
let P,
  n,
  dur,
  floor,
  pred,
  succ,
  es,
  ef,
  ls,
  crit,
  rows = new Map(),
  gSvg,
  gRows,
  gArrows,
  gBars,
  scroller,
  first = 0,
  last = -1;
function schedule() {
  // chain input is in topological order already
  let T = 0;
  for (let i = 0; i < n; i++) {
    let s = floor[i];
    const p = pred[i];
    if (p >= 0 && ef[p] > s) s = ef[p];
    es[i] = s;
    ef[i] = s + dur[i];
    if (ef[i] > T) T = ef[i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const lf = succ[i] >= 0 ? ls[succ[i]] : T;
    ls[i] = lf - dur[i];
    crit[i] = ls[i] <= es[i] ? 1 : 0;
  }
}
const bx = (i) => es[i] * CW,
  by = (i) => i * RH + 6,
  bw = (i) => dur[i] * CW;
const path = (i) => {
  const p = pred[i],
    x0 = ef[p] * CW,
    y0 = p * RH + RH / 2,
    x1 = es[i] * CW,
    y1 = i * RH + RH / 2;
  return x1 - x0 >= 8 ? `M${x0} ${y0}h4V${y1}H${x1}` : `M${x0} ${y0}h6v${RH / 2}H${x1 - 6}V${y1}h6`;
};
function draw(i) {
  let r = rows.get(i);
  if (!r) {
    const lab = document.createElement("div");
    lab.className = "r";
    lab.style.transform = `translateY(${i * RH}px)`;
    lab.textContent = P.tasks[i].name;
    gRows.append(lab);
    const g = S("g", { class: "b" }, gBars),
      rect = S("rect", { height: RH - 12, rx: 3, "data-i": i }, g),
      prog = S("rect", { class: "p", height: RH - 12, rx: 3 }, g),
      tx = S("text", {}, g);
    tx.textContent = P.tasks[i].name;
    const ar = pred[i] >= 0 ? S("path", {}, gArrows) : null;
    rows.set(i, (r = { lab, g, rect, prog, tx, ar, e: -1, w: -1, c: -1, pe: -1 }));
  }
  if (r.e !== es[i] || r.w !== dur[i]) {
    r.e = es[i];
    r.w = dur[i];
    const x = bx(i),
      y = by(i);
    r.rect.setAttribute("x", x);
    r.rect.setAttribute("y", y);
    r.rect.setAttribute("width", bw(i));
    r.prog.setAttribute("x", x);
    r.prog.setAttribute("y", y);
    r.prog.setAttribute("width", (bw(i) * P.tasks[i].pct) / 100);
    r.tx.setAttribute("x", x + 6);
    r.tx.setAttribute("y", y + 14);
    r.pe = -1;
  }
  if (r.c !== crit[i]) {
    r.c = crit[i];
    r.g.classList.toggle("c", !!crit[i]);
  }
  if (r.ar) {
    const k = es[i] * 1e5 + ef[pred[i]];
    if (k !== r.pe) {
      r.pe = k;
      r.ar.setAttribute("d", path(i));
    }
  }
}
function drop(i) {
  const r = rows.get(i);
  r.lab.remove();
  r.g.remove();
  r.ar?.remove();
  rows.delete(i);
}
function view() {
  let a = 0,
    z = n - 1;
  if (!full) {
    a = Math.max(0, Math.floor(scroller.scrollTop / RH) - 4);
    z = Math.min(n - 1, Math.ceil((scroller.scrollTop + scroller.clientHeight) / RH) + 4);
  }
  for (const i of [...rows.keys()]) if (i < a || i > z) drop(i);
  for (let i = a; i <= z; i++) draw(i);
  first = a;
  last = z;
}
start({
  prepare: (p) => {
    P = p;
    n = p.tasks.length;
    dur = new Int32Array(n);
    floor = new Int32Array(n);
    pred = new Int32Array(n).fill(-1);
    succ = new Int32Array(n).fill(-1);
    es = new Int32Array(n);
    ef = new Int32Array(n);
    ls = new Int32Array(n);
    crit = new Uint8Array(n);
    for (const t of p.tasks) {
      dur[t.i] = t.e - t.s;
      floor[t.i] = t.dep ? 0 : t.s;
      if (t.dep) {
        pred[t.i] = t.i - 1;
        succ[t.i - 1] = t.i;
      }
    }
    return p;
  },
  render: (el, p) => {
    schedule();
    const W = p.days * CW,
      H = n * RH;
    el.innerHTML = `<style>.s{height:760px;overflow:auto;position:relative}.h{position:sticky;top:0;height:${HEAD}px;background:#fff;z-index:2;width:${SIDE + W}px;border-bottom:1px solid #ddd}.h span{position:absolute;top:26px;width:${CW}px;text-align:center;font-size:11px}.o{position:relative;width:${SIDE + W}px;height:${H}px}.l{position:sticky;left:0;width:${SIDE}px;height:${H}px;background:#fff;z-index:1;contain:strict}.r{position:absolute;height:${RH}px;line-height:${RH}px;padding-left:8px;width:100%;box-sizing:border-box}.o svg{position:absolute;left:${SIDE}px;top:0;background:repeating-linear-gradient(90deg,#eee 0 1px,transparent 1px ${CW}px)}.b rect{fill:#7aa7e8}.b .p{fill:#3a6fc4}.b.c rect{fill:#e8a07a}.b.c .p{fill:#c4553a}.b text{font-size:11px;pointer-events:none}path{fill:none;stroke:#888}</style><div class="s" tabindex="0"><div class="h"></div><div class="o"><div class="l"></div></div></div>`;
    scroller = el.querySelector(".s");
    const h = el.querySelector(".h"),
      o = el.querySelector(".o");
    gRows = el.querySelector(".l");
    let s = "";
    for (let d = 0; d < p.days; d++) s += `<span style="left:${SIDE + d * CW}px">${1 + (d % 31)}</span>`;
    h.innerHTML = s;
    gSvg = S("svg", { width: W, height: H }, o);
    gArrows = S("g", {}, gSvg);
    gBars = S("g", {}, gSvg);
    view();
    let q = 0;
    if (!full)
      scroller.addEventListener(
        "scroll",
        () => {
          if (!q) {
            q = 1;
            requestAnimationFrame(() => {
              q = 0;
              view();
            });
          }
        },
        { passive: true },
      );
    gBars.addEventListener("pointerdown", (e) => {
      const i = e.target.dataset.i;
      if (i == null) return;
      const k = +i,
        x0 = e.clientX,
        s0 = es[k],
        f0 = floor[k];
      let lastD = 0;
      gBars.setPointerCapture(e.pointerId);
      const mv = (ev) => {
        const d = Math.round((ev.clientX - x0) / CW);
        if (d !== lastD) {
          lastD = d;
          floor[k] = Math.max(f0, s0 + d);
          if (pred[k] < 0) floor[k] = Math.max(0, s0 + d);
          schedule();
          for (let j = first; j <= last; j++) draw(j);
        }
      };
      gBars.addEventListener("pointermove", mv);
      gBars.addEventListener("pointerup", () => gBars.removeEventListener("pointermove", mv), { once: true });
    });
  },
  bar: (k) => rows.get(k)?.rect || null,
  move: (k, d) => {
    floor[k] = Math.max(0, (d > 0 ? es[k] : floor[k]) + d);
    schedule();
    for (let j = first; j <= last; j++) draw(j);
  },
  scroller: () => scroller,
});
