// Measures every page; run.mjs prepares and calls it. Compare ratios, not milliseconds.
import { chromium } from "playwright-core";
import { LONGEST, begin, compare, frames, heapOf, shown, watched } from "../shared/harness.mjs";
import * as ours from "./ours.mjs";

const TASK = 3, DAYS = 2;
const bench = await begin(chromium, 4177);
const { browser, oursBase, address } = bench;

/** One app, one plan, everything once. */
async function measure(app, n) {
  const isOurs = !app.dir;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "UTC", locale: "en-GB" });
  try {
    const r = { errors: [] };
    if (isOurs) r.open = await ours.seed(context, oursBase, n);
    const { page, devtools, busy } = await watched(context, r);
    if (isOurs) await page.addInitScript(`${ours.script}; addEventListener("DOMContentLoaded", () => __start());`);
    await page.goto(isOurs ? ours.address(oursBase) : address(app, n), { waitUntil: "commit" });
    await page.waitForFunction(() => window.__b?.ready, null, { polling: 100, timeout: LONGEST });
    const start = await page.evaluate(() => ({ paint: __b.paint, call: __b.t0, elements: __b.els }));
    r.load = start.paint;
    r.elements = start.elements;
    if (!isOurs) r.open = start.paint - start.call;
    if (isOurs) await page.getByRole("button", { name: "Days", exact: true }).click();
    await page.waitForTimeout(300);

    r.heap = await heapOf(page, devtools);

    if (!app.static) await measureUpdates(r, page, isOurs, busy);
    await measureScroll(r, page, busy);
    if (!app.static) await measureDrag(r, page, busy);
    return r;
  } catch (error) {
    return { error: String(error).split("\n")[0].slice(0, 160) };
  } finally {
    await context.close();
  }
}

/** Moves a task by two days, back, and both once more. */
async function measureUpdates(r, page, isOurs, busy) {
  Object.assign(r, { script: [], work: [], painted: [] });
  for (let i = 0; i < 4; i++) {
    const days = i % 2 ? -DAYS : DAYS;
    if (isOurs) await ours.typeMove(page, TASK, days);
    const before = await busy();
    const update = await page.evaluate(([task, days]) => __update(task, days), [TASK, days]);
    await page.waitForTimeout(60);
    r.script.push(update.sync);
    r.painted.push(update.total);
    r.work.push((await busy()) - before);
    if (update.total > 15_000) break;
  }
}

async function measureScroll(r, page, busy) {
  const before = await busy();
  const scroll = await page.evaluate(([frames, dy]) => __scroll(frames, dy), [50, 90]);
  if (!scroll) return;
  frames(r, scroll.d, (await busy()) - before);
  await page.evaluate(() => __scroll(1, -1e7));
  await page.waitForTimeout(250);
}

/** Real mouse: 20 moves that add up to the bar's width. */
async function measureDrag(r, page, busy) {
  const place = () =>
    page.evaluate((task) => {
      const bar = __b.a.bar(task)?.getBoundingClientRect();
      return bar && { x: bar.x, y: bar.y, w: bar.width, h: bar.height };
    }, TASK);
  const bar = await place();
  if (!bar || bar.x <= 0 || bar.x + bar.w >= 1280) return;
  const [x, y] = [bar.x + bar.w / 2, bar.y + bar.h / 2];
  await page.mouse.move(x, y);
  await page.waitForTimeout(60);
  const before = await busy();
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) await page.mouse.move(x + (bar.w * i) / 20, y);
  const dragged = await busy();
  await page.mouse.up();
  await page.waitForTimeout(380);
  r.drag = (dragged - before) / 20;
  r.drop = (await busy()) - dragged;
  r.dragged = Math.abs((await place()).x - bar.x - bar.w) < 12 ? 1 : 0;
}

const FIGURES = [
  ["open", "open → painted, ms", 0],
  ["load", "page load → painted, ms", 0],
  ["elements", "elements", 0],
  ["heap", "heap, MB", 1],
  ["script", "update: script, ms", 1],
  ["work", "update: main thread, ms", 1],
  ["painted", "update → painted, ms", 0],
  ["fps", "scroll, frames/s", 0],
  ["scroll", "scroll: main thread, ms/frame", 1],
  ["slowest", "slowest frame, ms", 0],
  ["drag", "drag: main thread, ms/move", 1],
  ["drop", "drop: main thread, ms", 0],
  ["size", "code, KB in gzip", 0],
];

await compare(bench, {
  title: "The timeline and its peers",
  things: "tasks",
  sizes: "100,1000,5000,10000",
  figures: FIGURES,
  warm: 100,
  measure,
  says: (r) => `open ${shown(r.open, 0)} update ${r.painted?.map((ms) => shown(ms, 0)).join("/") ?? "–"} scroll ${shown(r.scroll, 1)} drag ${shown(r.drag, 1)}${r.dragged === 0 ? " (not where it was dropped)" : ""}`,
});
