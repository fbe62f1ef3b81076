// A line that is bought in another currency.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, saved, startExample } from "./support/desk";

const GRID = "Budget lines";
const [RATE, COST, PRICE] = [4, 6, 7];
const field = (page: Page, name: string | RegExp) => page.getByRole("complementary").getByRole("textbox", { name });

async function fill(page: Page, name: string | RegExp, text: string) {
  await field(page, name).fill(text);
  await field(page, name).press("Enter");
}

test("a line is bought abroad at a rate, and brought home again", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  const travel = (column: number) => cell(page, GRID, "Travel", column);
  const grid = page.getByRole("treegrid", { name: GRID });
  await grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await travel(0).click();
  const before = await travel(COST).innerText();
  await fill(page, "Bought in another currency (internal)", "usd");
  await expect(field(page, "Bought in another currency (internal)")).toHaveValue("USD");
  // The same digits at a rate of 1 cost the same.
  await expect(travel(COST)).toHaveText(before);
  await fill(page, "Amount in that currency", "1.250,50");
  await fill(page, "Rate: EUR for one of it", "0,92");
  await fill(page, "Day of the rate", "3 Feb 2027");
  await expect(travel(COST)).toHaveText("1,150.46");
  await expect(travel(PRICE)).toHaveText("1,150.46");
  await expect(travel(RATE)).toHaveAttribute("title", "Bought in another currency: change it in the details.");
  await expect(page.getByText("One costs €1,150.46 at this rate.")).toBeVisible();
  await expectNoViolations(page, "a line bought abroad");

  await fill(page, "Rate: EUR for one of it", "0");
  await expect(page.getByText("A rate of exchange is above 0, such as 0.92.")).toBeVisible();
  await expect(travel(COST)).toHaveText("1,150.46");
  await field(page, "Rate: EUR for one of it").press("Escape");

  // In front of a client nothing of it is on screen.
  await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
  await expect(field(page, /another currency/)).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Internal view" }).check();

  await fill(page, "Bought in another currency (internal)", "");
  await expect(field(page, "Amount in that currency")).toHaveCount(0);
  await expect(travel(COST)).toHaveText("1,150.46");
  await expect(travel(RATE)).toHaveText("1,150.46");
  await saved(page);
});
