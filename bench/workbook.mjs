// How long the worker takes to write a spreadsheet, from its start to the file, and how large it
// and the file are. After a release build: node bench/workbook.mjs
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));
const port = Number(process.env.PORT ?? 4179);
const pitch = JSON.parse(readFileSync(join(root, "assets", "example.pitch.json"), "utf8")).pitch;

/** The example with so many lines, in its groups, of all kinds, with all that they follow from. */
function withLines(count) {
  const lines = Array.from({ length: count }, (_, at) => {
    const line = pitch.budget.lines[at % pitch.budget.lines.length];
    return { ...line, id: `line-${at}`, name: `${line.name} ${at}` };
  });
  return { ...pitch, budget: { ...pitch.budget, lines } };
}

for (const name of readdirSync(join(root, "dist")).filter((name) => /^workbook-/.test(name))) {
  const bytes = readFileSync(join(root, "dist", name));
  console.log(`${name}: ${Math.round(bytes.length / 1024)} KB, ${Math.round(brotliCompressSync(bytes).length / 1024)} KB in brotli`);
}
const server = spawn("node", [join(root, "scripts", "serve.mjs"), String(port), "/"], { stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  for (let tries = 0; ; tries++) {
    try { await page.goto(`http://127.0.0.1:${port}/`); break; } catch (error) { if (tries > 20) throw error; await new Promise((go) => setTimeout(go, 100)); }
  }
  for (const count of [2000, 10_000]) {
    for (const [audience, options] of [["client", { one: "o-recommended" }], ["client", "all"], ["internal", "all"]]) {
      const asked = JSON.stringify({ pitch: withLines(count), setup: { audience, options, made: "2027-02-01" } });
      const runs = [];
      let size = 0;
      for (let run = 0; run < 3; run++) {
        const [took, bytes] = await page.evaluate((asked) => new Promise((done, fail) => {
          const before = performance.now();
          const worker = new Worker(document.querySelector('link[rel="workbook"]').href);
          worker.onerror = (event) => fail(new Error(event.message));
          worker.onmessage = ({ data }) => {
            if (data instanceof Uint8Array) {
              done([performance.now() - before, data.length]);
              worker.terminate();
            } else if (data.includes('"ready"')) worker.postMessage(asked);
            else if (data.includes('"failed"')) fail(new Error(data));
          };
        }), asked);
        runs.push(took);
        size = bytes;
      }
      runs.sort((a, b) => a - b);
      const which = options === "all" ? "all options" : "one option";
      console.log(`${count} lines, ${audience}, ${which}: ${(runs[1] / 1000).toFixed(2)} s, ${(size / 1e6).toFixed(2)} MB`);
    }
  }
} finally {
  await browser.close();
  server.kill();
}
