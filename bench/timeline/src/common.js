// Shared by every page: the data set, and the in-page half of the measurements.
// A page calls start({ prepare, render, bar, move, scroller }) with its adapter.
export const DAY = 864e5;
const [Y, M, D0] = (new URLSearchParams(location.search).get("start") || "2026-01-05").split("-").map(Number); // a Monday
export const T0 = Date.UTC(Y, M - 1, D0);
export const local = (s) => new Date(Y, M - 1, D0 + s); // local midnight, as applications give dates to these libraries
export const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

// n tasks in phases of 20; each phase is a finish-to-start chain; phases overlap, whole plan about six months.
export function plan(n) {
  const tasks = [],
    links = [],
    phases = [];
  for (let i = 0, at = 0; i < n; i++) {
    const p = Math.floor(i / 20),
      k = i % 20;
    if (k === 0) {
      at = (p * 11) % 120;
      phases.push({ id: "p" + p, name: "Phase " + (p + 1), s: at, e: at, from: i });
    }
    const d = 1 + ((i * 7) % 5);
    tasks.push({
      i,
      id: "t" + i,
      p,
      name: "Task " + (i + 1),
      s: at,
      e: at + d,
      pct: (i * 13) % 101,
      dep: k ? "t" + (i - 1) : null,
    });
    if (k) links.push({ id: "l" + i, from: "t" + (i - 1), to: "t" + i });
    at += d;
    phases[p].e = at;
  }
  return { tasks, links, phases, days: Math.max(...phases.map((p) => p.e)) + 5 };
}

const frame = () => new Promise((r) => requestAnimationFrame(r));
const paint = async () => {
  await frame();
  await frame();
  return performance.now();
};
const count = () => document.getElementsByTagName("*").length;

export async function start(a) {
  const n = +new URLSearchParams(location.search).get("n") || 100;
  const b = (window.__b = { long: [], a, n });
  try {
    new PerformanceObserver((l) => {
      for (const e of l.getEntries()) b.long.push([e.startTime, e.duration]);
    }).observe({ type: "longtask", buffered: true });
  } catch {}
  const el = document.getElementById("host");
  const data = a.prepare(plan(n));
  b.t0 = performance.now();
  a.render(el, data);
  b.sync = performance.now() - b.t0;
  while (!a.bar(0)) await frame();
  b.paint = await paint();
  let c = count(),
    same = 0,
    at = b.paint; // settled: element count unchanged for 6 frames
  while (same < 6) {
    await frame();
    const d = count();
    if (d === c) same++;
    else {
      c = d;
      same = 0;
      at = performance.now();
    }
  }
  b.stable = at;
  b.els = c;
  b.ready = true;
}

// API update of one task, until its bar has moved and that frame is out.
window.__update = async (k, days) => {
  const a = __b.a,
    x0 = a.bar(k).getBoundingClientRect().left,
    t0 = performance.now();
  a.move(k, days);
  const sync = performance.now() - t0;
  let tries = 0;
  for (;;) {
    const e = a.bar(k);
    if (e && Math.abs(e.getBoundingClientRect().left - x0) > 0.5) break;
    if (++tries > 90) return { sync, total: null };
    await frame();
  }
  await paint();
  return { sync, total: performance.now() - t0 };
};
const autoScroller = () => {
  let best = null,
    most = 0;
  for (const e of document.querySelectorAll("#host, #host *")) {
    const d = e.scrollHeight - e.clientHeight;
    if (d > most && e.clientHeight > 100) {
      const o = getComputedStyle(e).overflowY;
      if (o === "auto" || o === "scroll") {
        most = d;
        best = e;
      }
    }
  }
  return best;
};
window.__scroll = async (frames, dy) => {
  const a = __b.a,
    s = a.scrollBy ? null : a.scroller?.() || autoScroller();
  if (!a.scrollBy && !s) return null;
  const from = s?.scrollTop,
    d = [];
  const l0 = __b.long.length;
  let last = await frame();
  for (let i = 0; i < frames; i++) {
    if (a.scrollBy) a.scrollBy(dy);
    else s.scrollTop += dy;
    const t = await frame();
    d.push(t - last);
    last = t;
  }
  await new Promise((r) => setTimeout(r, 60)); // long-task entries arrive late
  return { d, moved: s ? s.scrollTop - from : null, long: __b.long.slice(l0).map((e) => e[1]) };
};
