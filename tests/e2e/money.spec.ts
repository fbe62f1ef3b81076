// Money over time: retainers and the agency's cash.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, saved, startExample } from "./support/desk";

const GRID = "Budget lines";
const [QUANTITY, PRICE] = [3, 7];
const aside = (page: Page) => page.getByRole("complementary");
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function fill(page: Page, name: string, text: string) {
  await field(page, name).fill(text);
  await field(page, name).press("Enter");
}

test.beforeEach(async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
});

test("cash says when the agency pays ahead, and follows the days of payment", async ({ page }) => {
  await page.getByRole("heading", { name: "Cash" }).scrollIntoViewIfNeeded();
  const position = page.getByRole("status", { name: "Cash position" });
  await expect(position).not.toBeEmpty();
  const table = page.getByRole("table", { name: "Cash by month" });
  const before = await table.getByRole("row").allInnerTexts();
  await fill(page, "Client pays after (days)", "60");
  await expect.poll(() => table.getByRole("row").allInnerTexts()).not.toEqual(before);
  await expect(position).toContainText(/^Most is paid ahead at the end of \w+ 2027: €[\d,.]+\. From \w+ 2027 on payments cover it\.$/);
  await expectNoViolations(page, "the agency's cash");
  await fill(page, "Client pays after (days)", "999");
  await expect(page.getByText("This is at most 365.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
  await expect(page.getByRole("heading", { name: "Cash" })).toHaveCount(0);
});

test("a fee becomes a retainer: months, hours, and what is left of them", async ({ page }) => {
  const line = (column: number) => cell(page, GRID, "Art director", column);
  await line(0).click();
  await aside(page).getByRole("combobox", { name: "Hours from" }).selectOption("From its retainer");
  const retainer = page.getByRole("region", { name: "Retainer" });
  await expect(retainer).toBeVisible();
  await fill(page, "Months", "6");
  await fill(page, "Hours a month", "20,5");
  await expect(line(QUANTITY)).toHaveText("123");
  // 123 hours at 115.00.
  await expect(line(PRICE)).toHaveText("14,145.00");
  const table = retainer.getByRole("table", { name: "Hours of the retainer by month" });
  await expect(table.getByRole("row")).toHaveCount(7);
  const said = retainer.getByText(/h are planned beyond the retainer/);
  const lost = await said.innerText();
  await retainer.getByRole("combobox", { name: "Unused hours" }).selectOption("Last until it ends");
  await expect(said).not.toHaveText(lost);
  await fill(page, "Months", "500");
  await expect(page.getByText(/at most (120|365)/)).toBeVisible();
  await expectNoViolations(page, "a retainer");
  await saved(page);
});
