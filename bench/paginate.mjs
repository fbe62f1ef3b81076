// How long the proposal takes until its sheets stand, first and after an edit of a paragraph in
// its middle, for the example with its sections repeated to about 60 and about 200 sheets.
// Build first (./pitchwright serve builds), then: node bench/paginate.mjs
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { chromium } from "@playwright/test";

const PORT = Number(process.env.PORT ?? 4176);
const ROUNDS = Number(process.env.ROUNDS ?? 10);
const MIDDLE = "What stands in the middle";

/** The example with its sections so many times, a section of our own among them. */
function pitch(times) {
  const file = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
  const { story } = file.pitch;
  const shown = story.sections.filter((section) => !section.internal);
  story.sections = Array.from({ length: times }, (_, copy) => shown.map((section) => ({ ...section, id: `${section.id}-${copy}` }))).flat();
  const words = `${"A paragraph that is edited while the sheets are looked at. ".repeat(6)}\n\n`;
  story.sections.splice(Math.floor(story.sections.length / 2), 0, { id: "middle", title: MIDDLE, text: words.repeat(3) });
  return { ...file, id: `paginate-${times}` };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const server = spawn(process.execPath, ["scripts/serve.mjs", String(PORT), "/"], { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve) => server.stdout.once("data", resolve));
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

/** Acts in the page, and waits until the sheets have stood for a moment: when the screen was there with
 * what is to be laid out, when all sheets lay there, each at its place and with its number, when the
 * first was drawn and when the last, what kept the page from answering longest, and how many sheets were
 * made. */
const timed = (page, act, argument) => page.evaluate(([act, argument]) => new Promise((resolve) => {
  const found = { opened: 0, laid: 0, first: 0, last: 0, longest: 0, made: 0 };
  const start = performance.now();
  // A frame that is late says how long the page did not answer.
  let frame = start, open = true;
  const watch = (now) => {
    found.longest = Math.max(found.longest, now - frame);
    frame = now;
    if (open) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  let rest;
  const seen = new MutationObserver((changes) => {
    const sheets = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.classList?.contains("leaf-frame")).length;
    const added = changes.flatMap((change) => [...change.addedNodes]);
    const drawn = added.some((node) => node.classList?.contains("leaf") || node.querySelector?.(".leaf"));
    const words = changes.some((change) => change.target.parentElement?.closest(".leaf, .proposal-count"));
    const now = performance.now() - start;
    if (document.querySelector(".leaves")) found.opened ||= now;
    if (!sheets && !drawn && !words && !found.opened) return;
    if (sheets) found.laid ||= now;
    if (drawn) found.first ||= now;
    found.made += sheets;
    if (sheets || drawn || words) found.last = now;
    clearTimeout(rest);
    rest = setTimeout(() => { seen.disconnect(); open = false; resolve(found); }, 700);
  });
  seen.observe(document.body, { childList: true, subtree: true, characterData: true });
  if (act === "open") [...document.querySelectorAll("nav a")].find((link) => link.textContent.trim() === "Proposal").click();
  else window.dispatchEvent(new KeyboardEvent("keydown", { key: argument, ctrlKey: true, bubbles: true, cancelable: true }));
}), [act, argument]);

/** The work of the page between the two, in milliseconds of processor time: other programs that run
 * beside do not count. */
async function worked(page, act) {
  const spent = async () => {
    const { metrics } = await page.session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  const before = await spent();
  const found = await act();
  return { ...found, work: (await spent()) - before };
}

console.log(`${cpus()[0].model}, ${cpus().length} cores`);
for (const times of (process.env.TIMES ?? "3 10").split(" ").map(Number)) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  page.session = await page.context().newCDPSession(page);
  await page.session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.getByRole("button", { name: "New pitch" }).waitFor();
  await page.getByLabel("Pitch files").setInputFiles({ name: "bench.pitch.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(pitch(times))) });
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  // The chunks, the faces and the words are fetched before the clock runs.
  await page.waitForTimeout(3000);
  await page.getByRole("link", { name: "Story", exact: true }).click();
  // The list is windowed: it is scrolled until the section is there.
  const row = page.locator("[data-row=middle]");
  for (let at = 0; !(await row.count()) && at < 60; at++) {
    await page.locator(".grid").first().evaluate((grid, at) => { grid.scrollTop = at * 150; }, at);
    await page.waitForTimeout(50);
  }
  await row.locator("[data-column]").first().click();
  await page.getByRole("textbox", { name: "Text", exact: true }).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(" More of it, so that this paragraph runs on a line further down than it did before.");
  await page.waitForTimeout(800);
  const first = await worked(page, () => timed(page, "open"));
  const sheets = await page.locator(".leaf-frame").count();
  const edits = [];
  for (let round = 0; round < ROUNDS; round++) edits.push(await worked(page, () => timed(page, "key", round % 2 ? "y" : "z")));
  await page.getByRole("link", { name: "Story", exact: true }).click();
  await page.waitForTimeout(500);
  const again = await worked(page, () => timed(page, "open"));
  const say = (what, { opened = 0, laid, first, last, longest, made, work }) =>
    console.log(`${String(sheets).padStart(4)} sheets, ${what.padEnd(14)} screen there ${opened.toFixed(0).padStart(4)} ms, laid out ${laid.toFixed(0).padStart(5)} ms, first drawn ${first.toFixed(0).padStart(5)} ms, all ${last.toFixed(0).padStart(5)} ms; longest without a frame ${longest.toFixed(0).padStart(5)} ms; ${work.toFixed(0).padStart(5)} ms of work; ${made} sheets made`);
  say("first layout:", first);
  say("an edit:", { opened: 0, laid: median(edits.map((e) => e.laid)), first: median(edits.map((e) => e.first)), last: median(edits.map((e) => e.last)), longest: median(edits.map((e) => e.longest)), made: median(edits.map((e) => e.made)), work: median(edits.map((e) => e.work)) });
  say("opened again:", again);
  await page.close();
}
await browser.close();
server.kill();
