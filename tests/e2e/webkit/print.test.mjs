// WebKit prints the sheets that are shown: word for word and page for page, on every paper. It
// turns landscape sheets, since it prints all pages of a document one way round.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertSame, choose, laidOut, offers, over, pages, PAPERS, press, sheets } from "../support/paper.mjs";
import { webkit } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const port = Number(process.env.PORT_WEBKIT ?? 4176);
let server;
let browser;

before(async () => {
  server = spawn(process.execPath, ["scripts/serve.mjs", String(port), "/desk/"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => server.stdout.once("data", resolve));
  browser = await webkit();
});

after(() => {
  browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("what WebKit prints is what is shown, on A4, US Letter and 16:9", { timeout: 180_000 }, async () => {
  await browser.open(`http://127.0.0.1:${port}/desk/`);
  await browser.until(press, "Start from the example");
  await browser.until(press, "Proposal");
  for (const paper of PAPERS) {
    await browser.until(offers, "Paper");
    await browser.run(choose, "Paper", paper.name);
    await browser.until(laidOut, paper.class);
    assert.deepEqual(await browser.run(over), [], `over the edge on ${paper.name}`);
    const shown = await browser.run(sheets);
    assert.ok(shown.length > 10);
    const path = join(folder, `${paper.class}.pdf`);
    await browser.print(path, paper.width, paper.height);
    const printed = pages(path);
    assertSame(printed, shown);
    for (const [index, ink] of printed.ink().entries()) assert.ok(ink > 0.0005, `page ${index + 1} of ${paper.name} is blank`);
    const points = (millimetres) => (millimetres * 72) / 25.4;
    for (const [width, height] of printed.sizes) {
      assert.ok(Math.abs(width - points(paper.width)) < 1.5 && Math.abs(height - points(paper.height)) < 1.5, `${width} by ${height} on ${paper.name}`);
    }
  }
});
