// The main path once in Firefox: from the example to a file, an empty profile, and paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { laidOut } from "../support/paper.mjs";
import { becomes, button, downloaded, firefox, open, part, saved, serve, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;

before(async () => {
  desk = await serve(4174);
  browser = await firefox(folder);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("example, task, rate, reload, file, an empty profile, print", { timeout: 180_000 }, async () => {
  const page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Timeline").click();
  await becomes(page, "Launch date", "3 May 2027");
  await type(page, "t-concept", 2, "17d");
  await becomes(page, "Launch date", "14 May 2027");
  await part(page, "Team").click();
  await type(page, "r-art-director", 2, "145");
  await part(page, "Budget").click();
  await becomes(page, "Net total", "589,877.88");
  await saved(page);
  await page.reload();
  await becomes(page, "Net total", "589,877.88");
  await button(page, "Share").click();
  await button(page, "Download JSON").click();
  const file = await downloaded(folder, ".pitch.json");

  const elsewhere = await firefox(folder);
  try {
    const other = await open(elsewhere, desk.url);
    await button(other, "New pitch").wait();
    const input = await other.waitForSelector('input[type="file"]');
    await input.uploadFile(file);
    await part(other, "Timeline").click();
    await becomes(other, "Launch date", "14 May 2027");
    await part(other, "Budget").click();
    await becomes(other, "Net total", "589,877.88");
    await part(other, "Proposal").click();
    await other.waitForFunction(laidOut, { timeout: 20_000 }, "a4");
    const sheets = await other.evaluate(() => document.querySelectorAll(".leaf").length);
    const paper = join(folder, "proposal.pdf");
    await other.pdf({ path: paper, format: "a4", printBackground: true, margin: { top: 0, right: 0, bottom: 0, left: 0 } });
    const pages = Number(execFileSync("pdfinfo", [paper], { encoding: "utf8" }).match(/Pages:\s+(\d+)/)?.[1]);
    assert.equal(pages, sheets, "a page of paper for each sheet");
  } finally {
    await elsewhere.close();
  }
});
