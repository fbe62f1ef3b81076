// The chart beside the grid: bars are dragged and linked, what came of it is said, time is zoomed by
// key, and the chart is taken away as a picture.
import { expect, test, type Download, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { cell, expectNoViolations, goTo, openDesk, startExample, type } from "./support/desk";

const GRID = "Timeline tasks";
/** The columns by their place. */
const [NAME, DAYS, START, FINISH, AFTER] = [0, 2, 3, 4, 5];
/** The width of a day at the zoom the chart opens with. */
const DAY = 9;

const grid = (page: Page) => page.getByRole("treegrid", { name: GRID });
const chart = (page: Page) => page.locator(".chart");
/** What was said to screen readers last. */
const said = (page: Page) => page.locator("[aria-live='polite'], [role='status']").allInnerTexts().then((texts) => texts.join("\n").replace(/\u00a0/g, " "));
const hint = (page: Page) => page.locator(".drag-label");

/** Two tasks of a week each from Monday 4 January 2027, one above the other. */
async function openTwo(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Timeline");
  await page.getByLabel("Start", { exact: true }).fill("4 Jan 2027");
  await page.getByLabel("Start", { exact: true }).press("Enter");
  for (const name of ["Write", "Shoot"]) {
    await page.getByRole("button", { name: "Add task" }).click();
    await expect(grid(page).getByRole("textbox", { name: "Name" })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await type(page, cell(page, GRID, name, DAYS), "5");
  }
  await expect(cell(page, GRID, "Shoot", FINISH)).toHaveText("8 Jan");
}

/** A place on the chart: so many days after the plan's start, in the row of this task. */
async function place(page: Page, row: string, day: number) {
  const pane = (await chart(page).boundingBox())!;
  const line = (await cell(page, GRID, row, NAME).boundingBox())!;
  // The plan begins a little right of the left edge.
  return [pane.x + 24 + day * DAY, line.y + line.height / 2] as const;
}

async function hover(page: Page, row: string, day: number) {
  const [x, y] = await place(page, row, day);
  await page.mouse.move(x, y);
}

async function dragTo(page: Page, row: string, day: number) {
  const [x, y] = await place(page, row, day);
  await page.mouse.move(x, y, { steps: 5 });
}

test("a bar says where it goes while it is dragged, and what moved when it is dropped", async ({ page }) => {
  await openTwo(page);
  await type(page, cell(page, GRID, "Shoot", AFTER), "1");
  await expect(cell(page, GRID, "Shoot", START)).toHaveText("11 Jan");
  await hover(page, "Write", 2);
  await page.mouse.down();
  await dragTo(page, "Write", 9);
  await expect(hint(page)).toHaveText("11 Jan – 15 Jan, 5 days");
  await page.mouse.up();
  await expect(hint(page)).toHaveCount(0);
  await expect(cell(page, GRID, "Write", START)).toHaveText("11 Jan");
  await expect.poll(() => said(page)).toContain("Write now 11 Jan 2027 to 15 Jan 2027, 1 other task moved.");

  // Its end: two working days less.
  await hover(page, "Write", 11.8);
  await page.mouse.down();
  await dragTo(page, "Write", 9.8);
  await expect(hint(page)).toHaveText("11 Jan – 13 Jan, 3 days");
  await page.mouse.up();
  await expect(cell(page, GRID, "Write", DAYS)).toHaveText("3d");
  await expect.poll(() => said(page)).toContain("Write now 11 Jan 2027 to 13 Jan 2027, 1 other task moved.");

  // The same by key.
  await cell(page, GRID, "Write", NAME).click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect.poll(() => said(page)).toContain("Write now 12 Jan 2027 to 14 Jan 2027, 1 other task moved.");
});

test("Escape lets go without changing anything", async ({ page }) => {
  await openTwo(page);
  await hover(page, "Write", 2);
  await page.mouse.down();
  await dragTo(page, "Write", 9);
  await expect(hint(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(hint(page)).toHaveCount(0);
  await page.mouse.up();
  await expect(cell(page, GRID, "Write", START)).toHaveText("4 Jan");
});

test("a bar is linked by dragging from its handle, in one step that can be taken back", async ({ page }) => {
  await openTwo(page);
  await hover(page, "Write", 2);
  await expect(page.locator(".link-handle")).toHaveCount(2);
  // The handle stands behind the bar, which ends on the evening of the fifth day.
  await hover(page, "Write", 5 + 13 / DAY);
  await expect(page.locator(".link-handle.hot")).toHaveCount(1);
  await page.mouse.down();
  await dragTo(page, "Shoot", 2);
  await expect(hint(page)).toHaveText("Write → Shoot");
  await expect(page.locator(".rubber")).toHaveCount(1);
  await page.mouse.up();
  await expect(cell(page, GRID, "Shoot", AFTER)).toHaveText("1");
  await expect(cell(page, GRID, "Shoot", START)).toHaveText("11 Jan");
  await expect.poll(() => said(page)).toContain("Shoot waits for Write. Shoot now 11 Jan 2027 to 15 Jan 2027.");
  await expect(page.locator(".bars .g-link")).toHaveAttribute("d", /^M/);

  // Back again would close a loop.
  await hover(page, "Shoot", 12 + 13 / DAY);
  await page.mouse.down();
  await dragTo(page, "Write", 2);
  await page.mouse.up();
  const refused = page.getByText("This link would close a loop: “Write” → “Shoot”.");
  await expect(refused).toBeVisible();
  await expect(cell(page, GRID, "Write", AFTER)).toHaveText("");

  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(cell(page, GRID, "Shoot", AFTER)).toHaveText("");
  await expect(cell(page, GRID, "Shoot", START)).toHaveText("4 Jan");
});

test("from the handle before a bar the other starts with it; dropped beside bars nothing is linked", async ({ page }) => {
  await openTwo(page);
  await hover(page, "Write", -13 / DAY);
  await page.mouse.down();
  await dragTo(page, "Shoot", 2);
  await page.mouse.up();
  await expect(cell(page, GRID, "Shoot", AFTER)).toHaveText("1SS");
  await hover(page, "Shoot", 5 + 13 / DAY);
  await page.mouse.down();
  await dragTo(page, "Write", 20);
  await expect(hint(page)).toHaveText("To the bar that waits for it");
  await page.mouse.up();
  await expect(cell(page, GRID, "Write", AFTER)).toHaveText("");
});

test("time is zoomed by key from the grid, and gone to today", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2027-03-17T10:00:00"));
  await startExample(page);
  await goTo(page, "Timeline");
  const pressed = (name: string) => page.getByRole("group", { name: "Zoom" }).getByRole("button", { name, pressed: true });
  await expect(pressed("Weeks")).toBeVisible();
  await cell(page, GRID, "Shoot", NAME).click();
  await page.keyboard.press("Alt+Minus");
  await expect(pressed("Months")).toBeVisible();
  await expect.poll(() => said(page)).toContain("The chart shows: months.");
  await page.keyboard.press("Alt+Minus");
  await expect(pressed("Quarters")).toBeVisible();
  await expect(chart(page).locator("text.coarse").filter({ hasText: "Q2 2027" })).toBeVisible();
  await page.keyboard.press("Alt+0");
  await expect(pressed("Fit")).toBeVisible();
  const fits = () => chart(page).evaluate((pane) => pane.scrollWidth <= pane.clientWidth + 1);
  await expect.poll(fits).toBe(true);
  await page.keyboard.press("Alt+=");
  await page.keyboard.press("Alt+=");
  await page.keyboard.press("Alt+=");
  await expect(pressed("Days")).toBeVisible();
  await page.keyboard.press("Alt+t");
  await expect(chart(page).getByText("Today")).toBeInViewport();
  // In a field the keys write.
  await page.keyboard.press("F2");
  await page.keyboard.press("Alt+Minus");
  await page.keyboard.press("Escape");
  await expect(pressed("Days")).toBeVisible();
});

async function content(download: Download) {
  return readFile((await download.path())!);
}

test("the chart is taken away as SVG: every task by name, and nothing internal", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  await type(page, cell(page, GRID, "Develop chosen concept", 8), "30");
  const file = await page.request.get("./example.pitch.json").then((answer) => answer.json());
  await page.getByRole("button", { name: "Files" }).click();
  const take = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download SVG" }).click()]);
    expect(download.suggestedFilename()).toBe("halden-dairy-co-operative-morning-made-kinder-timeline.svg");
    const svg = (await content(download)).toString("utf8");
    // In a page of its own: the desk lets nobody make markup of a text.
    const reader = await page.context().newPage();
    return reader.evaluate((svg) => {
      const drawn = new DOMParser().parseFromString(svg, "image/svg+xml");
      return {
        error: drawn.querySelector("parsererror")?.textContent ?? "",
        texts: [...drawn.querySelectorAll("text")].map((text) => text.textContent ?? ""),
        strange: drawn.querySelectorAll("script, style, image, use, foreignObject, [href]").length,
      };
    }, svg);
  };
  const drawn = await take();
  expect(drawn.error).toBe("");
  expect(drawn.strange).toBe(0);
  expect(drawn.texts).toContain("Morning, made kinder");
  const shown = file.pitch.timeline.tasks.filter((task: { options?: string[] }) => task.options?.includes("o-recommended") ?? true);
  for (const task of shown) expect.soft(drawn.texts, task.name).toContain(task.name);
  for (const internal of ["done", "slack", "deadline"]) expect(drawn.texts).not.toContain(internal);

  await page.getByLabel("With progress, slack, deadlines and the baseline").check();
  const inside = await take();
  expect(inside.texts).toEqual(expect.arrayContaining(["done", "slack"]));
});

test("the chart is taken away as PNG, at two pixels for one", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "Files" }).click();
  const [drawing] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download SVG" }).click()]);
  const svg = (await content(drawing)).toString("utf8");
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download PNG" }).click()]);
  expect(download.suggestedFilename()).toMatch(/-timeline\.png$/);
  const png = await content(download);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  expect(Math.abs(png.readUInt32BE(16) - 2 * Number(width))).toBeLessThan(3);
  expect(Math.abs(png.readUInt32BE(20) - 2 * Number(height))).toBeLessThan(3);
  // Something is drawn: a blank one would be far smaller.
  expect(png.length).toBeGreaterThan(30_000);
});

test("a row dragged by its handle into another phase is in that phase", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  const row = (name: string) => grid(page).getByRole("row").filter({ hasText: name }).first();
  await cell(page, GRID, "Revisions", NAME).hover();
  const handle = (await row("Revisions").locator(".handle").boundingBox())!;
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  const target = (await row("Strategy and creative brief").boundingBox())!;
  await page.mouse.move(handle.x + 4, target.y + 4, { steps: 6 });
  await page.mouse.up();
  await cell(page, GRID, "Revisions", NAME).click();
  await expect(page.getByLabel("Phase", { exact: true }).locator("option:checked")).toHaveText("Set-up");
});

test("links run to rows out of view, and only rows in view are drawn", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  const links = () => page.locator(".bars .g-link").getAttribute("d").then((path) => (path ?? "").split("M").length - 1);
  // The example has 30 links; some lead far down.
  await expect.poll(links).toBeGreaterThan(10);
  const paths = await page.locator(".bars path").count();
  expect(paths).toBeLessThan(30);
});

test.describe("on a narrow page", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the chart takes the place of the grid, with names over the bars and dates over time", async ({ page }) => {
    await startExample(page);
    await goTo(page, "Timeline");
    await page.getByRole("button", { name: "Chart" }).click();
    const name = page.locator(".bar-name").filter({ hasText: "Immersion and category audit" });
    await expect(name).toBeVisible();
    await expect(name).toContainText("22 Feb – 25 Feb");
    await expect(page.locator(".chart-head text.coarse").first()).toBeVisible();
    // Nothing makes the page wider than it is.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    // Names stay while time is scrolled, and go with the rows; the grid behind goes too.
    const box = async () => (await name.boundingBox())!;
    const before = await box();
    await chart(page).evaluate((pane) => pane.scrollBy(300, 0));
    expect((await box()).x).toBeCloseTo(before.x, 0);
    await chart(page).evaluate((pane) => pane.scrollBy(0, 64));
    await expect.poll(async () => before.y - (await box()).y).toBeCloseTo(64, 0);
    await expect.poll(() => grid(page).evaluate((grid) => grid.scrollTop)).toBe(64);
    await expect(page.locator(".chart .bars > g")).toHaveAttribute("transform", "translate(0 -64)");
    await expectNoViolations(page, "Timeline, narrow chart");
  });
});

test("everything stays in view when a tool takes room beside the chart", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "Fit" }).click();
  const spare = () => page.locator(".chart").evaluate((chart) => chart.scrollWidth - chart.clientWidth);
  await expect.poll(spare).toBeLessThanOrEqual(1);
  await page.getByRole("button", { name: "What if" }).click();
  await expect.poll(spare).toBeLessThanOrEqual(1);
  await page.getByRole("separator", { name: "Width of the grid" }).press("End");
  await expect.poll(spare).toBeLessThanOrEqual(1);
});
