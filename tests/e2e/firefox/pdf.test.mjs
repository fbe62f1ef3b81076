// A PDF that the page makes in Firefox: word for word what is shown, in the shipped faces, which
// Firefox's own print writes as outlines.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSame, choose, laidOut, offers, pages, PAPERS, sheets } from "../support/paper.mjs";
import { button, downloaded, firefox, open, part, serve } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;

before(async () => {
  desk = await serve(Number(process.env.PORT_FIREFOX ?? 4178));
  browser = await firefox(folder, { "pdfjs.disabled": true });
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the PDF that Firefox makes is what is shown", { timeout: 180_000 }, async () => {
  const page = await open(browser, desk.url);
  await button(page, "Start from the example").click();
  await part(page, "Proposal").click();
  await page.waitForFunction(offers, { timeout: 30_000 }, "Paper");
  const [paper] = PAPERS;
  await page.evaluate(choose, "Paper", paper.name);
  await page.waitForFunction(laidOut, { timeout: 30_000 }, paper.class);
  const shown = await page.evaluate(sheets);
  assert.ok(shown.length > 10);
  await button(page, "Download PDF").click();
  // It is named when it is whole.
  await page.waitForFunction(() => document.body.innerText.includes("Download PDF") && !document.querySelector(".pdf-make progress"), { timeout: 60_000 });
  const path = await downloaded(folder, ".pdf");
  const made = pages(path);
  assertSame(made, shown);
  for (const [index, ink] of made.ink().entries()) assert.ok(ink > 0.0005, `page ${index + 1} is blank`);
});
