// The grid as a spreadsheet: blocks of cells chosen by key and by pointer, copied, pasted, filled,
// cleared and taken back as one step; a budget priced without the mouse.
import { expect, test, type Page } from "@playwright/test";
import { cell, goTo, openDesk, saved, startExample } from "./support/desk";

const line = (page: Page, name: string, column: number) => cell(page, "Budget lines", name, column);
const grid = (page: Page) => page.getByRole("treegrid", { name: "Budget lines" });
const [ITEM, KIND, ROLE, QUANTITY, RATE, MARKUP, COST, PRICE] = [0, 1, 2, 3, 4, 5, 6, 7];
const undo = (page: Page) => page.getByRole("button", { name: "Undo", exact: true }).first();

/** Gives the page a clipboard's text, as Ctrl+V does. */
async function paste(page: Page, text: string) {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** What Ctrl+C or Ctrl+X puts into the clipboard. */
const copied = (page: Page, kind: "copy" | "cut" = "copy") => page.evaluate((kind) => {
  const data = new DataTransfer();
  document.activeElement!.dispatchEvent(new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData("text/plain");
}, kind);

/** A budget of three lines at a fixed price, typed without the mouse. */
async function threeLines(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Budget");
  await page.getByRole("button", { name: "Add line" }).click();
  await page.keyboard.type("Design");
  await page.keyboard.press("Enter");
  await expect(line(page, "Design", ITEM)).toBeFocused();
  await paste(page, "Design\tFixed price\t\t2\t1.000,50\r\nText\tFixed price\t\t3\t250\r\nFilm\tThird party\t\t1\t8k\t10%\r\n");
  await expect(line(page, "Film", PRICE)).toHaveText("8,800.00");
}

test("a pasted table adds the lines it needs, with numbers of any locale, as one step", async ({ page }) => {
  await threeLines(page);
  await expect(line(page, "Design", PRICE)).toHaveText("2,001.00");
  await expect(line(page, "Text", PRICE)).toHaveText("750.00");
  await expect(line(page, "Film", KIND)).toHaveText("Third party");
  await undo(page).click();
  await expect(line(page, "Film", ITEM)).toHaveCount(0);
  await expect(line(page, "Design", KIND)).toHaveText("Fee");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await expect(line(page, "Film", PRICE)).toHaveText("8,800.00");
  await saved(page);
});

test("cells in quotes, as spreadsheets copy long ones, stay one cell each", async ({ page }) => {
  await threeLines(page);
  await line(page, "Design", ITEM).click();
  await paste(page, '"Design, ""loud"", in\ntwo lines"\tFixed price\t\t"1,5"\nText');
  await expect(line(page, 'Design, "loud", in two lines', QUANTITY)).toHaveText("1.5");
  await expect(line(page, "Text", ITEM)).toHaveText("Text");
  await expect(line(page, "Film", PRICE)).toHaveText("8,800.00");
});

test("what would be a formula elsewhere is copied as words, and comes back as it was", async ({ page }) => {
  await threeLines(page);
  for (const evil of ["=HYPERLINK(\"https://e.example\",\"x\")", "@SUM(1)", "-2+3"]) {
    await line(page, "Design", ITEM).click();
    await paste(page, evil);
    await expect(line(page, evil, ITEM)).toHaveText(evil);
    await line(page, evil, ITEM).click();
    expect(await copied(page)).toBe(`'${evil}`);
    await paste(page, `'${evil}`);
    await expect(line(page, evil, ITEM)).toHaveText(evil);
    await paste(page, "Design");
  }
});

test("a block is chosen by key, said, filled down, cleared, cut and brought back", async ({ page }) => {
  await threeLines(page);
  await line(page, "Design", QUANTITY).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByText("3 rows by 2 columns chosen.")).toBeAttached();
  await expect(grid(page).locator('[aria-selected="true"][data-column]')).toHaveCount(6);
  // Focus stays on the cell the block began with.
  await expect(line(page, "Design", QUANTITY)).toBeFocused();
  expect(await copied(page)).toBe("2\t1,000.50\n3\t250.00\n1\t8,000.00");

  await page.keyboard.press("ControlOrMeta+d");
  for (const name of ["Text", "Film"]) {
    await expect(line(page, name, QUANTITY)).toHaveText("2");
    await expect(line(page, name, RATE)).toHaveText("1,000.50");
  }
  await undo(page).click();
  await expect(line(page, "Text", QUANTITY)).toHaveText("3");
  await expect(line(page, "Film", RATE)).toHaveText("8,000.00");

  await line(page, "Design", QUANTITY).click();
  await page.keyboard.press("Shift+ControlOrMeta+ArrowDown");
  await page.keyboard.press("Delete");
  await expect(line(page, "Text", PRICE)).toHaveText("0.00");
  await undo(page).click();
  await expect(line(page, "Text", PRICE)).toHaveText("750.00");

  // One text fills the whole block; Escape and moving on give the block up.
  await line(page, "Design", QUANTITY).click();
  await page.keyboard.press("Shift+ArrowDown");
  await paste(page, "=3*2");
  await expect(line(page, "Design", QUANTITY)).toHaveText("6");
  await expect(line(page, "Text", QUANTITY)).toHaveText("6");
  await expect(line(page, "Film", QUANTITY)).toHaveText("1");
  await page.keyboard.press("Escape");
  await expect(grid(page).locator('[aria-selected="true"][data-column]')).toHaveCount(0);

  await line(page, "Text", ITEM).click();
  expect(await copied(page, "cut")).toBe("Text");
  await undo(page).click();
  await expect(line(page, "Text", ITEM)).toBeVisible();

  // Rows are deleted together and come back together.
  await line(page, "Design", ITEM).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("ControlOrMeta+Delete");
  await expect(line(page, "Design", ITEM)).toHaveCount(0);
  await expect(line(page, "Text", ITEM)).toHaveCount(0);
  await undo(page).click();
  await expect(line(page, "Design", ITEM)).toBeVisible();
  await expect(line(page, "Text", ITEM)).toBeVisible();
});

test("a block is chosen and filled by pointer", async ({ page }) => {
  await threeLines(page);
  await line(page, "Design", QUANTITY).hover();
  await page.mouse.down();
  await line(page, "Text", RATE).hover();
  await page.mouse.up();
  await expect(grid(page).locator('[aria-selected="true"][data-column]')).toHaveCount(4);
  await line(page, "Film", QUANTITY).click();
  await line(page, "Design", QUANTITY).click({ modifiers: ["Shift"] });
  await expect(grid(page).locator('[aria-selected="true"][data-column]')).toHaveCount(3);

  // The corner of what is chosen fills what it is drawn over.
  await line(page, "Design", QUANTITY).click();
  const box = (await line(page, "Design", QUANTITY).boundingBox())!;
  await page.mouse.move(box.x + box.width - 3, box.y + box.height - 3);
  await page.mouse.down();
  await line(page, "Text", QUANTITY).hover();
  await line(page, "Film", QUANTITY).hover();
  await page.mouse.up();
  await expect(line(page, "Text", QUANTITY)).toHaveText("2");
  await expect(line(page, "Film", QUANTITY)).toHaveText("2");
  await undo(page).click();
  await expect(line(page, "Text", QUANTITY)).toHaveText("3");
});

test("what follows from others is passed over, and what cannot be read is said", async ({ page }) => {
  await threeLines(page);
  await line(page, "Design", MARKUP).click();
  await paste(page, "20%\t99\t99");
  await expect(line(page, "Design", PRICE)).toHaveText("2,001.00");
  await line(page, "Design", QUANTITY).click();
  await paste(page, "many\nlots\n4");
  await expect(page.getByText(/^2 cells were left as they were/)).toBeVisible();
  await expect(line(page, "Design", QUANTITY)).toHaveText("2");
  await expect(line(page, "Film", QUANTITY)).toHaveText("4");
});

test("rows that are scrolled away and back show their own figures, and an open field stays open", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  const rows = () => grid(page).getByRole("row").evaluateAll((rows) => rows
    .filter((row) => row.getAttribute("data-row"))
    .map((row) => [Number(row.getAttribute("aria-rowindex")), row.textContent!] as const));
  const before = new Map(await rows());
  await line(page, "Art director", QUANTITY).click();
  await page.keyboard.press("F2");
  await page.keyboard.type("12");
  for (const to of [300, 900, 2000, 500, 0]) {
    await grid(page).evaluate((grid, to) => grid.scrollTo(0, to), to);
    await page.waitForTimeout(60);
    const now = await rows();
    const order = now.map(([index]) => index);
    expect(order, "rows stand in the page in their order").toEqual(order.toSorted((a, b) => a - b));
    for (const [index, text] of now) {
      const known = before.get(index);
      // The row that is edited shows its field.
      if (known && !text.includes("Art director")) expect(text).toBe(known);
      before.set(index, known ?? text);
    }
  }
  await expect(grid(page).getByRole("textbox", { name: "Quantity" })).toHaveValue(/12$/);
  await page.keyboard.press("Escape");
  await expect(line(page, "Art director", QUANTITY)).toBeFocused();
});

test("the hours of a fee lead to the tasks they come from", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  await line(page, "Art director", ITEM).click();
  const behind = page.getByRole("region", { name: "Hours from these tasks" });
  await expect(behind).toBeVisible();
  const hours = await behind.getByRole("listitem").allInnerTexts();
  const sum = hours.map((text) => Number(text.match(/([\d.,]+) h$/)![1])).reduce((a, b) => a + b, 0);
  await expect(line(page, "Art director", QUANTITY)).toHaveText(String(sum));
  const task = (await behind.getByRole("link").first().innerText()).trim();
  await behind.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Timeline" })).toBeAttached();
  await expect(cell(page, "Timeline tasks", task, 0)).toBeFocused();
  await expect(page.getByRole("complementary").getByRole("textbox", { name: "Name" })).toHaveValue(task);
});
