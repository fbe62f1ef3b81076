// The search and the keys in Firefox, whose own Ctrl+K and ? are left to the page.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { becomes, button, example, firefox, gone, open, part, reads, saved, serve, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;
let page;

before(async () => {
  desk = await serve(4187);
  browser = await firefox(folder);
  page = await open(browser, desk.url);
  await example(page);
  await saved(page);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

/** Presses a key with others held. */
async function press(...keys) {
  for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
  await page.keyboard.press(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key);
}

const isOpen = (name, yes = true) => page.waitForFunction((name, yes) =>
  [...document.querySelectorAll("dialog")].some((dialog) => dialog.getAttribute("aria-label") === name && dialog.open) === yes, { timeout: 15_000 }, name, yes);

/** Opens the search by key, types, and waits until the first result begins so. */
async function search(text, first) {
  await press("Control", "k");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox", { timeout: 15_000 });
  await page.keyboard.type(text);
  await page.waitForFunction((first) => document.querySelector('[role="option"][aria-selected="true"]')?.innerText.startsWith(first), { timeout: 15_000 }, first);
}

const focused = (row) => page.waitForFunction((row) => document.activeElement?.closest("[data-row]")?.getAttribute("data-row") === row, { timeout: 15_000 }, row);

test("a task, a line and a deliverable are found in their rows; Escape gives the focus back", { timeout: 90_000 }, async () => {
  await search("concept develop", "Develop chosen concept");
  assert.deepEqual(await page.$$eval('[role="option"][aria-selected="true"] mark', (all) => all.map((one) => one.textContent)), ["Develop", "concept"]);
  await page.keyboard.press("Enter");
  await becomes(page, "Launch date", "3 May 2027");
  await focused("t-concept");
  await press("Control", "k");
  await isOpen("Search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Escape");
  await isOpen("Search", false);
  await focused("t-concept");
  await search("cafes 40", "Sampling in 40 cafés");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest("[data-row]")?.innerText.includes("Sampling in 40 cafés"), { timeout: 15_000 });
  await search("retail set", "Retail media set");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest('[aria-label="Deliverables"] [data-row]')?.innerText.includes("Retail media set"), { timeout: 15_000 });
});

test("an edit is undone, a pitch opened, and what is not there is said", { timeout: 90_000 }, async () => {
  await part(page, "Timeline").click();
  await type(page, "t-concept", 2, "17d");
  await becomes(page, "Launch date", "14 May 2027");
  await search("undo", "Undo: Change duration");
  await page.keyboard.press("Enter");
  await becomes(page, "Launch date", "3 May 2027");
  await search("all pitches", "All pitches");
  await page.keyboard.press("Enter");
  await button(page, "New pitch").wait();
  await search("kinder halden", "Morning, made kinder");
  await page.keyboard.type(" zebra");
  await reads(page, "Nothing is called “kinder halden zebra”.");
  await page.keyboard.press("Escape");
  await isOpen("Search", false);
  await search("kinder halden", "Morning, made kinder");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('[aria-label="Title"]')?.value === "Morning, made kinder", { timeout: 15_000 });
});

test("? tells the keys, and is a letter where one writes", { timeout: 60_000 }, async () => {
  await button(page, "Search").click();
  await isOpen("Search");
  await page.keyboard.press("Escape");
  await isOpen("Search", false);
  await page.keyboard.press("?");
  await isOpen("Keyboard keys");
  await reads(page, "Grids: editing");
  await page.keyboard.press("Escape");
  await isOpen("Keyboard keys", false);
  const title = await page.waitForSelector('[aria-label="Title"]');
  await title.click();
  await page.keyboard.press("End");
  await page.keyboard.press("?");
  await page.waitForFunction(() => document.querySelector('[aria-label="Title"]').value === "Morning, made kinder?", { timeout: 15_000 });
  await gone(page, "Grids: editing");
});
