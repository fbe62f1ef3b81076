// Presenting in Firefox: sheets by key, the speaker window in its own window, and back.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { button, firefox, open, part, serve } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;

before(async () => {
  desk = await serve(4178);
  browser = await firefox(folder);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the proposal is presented with its notes in a second window", { timeout: 120_000 }, async () => {
  const page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Proposal").click();
  await page.waitForFunction(() => document.querySelectorAll(".leaf").length > 10, { timeout: 20_000 });
  const at = (on, words) => on.waitForFunction((words) =>
    [...document.querySelectorAll('[role="status"]')].some((one) => one.textContent.startsWith(words)), { timeout: 15_000 }, words);
  await button(page, "Present").click();
  await at(page, "Sheet 1 of");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageDown");
  await at(page, "Sheet 3 of");
  const opened = new Promise((found) => page.once("popup", found));
  await page.keyboard.press("n");
  const second = await opened;
  await at(second, "Sheet 3 of");
  await second.keyboard.press("ArrowRight");
  await at(page, "Sheet 4 of");
  await second.waitForFunction(() => document.querySelector('[aria-label="Speaker notes"]')?.textContent.includes("eleven kitchens"), { timeout: 15_000 });
  // The style sheets came along: the sheet is as wide as its place.
  const widths = await second.evaluate(() => [".speaker-now .speaker-pane", ".speaker-now .leaf-frame"].map((it) => document.querySelector(it).getBoundingClientRect().width));
  assert.ok(widths[0] > 300 && Math.abs(widths[0] - widths[1]) < 3, `${widths}`);
  await second.close();
  await page.bringToFront();
  await page.keyboard.press("ArrowRight");
  await at(page, "Sheet 5 of");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector(".present"), { timeout: 15_000 });
  await page.waitForFunction(() => document.activeElement?.textContent === "Present", { timeout: 15_000 });
});
