// The timeline in Firefox: typed, dragged, looked ahead from, agreed, handed over and taken in.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { becomes, button, downloaded, firefox, open, part, reads, serve, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;
let page;

before(async () => {
  desk = await serve(4175);
  browser = await firefox(folder);
  page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Timeline").click();
  await becomes(page, "Launch date", "3 May 2027");
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

const text = (row, column) => page.$eval(`[data-row="${row}"] > [data-column="${column}"]`, (cell) => cell.innerText.trim());
const textIs = (row, column, wanted) => page.waitForFunction((row, column, wanted) =>
  document.querySelector(`[data-row="${row}"] > [data-column="${column}"]`)?.innerText.trim() === wanted, { timeout: 15_000 }, row, column, wanted);
const undo = () => button(page, "Undo").click();
/** Opens the tool beside the timeline. */
const tool = async (name) => {
  await button(page, name).click();
  await page.waitForFunction((name) => [...document.querySelectorAll("aside h2")].some((head) => head.textContent === name), {}, name);
};
const field = (name) => page.waitForSelector(`::-p-aria([name="${name}"])`);

test("durations, dates and links are typed; a loop is refused by name", { timeout: 60_000 }, async () => {
  await type(page, "t-concept", 2, "3w");
  await becomes(page, "Launch date", "12 May 2027");
  await undo();
  await becomes(page, "Launch date", "3 May 2027");
  await type(page, "t-scripts", 5, "6FS+2d");
  await textIs("t-scripts", 3, "18 Mar");
  await undo();
  await type(page, "t-concept", 5, "7");
  await reads(page, "would close a loop");
  await page.keyboard.press("Escape");
  await textIs("t-concept", 5, "5");
});

test("rows move by key, a task moves by a day, and what moved is announced", { timeout: 60_000 }, async () => {
  const cell = await page.waitForSelector('[data-row="t-immersion"] > [data-column="0"]');
  await cell.click();
  await page.keyboard.down("Alt");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.up("Alt");
  await textIs("t-immersion", 1, "3");
  await undo();
  await textIs("t-immersion", 1, "2");
  await (await page.waitForSelector('[data-row="t-strategy"] > [data-column="0"]')).click();
  await page.keyboard.down("Alt");
  await page.keyboard.down("Shift");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  await page.keyboard.up("Alt");
  await page.waitForFunction(() => [...document.querySelectorAll("[aria-live]")].some((said) => /Strategy and creative brief now 1 Mar 2027/.test(said.textContent)));
  await undo();
});

test("a bar is dragged", { timeout: 60_000 }, async () => {
  await page.keyboard.down("Control");
  await page.keyboard.press("Home");
  await page.keyboard.up("Control");
  await page.waitForSelector('[data-row="t-measurement"]');
  const before = await text("t-measurement", 4);
  const place = await page.$eval(".chart", (chart) => { const box = chart.getBoundingClientRect(); return { x: box.left, y: box.top }; });
  const row = await page.$eval('[data-row="t-measurement"]', (row) => { const box = row.getBoundingClientRect(); return box.top + box.height / 2; });
  // The bar is found by what the pointer says over it.
  let at;
  for (let x = place.x + 10; x < place.x + 400 && !at; x += 6) {
    await page.mouse.move(x, row);
    const over = await page.$eval(".chart", (chart) => chart.title);
    if (over.startsWith("Measurement")) at = x;
  }
  assert.ok(at, "a bar is under the pointer");
  await page.mouse.move(at + 12, row);
  await page.mouse.down();
  await page.mouse.move(at + 40, row, { steps: 4 });
  await page.mouse.move(at + 75, row, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction((before) => document.querySelector('[data-row="t-measurement"] > [data-column="4"]').innerText.trim() !== before, {}, before);
  await undo();
  await textIs("t-measurement", 4, before);
});

test("what if by key; squeeze; nothing changes until it is kept", { timeout: 60_000 }, async () => {
  await tool("What if");
  await (await field("Client answers late by")).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await reads(page, "19 May 2027");
  await becomes(page, "Launch date", "3 May 2027");
  await button(page, "Keep").click();
  await becomes(page, "Launch date", "19 May 2027");
  await undo();
  await becomes(page, "Launch date", "3 May 2027");
  await tool("Squeeze");
  await reads(page, "Launch on 23 Apr 2027 instead of 3 May 2027.");
  await page.locator("aside button::-p-text(Apply)").click();
  await becomes(page, "Launch date", "23 Apr 2027");
  await undo();
  await becomes(page, "Launch date", "3 May 2027");
});

test("risk runs beside the page and gives three dates", { timeout: 120_000 }, async () => {
  await tool("Risk");
  await button(page, "Use a usual spread").click();
  await button(page, "Run 10,000").click();
  for (const chance of ["50", "80", "95"]) await reads(page, `Holds in ${chance} of 100`);
});

test("a baseline shows the drift", { timeout: 60_000 }, async () => {
  await tool("Baseline");
  await button(page, "Keep baseline").click();
  await type(page, "t-edit", 2, "10d");
  await reads(page, "3 May 2027 → 7 May 2027");
  await textIs("t-edit", 5, "+5d");
  await undo();
  await undo();
});

test("what the client owes, and the files of other programs", { timeout: 90_000 }, async () => {
  await tool("Client calendar");
  await reads(page, "Approve creative, round 1");
  await button(page, "Download calendar").click();
  const calendar = readFileSync(await downloaded(folder, ".ics"), "utf8");
  assert.match(calendar, /DTSTART;VALUE=DATE:20270319/);
  await tool("Files");
  await button(page, "Download Project file").click();
  const project = await downloaded(folder, ".xml");
  assert.match(readFileSync(project, "utf8"), /http:\/\/schemas\.microsoft\.com\/project/);
  await button(page, "Download SVG").click();
  assert.match(readFileSync(await downloaded(folder, ".svg"), "utf8"), /Develop chosen concept/);
  await button(page, "Download PNG").click();
  assert.equal(readFileSync(await downloaded(folder, ".png")).subarray(1, 4).toString(), "PNG");
  // And back: the same plan, in the place of this one.
  const input = await page.$('input[aria-label="Project file"]');
  await input.uploadFile(project);
  await button(page, "Replace this plan").click();
  await becomes(page, "Launch date", "3 May 2027");
  await textIs("t-concept", 5, "5");
  await undo();
});

test("public holidays of a country come in", { timeout: 60_000 }, async () => {
  // On a fresh page: no tool is open, no message lies over a button.
  await page.reload();
  await becomes(page, "Launch date", "3 May 2027");
  await button(page, "Working week and holidays").click();
  await reads(page, "Public holidays of");
  const country = await page.evaluateHandle(() => [...document.querySelectorAll("label")].find((label) => label.textContent === "Public holidays of").control);
  await country.select("NL");
  await button(page, "Add public holidays").click();
  await reads(page, "Netherlands:");
  await reads(page, "came in");
  await undo();
});
