// Risk: three points are typed, the plan is run through beside the page, and dates hold.
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, startExample, type, withoutPickers } from "./support/desk";

const POINTS = "Three-point durations";
const [BEST, LIKELY, WORST] = [1, 2, 3];

const points = (page: Page) => page.getByRole("grid", { name: POINTS });
const tool = (page: Page) => page.getByRole("button", { name: "Risk", exact: true });
const run = (page: Page) => page.getByRole("button", { name: "Run 10,000" });
const holds = (page: Page, chance: number) => page.getByRole("status", { name: `Holds in ${chance} of 100` });
const progress = (page: Page) => page.getByRole("progressbar", { name: "Runs" });

async function openRisk(page: Page) {
  await startExample(page);
  await goTo(page, "Timeline");
  await tool(page).click();
  await expect(page.getByRole("heading", { name: "Risk" })).toBeVisible();
}

/** A plan of so many tasks in three points, so large that its runs take a while: opened as a file. */
function large(tasks: number): string {
  const file = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
  const id = (number: number) => `t${number}`;
  file.pitch.timeline.tasks = Array.from({ length: tasks }, (_, number) => ({
    id: id(number), name: `Task ${number}`, duration: 5, best: 3, worst: 12,
  }));
  file.pitch.timeline.links = Array.from({ length: tasks - 1 }, (_, number) => ({
    id: `l${number}`, from: id(Math.max(0, number + 1 - 1 - (number % 7))), to: id(number + 1),
  }));
  delete file.pitch.timeline.launch;
  file.pitch.title = "Large";
  return JSON.stringify(file);
}

async function openLarge(page: Page, tasks: number) {
  await withoutPickers(page);
  await openDesk(page);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open file…" }).click(),
  ]);
  await chooser.setFiles({ name: "large.pitch.json", mimeType: "application/json", buffer: Buffer.from(large(tasks)) });
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Large");
  await goTo(page, "Timeline");
  await tool(page).click();
}

/** What the content policy forbids is said in the console. */
function listen(page: Page): string[] {
  const said: string[] = [];
  page.on("console", (message) => { if (message.type() === "error") said.push(message.text()); });
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

test("three points are typed by key, the plan is run through, and dates hold", async ({ page }) => {
  const said = listen(page);
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await openRisk(page);
  await expect(page.getByText("No task has three points yet;")).toBeVisible();
  // Nothing is certain about shooting.
  await type(page, cell(page, POINTS, "Shoot", BEST), "1");
  await type(page, cell(page, POINTS, "Shoot", WORST), "2w");
  await expect(cell(page, POINTS, "Shoot", BEST)).toHaveText("1d");
  await expect(cell(page, POINTS, "Shoot", WORST)).toHaveText("10d");
  await expect(page.getByText("1 task has three points;")).toBeVisible();

  await run(page).focus();
  await page.keyboard.press("Enter");
  await expect(holds(page, 80)).toHaveText(/^\d{1,2} \w+ 20\d\d$/);
  expect(workers).toHaveLength(1);
  expect(new URL(workers[0]!).pathname).toMatch(/^\/desk\/worker-[0-9a-f]{16}\.js$/);
  const date = async (chance: number) => Date.parse(await holds(page, chance).innerText());
  expect(await date(50)).toBeLessThanOrEqual(await date(80));
  expect(await date(80)).toBeLessThanOrEqual(await date(95));
  await expect(page.getByText(/^The launch as planned, .* holds in (\d+|less than 1) of 100\./)).toBeVisible();
  await expect(page.getByRole("table", { name: "What moves it most" }).getByRole("row", { name: /Shoot/ })).toContainText("100 %");
  await expect(page.getByRole("img", { name: /^The launch in 10,000 runs: from .* holds in 80 of 100 on/ })).toBeVisible();
  await page.getByText("The days, and how often").click();
  await expect(page.getByRole("columnheader", { name: "By then" })).toBeVisible();
  await expectNoViolations(page, "Risk");

  // Another plan is run through by itself, and one worker does it all.
  const before = await holds(page, 95).innerText();
  await type(page, cell(page, POINTS, "Shoot", WORST), "8w");
  await expect(holds(page, 95)).not.toHaveText(before);
  expect(workers).toHaveLength(1);
  await expect(page.getByRole("columnheader", { name: "By then" })).toBeVisible();
  expect(said).toEqual([]);
});

test("points out of order are refused in words", async ({ page }) => {
  await openRisk(page);
  const likely = await cell(page, POINTS, "Shoot", LIKELY).innerText();
  await type(page, cell(page, POINTS, "Shoot", BEST), "3w");
  await expect(page.getByRole("alert").filter({ hasText: "The best case, 15d, cannot be longer than the likely one" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell(page, POINTS, "Shoot", BEST)).toHaveText("");
  await type(page, cell(page, POINTS, "Shoot", WORST), "1d");
  await expect(page.getByRole("alert").filter({ hasText: "The worst case, 1d, cannot be shorter" })).toBeVisible();
  await page.keyboard.press("Escape");
  // Taken back when nothing is typed.
  await type(page, cell(page, POINTS, "Shoot", WORST), "5");
  await expect(cell(page, POINTS, "Shoot", WORST)).toHaveText("5d");
  await type(page, cell(page, POINTS, "Shoot", LIKELY), "6d");
  await expect(page.getByRole("alert").filter({ hasText: "The worst case, 5d, cannot be shorter than the likely one, 6d" })).toBeVisible();
  await page.keyboard.press("Escape");
  await cell(page, POINTS, "Shoot", WORST).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await expect(cell(page, POINTS, "Shoot", WORST)).toHaveText("");
  await expect(cell(page, POINTS, "Shoot", LIKELY)).toHaveText(likely);
});

test("a usual spread stands in for estimates and is not written into the plan", async ({ page }) => {
  await openRisk(page);
  await run(page).click();
  await expect(page.getByText(/holds for certain/)).toBeVisible();
  const certain = await holds(page, 80).innerText();
  await page.getByRole("button", { name: "Use a usual spread" }).click();
  await expect(page.getByText(/tasks? with a usual spread\./)).toBeVisible();
  await expect(holds(page, 80)).not.toHaveText(certain);
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await page.getByRole("button", { name: "Use a usual spread" }).click();
  await expect(holds(page, 80)).toHaveText(certain);
});

test("a large plan tells how far it is, can be cancelled, and leaves the page free", async ({ page }) => {
  test.setTimeout(120_000);
  await openLarge(page, 3000);
  // Whatever is told to screen readers.
  await page.evaluate(() => {
    const told: string[] = ((globalThis as any).told = []);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target.parentElement ?? target as Element).closest?.("[aria-live], [role=status]");
        if (region) told.push(region.textContent ?? "");
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await run(page).click();
  await expect(progress(page)).toBeVisible();
  await expect.poll(async () => Number(await progress(page).getAttribute("value")), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(progress(page)).toBeHidden();
  await expect(run(page)).toBeVisible();
  await page.waitForTimeout(300);
  await expect(holds(page, 80)).toBeHidden();

  await run(page).click();
  await expect(progress(page)).toBeVisible();
  // Frames go on being drawn while it runs.
  const longest = await page.evaluate(() => new Promise<number>((resolve) => {
    let [last, longest, frames] = [performance.now(), 0, 0];
    const frame = (now: number) => {
      longest = Math.max(longest, now - last);
      last = now;
      if (++frames < 60) requestAnimationFrame(frame); else resolve(longest);
    };
    requestAnimationFrame(frame);
  }));
  console.log(`longest frame while it runs: ${longest.toFixed(0)} ms`);
  expect(longest).toBeLessThan(250);
  await expect(holds(page, 80)).toBeVisible({ timeout: 90_000 });
  const told = await page.evaluate(() => (globalThis as any).told as string[]);
  expect(told.some((words) => words.startsWith("50 of 100 of the runs are done"))).toBe(true);
  expect(told.some((words) => /All runs are done\. The finish holds in 50 of 100: /.test(words))).toBe(true);
});

test("without a worker the page does the work itself", async ({ page }) => {
  const said = listen(page);
  await page.addInitScript(() => { delete (globalThis as any).Worker; });
  await openRisk(page);
  await page.getByRole("button", { name: "Use a usual spread" }).click();
  await run(page).click();
  await expect(holds(page, 80)).toBeVisible();
  expect(said).toEqual([]);
});

test("a worker that cannot be fetched is no crash, and its work is done", async ({ page, context }) => {
  await context.route(/worker-[0-9a-f]+\.js$/, (route) => route.abort());
  await openRisk(page);
  await page.getByRole("button", { name: "Use a usual spread" }).click();
  await run(page).click();
  await expect(holds(page, 80)).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Pitchwright has stopped" })).toBeHidden();
});

test("a worker that stops is said in words, and is tried again", async ({ page, context }) => {
  let broken = 0;
  await context.route(/worker-[0-9a-f]+\.js$/, async (route) => {
    if (route.request().resourceType() === "fetch" || broken++ > 0) return route.continue();
    // Hears, and ends in an error as a panic does.
    await route.fulfill({
      contentType: "text/javascript",
      body: `onmessage = () => { throw new WebAssembly.RuntimeError("unreachable"); }; postMessage('{"id":0,"news":"ready"}');`,
    });
  });
  await openRisk(page);
  await run(page).click();
  await expect(page.getByRole("alert").filter({ hasText: "The calculation has stopped" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Pitchwright has stopped" })).toBeHidden();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(holds(page, 80)).toBeVisible();
  expect(broken).toBe(2);
});

test("it runs without a network", async ({ page, context }) => {
  await openRisk(page);
  // All that is fetched at rest is there.
  await page.waitForTimeout(4_000);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Use a usual spread" }).click();
  await run(page).click();
  await expect(holds(page, 80)).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`on a narrow page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await openRisk(page);
    await page.getByRole("button", { name: "Use a usual spread" }).click();
    await run(page).click();
    await expect(holds(page, 80)).toBeVisible();
    await expectNoViolations(page, `Risk, narrow, ${colorScheme}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}
