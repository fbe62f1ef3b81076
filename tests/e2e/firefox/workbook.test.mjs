// The budget as a spreadsheet in Firefox: made by its worker, and lines that come in from CSV.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sheetNames, unzip } from "../support/zip.mjs";
import { becomes, button, downloaded, firefox, open, part, serve } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;

before(async () => {
  desk = await serve(4177);
  browser = await firefox(folder);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a workbook goes out, lines come in", { timeout: 180_000 }, async () => {
  const page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Budget").click();
  await becomes(page, "Net total", "585,830.88");
  await button(page, "Files").click();
  await button(page, "Download spreadsheet").click();
  const file = await downloaded(folder, ".client.xlsx");
  const parts = unzip(readFileSync(file));
  assert.deepEqual(sheetNames(parts).slice(0, 2), ["Summary", "Budget Essential"]);
  assert.ok(![...parts.values()].some((text) => text.includes("Cost and margin")));

  const lines = join(folder, "lines.csv");
  writeFileSync(lines, "Item,Quantity,Rate\r\nBand,2,450\r\n");
  const input = await page.waitForSelector('input[aria-label="CSV file"]');
  await input.uploadFile(lines);
  await button(page, "Add lines").click();
  await button(page, "Close files").click();
  await page.waitForFunction(() => /586,/.test(document.querySelector(".totals")?.textContent ?? ""), { timeout: 10_000 });
});
