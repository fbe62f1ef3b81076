// Budget and media in Firefox: figures typed and filled, a target met, months, flights moved.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { becomes, button, firefox, open, part, reads, serve, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;
let page;

before(async () => {
  desk = await serve(4176);
  browser = await firefox(folder);
  page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Budget").click();
  await becomes(page, "Net total", "585,830.88");
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

const [RATE, PRICE] = [4, 7];
const at = (row, column) => page.waitForSelector(`[data-row="${row}"] > [data-column="${column}"]`);
const textIs = (row, column, wanted) => page.waitForFunction((row, column, wanted) =>
  document.querySelector(`[data-row="${row}"] > [data-column="${column}"]`)?.innerText.trim() === wanted, { timeout: 15_000 }, row, column, wanted);
const undo = () => button(page, "Undo").click();
const field = (name) => page.waitForSelector(`::-p-aria([name="${name}"][role="textbox"])`);
const bar = () => page.waitForSelector("#flow-f-audio");
const barSays = (words) => page.waitForFunction((words) => document.querySelector("#flow-f-audio")?.ariaLabel.includes(words), { timeout: 15_000 }, words);
/** Presses a key while another is held. */
async function chord(held, ...keys) {
  await page.keyboard.down(held);
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.up(held);
}

test("a sum is typed into a cell, filled down as a block, and taken back", { timeout: 60_000 }, async () => {
  // The last lines are out of view, and so not in the page.
  await (await page.waitForSelector('[role="treegrid"] [role="gridcell"][data-column="4"]')).click();
  await chord("Control", "ArrowDown");
  await type(page, "b-travel", RATE, "=4*850");
  await textIs("b-travel", PRICE, "3,400.00");
  await (await at("b-travel", RATE)).click();
  await chord("Shift", "ArrowDown");
  await chord("Control", "d");
  await textIs("b-couriers", RATE, "3,400.00");
  await undo();
  await textIs("b-couriers", RATE, "1,150.00");
  await undo();
  await becomes(page, "Net total", "585,830.88");
});

test("the client names a figure, and a discount meets it", { timeout: 60_000 }, async () => {
  await button(page, "Price to target").click();
  const target = await field("Target");
  await target.type("580000");
  await page.keyboard.press("Enter");
  await reads(page, "580,000.00");
  await button(page, "Price to target").click();
});

test("months stand by group and add up", { timeout: 60_000 }, async () => {
  await page.evaluate(() => document.querySelector("#b-months").scrollIntoView());
  const cells = await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll(".by-month tfoot td")].map((cell) => cell.innerText);
    return cells.length > 2 && cells;
  }, { timeout: 15_000 });
  const amounts = (await cells.jsonValue()).map((text) => Math.round(Number(text.replaceAll(",", "")) * 100));
  const together = amounts.pop();
  assert.equal(together, 58_583_088);
  assert.equal(amounts.reduce((sum, amount) => sum + amount, 0), together);
});

test("a flight is moved by key and by pointer, pulled longer, and given back", { timeout: 60_000 }, async () => {
  await part(page, "Media").click();
  await barSays("10 May to 20 Jun 2027");
  await (await bar()).focus();
  await page.keyboard.press("ArrowRight");
  await barSays("17 May to 27 Jun 2027");
  await chord("Shift", "ArrowLeft");
  await barSays("17 May to 20 Jun 2027, 5 weeks");
  await (await bar()).scrollIntoView();
  const box = await (await bar()).boundingBox();
  const week = box.width / 5;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 0.6 * week, y, { steps: 3 });
  await page.mouse.move(x - 1.1 * week, y, { steps: 3 });
  await page.mouse.up();
  await barSays("10 May to 13 Jun 2027, 5 weeks");
  await textIs("f-audio", 2, "10 May 2027");
  for (let step = 0; step < 3; step++) await undo();
  await barSays("10 May to 20 Jun 2027, 6 weeks");
});
