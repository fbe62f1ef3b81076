// Measures every page; run.mjs prepares and calls it. Runs are interleaved, so that noise from
// other programs hits all alike: compare ratios, not milliseconds.
import { spawn } from "node:child_process";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, loadavg } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import * as ours from "./ours.mjs";

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : usual;
};
const SIZES = option("n", "100,1000,5000,10000").split(",").map(Number);
const RUNS = Number(option("runs", 5));
const ONLY = option("only")?.split(",");
const OUT = option("out", "results.md");
const LONGEST = 90_000;
const TASK = 3, DAYS = 2;

const apps = [{ name: "ours" }, ...JSON.parse(readFileSync("peers.json", "utf8"))]
  .filter((app) => !ONLY || ONLY.includes(app.name))
  .filter((app) => !app.dir || existsSync(join("dist", app.dir, "index.html")) || console.error(`${app.name} is left out: not built`));

const peersPort = await serveFolder("dist");
const [server, oursBase] = await serveOurs();
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });

async function serveFolder(folder) {
  const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
  const root = resolve(folder);
  const peers = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const file = join(root, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!file.startsWith(root + sep) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  peers.unref();
  await new Promise((ready) => peers.listen(0, "127.0.0.1", ready));
  return peers.address().port;
}

async function serveOurs() {
  const port = Number(process.env.PORT ?? 4177);
  const server = spawn(process.execPath, ["../../scripts/serve.mjs", String(port), "/"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready) => server.stdout.once("data", ready));
  return [server, `http://127.0.0.1:${port}/`];
}

/** One app, one plan, everything once. */
async function measure(app, n) {
  const isOurs = !app.dir;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: "UTC", locale: "en-GB" });
  try {
    const r = { errors: [] };
    if (isOurs) r.open = await ours.seed(context, oursBase, n);
    const page = await context.newPage();
    page.setDefaultTimeout(LONGEST);
    page.on("pageerror", (error) => r.errors.push(String(error).slice(0, 160)));
    if (isOurs) await page.addInitScript(`${ours.script}; addEventListener("DOMContentLoaded", () => __start());`);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable");
    const busy = async () =>
      1000 * (await devtools.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value;

    await page.goto(isOurs ? ours.address(oursBase) : `http://127.0.0.1:${peersPort}/${app.dir}/?n=${n}&${app.query ?? ""}`, { waitUntil: "commit" });
    await page.waitForFunction(() => window.__b?.ready, null, { polling: 100, timeout: LONGEST });
    const start = await page.evaluate(() => ({ paint: __b.paint, call: __b.t0, elements: __b.els }));
    r.load = start.paint;
    r.elements = start.elements;
    if (!isOurs) r.open = start.paint - start.call;
    if (isOurs) await page.getByRole("button", { name: "Days", exact: true }).click();
    await page.waitForTimeout(300);

    await devtools.send("HeapProfiler.enable");
    for (let twice = 0; twice < 2; twice++) await devtools.send("HeapProfiler.collectGarbage");
    const heap = await devtools.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => __b.memory?.buffer.byteLength ?? 0);
    r.heap = (heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0) + wasm) / 1048576;

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
  const all = scroll.d.reduce((sum, d) => sum + d, 0);
  r.fps = (1000 * scroll.d.length) / all;
  r.scroll = ((await busy()) - before) / scroll.d.length;
  r.slowest = Math.max(...scroll.d);
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

const median = (numbers) => {
  const sorted = numbers.filter((number) => Number.isFinite(number)).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length ? (sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2) : null;
};

/** KB in gzip of the scripts, wasm and styles of a folder. */
function size(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const code = files.filter((file) => statSync(file).isFile() && /\.(js|css|wasm)$/.test(file));
  return code.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1024;
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

const runs = new Map();
const of = (app, n) => runs.get(`${app.name} ${n}`) ?? [];

function figures(app, n) {
  const good = of(app, n).filter((run) => !run.error);
  if (!good.length) return null;
  const values = FIGURES.map(([key]) => [key, median(good.flatMap((run) => run[key] ?? []))]);
  return { ...Object.fromEntries(values), size: app.dir ? size(join("dist", app.dir)) : size("../../dist") };
}

const shown = (value, digits) => (value == null ? "–" : value.toFixed(digits));
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (rows) =>
  [row(["", ...FIGURES.map(([, name]) => name)]), row(["---", ...FIGURES.map(() => "--:")]), ...rows.map(row)].join("\n");

function report() {
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Chromium ${browser.version()}, load ${loadavg()[0].toFixed(1)}`;
  const parts = [
    "# The timeline and its peers",
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}; medians of ${RUNS} interleaved runs.`,
    "What each figure is: [README.md](README.md). Ratios are ours over the peer's: below 1.00 ours is quicker or smaller (frames a second: above).",
  ];
  for (const n of SIZES) {
    const measured = apps.map((app) => [app, figures(app, n)]);
    const values = ([app, f]) => [app.name, ...(f ? FIGURES.map(([key, , digits]) => shown(f[key], digits)) : [of(app, n)[0]?.error ?? "not run"])];
    parts.push(`## ${n.toLocaleString("en")} tasks`, table(measured.map(values)));
    const mine = measured.find(([app]) => !app.dir)?.[1];
    const peers = measured.filter(([app, f]) => app.dir && f);
    if (mine && peers.length) {
      const ratio = ([app, f]) => [`ours / ${app.name}`, ...FIGURES.map(([key]) => (mine[key] != null && f[key] ? (mine[key] / f[key]).toFixed(2) : "–"))];
      parts.push(table(peers.map(ratio)));
    }
  }
  return `${parts.join("\n\n")}\n`;
}

await measure(apps[0], 100); // so that nothing is measured cold
for (const n of SIZES) {
  for (let run = 0; run < RUNS; run++) {
    for (const app of apps) {
      if (n > (app.max ?? Infinity) || of(app, n).filter((run) => run.error).length >= 2) continue;
      const r = await measure(app, n);
      runs.set(`${app.name} ${n}`, [...of(app, n), r]);
      const words = r.error ?? `open ${shown(r.open, 0)} update ${r.painted?.map((ms) => shown(ms, 0)).join("/") ?? "–"} scroll ${shown(r.scroll, 1)} drag ${shown(r.drag, 1)}${r.dragged === 0 ? " (not where it was dropped)" : ""}`;
      console.error(`${String(n).padStart(6)} ${app.name.padEnd(17)} ${words}${r.errors?.length ? ` ! ${r.errors[0]}` : ""}`);
    }
  }
  writeFileSync(OUT, report());
}
console.log(report());
await browser.close();
server.kill();
