// Footnotes and columns: written in the story and the budget, set on the sheets.
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, goTo, openDesk, startExample } from "./support/desk";

const text = (page: Page) => page.getByRole("textbox", { name: "Text", exact: true });
const laidOut = (page: Page) => expect(page.getByRole("status").filter({ hasText: /^\d+ pages?$/ })).toBeVisible({ timeout: 20_000 });

/** A new pitch with a section that is open. */
async function writeSection(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  await text(page).click();
}

test("a footnote is put in from the bar, and stands at the foot of the sheet of its mark", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("Every second household has heard of it");
  await page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name: "Footnote" }).click();
  await page.keyboard.type("Panel of 1,200 households, May.");
  // Behind the mark the text goes on.
  await text(page).locator("p").first().click();
  await page.keyboard.press("End");
  await page.keyboard.type(", and one in ten has had it.");
  await expect(text(page).locator("p").first()).toHaveText("Every second household has heard of it1, and one in ten has had it.");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("The same panel.");
  await expect(text(page).locator("p.note-line")).toHaveText(["1 Panel of 1,200 households, May.", "2 The same panel."]);

  await goTo(page, "Proposal");
  await laidOut(page);
  const sheet = page.getByRole("region", { name: /^Page \d+ of/ }).filter({ hasText: "Every second household" });
  await expect(sheet.locator("[role=doc-footnote]")).toHaveText(["1 Panel of 1,200 households, May.", "2 The same panel."]);
  const mark = sheet.locator("[role=doc-noteref]").first();
  const described = await mark.getAttribute("aria-describedby");
  await mark.click();
  await expect(page.locator(`#${described}`)).toBeFocused();
  expect(page.url()).toMatch(/proposal/);
  // At the foot: under all that stands on the sheet.
  const [words, note] = await Promise.all([
    sheet.locator("p.text").first().boundingBox(),
    sheet.locator("[role=doc-footnote]").first().boundingBox(),
  ]);
  expect(note!.y).toBeGreaterThan(words!.y + words!.height);
  await expectNoViolations(page, "sheets with footnotes");
});

test("what a line of the budget rests on is read under its table", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  await page.locator('[data-row="b-creative-art-director"] > [data-column]').first().click();
  await page.getByRole("textbox", { name: "Assumption" }).fill("Ten days in the studio.");
  await goTo(page, "Proposal");
  await laidOut(page);
  const sheet = page.getByRole("region", { name: /^Page \d+ of/ }).filter({ hasText: "Ten days in the studio." });
  await expect(sheet).toHaveCount(1);
  const row = sheet.getByRole("row", { name: /^Art director/ }).filter({ has: page.locator("[role=doc-noteref]") });
  const number = await row.locator("[role=doc-noteref]").innerText();
  await expect(sheet.locator("[role=doc-footnote]", { hasText: "Ten days" })).toHaveText(`${number} Ten days in the studio.`);
  // Every mark has its footnote on its own sheet, and numbers go through the document.
  const all = await page.locator(".leaf").evaluateAll((leaves) => leaves.map((leaf) => [
    [...leaf.querySelectorAll("[role=doc-noteref]")].map((mark) => Number(mark.textContent)),
    [...leaf.querySelectorAll(".footnote-number")].map((number) => Number(number.textContent)),
  ]));
  const marks = all.flatMap(([marks]) => marks!);
  expect(marks).toEqual(marks.map((_, index) => index + 1));
  for (const [marks, notes] of all) expect(notes).toEqual(marks);
});

test("a section in columns is filled and balanced, and its table is as wide as the sheet", async ({ page }) => {
  await writeSection(page);
  for (let at = 1; at <= 9; at++) {
    await page.keyboard.insertText(`Paragraph ${at}. ${"Words of a section that stands in two columns. ".repeat(5)}`);
    await page.keyboard.press("Enter");
  }
  await page.getByLabel("Columns", { exact: true }).selectOption("2");
  await goTo(page, "Proposal");
  await laidOut(page);
  const columns = page.locator(".leaf .columns").first().locator(".column");
  await expect(columns).toHaveCount(2);
  const boxes = await columns.evaluateAll((all) => all.map((one) => {
    const last = one.lastElementChild!.getBoundingClientRect();
    return { left: last.left, right: last.right, bottom: last.bottom, words: (one as HTMLElement).innerText };
  }));
  expect(boxes[0]!.right).toBeLessThan(boxes[1]!.left);
  // Two lines at most apart.
  expect(Math.abs(boxes[0]!.bottom - boxes[1]!.bottom)).toBeLessThan(50);
  const numbers = boxes.map((box) => [...box.words.matchAll(/Paragraph (\d)/g)].map((match) => Number(match[1])));
  expect(numbers.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(numbers.every((column) => column.length > 2)).toBe(true);

  await page.keyboard.press("Control+z");
  await expect(page.locator(".leaf .columns")).toHaveCount(0);
});
