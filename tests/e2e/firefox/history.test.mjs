// Earlier versions in Firefox: kept by themselves and by hand, what changed since, restored whole and
// in part as one step, and the bin.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { allPitches, button, example, field, firefox, holds, open, part, reads, saved, serve, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;
let page;

before(async () => {
  desk = await serve(4184);
  browser = await firefox(folder);
  page = await open(browser, desk.url);
  await example(page);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

const version = (title) => page.locator(`nav[aria-label="Versions"] button::-p-text(${title})`);
/** Waits until so many of the versions have this in their title. */
const versions = (title, count, timeout = 15_000) => page.waitForFunction((title, count) =>
  [...document.querySelectorAll('nav[aria-label="Versions"] button')].filter((one) => one.textContent.includes(title)).length === count, { timeout }, title, count);
/** Waits until what changed in a part says this; or, without words, until nothing of it did. */
const changed = (name, words) => page.waitForFunction((name, words) => {
  const region = document.querySelector(`.history-version section[aria-label="${name}"]`);
  return words ? region?.textContent.includes(words) : !region;
}, { timeout: 15_000 }, name, words ?? null);

/** Waits for the version that keeps itself a moment after opening: the list is read on coming to it. */
async function openedIsKept() {
  for (let tries = 0; tries < 40; tries++) {
    await part(page, "Brief").click();
    await page.waitForSelector("::-p-aria([name=\"Background\"])");
    await part(page, "History").click();
    if (await versions("When it was opened", 1, 500).catch(() => false)) return;
  }
  throw new Error("no version kept itself");
}

test("a version keeps itself; what changed since is said; a part and the whole come back, each as one step", { timeout: 120_000 }, async () => {
  await openedIsKept();
  await part(page, "Timeline").click();
  await type(page, "t-scripts", 2, "8");
  await part(page, "Brief").click();
  await field(page, "Background").fill("A new background");
  await saved(page);
  await part(page, "History").click();
  await version("When it was opened").click();
  await changed("Timeline", "→ 8 d");
  await changed("Brief", "Background");

  await button(page, "Restore only this: Timeline").click();
  await reads(page, "Timeline is as it was.");
  await changed("Timeline");
  await changed("Brief", "Background");
  await button(page, "Undo").click();
  await changed("Timeline", "→ 8 d");

  await button(page, "Restore this version").click();
  await reads(page, "Restored: the version of");
  await reads(page, "Nothing has changed since this version.");
  // What was there is kept too; twice the same is kept once.
  await versions("Before an earlier version was restored", 1);
  await button(page, "Undo").click();
  await changed("Timeline", "→ 8 d");
  await changed("Brief", "Background");
  await part(page, "Brief").click();
  await holds(page, "Background", "A new background");
  await saved(page);
});

test("a version is kept by hand under a name, renamed, there after a reload, and deleted", { timeout: 90_000 }, async () => {
  await part(page, "History").click();
  await field(page, "Name of this version").fill("Before the workshop");
  await button(page, "Keep this version").click();
  await version("Before the workshop").click();
  await reads(page, "Nothing has changed since this version.");
  await field(page, "Name").fill("As discussed");
  await page.keyboard.press("Enter");
  await versions("As discussed", 1);
  await page.reload();
  await version("As discussed").click();
  await button(page, "Delete this version: As discussed").click();
  await versions("As discussed", 0);
});

test("a deleted pitch waits in the bin, comes back whole, and is gone with its history when asked twice", { timeout: 90_000 }, async () => {
  await allPitches(page);
  await button(page, "Delete Morning, made kinder").click();
  await page.waitForFunction(() => !document.querySelector('[role="grid"][aria-label="Pitches"]'));
  await page.reload();
  await button(page, "Bin").click();
  await button(page, "Restore Morning, made kinder").click();
  await reads(page, "The bin is empty.");
  await button(page, "Close").click();
  await page.locator("a::-p-text(Morning, made kinder)").click();
  await part(page, "Brief").click();
  await holds(page, "Background", "A new background");
  await part(page, "History").click();
  await versions("When it was opened", 1);

  await allPitches(page);
  await button(page, "Delete Morning, made kinder").click();
  await button(page, "Bin").click();
  await button(page, "Delete for good… Morning, made kinder").click();
  await button(page, "Yes, delete it and its history: Morning, made kinder").click();
  await reads(page, "The bin is empty.");
  const left = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("pitchwright-history");
    request.onsuccess = () => {
      const count = request.result.transaction("entries").objectStore("entries").count();
      count.onsuccess = () => { request.result.close(); resolve(count.result); };
    };
  }));
  assert.equal(left, 0);
});
