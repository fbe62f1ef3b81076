// What the benches beside peers share: pages served and opened, runs interleaved, so that noise from
// other programs hits all alike, and the table with its ratios.
import { spawn } from "node:child_process";
import { createReadStream, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, loadavg } from "node:os";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : usual;
};
const RUNS = Number(option("runs", 5));
const ONLY = option("only")?.split(",");
const OUT = option("out", "results.md");
/** How long a page may take for anything, in milliseconds. */
export const LONGEST = 90_000;

const apps = [{ name: "ours" }, ...JSON.parse(readFileSync("peers.json", "utf8"))]
  .filter((app) => !ONLY || ONLY.includes(app.name))
  .filter((app) => !app.dir || existsSync(join("dist", app.dir, "index.html")) || console.error(`${app.name} is left out: not built`));

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

async function serveOurs(usualPort) {
  const port = Number(process.env.PORT ?? usualPort);
  const server = spawn(process.execPath, ["../../scripts/serve.mjs", String(port), "/"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready) => server.stdout.once("data", ready));
  return [server, `http://127.0.0.1:${port}/`];
}

/** The browser and the pages: where ours and the peers' are. */
export async function begin(chromium, usualPort) {
  const peersPort = await serveFolder("dist");
  const [server, oursBase] = await serveOurs(usualPort);
  const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
  const address = (app, n) => `http://127.0.0.1:${peersPort}/${app.dir}/?n=${n}&${app.query ?? ""}`;
  return { browser, oursBase, address, server };
}

/** A page that says how busy its main thread was until now, in milliseconds. */
export async function watched(context, r) {
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST);
  page.on("pageerror", (error) => r.errors.push(String(error).slice(0, 160)));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  const busy = async () =>
    1000 * (await devtools.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value;
  return { page, devtools, busy };
}

/** MB in use after two forced collections: JS, DOM, buffers, and the wasm memory of ours. */
export async function heapOf(page, devtools) {
  await devtools.send("HeapProfiler.enable");
  for (let twice = 0; twice < 2; twice++) await devtools.send("HeapProfiler.collectGarbage");
  const heap = await devtools.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => __b.memory?.buffer.byteLength ?? 0);
  return (heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0) + wasm) / 1048576;
}

/** What is said of frames while something scrolls. */
export function frames(r, deltas, work) {
  const all = deltas.reduce((sum, delta) => sum + delta, 0);
  r.fps = (1000 * deltas.length) / all;
  r.scroll = work / deltas.length;
  r.slowest = Math.max(...deltas);
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

/** A figure as the table has it. */
export const shown = (value, digits) => (value == null ? "–" : value.toFixed(digits));

/**
 * Measures every app in every size, writes the table with the ratios and prints it. `figures` are
 * [key, name, digits]; `measure(app, n)` gives their values, `says` puts a run in a few words.
 */
export async function compare({ browser, server }, { title, things, sizes, figures, warm, measure, says }) {
  const SIZES = option("n", sizes).split(",").map(Number);
  const runs = new Map();
  const of = (app, n) => runs.get(`${app.name} ${n}`) ?? [];
  const valuesOf = (app, n) => {
    const good = of(app, n).filter((run) => !run.error);
    if (!good.length) return null;
    const values = figures.map(([key]) => [key, median(good.flatMap((run) => run[key] ?? []))]);
    return { ...Object.fromEntries(values), size: app.dir ? size(join("dist", app.dir)) : size("../../dist") };
  };
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const table = (rows) =>
    [row(["", ...figures.map(([, name]) => name)]), row(["---", ...figures.map(() => "--:")]), ...rows.map(row)].join("\n");
  const report = () => {
    const machine = `${cpus()[0].model}, ${cpus().length} cores, Chromium ${browser.version()}, load ${loadavg()[0].toFixed(1)}`;
    const parts = [
      `# ${title}`,
      `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}; medians of ${RUNS} interleaved runs.`,
      "What each figure is: [README.md](README.md). Ratios are ours over the peer's: below 1.00 ours is quicker or smaller (frames a second: above).",
    ];
    for (const n of SIZES) {
      const measured = apps.map((app) => [app, valuesOf(app, n)]);
      const values = ([app, f]) => [app.name, ...(f ? figures.map(([key, , digits]) => shown(f[key], digits)) : [of(app, n)[0]?.error ?? "not run"])];
      parts.push(`## ${n.toLocaleString("en")} ${things}`, table(measured.map(values)));
      const mine = measured.find(([app]) => !app.dir)?.[1];
      const peers = measured.filter(([app, f]) => app.dir && f);
      if (mine && peers.length) {
        const ratio = ([app, f]) => [`ours / ${app.name}`, ...figures.map(([key]) => (mine[key] != null && f[key] ? (mine[key] / f[key]).toFixed(2) : "–"))];
        parts.push(table(peers.map(ratio)));
      }
    }
    return `${parts.join("\n\n")}\n`;
  };

  await measure(apps[0], warm); // so that nothing is measured cold
  for (const n of SIZES) {
    for (let run = 0; run < RUNS; run++) {
      for (const app of apps) {
        if (n > (app.max ?? Infinity) || of(app, n).filter((run) => run.error).length >= 2) continue;
        const r = await measure(app, n);
        runs.set(`${app.name} ${n}`, [...of(app, n), r]);
        console.error(`${String(n).padStart(6)} ${app.name.padEnd(17)} ${r.error ?? says(r)}${r.errors?.length ? ` ! ${r.errors[0]}` : ""}`);
      }
    }
    writeFileSync(OUT, report());
  }
  console.log(report());
  await browser.close();
  server.kill();
}
