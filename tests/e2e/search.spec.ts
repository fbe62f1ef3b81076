// One field for everything: every pitch, what is in the open one, what can be done; and the keys.
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type, withoutPickers } from "./support/desk";

const dialog = (page: Page) => page.getByRole("dialog", { name: "Search" });
const field = (page: Page) => dialog(page).getByRole("combobox", { name: "Search" });
const option = (page: Page, name: string | RegExp) => dialog(page).getByRole("option", { name });
const chosen = (page: Page) => dialog(page).getByRole("option", { selected: true });
const keys = (page: Page) => page.getByRole("dialog", { name: "Keyboard keys" });

/** Opens the search by key, and types. */
async function search(page: Page, text: string) {
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
}

test("from the list of pitches to a pitch, by key alone", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  await expect(page.getByRole("grid", { name: "Pitches" })).toBeVisible();
  await page.getByRole("button", { name: "New pitch" }).focus();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toBeFocused();
  // With nothing typed: the pitches, the last changed first; where one can go; what can be done.
  await expect(dialog(page).getByRole("group")).toHaveCount(3);
  await expect(chosen(page)).toHaveText(/^Morning, made kinder/);
  await expect(dialog(page).getByRole("group", { name: "Go to" }).getByRole("option")).toHaveText(["All pitches", "Clients", "People", "Settings"]);
  await expect(option(page, /^Undo/)).toHaveCount(0);
  await expect(option(page, "Share")).toHaveCount(0);
  await page.keyboard.type("halden kind");
  await expect(dialog(page).getByRole("option")).toHaveCount(1);
  await expect(dialog(page).locator("mark")).toHaveText(["kind", "Halden"]);
  await expect(dialog(page).getByRole("status")).toHaveText("1 result");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await expect(page.getByRole("main")).toBeFocused();
});

test("keys go through the results, Escape gives the focus back, and so does pressing beside it", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  const before = cell(page, "Budget lines", "Copywriter", 0);
  await before.click();
  await search(page, "film");
  const all = dialog(page).getByRole("option");
  const last = await all.count() - 1;
  const names = await all.evaluateAll((all) => all.map((one) => one.id));
  expect(last).toBeGreaterThan(4);
  await expect(all.nth(0)).toHaveAttribute("aria-selected", "true");
  for (const [key, at] of [["ArrowDown", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["End", last], ["ArrowDown", 0], ["ArrowUp", last], ["Home", 0], ["PageDown", Math.min(8, last)], ["PageUp", Math.max(0, Math.min(8, last) - 8)]] as const) {
    await page.keyboard.press(key);
    await expect(field(page)).toHaveAttribute("aria-activedescendant", names[at]!);
    await expect(chosen(page)).toHaveCount(1);
    await expect(all.nth(at)).toBeInViewport();
  }
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(before).toBeFocused();
  // It begins anew.
  await page.keyboard.press("ControlOrMeta+k");
  await expect(field(page)).toHaveValue("");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(dialog(page)).toBeHidden();
  await expect(before).toBeFocused();
  const button = page.getByRole("button", { name: "Search", exact: true });
  await button.click();
  await expect(field(page)).toBeFocused();
  await page.mouse.click(20, 600);
  await expect(dialog(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test("a task, a line, a section, a person and more are found in the row they stand in", async ({ page }) => {
  await startExample(page);
  const found = async (words: string, name: RegExp, grid: string, row: string | RegExp) => {
    await search(page, words);
    await expect(option(page, name).first()).toBeVisible();
    await option(page, name).first().click();
    await expect(cell(page, grid, row, 0)).toBeFocused();
    await expect(cell(page, grid, row, 0)).toBeInViewport();
  };
  await search(page, "concept develop");
  await expect(chosen(page)).toHaveText(/^Develop chosen concept/);
  await expect(dialog(page).getByRole("group", { name: "Timeline" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Timeline" })).toBeVisible();
  await expect(cell(page, "Timeline tasks", "Develop chosen concept", 0)).toBeFocused();
  // On the same screen, and under what is folded.
  await cell(page, "Timeline tasks", /^Production/, 0).click();
  await page.keyboard.press("Space");
  await expect(cell(page, "Timeline tasks", "Shoot", 0)).toHaveCount(0);
  await found("shoot", /^Shoot/, "Timeline tasks", "Shoot");
  await found("cafes 40", /^Sampling in 40 cafés/, "Budget lines", "Sampling in 40 cafés");
  await found("econometric", /^Econometric/, "Budget lines", "Econometric read-out");
  await found("insight", /^The insight/, "Sections", "The insight");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The insight");
  await found("retail set", /^Retail media set/, "Deliverables", "Retail media set");
  await found("park jun", /^Jun Park/, "People", "Jun Park");
  await search(page, "copywriter");
  await dialog(page).getByRole("group", { name: "Roles" }).getByRole("option", { name: /^Copywriter/ }).click();
  await expect(cell(page, "Rate card", "Copywriter", 0)).toBeFocused();
  await found("connected tv", /^Connected TV.*Mar|^Connected TV.*Broadcaster/, "Media flights", "Connected TV");
  await found("kitchens", /^Get it into their kitchens/, "Objectives", "Get it into their kitchens");
  await search(page, "eleven visits");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeAttached();
  await expect(page.getByRole("list").getByRole("textbox").and(page.locator(":focus"))).toHaveValue(/^Eleven kitchen visits/);
});

test("what can be done is done from there", async ({ page }) => {
  await withoutPickers(page);
  await startExample(page);
  await goTo(page, "Timeline");
  await type(page, cell(page, "Timeline tasks", "Develop chosen concept", 2), "17d");
  const launch = page.getByRole("status", { name: "Launch date" });
  await expect(launch).toHaveText("14 May 2027");
  await search(page, "undo");
  await expect(chosen(page)).toHaveText("Undo: Change duration");
  await page.keyboard.press("Enter");
  await expect(launch).toHaveText("3 May 2027");
  await search(page, "redo");
  await page.keyboard.press("Enter");
  await expect(launch).toHaveText("14 May 2027");
  // Undoing what is typed in the search undoes no edit.
  await search(page, "xyz");
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("Escape");
  await expect(launch).toHaveText("14 May 2027");
  await search(page, "dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-appearance", "dark");
  await search(page, "appearance");
  await expect(option(page, "Appearance: dark")).toHaveCount(0);
  await option(page, "Appearance: light").click();
  await expect(page.locator("html")).toHaveAttribute("data-appearance", "light");
  await goTo(page, "Budget");
  const internal = page.getByRole("checkbox", { name: "Internal view" });
  await search(page, "hide internal");
  await page.keyboard.press("Enter");
  await expect(internal).not.toBeChecked();
  await search(page, "show internal");
  await page.keyboard.press("Enter");
  await expect(internal).toBeChecked();
  for (const name of ["Share", "Bin"]) {
    await search(page, name);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    // Over another dialog nothing is searched.
    await page.keyboard.press("ControlOrMeta+k");
    await expect(dialog(page)).toBeHidden();
    await page.keyboard.press("Escape");
  }
  await search(page, "present");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Presentation" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Present", exact: true })).toBeFocused();
  await search(page, "back up");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Back up everything" })).toBeFocused();
  await search(page, "open file");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  const file = { ...JSON.parse(readFileSync("assets/example.pitch.json", "utf8")), id: "from-elsewhere" };
  await chooser.setFiles({ name: "elsewhere.pitch.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await expect(page).toHaveURL(/from-elsewhere/);
  await search(page, "new pitch");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).not.toHaveValue("Morning, made kinder");
  await search(page, "settings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("what is not there is said, with what to try", async ({ page }) => {
  await openDesk(page);
  await search(page, "<b>zebra</b>");
  await expect(dialog(page).getByText("Nothing is called “<b>zebra</b>”.")).toBeVisible();
  await expect(dialog(page).getByText("Open a pitch to look for its tasks")).toBeVisible();
  await expect(field(page)).toHaveAttribute("aria-expanded", "false");
  await expect(field(page)).not.toHaveAttribute("aria-activedescendant", /./);
  await expect(dialog(page).getByRole("status")).toHaveText("No results");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
});

test("what is typed in a cell is taken, and the cell has the focus again; in a text the key makes a link", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
  await cell(page, "Timeline tasks", "Shoot", 0).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Film it");
  await search(page, "film it");
  await expect(chosen(page)).toHaveText(/^Film it/);
  await page.keyboard.press("Escape");
  await expect(cell(page, "Timeline tasks", "Film it", 0)).toBeFocused();
  await goTo(page, "Story");
  await page.getByRole("textbox", { name: "Text", exact: true }).click();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("textbox", { name: "Address" })).toBeFocused();
  await expect(dialog(page)).toBeHidden();
});

test("a thousand tasks, two thousand lines and two hundred pitches are searched at every key", async ({ page }) => {
  test.setTimeout(120_000);
  const file = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
  const { timeline, budget } = file.pitch;
  const { id: _, ...line } = budget.lines[0];
  timeline.tasks.push(...Array.from({ length: 1_000 }, (_, at) => ({ id: `many-${at}`, name: `Film number ${at}`, duration: 2 })));
  budget.lines.push(...Array.from({ length: 2_000 }, (_, at) => ({ ...line, id: `line-${at}`, name: `Film day ${at}` })));
  await withoutPickers(page);
  await openDesk(page);
  const pitches = Array.from({ length: 200 }, (_, at) => ({ name: `p${at}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ format: file.format, version: file.version, app_version: file.app_version, id: `small-${at}`, revision: 1, pitch: { title: `Film for client ${at}`, currency: "EUR", timeline: { start: "2027-01-04" } } })) }));
  await page.getByLabel("Pitch files").setInputFiles(pitches);
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row")).toHaveCount(201, { timeout: 60_000 });
  await page.getByLabel("Pitch files").setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...file, id: "large" })) });
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder", { timeout: 20_000 });
  await search(page, "f");
  await page.evaluate(() => {
    const times: number[] = ((window as any).times = []);
    const field = document.querySelector("[role=combobox]")!;
    let from = 0;
    field.addEventListener("beforeinput", () => { from = performance.now(); }, true);
    field.addEventListener("input", () => setTimeout(() => times.push(performance.now() - from)), true);
  });
  await page.keyboard.type("ilm 19", { delay: 60 });
  await expect(dialog(page).getByRole("option")).toHaveCount(50);
  await expect(dialog(page).getByRole("status")).toHaveText(/^The best 50 of \d+\. Another word leaves fewer\.$/);
  await expect(dialog(page).getByRole("group", { name: "Pitches" }).getByRole("option").first()).toHaveText(/^Film for client 19/);
  const times: number[] = await page.evaluate(() => (window as any).times);
  // A frame or two, also where much else is going on; 9 + 5 ms of work in a release build.
  expect(Math.min(...times)).toBeLessThan(60);
  await page.keyboard.type(" number 719");
  await expect(chosen(page)).toHaveText(/^Film number 719/);
  await page.keyboard.press("Enter");
  await expect(cell(page, "Timeline tasks", "Film number 719", 0)).toBeFocused();
});

test("? and Ctrl+/ tell the keys, but ? is a letter where one writes", async ({ page }) => {
  await openDesk(page);
  await page.keyboard.press("?");
  await expect(keys(page)).toBeVisible();
  await expect(keys(page).getByRole("region", { name: "Everywhere" }).getByText("Search; in a text, a link")).toBeVisible();
  await expect(keys(page).getByRole("region", { name: "Presentation" }).getByText("Next sheet", { exact: true })).toBeAttached();
  await expect(keys(page).locator("kbd").first()).toHaveText("Ctrl");
  await page.keyboard.press("Escape");
  await expect(keys(page)).toBeHidden();
  await page.keyboard.press("Control+/");
  await expect(keys(page)).toBeVisible();
  await keys(page).getByRole("button", { name: "Close" }).click();
  await expect(keys(page)).toBeHidden();
  await page.getByRole("button", { name: "New pitch" }).click();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Why");
  await page.keyboard.press("End");
  await page.keyboard.type("?");
  await expect(title).toHaveValue("Why?");
  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.click();
  await page.keyboard.type("Why?");
  await expect(text).toHaveText("Why?");
  const name = cell(page, "Sections", "New section", 0);
  await name.click();
  await page.keyboard.press("F2");
  await page.keyboard.type("?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Sections" }).getByRole("rowheader", { name: "?" })).toBeVisible();
  await expect(keys(page)).toBeHidden();
  await search(page, "shortcuts");
  await page.keyboard.press("Enter");
  await expect(keys(page)).toBeVisible();
});

test("on a computer of Apple the keys are called as there", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  await openDesk(page);
  await expect(page.getByRole("button", { name: "Search", exact: true })).toContainText("⌘ K");
  await page.keyboard.press("Meta+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press("?");
  await expect(keys(page).locator("kbd").first()).toHaveText("⌘");
  await expect(keys(page)).not.toContainText("Ctrl");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of [["wide", { width: 1280, height: 800 }], ["narrow", { width: 390, height: 844 }]] as const) {
    test(`axe on the search and the keys, ${colorScheme}, ${size}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await startExample(page);
      await expectNoViolations(page, "the button that opens it");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await expect(field(page)).toBeFocused();
      await expectNoViolations(page, "the search at rest");
      await page.keyboard.type("creative");
      await expect(chosen(page)).toBeVisible();
      await page.keyboard.press("ArrowDown");
      await expectNoViolations(page, "the search with results");
      await field(page).fill("no such thing");
      await expect(dialog(page).getByText("Nothing is called")).toBeVisible();
      await expectNoViolations(page, "the search without results");
      const wide = await dialog(page).evaluate((dialog) => dialog.getBoundingClientRect().width);
      if (size === "narrow") expect(wide).toBe(390);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+/");
      await expect(keys(page)).toBeVisible();
      await expectNoViolations(page, "the keys");
      const wider = await keys(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      expect(wider, "the keys are wider than the page").toBeLessThanOrEqual(0);
    });
  }
}
