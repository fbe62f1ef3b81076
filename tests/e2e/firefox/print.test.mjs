// Firefox prints the sheets that are shown: word for word and page for page, on every paper.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSame, choose, laidOut, offers, over, pages, PAPERS, sheets } from "../support/paper.mjs";
import { button, firefox, open, part, serve } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;

before(async () => {
  desk = await serve(Number(process.env.PORT_FIREFOX ?? 4174));
});

after(() => {
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The example on each paper: what is shown, and what is printed of it. */
async function printed(prefs, hold) {
  const browser = await firefox(folder, prefs);
  try {
    const page = await open(browser, desk.url);
    await button(page, "Start from the example").click();
    await part(page, "Proposal").click();
    for (const paper of PAPERS) {
      await page.waitForFunction(offers, { timeout: 30_000 }, "Paper");
      await page.evaluate(choose, "Paper", paper.name);
      await page.waitForFunction(laidOut, { timeout: 30_000 }, paper.class);
      assert.deepEqual(await page.evaluate(over), [], `over the edge on ${paper.name}`);
      const shown = await page.evaluate(sheets);
      assert.ok(shown.length > 10);
      const path = join(folder, `${paper.class}.pdf`);
      const margin = { top: 0, right: 0, bottom: 0, left: 0 };
      await page.pdf({ path, width: `${paper.width}mm`, height: `${paper.height}mm`, printBackground: true, margin });
      hold(pages(path), shown, paper);
    }
  } finally {
    await browser.close();
  }
}

// Firefox writes letters of a variable face as outlines, which nobody can read out of a file: the
// words are held against each other in the faces of the machine.
test("Firefox prints word for word what is shown", { timeout: 150_000 }, async () => {
  await printed({ "gfx.downloadable_fonts.enabled": false }, assertSame);
});

test("in the shipped faces Firefox prints a page for each sheet, none of them blank", { timeout: 150_000 }, async () => {
  await printed({}, (paper, shown, { name }) => {
    assert.equal(paper.sizes.length, shown.length, name);
    for (const [index, ink] of paper.ink().entries()) assert.ok(ink > 0.0005, `page ${index + 1} of ${name} is blank`);
  });
});
