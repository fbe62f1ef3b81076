// A disk that is full to the last byte: the browser throws its local storage away, and the database
// gives it back. The disk is a small one in memory, which only root may mount.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type BrowserContext } from "@playwright/test";
import { goTo, openDesk, saved } from "./support/desk";
import { mortal } from "./support/killing";

/** So many other pages write at once: the browser gives up after eight writes that failed. */
const OTHERS = 11;

test("on a full disk an edit is said to be unsaved or saved once, and nothing that was saved is lost", async ({}, info) => {
  test.skip(process.platform !== "linux" || process.getuid?.() !== 0, "only root may mount the small disk that this test fills");
  test.setTimeout(180_000);
  const disk = mkdtempSync(join(tmpdir(), "pitchwright-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", disk], { stdio: "pipe" });
  } catch {
    rmSync(disk, { recursive: true, force: true });
    test.skip(true, "this machine lets not even root mount a disk in memory");
  }
  const cache = mkdtempSync(join(tmpdir(), "pitchwright-cache-"));
  const browser = mortal(info, disk, [`--disk-cache-dir=${cache}`, "--disable-features=OptimizationGuideModelDownloading"]);
  let context: BrowserContext | undefined;
  const filler = join(disk, "filler");
  try {
    context = await browser.start();
    let page = context.pages()[0] ?? await context.newPage();
    await openDesk(page);
    await page.getByRole("button", { name: "New pitch" }).click();
    await goTo(page, "Brief");
    const field = page.getByRole("textbox", { name: "Background" });
    await field.fill("Saved while there was room");
    await saved(page);
    const address = page.url();
    // The browser writes local storage to the disk some seconds later, and all of it when it quits.
    await context.close();
    context = await browser.start();
    page = context.pages()[0] ?? await context.newPage();
    await page.goto(address);
    await expect(page.getByRole("textbox", { name: "Background" })).toHaveValue("Saved while there was room", { timeout: 20_000 });
    const local = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pitchwright/v1/p/")).length);
    expect(await local()).toBe(1);

    // Full to the last byte.
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(0));
    for (let size = bavail * bsize; size >= 1; size = Math.floor(size / 2)) {
      try { execFileSync("dd", ["if=/dev/zero", `of=${filler}`, `bs=${size}`, "count=1", "oflag=append", "conv=notrunc"], { stdio: "pipe" }); } catch { /* full */ }
    }
    expect(statfsSync(disk).bavail).toBe(0);

    // More than fits into what the database's files have left.
    const again = page.getByRole("textbox", { name: "Background" });
    for (let round = 0; round < 40; round++) {
      await again.fill(`${round} ${"written on a full disk ".repeat(4000)}`);
      const state = await page.getByRole("banner").getByRole("status").textContent();
      if (/in one place only|Not saved/.test(state ?? "")) break;
    }
    await expect(page.getByRole("banner").getByRole("status")).toContainText(/Saved in one place only: the browser's database failed|Not saved/);
    // Other pages write local storage as well; the browser gives up and deletes all of it.
    const port = new URL(address).port;
    for (let other = 0; other < OTHERS; other++) {
      const tab = await context.newPage();
      await tab.goto(`http://o${other}.localhost:${port}/desk/rescue.js`);
      await tab.evaluate(() => localStorage.setItem("other", "x".repeat(100_000)));
    }
    await page.waitForTimeout(12_000);
    browser.signal("KILL");
    await context.close().catch(() => {});
    rmSync(filler, { force: true });

    context = await browser.start();
    page = context.pages()[0] ?? await context.newPage();
    await page.goto(new URL("rescue.js", address).href);
    const left = await local();
    console.log(`  after the full disk local storage holds ${left} pitches`);
    await page.goto(address);
    // What was called saved is there, or what was written after it.
    const found = page.getByRole("textbox", { name: "Background" });
    await expect(found).toHaveValue(/^(Saved while there was room$|\d+ written on a full disk )/, { timeout: 20_000 });
    // And kept twice again.
    await expect.poll(local).toBe(1);
    await found.fill("And there is room again");
    await saved(page);
    await page.reload();
    await expect(found).toHaveValue("And there is room again");
    expect(left, "the browser threw local storage away").toBe(0);
  } finally {
    await context?.close().catch(() => {});
    browser.signal("KILL");
    execFileSync("umount", ["-l", disk]);
    rmSync(disk, { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
  }
});
