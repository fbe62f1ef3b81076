// What is kept, and what is said when it cannot be.
import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { execSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goTo, openDesk, saved, startExample } from "./support/desk";

const KILLS = Number(process.env.KILLS ?? 20);

/** Reads the newest text of the pitch's background from either store, as the page would find it. */
async function kept(page: Page) {
  await expect(page.getByRole("textbox", { name: "Background" })).toBeVisible();
  return page.getByRole("textbox", { name: "Background" }).inputValue();
}

test(`after ${KILLS} random kills while typing, nothing older than 100 ms is missing`, async ({}, info) => {
  test.setTimeout(15_000 * KILLS + 60_000);
  const use = info.project.use;
  const profile = mkdtempSync(join(tmpdir(), "pitchwright-kill-"));
  const start = () => chromium.launchPersistentContext(profile, {
    executablePath: use.launchOptions?.executablePath,
    args: use.launchOptions?.args,
    baseURL: use.baseURL ?? undefined,
    viewport: { width: 1200, height: 800 },
  });
  // Every process of this profile's browser, killed as the system would.
  const kill = () => {
    try { execSync(`pkill -9 -f -- "--user-data-dir=${profile}"`); } catch { /* already gone */ }
  };
  let context: BrowserContext = await start();
  let page = context.pages()[0] ?? await context.newPage();
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Brief");
  await saved(page);
  const address = page.url();
  try {
    for (let round = 0; round < KILLS; round++) {
      const typed: { text: string; at: number }[] = [];
      const field = page.getByRole("textbox", { name: "Background" });
      await field.fill("");
      await field.focus();
      const until = Date.now() + 300 + Math.random() * 1500;
      for (let count = 0; Date.now() < until; count++) {
        await page.keyboard.type(`${round}.${count} `);
        // The key has been handled once its value is in the field.
        typed.push({ text: await field.inputValue(), at: Date.now() });
        await page.waitForTimeout(Math.random() * 60);
      }
      const killed = Date.now();
      kill();
      await context.close().catch(() => {});
      context = await start();
      page = context.pages()[0] ?? await context.newPage();
      await page.goto(address);
      const found = await kept(page);
      const due = typed.filter((entry) => killed - entry.at > 100).at(-1);
      expect(found.length, `round ${round}: found “${found.slice(-20)}”, due “${due?.text.slice(-20)}”`).toBeGreaterThanOrEqual(due?.text.length ?? 0);
      expect(typed.at(-1)!.text.startsWith(found) || found.startsWith(due?.text ?? "")).toBe(true);
    }
  } finally {
    await context.close().catch(() => {});
    kill();
    rmSync(profile, { recursive: true, force: true });
  }
});

test("full local storage is said, and nothing that was saved is harmed", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.evaluate(() => {
    const chunk = "x".repeat(200_000);
    try { for (let i = 0; ; i++) localStorage.setItem(`foreign-${i}`, chunk); } catch { /* full */ }
    try { for (let i = 0; ; i++) localStorage.setItem(`crumb-${i}`, "x".repeat(500)); } catch { /* full to the last */ }
  });
  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Background" }).fill("y".repeat(60_000));
  await expect(page.getByRole("banner").getByRole("status")).toContainText("its storage is full");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Background" })).toHaveValue("y".repeat(60_000));
  const foreign = await page.evaluate(() => localStorage.getItem("foreign-0")?.length);
  expect(foreign).toBe(200_000);
});

test("a damaged copy is kept byte for byte, and the sound one is used", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const key = await page.evaluate(() => Object.keys(localStorage).find((name) => name.startsWith("pitchwright/v1/p/"))!);
  await page.evaluate((name) => localStorage.setItem(name, "00000000{damaged"), key);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  const aside = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("pitchwright/v1/broken/")).map(([, text]) => text));
  expect(aside).toEqual(["00000000{damaged"]);
  await page.goto("./#/settings");
  await expect(page.getByRole("button", { name: /Download pitchwright\/v1\/broken/ })).toBeVisible();
});

test("a lost local storage comes back from the database, and the other way round", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Morning, made kinder/ })).toBeVisible();
  await page.evaluate(() => new Promise((resolve) => { const request = indexedDB.deleteDatabase("pitchwright"); request.onsuccess = resolve; request.onblocked = resolve; request.onerror = resolve; }));
  await page.reload();
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Morning, made kinder/ })).toBeVisible();
});

test("blocked storage is said, and the page still opens and downloads", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    Object.defineProperty(window, "indexedDB", { get() { return null; } });
  });
  await openDesk(page);
  await expect(page.getByRole("alert").filter({ hasText: "does not let the page keep anything" })).toBeVisible();
  await page.getByRole("button", { name: "New pitch" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Held in memory");
  await expect(page.getByRole("banner").getByRole("status")).toContainText("Not saved");
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
  expect(download.suggestedFilename()).toBe("held-in-memory.pitch.json");
});

test("one tab edits, another looks on and can take over", async ({ context, page }) => {
  await startExample(page);
  await saved(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByText("Another tab is editing this pitch")).toBeVisible();
  await expect(second.getByRole("textbox", { name: "Title" })).not.toBeEditable();
  await page.getByRole("textbox", { name: "Title" }).fill("Written in the first tab");
  await expect(second.getByRole("textbox", { name: "Title" })).toHaveValue("Written in the first tab");
  await second.getByRole("button", { name: "Edit here" }).click();
  await expect(second.getByText("Another tab is editing this pitch")).toHaveCount(0);
  await expect(page.getByText("Another tab is editing this pitch")).toBeVisible();
  await second.getByRole("textbox", { name: "Title" }).fill("Written in the second");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Written in the second");
});
