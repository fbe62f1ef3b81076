// Measures every page; run.mjs prepares and calls it. Compare ratios, not milliseconds. After every
// piece of work the figures that are shown are held against numbers reckoned here; a page where one
// is wrong fails.
import { chromium } from "playwright-core";
import { LONGEST, begin, compare, frames, heapOf, shown, watched } from "../shared/harness.mjs";
import * as ours from "./ours.mjs";
import { ITEM, PRICE, QUANTITY, cents, group, line } from "./src/lines.js";

// Lines that are edited one by one, those typed in a row, the one that is filled down, and the
// lines after it.
const EDITED = [2, 3, 4, 5], TYPED = 6, TYPES = 20, SOURCE = 10, FILLS = 100;
const bench = await begin(chromium, 4179);
const { browser, oursBase, address } = bench;

/** What has to be shown, kept apart from the pages. */
class Expected {
  constructor(n) {
    this.lines = Array.from({ length: n }, (_, i) => line(i));
  }
  sum(of = () => true) {
    return this.lines.reduce((sum, line, i) => (of(i) ? sum + cents(line) : sum), 0) / 100;
  }
  /** Total, these lines, and where all have to be there the sum of their group. */
  want(places, all) {
    const cells = places.flatMap((i) => [[`b${i}`, PRICE, cents(this.lines[i]) / 100], [`b${i}`, QUANTITY, this.lines[i].quantity], [`b${i}`, ITEM, this.lines[i].item]]);
    if (all) cells.unshift(["group:g0", PRICE, this.sum((i) => group(i) === 0)]);
    return { total: this.sum(), cells, all };
  }
}
const places = (first, count) => Array.from({ length: count }, (_, i) => first + i);

/** One app, one budget, everything once. */
async function measure(app, n) {
  const isOurs = !app.dir;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "UTC", locale: "en-GB" });
  try {
    const r = { errors: [] }, expected = new Expected(n), want = expected.want([0, 1], true);
    if (isOurs) r.open = await ours.seed(context, oursBase, n, want);
    const { page, devtools, busy } = await watched(context, r);
    await page.addInitScript(`window.__want = ${JSON.stringify(want)};`);
    if (isOurs) await page.addInitScript(`${ours.script}; addEventListener("DOMContentLoaded", () => __b.start());`);
    await page.goto(isOurs ? ours.address(oursBase) : address(app, n), { waitUntil: "commit" });
    const ready = () => page.waitForFunction(() => window.__b?.ready, null, { polling: 100, timeout: LONGEST });
    await ready().catch(async (error) => {
      throw new Error((await page.evaluate(() => __b.wrong(__want)).catch(() => null)) ?? error);
    });
    const start = await page.evaluate(() => ({ paint: __b.paint, open: __b.open, elements: __b.elements }));
    r.load = start.paint;
    r.elements = start.elements;
    r.open ??= start.open;
    await page.waitForTimeout(300);

    r.heap = await heapOf(page, devtools);

    const desk = { page, app, isOurs, busy, expected, key: app.key ?? "Enter" };
    await measureScroll(r, desk);
    await measureEdits(r, desk);
    if (app.rapid !== false) await measureTyping(r, desk);
    const bulk = n <= (app.bulk ?? Infinity);
    if (bulk) await measureFill(r, desk);
    if (bulk && app.paste !== false) await measurePaste(r, desk);
    return r;
  } catch (error) {
    return { error: String(error.message ?? error).split("\n")[0].slice(0, 160) };
  } finally {
    await context.close();
  }
}

/** Follows a piece of work to its end: its figures and the work of the main thread. */
async function follow({ page, busy }, name, act) {
  const before = await busy();
  const done = (await act()) ?? (await page.evaluate(() => __b.done));
  if (done.wrong) throw new Error(`${name}: ${done.wrong}`);
  await page.waitForTimeout(60);
  return { ...done, work: (await busy()) - before };
}

/** Goes back to the top and holds all that is shown there against what it has to be. */
async function check({ page, app, expected }, name) {
  if (app.opens) await page.keyboard.press("Escape");
  const want = expected.want(places(0, 12), true);
  let wrong;
  for (let tries = 0; tries < 20; tries++) {
    wrong = await page.evaluate(async (want) => {
      await __b.toTop();
      return __b.shows(want) ? null : __b.wrong(want);
    }, want);
    if (!wrong) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`after ${name}: ${wrong}`);
}

async function click({ page, app }, row, column) {
  const { x, y, width, height } = await page.evaluate(([row, column]) => __b.a.box(row, column), [row, column]);
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.waitForTimeout(120);
  // Where a click opens the field, what is typed replaces what it holds.
  if (app.opens) await page.keyboard.press("ControlOrMeta+a");
}

/** Types another quantity for a line, four times. */
async function measureEdits(r, desk) {
  const { page, expected, key } = desk;
  Object.assign(r, { script: [], work: [], painted: [] });
  for (const i of EDITED) {
    await click(desk, `b${i}`, QUANTITY);
    expected.lines[i].quantity = 60 + i;
    await page.keyboard.type(String(60 + i));
    await page.waitForTimeout(300);
    await page.evaluate(([key, want]) => __b.arm(key, want), [key, expected.want([i], true)]);
    const edit = await follow(desk, "edit", () => page.keyboard.press(key));
    r.script.push(edit.script);
    r.work.push(edit.work);
    r.painted.push(edit.painted);
  }
  await check(desk, "edits");
}

/** Types 20 quantities one below the other, as fast as the page takes them. */
async function measureTyping(r, desk) {
  const { page, expected, key } = desk;
  await click(desk, `b${TYPED}`, QUANTITY);
  const lines = places(TYPED, TYPES), typed = lines.map((i) => 70 + i);
  lines.forEach((i, at) => (expected.lines[i].quantity = typed[at]));
  await page.evaluate(([key, want]) => __b.arm(key, want), [String(typed[0])[0], expected.want(lines, false)]);
  const typing = await follow(desk, "typing", async () => {
    for (const quantity of typed) {
      await page.keyboard.type(String(quantity));
      await page.keyboard.press(key);
    }
  });
  r.typing = typing.painted;
  r.typingWork = typing.work / TYPES;
  await page.waitForTimeout(200);
  await check(desk, "typing");
}

/** Fills the quantity of a line down into the next hundred. */
async function measureFill(r, desk) {
  const { page, isOurs, expected } = desk;
  const lines = places(SOURCE + 1, FILLS), { quantity } = expected.lines[SOURCE];
  if (isOurs) await click(desk, `b${SOURCE}`, QUANTITY);
  for (const i of lines) expected.lines[i].quantity = quantity;
  const want = expected.want(lines, false);
  if (isOurs) await ours.fill(page, FILLS, want);
  const fill = await follow(desk, "fill", () =>
    isOurs ? page.keyboard.press(ours.FILL) : page.evaluate(([row, count, value, want]) => __b.call("fill", [row, count, value], want), [`b${SOURCE + 1}`, FILLS, quantity, want]));
  r.fill = fill.painted;
  r.fillWork = fill.work;
  await check(desk, "fill");
}

/** Pastes 100 rows of four columns: item, kind, role and quantity. */
async function measurePaste(r, desk) {
  const { page, app, expected } = desk;
  if (!app.opens) await click(desk, `b${SOURCE}`, ITEM);
  const lines = places(SOURCE, FILLS);
  for (const i of lines) Object.assign(expected.lines[i], { item: `Pasted ${i}`, quantity: 3 + (i % 50) });
  const text = lines.map((i) => [expected.lines[i].item, "Third party", "", expected.lines[i].quantity].join("\t")).join("\n");
  const paste = await follow(desk, "paste", () => page.evaluate(([text, want]) => __b.paste(text, want), [text, expected.want(lines, false)]));
  r.paste = paste.painted;
  r.pasteWork = paste.work;
  await check(desk, "paste");
}

async function measureScroll(r, { page, busy, expected }) {
  const before = await busy();
  const scroll = await page.evaluate(([frames, dy]) => __b.scroll(frames, dy), [50, 90]);
  frames(r, scroll.d, (await busy()) - before);
  if (scroll.moved != null && scroll.moved < 4400) throw new Error(`scrolled by ${scroll.moved} px, not 4500`);
  await page.waitForTimeout(250);
  const seen = await page.evaluate((column) => __b.inView(30, 240, column), PRICE);
  if (seen?.[1] !== cents(expected.lines[seen?.[0] ?? 0]) / 100) throw new Error(`after scrolling: ${seen ? `line ${seen.join(" costs ")}` : "no line in view"}`);
  await page.evaluate(() => __b.toTop());
  await page.waitForTimeout(250);
}

const FIGURES = [
  ["open", "open → painted, ms", 0],
  ["load", "page load → painted, ms", 0],
  ["elements", "elements", 0],
  ["heap", "heap, MB", 1],
  ["script", "edit: script, ms", 1],
  ["work", "edit: main thread, ms", 1],
  ["painted", "edit → painted, ms", 0],
  ["typing", "20 edits → painted, ms", 0],
  ["typingWork", "20 edits: main thread, ms/edit", 1],
  ["fill", "fill → painted, ms", 0],
  ["fillWork", "fill: main thread, ms", 0],
  ["paste", "paste → painted, ms", 0],
  ["pasteWork", "paste: main thread, ms", 0],
  ["fps", "scroll, frames/s", 0],
  ["scroll", "scroll: main thread, ms/frame", 1],
  ["slowest", "slowest frame, ms", 0],
  ["size", "code, KB in gzip", 0],
];

await compare(bench, {
  title: "The budget and its peers",
  things: "lines",
  sizes: "1000,10000",
  figures: FIGURES,
  warm: 1000,
  measure,
  says: (r) => `open ${shown(r.open, 0)} edit ${r.painted.map((ms) => shown(ms, 0)).join("/")} 20 edits ${shown(r.typing, 0)} fill ${shown(r.fill, 0)} paste ${shown(r.paste, 0)} scroll ${shown(r.scroll, 1)}`,
});
