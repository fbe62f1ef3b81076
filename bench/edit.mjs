// How long an edit takes until it is painted, with 1,000 tasks and 2,000 budget lines.
// Build first (./pitchwright serve builds), then: node bench/edit.mjs
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { chromium } from "@playwright/test";

const TASKS = Number(process.env.TASKS ?? 1000);
const LINES = Number(process.env.LINES ?? 2000);
const ROUNDS = 50;
const PORT = 4175;

function pitch() {
  const phases = Array.from({ length: TASKS / 20 }, (_, i) => ({ id: `ph${i}`, name: `Phase ${i + 1}` }));
  const tasks = Array.from({ length: TASKS }, (_, i) => ({
    id: `t${i}`, name: `Task ${i + 1}`, phase: `ph${Math.floor(i / 20)}`, duration: 1 + (i * 7) % 5,
    assignments: [{ id: `a${i}`, role: `r${i % 10}`, hours: String(4 + i % 12) }],
  }));
  const links = tasks.slice(1).map((task, i) => ({ id: `l${i}`, from: i % 20 === 19 ? `t${Math.max(0, i - 15)}` : `t${i}`, to: task.id }));
  const roles = Array.from({ length: 10 }, (_, i) => ({ id: `r${i}`, name: `Role ${i + 1}`, bill_rate: 9000 + i * 500, cost_rate: 4000 + i * 200 }));
  const groups = Array.from({ length: LINES / 40 }, (_, i) => ({ id: `g${i}`, name: `Group ${i + 1}` }));
  const lines = Array.from({ length: LINES }, (_, i) => i % 3
    ? { id: `b${i}`, name: `Line ${i + 1}`, kind: "third_party", group: `g${Math.floor(i / 40)}`, quantity: "2", unit_cost: 10000 + i, markup: "10", tax: "21" }
    : { id: `b${i}`, name: `Line ${i + 1}`, group: `g${Math.floor(i / 40)}`, role: `r${i % 10}`, hours: "12.5", tax: "21" });
  return { format: "pitchwright-pitch", version: 1, id: "bench", revision: 1, pitch: {
    title: "Bench", currency: "EUR", team: { roles }, timeline: { start: "2027-01-04", phases, tasks, links }, budget: { groups, lines } } };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const server = spawn(process.execPath, ["scripts/serve.mjs", String(PORT), "/"], { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve) => server.stdout.once("data", resolve));
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
await page.goto(`http://127.0.0.1:${PORT}/`);
await page.getByRole("button", { name: "New pitch" }).waitFor();
await page.getByLabel("Pitch files").setInputFiles({ name: "bench.pitch.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(pitch())) });
await page.getByRole("textbox", { name: "Title" }).waitFor();

async function edit(part, row, column, texts, figure) {
  const from = Date.now();
  await page.getByRole("navigation", { name: "Parts of the pitch" }).getByRole("link", { name: part, exact: true }).click();
  const cell = page.locator(`[data-row="${row}"] > [data-column="${column}"]`);
  await cell.waitFor();
  const opened = Date.now() - from;
  const blocked = [], laidOut = [];
  let missed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await cell.click();
    await page.keyboard.press("F2");
    await page.keyboard.press("ControlOrMeta+a");
    const text = texts[round % texts.length];
    await page.keyboard.type(text);
    await page.waitForTimeout(120);
    // Right after a frame, as an event that the browser hands over with the frames. The work is
    // the handler and the effects, which run as microtasks; then style and layout are forced. Whether
    // the next frame shows the edit and the figure that follows from it is read in that frame, and the
    // time stamps of the frames say whether one was missed.
    const [task, layout, frames] = await page.evaluate(([text, figure]) => new Promise((resolve) => {
      const soon = (act) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = act; port2.postMessage(0); };
      const row = document.activeElement.closest("[data-row]").dataset.row;
      const total = () => document.querySelector(figure).textContent;
      const shown = total();
      requestAnimationFrame((before) => soon(() => {
        const start = performance.now();
        let work, laid;
        requestAnimationFrame((after) => {
          // The browser may draw the frame before it runs the task that tells the time.
          work ??= performance.now() - start;
          const isThere = total() !== shown && document.querySelector(`[data-row="${row}"]`).textContent.includes(text);
          resolve([work, laid, isThere ? Math.round((after - before) / (1000 / 60)) : Infinity]);
        });
        soon(() => {
          if (work !== undefined) return;
          work = performance.now() - start;
          document.body.getBoundingClientRect();
          laid = performance.now() - start - work;
        });
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      }));
    }), [text, figure]);
    blocked.push(task);
    if (layout !== undefined) laidOut.push(layout);
    missed += frames > 1 ? 1 : 0;
    await page.waitForTimeout(60);
  }
  const rows = await page.locator("[data-row]").count();
  console.log(`${part.padEnd(9)} opens in ${String(opened).padStart(4)} ms; edit: ${median(blocked).toFixed(1)} ms of work (worst ${Math.max(...blocked).toFixed(1)}) and ${median(laidOut).toFixed(1)} ms of style and layout; ${ROUNDS - missed} of ${ROUNDS} on screen in the next frame; ${rows} rows in the page`);
}

console.log(`${TASKS} tasks, ${LINES} lines; ${cpus()[0].model}, ${cpus().length} cores`);
await edit("Timeline", "t3", 2, ["3d", "5d"], "[aria-labelledby=t-finish]");
await edit("Budget", "b1", 4, ["120", "340"], ".totals");
await browser.close();
server.kill();
