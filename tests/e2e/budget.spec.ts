// Budget and media by name: every kind of line, options, payments and flights, with the figures
// worked out by hand.
import { expect, test, type Page } from "@playwright/test";
import { cell, goTo, openDesk, saved, startExample, type } from "./support/desk";

const output = (page: Page, name: string) => page.getByRole("status", { name, exact: true });
const line = (page: Page, name: string, column: number) => cell(page, "Budget lines", name, column);
const [KIND, QUANTITY, RATE, MARKUP, COST, PRICE, MARGIN] = [1, 3, 4, 5, 6, 7, 8];

async function blank(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Budget");
}

async function addLine(page: Page, name: string, kind: string) {
  await page.getByRole("button", { name: "Add line" }).click();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(line(page, name, 0)).toBeVisible();
  await line(page, name, KIND).click();
  await page.keyboard.press("Enter");
  const choice = line(page, name, KIND).getByRole("combobox");
  if (await choice.inputValue() === kind) await page.keyboard.press("Escape");
  else await choice.selectOption(kind);
  await expect(line(page, name, KIND)).toHaveText(kind);
}

test("every kind of line is priced by its own rule, and the payments add up", async ({ page }) => {
  await blank(page);
  await page.getByRole("button", { name: "Add group" }).click();
  await page.keyboard.type("Campaign");
  await page.keyboard.press("Enter");

  await addLine(page, "Strategy", "Fee");
  await type(page, line(page, "Strategy", QUANTITY), "40");
  await type(page, line(page, "Strategy", RATE), "95");
  await expect(line(page, "Strategy", PRICE)).toHaveText("3,800.00");

  await addLine(page, "Film", "Third party");
  await type(page, line(page, "Film", QUANTITY), "2");
  await type(page, line(page, "Film", RATE), "1.250,50");
  await type(page, line(page, "Film", MARKUP), "17.5");
  await expect(line(page, "Film", COST)).toHaveText("2,501.00");
  // 2,938.675, half away from zero.
  await expect(line(page, "Film", PRICE)).toHaveText("2,938.68");
  await expect(line(page, "Film", MARGIN)).toHaveText("14.89%");

  await addLine(page, "Posters", "Media at commission");
  await type(page, line(page, "Posters", RATE), "12k");
  await type(page, line(page, "Posters", MARKUP), "15");
  await expect(line(page, "Posters", PRICE)).toHaveText("14,117.65");
  await expect(line(page, "Posters", QUANTITY)).toHaveText("");

  await addLine(page, "Couriers", "Expense");
  await type(page, line(page, "Couriers", RATE), "=3*50");
  await expect(line(page, "Couriers", PRICE)).toHaveText("150.00");

  await expect(line(page, "Campaign", PRICE)).toHaveText("21,006.33");
  await expect(output(page, "Net total")).toHaveText("21,006.33");
  await expect(output(page, "External cost")).toHaveText("14,651.00");
  await expect(output(page, "Agency gross income")).toHaveText("6,355.33");

  // What the agency pays is gone from every column without the internal view.
  await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
  await expect(page.getByRole("treegrid", { name: "Budget lines" })).not.toContainText("1,250.50");
  await expect(page.getByRole("treegrid", { name: "Budget lines" })).not.toContainText("12,000.00");
  await expect(output(page, "External cost")).toHaveCount(0);
  // What was hidden stays hidden when the screen is left and entered again.
  await goTo(page, "Team");
  await goTo(page, "Budget");
  await expect(page.getByRole("checkbox", { name: "Internal view" })).not.toBeChecked();
  await page.getByRole("checkbox", { name: "Internal view" }).check();

  // The schedule follows its own edits at once, though no price changes with them.
  const payment = (name: string, column: number) => cell(page, "Payment schedule", name, column);
  const total = Number((await output(page, "Total").innerText()).replaceAll(",", ""));
  await page.getByRole("button", { name: "Add instalment" }).click();
  await page.keyboard.type("At the end");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The instalments add up to the total.")).toBeVisible();
  await type(page, payment("At the end", 1), "5k");
  await expect(payment("At the end", 5)).toHaveText("5,000.00");
  const left = (total - 5000).toLocaleString("en-GB", { minimumFractionDigits: 2 });
  await expect(page.getByText(`${left} of the total is not yet asked for.`)).toBeVisible();
  await type(page, payment("At the end", 1), "rest");
  await expect(page.getByText("The instalments add up to the total.")).toBeVisible();

  // Deleting says so and can be taken back; Ctrl+Enter adds below.
  await line(page, "Film", 0).click();
  await page.keyboard.press("ControlOrMeta+Delete");
  await expect(line(page, "Film", 0)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(line(page, "Film", PRICE)).toHaveText("2,938.68");
  await line(page, "Film", 0).click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.keyboard.type("Edit suite");
  await page.keyboard.press("Enter");
  await expect(line(page, "Edit suite", KIND)).toHaveText("Third party");

  // A line moved past the first of its group stands outside it.
  await expect(line(page, "Strategy", 0).locator("..")).toHaveAttribute("aria-level", "2");
  await line(page, "Strategy", 0).click();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(line(page, "Campaign", PRICE)).toHaveText("17,206.33");
  await saved(page);
});

test("options price side by side, and what the shown one leaves out is dimmed", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  const option = (name: string, column: number) => cell(page, "Options", name, column);
  await expect(option("as told here", 4)).toHaveText("585,830.88");
  await expect(option("as told here", 6)).toHaveText("–");
  const essential = await option("Essential", 4).innerText();
  await expect(option("Essential", 6)).toHaveText(/^-|^−/);

  // Hours of the timeline; typing has them typed, and the details give them back.
  const director = page.getByRole("treegrid", { name: "Budget lines" }).getByRole("row").filter({ hasText: "Art director" }).first();
  const hours = director.locator(`[data-column="${QUANTITY}"]`);
  await expect(hours).toHaveAttribute("title", /from the timeline/);
  const planned = await hours.innerText();
  await type(page, hours, "200");
  await expect(hours).toHaveText("200");
  await expect(output(page, "Net total")).not.toHaveText("585,830.88");
  await director.locator('[data-column="0"]').click();
  // The details follow when the row has stood a moment.
  await expect(page.getByRole("complementary").getByRole("textbox", { name: "Item" })).toHaveValue("Art director");
  await page.getByRole("complementary").getByRole("combobox", { name: "Hours from" }).selectOption("From the timeline");
  await expect(hours).toHaveText(planned);
  await expect(output(page, "Net total")).toHaveText("585,830.88");

  // A rate of its own, and the role's again.
  const rate = director.locator(`[data-column="${RATE}"]`);
  const own = await rate.innerText();
  await type(page, rate, "222");
  await expect(rate).toHaveText("222.00");
  await rate.click();
  await page.keyboard.press("Delete");
  await expect(rate).toHaveText(own);

  await page.getByRole("combobox", { name: "Option", exact: true }).selectOption({ label: "Essential" });
  await expect(output(page, "Net total")).toHaveText(essential);
  const film = line(page, "Production house", PRICE);
  const grid = page.getByRole("treegrid", { name: "Budget lines" });
  for (let step = 0; step < 20 && !(await film.count()); step++) {
    await grid.evaluate((element) => element.scrollBy(0, 200));
  }
  await expect(film).toHaveText("");
});

test("a media plan brings what its models give, and a line pays for it", async ({ page }) => {
  await blank(page);
  await goTo(page, "Media");
  const flight = (column: number) => cell(page, "Media flights", "Paid social", column);
  await page.getByRole("button", { name: "Add flight" }).click();
  await page.keyboard.type("Paid social");
  await page.keyboard.press("Enter");
  for (const name of ["Impressions", "Clicks", "Conversions", "CPM", "CPC", "CPA", "ROAS"]) {
    await expect(output(page, name)).toHaveText("–");
  }
  await type(page, flight(2), "1 June 2027");
  await type(page, flight(3), "28 June 2027");
  // Starting after it finished moves the whole flight; finishing before it starts is refused.
  await type(page, flight(2), "1 July 2027");
  await expect(flight(3)).toHaveText(/28 Jul 2027/);
  await type(page, flight(3), "1 May 2027");
  await expect(page.getByRole("alert").filter({ hasText: "cannot finish before it starts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await type(page, flight(5), "10");
  await type(page, flight(6), "12k");
  await expect(flight(7)).toHaveText("1,200,000");
  await flight(0).click();
  for (const [name, text] of [["CTR", "0.5%"], ["CVR", "2"]] as const) {
    const field = page.getByRole("complementary").getByRole("textbox", { name, exact: true });
    await field.fill(text);
    await field.press("Enter");
  }
  await page.getByRole("textbox", { name: "What one conversion is worth to the client" }).fill("250");
  await page.keyboard.press("Tab");
  for (const [name, text] of [
    ["Impressions", "1,200,000"], ["Clicks", "6,000"], ["Conversions", "120"],
    ["CPM", "10.00"], ["CPC", "2.00"], ["CPA", "100.00"], ["ROAS", "2.5"],
  ] as const) {
    await expect(output(page, name)).toHaveText(text);
  }
  await flight(0).click();
  await page.getByRole("button", { name: /^Add a budget line/ }).click();
  await goTo(page, "Budget");
  await expect(line(page, "Paid social", PRICE)).toHaveText("14,117.65");
  // Its net is the flight's: typing over it is refused.
  await line(page, "Paid social", RATE).click();
  await page.keyboard.press("F2");
  await expect(line(page, "Paid social", RATE).getByRole("textbox")).toHaveCount(0);
});

test("what is typed into a field is kept when the browser goes back", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Overview");
  await goTo(page, "Budget");
  await line(page, "Copywriter", 0).click();
  const name = page.getByRole("complementary").getByRole("textbox", { name: "Item" });
  await name.fill("Words");
  await page.goBack();
  await expect(page).not.toHaveURL(/budget/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await goTo(page, "Budget");
  await expect(line(page, "Words", 0)).toBeVisible();
});

test.describe("on a narrow page", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a line that is tapped shows its details, with itself still in view", async ({ page }) => {
    await startExample(page);
    await goTo(page, "Budget");
    const item = line(page, "Copywriter", 0);
    await item.click();
    const name = page.getByRole("complementary").getByRole("textbox", { name: "Item" });
    await expect(name).toBeInViewport();
    await expect(name).toHaveValue("Copywriter");
    await expect(item).toBeInViewport();
    await name.fill("Words");
    await name.press("Enter");
    await expect(line(page, "Words", 0)).toBeInViewport();
    await page.getByRole("button", { name: "Close details" }).click();
    await expect(name).toHaveCount(0);
    await expect(page.getByRole("status", { name: "Net total", exact: true })).toBeAttached();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
