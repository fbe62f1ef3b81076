// Columns that are chosen, estimates, and the plan held against what was agreed.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, saved, startExample, type } from "./support/desk";

const GRID = "Timeline tasks";
const grid = (page: Page) => page.getByRole("treegrid", { name: GRID });
const heads = (page: Page) => grid(page).getByRole("columnheader").allInnerTexts();
/** The cell of a task under a heading. */
async function under(page: Page, task: string, head: string) {
  await expect.poll(() => heads(page)).toContain(head);
  return cell(page, GRID, task, (await heads(page)).indexOf(head));
}

test.beforeEach(async ({ page }) => {
  await startExample(page);
  await goTo(page, "Timeline");
});

test("columns are shown and hidden by key, and stay so", async ({ page }) => {
  const usual = await heads(page);
  expect(usual).toEqual(["Name", "No.", "Days", "Start", "Finish", "After", "Who", "Slack", "Done"]);
  const button = page.getByRole("button", { name: "Columns" });
  await button.focus();
  await page.keyboard.press("Enter");
  const choice = page.getByRole("group", { name: "Columns" });
  await choice.getByRole("checkbox", { name: "Cost" }).press("Space");
  await choice.getByRole("checkbox", { name: "Hours" }).press("Space");
  await choice.getByRole("checkbox", { name: "Done" }).press("Space");
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await expect(choice).toBeHidden();
  expect(await heads(page)).toEqual(["Name", "No.", "Days", "Start", "Finish", "After", "Who", "Hours", "Cost", "Slack"]);
  await expect(await under(page, "Immersion and category audit", "Hours")).toHaveText("44");
  // 28 h at 62, 6 h at 68 and 10 h at 46.
  await expect(await under(page, "Immersion and category audit", "Cost")).toHaveText("2,604.00");
  await page.reload();
  await expect(grid(page)).toBeVisible();
  await expect.poll(() => heads(page)).toContain("Cost");

  // In front of a client the cost goes, wherever it stands.
  await goTo(page, "Budget");
  await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
  await goTo(page, "Timeline");
  await expect.poll(() => heads(page)).not.toContain("Cost");
  await button.click();
  await page.getByRole("button", { name: "The usual ones" }).click();
  await expect.poll(() => heads(page)).toEqual(usual);
});

test("best and worst cases are typed, and must go with the likely one", async ({ page }) => {
  await cell(page, GRID, "Shoot", 0).click();
  const worst = page.getByRole("textbox", { name: "Worst case" });
  await worst.fill("1d");
  await worst.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "at least the likely one" })).toBeVisible();
  await worst.fill("1w");
  await worst.press("Enter");
  await expect(worst).toHaveValue("5d");
  await page.getByRole("checkbox", { name: "May be dropped to gain time" }).check();
  await saved(page);
  await page.reload();
  await cell(page, GRID, "Shoot", 0).click();
  await expect(worst).toHaveValue("5d");
  await expect(page.getByRole("checkbox", { name: "May be dropped to gain time" })).toBeChecked();
});

test("a baseline is kept, and shows what has moved since", async ({ page }) => {
  const panel = page.getByRole("complementary", { name: "Details" });
  await page.getByRole("button", { name: "Baseline", exact: true }).click();
  await panel.getByRole("button", { name: "Keep baseline" }).click();
  await panel.getByRole("textbox", { name: "Name" }).fill("Signed");
  await expect(panel.getByRole("combobox", { name: "Compare with" }).locator("option:checked")).toHaveText("Signed");
  await expect(panel).toContainText("No task finishes on another day.");
  await expect(await under(page, "Shoot", "Drift")).toHaveText("0d");

  await type(page, cell(page, GRID, "Edit, grade, sound", 2), "10d");
  await expect(await under(page, "Edit, grade, sound", "Drift")).toHaveText("+5d");
  await expect(panel).toContainText("3 May 2027 → 7 May 2027");
  await expect(panel).toContainText("2 working days later");
  await expect(panel).toContainText("Edit, grade, sound: 5 working days later");

  // It is part of the pitch: undone, kept, and chosen again.
  await panel.getByRole("combobox", { name: "Compare with" }).selectOption({ label: "None" });
  await expect.poll(() => heads(page)).not.toContain("Drift");
  await saved(page);
  await page.reload();
  await expect(await under(page, "Edit, grade, sound", "Drift")).toHaveText("+5d");
  await page.getByRole("button", { name: "Baseline", exact: true }).click();
  await panel.getByRole("button", { name: "Delete baseline" }).click();
  await expect.poll(() => heads(page)).not.toContain("Drift");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => heads(page)).toContain("Drift");
});

for (const scheme of ["light", "dark"] as const) {
  test(`no violation that axe knows, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.getByRole("button", { name: "Baseline", exact: true }).click();
    await page.getByRole("button", { name: "Keep baseline" }).click();
    await page.getByRole("button", { name: "Columns" }).click();
    await expectNoViolations(page, `Baseline and Columns, ${scheme}`);
  });
}

test("the border between grid and chart moves by key and by pointer, and stays where it was put", async ({ page }) => {
  const border = page.getByRole("separator", { name: "Width of the grid" });
  const width = async () => (await grid(page).boundingBox())!.width;
  const before = await width();
  await border.press("ArrowRight");
  await expect(border).toHaveAttribute("aria-valuenow", "64");
  expect(await width()).toBeGreaterThan(before);
  const box = (await border.boundingBox())!;
  await page.mouse.move(box.x + 3, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x - 200, box.y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBeLessThan(before - 150);
  const put = await width();
  await goTo(page, "Budget");
  await goTo(page, "Timeline");
  await expect.poll(width).toBeCloseTo(put, 0);
  await page.reload();
  await expect.poll(width).toBeCloseTo(put, 0);
  await border.press("Enter");
  await expect.poll(width).toBeCloseTo(before, 0);
  // A usual name can be read whole.
  const name = grid(page).getByRole("rowheader", { name: "Immersion and category audit" }).locator(".text");
  expect(await name.evaluate((text) => text.scrollWidth - text.clientWidth)).toBeLessThanOrEqual(0);
});

test("a pasted block is one step", async ({ page }) => {
  await cell(page, GRID, "Immersion and category audit", 2).click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "5d\n7d\n4d");
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(cell(page, GRID, "Immersion and category audit", 2)).toHaveText("5d");
  await expect(cell(page, GRID, "Measurement framework", 2)).toHaveText("7d");
  await expect(cell(page, GRID, "Strategy and creative brief", 2)).toHaveText("4d");
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await expect(undo).toHaveAttribute("title", /^Undo: Paste/);
  await undo.click();
  await expect(cell(page, GRID, "Immersion and category audit", 2)).toHaveText("4d");
  await expect(cell(page, GRID, "Measurement framework", 2)).toHaveText("6d");
  await expect(cell(page, GRID, "Strategy and creative brief", 2)).toHaveText("3d");
});

test("a row is dragged to another place, and sideways out of its phase and into one", async ({ page }) => {
  const phase = page.getByRole("combobox", { name: "Phase", exact: true }).locator("option:checked");
  const drag = async (by: number, down = 0) => {
    const handle = grid(page).getByRole("row").filter({ hasText: "Kick-off" }).locator(".handle");
    await handle.hover();
    const box = (await handle.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(box.x + by, box.y + box.height / 2 + down, { steps: 5 });
    await page.mouse.up();
  };
  await cell(page, GRID, "Kick-off", 0).click();
  await expect(phase).toHaveText("Set-up");
  await drag(-40);
  await expect(phase).toHaveText("–");
  await drag(60);
  await expect(phase).toHaveText("Set-up");
  await drag(0, 64);
  await expect(grid(page).getByRole("row").nth(4)).toContainText("Kick-off");
});
