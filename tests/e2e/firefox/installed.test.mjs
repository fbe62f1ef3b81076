// The installed desk in Firefox: the second visit needs no server, and a newer build waits until it
// is asked for.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { host, nextBuild } from "../support/host.mjs";
import { button, firefox, open, part, reads, saved } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;

before(async () => {
  desk = await host({ "/a/b/": "dist" });
  browser = await firefox(folder);
});

after(async () => {
  await browser?.close();
  await desk?.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until all of the build is kept. */
const kept = (page) => page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated", { timeout: 60_000 });
const build = (page) => page.evaluate(() => document.querySelector('meta[name="build"]')?.content ?? "first");

test("the second visit needs no server, and a newer build is taken when asked for", { timeout: 180_000 }, async () => {
  const next = nextBuild();
  try {
    const address = `${desk.origin}/a/b/`;
    const page = await open(browser, address);
    await kept(page);
    await desk.stop();
    await page.goto(address);
    await button(page, "Start from the example").click();
    for (const name of ["Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal"]) await part(page, name).click();
    await page.waitForFunction(() => document.querySelectorAll(".leaf").length > 10, { timeout: 30_000 });
    await saved(page);

    await desk.start();
    desk.folders["/a/b/"] = next.folder;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await reads(page, "A new version of Pitchwright is ready.");
    await page.reload();
    await reads(page, "A new version of Pitchwright is ready.");
    assert.equal(await build(page), "first");
    await part(page, "Brief").click();
    await page.locator("textarea").fill("Typed just now");
    await button(page, "Reload to use it").click();
    await page.waitForFunction(() => document.querySelector('meta[name="build"]') && document.querySelector("textarea")?.value === "Typed just now", { timeout: 30_000 });

    // The server no longer has it: what is kept ends with the next visit.
    desk.gone.add("/a/b/service-worker.js");
    await page.reload();
    await page.waitForFunction(async () => (await caches.keys()).length === 0, { timeout: 30_000 });
  } finally {
    next.remove();
  }
});
