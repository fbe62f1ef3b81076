// Money over time: payments, months, retainers, other currencies and the agency's cash.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type } from "./support/desk";

const GRID = "Budget lines";
const [QUANTITY, PRICE] = [3, 7];
const aside = (page: Page) => page.getByRole("complementary");
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

async function fill(page: Page, name: string, text: string) {
  await field(page, name).fill(text);
  await field(page, name).press("Enter");
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const table = (page: Page, name: string) => page.getByRole("table", { name, exact: true });
const row = (page: Page, of: string, name: string) =>
  table(page, of).getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const instalment = (page: Page, name: string, column: number) => cell(page, "Payment schedule", name, column);
const [SHARE, DUE, AMOUNT] = [1, 3, 5];
const balance = (page: Page) => section(page, "Payments").getByRole("paragraph").filter({ hasText: /total\.$/ });
const ADDS_UP = "The instalments add up to the total.";

test.describe("in the example", () => {
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
    await expect(position).toHaveText(/^Lowest on \d+ \w+ 2027: -€[\d,.]+\. From \d+ \w+ 2027 on payments cover it\.$/);
    // With salaries there is one more column, and the position is lower.
    await expect(table.getByRole("columnheader")).toHaveText(["Month", "Paid in", "Paid out", "Net", "Position"]);
    const low = await position.innerText();
    await page.getByRole("checkbox", { name: "With salaries" }).check();
    await expect(table.getByRole("columnheader")).toHaveText(["Month", "Paid in", "Paid out", "Salaries", "Net", "Position"]);
    await expect(position).not.toHaveText(low);
    await page.getByRole("checkbox", { name: "With salaries" }).uncheck();
    // What is paid in is the net total, what goes out the external cost.
    const output = (name: string) => page.getByRole("status", { name, exact: true });
    const sums = table.getByRole("row").last();
    await expect(sums).toContainText(await output("Net total").innerText());
    await expect(sums).toContainText(await output("External cost").innerText());
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
    const retainer = section(page, "Retainer");
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

    // All retainers stand below, with every column.
    const all = section(page, "Retainers");
    await all.scrollIntoViewIfNeeded();
    await expect(all).toContainText("20.5 h a month for 6 months, from Feb 2027 on. Unused hours: last until it ends.");
    const hours = "Hours of Art director by month";
    // Nothing is planned in February, 96 hours are in March: 41 are there.
    await expect(row(page, hours, "Feb 2027").getByRole("cell")).toHaveText(["20.5", "0", "0", "0", "20.5", "0"]);
    await expect(row(page, hours, "Mar 2027").getByRole("cell").nth(3)).toHaveText(/^\d/);
    await expect(row(page, hours, "Together").getByRole("cell").first()).toHaveText("123");

    // Its price falls evenly into its months, and monthly payments follow them.
    await page.getByRole("heading", { name: "By month" }).scrollIntoViewIfNeeded();
    await page.getByRole("combobox", { name: "Amounts by month" }).selectOption({ label: "Price: before discount and contingency" });
    await page.getByRole("button", { name: "Creative", exact: true }).click();
    // 14,145.00 in six.
    const months = row(page, "Amounts by month", "Art director").getByRole("cell");
    await expect(months).toHaveText(["2,357.50", "2,357.50", "2,357.50", "2,357.50", "2,357.50", "2,357.50", "–", "14,145.00"]);
    await page.getByRole("button", { name: "Usual payments" }).click();
    await page.getByRole("list", { name: "Usual payments" }).getByRole("button", { name: /^Monthly/ }).click();
    await expect(instalment(page, "Monthly", 4)).toHaveText("1 Feb – 1 Jul");
    await fill(page, "Months", "500");
    await expect(page.getByText(/at most (120|365)/)).toBeVisible();
    await expectNoViolations(page, "a retainer");
    await saved(page);
  });

  test("usual payments take the place of others in one step; what is missing or too much is put right with a press", async ({ page }) => {
    await page.getByRole("button", { name: "Usual payments" }).focus();
    await page.keyboard.press("Enter");
    const usual = page.getByRole("list", { name: "Usual payments" });
    await expect(usual.getByRole("button")).toHaveCount(5);
    await expect(usual).toContainText("40% on signature, 40% on “On air”, the rest on “Review with client”.");
    await expectNoViolations(page, "usual payments");
    // By key: Tab goes to the first, the second is 40, 40 and 20.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(usual).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Usual payments" })).toBeFocused();
    await expect(instalment(page, "Balance", SHARE)).toHaveText("rest");
    await expect(balance(page)).toHaveText(ADDS_UP);

    // It moves with the timeline.
    const on = instalment(page, "On air", 4);
    await expect(on).toHaveText("3 May 2027");

    // Too much: the last one that is great enough gives way.
    await type(page, instalment(page, "Balance", SHARE), "50%");
    await expect(page.getByText(/^The instalments ask for €[\d,.]+ more than the total\.$/)).toBeVisible();
    const press = page.getByRole("button", { name: "Make it add up" });
    await press.focus();
    await page.keyboard.press("Enter");
    await expect(balance(page)).toHaveText(ADDS_UP);
    await expect(balance(page)).toBeFocused();
    await expect(press).toHaveCount(0);
    await expect(instalment(page, "Balance", SHARE)).toHaveText("rest");

    // Too little: a balance is added.
    await type(page, instalment(page, "Balance", SHARE), "5%");
    await press.click();
    await expect(balance(page)).toHaveText(ADDS_UP);
    await expect(page.getByRole("grid", { name: "Payment schedule" }).getByRole("row").filter({ hasText: "rest" })).toHaveCount(1);

    // Every payment by day ends with the whole total.
    await page.getByRole("button", { name: "Every payment by day" }).click();
    const days = table(page, "Every payment by day").getByRole("row");
    await expect(days).toHaveCount(5);
    const total = await page.getByRole("status", { name: "Total", exact: true }).innerText();
    await expect(days.last().getByRole("cell")).toHaveText([/2027$/, /./, total, "100%"]);

    // Three undos and a fourth bring the payments of the example back.
    for (let step = 0; step < 5; step++) await page.getByRole("button", { name: "Undo" }).first().click();
    await expect(instalment(page, "Media, monthly in advance", AMOUNT)).toHaveText("337,455.54");
    await saved(page);
  });

  test("a rest below nothing is said", async ({ page }) => {
    await type(page, instalment(page, "On air", SHARE), "90%");
    await expect(page.getByText(/^“With the final report” comes to -€[\d,.]+: the other instalments ask for more than the total\.$/)).toBeVisible();
  });

  test("months stand by group and line, and add up to what is shown", async ({ page }) => {
    const amounts = section(page, "Amounts by month");
    await amounts.scrollIntoViewIfNeeded();
    const output = (name: string) => page.getByRole("status", { name, exact: true });
    const together = row(page, "Amounts by month", "Together").getByRole("cell").last();
    await expect(together).toHaveText(await output("Net total").innerText());
    const measure = page.getByRole("combobox", { name: "Amounts by month" });
    await measure.selectOption({ label: "Price: before discount and contingency" });
    await expect(together).toHaveText(await output("Subtotal").innerText());
    await measure.selectOption({ label: "Cost (internal)" });
    await expect(together).not.toHaveText(await output("Subtotal").innerText());
    // In front of a client there is no cost.
    await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
    await expect(measure.getByRole("option")).toHaveCount(2);
    await amounts.scrollIntoViewIfNeeded();
    await expect(together).toHaveText(await output("Net total").innerText());

    const fold = page.getByRole("button", { name: "Expenses", exact: true });
    await fold.focus();
    await page.keyboard.press("Enter");
    await expect(fold).toHaveAttribute("aria-expanded", "true");
    await expect(fold).toBeFocused();
    await expect(row(page, "Amounts by month", "Travel")).toBeVisible();
    // It follows an edit, and a new name.
    await type(page, cell(page, GRID, "Strategist", 0), "Head of strategy");
    await page.getByRole("button", { name: "Set-up", exact: true }).click();
    await amounts.scrollIntoViewIfNeeded();
    await expect(row(page, "Amounts by month", "Head of strategy")).toBeVisible();
    await expectNoViolations(page, "months");
  });

  test("a rate moves: what it does to the profit, one rate for all lines, an old rate is checked", async ({ page }) => {
    const grid = page.getByRole("treegrid", { name: GRID });
    const buy = async (name: string, amount: string, rate: string) => {
      await cell(page, GRID, name, 0).click();
      await expect(aside(page).getByRole("textbox", { name: "Item" })).toHaveValue(name);
      await fill(page, "Bought in another currency (internal)", "usd");
      await fill(page, "Amount in that currency", amount);
      await fill(page, "Rate: EUR for one of it", rate);
    };
    const third = async (text: string) => {
      await grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2));
      await expect(grid.getByRole("row").filter({ hasText: text }).first()).toBeVisible();
    };
    await third("Awareness research");
    await buy("Awareness research, two waves", "10,000", "0.9");
    await section(page, "Other currencies").scrollIntoViewIfNeeded();
    // Twice 9,000.00: 5 % are 900.00.
    await expect(row(page, "Purchases by currency", "USD").getByRole("cell")).toHaveText(["1", "20,000.00", "18,000.00", "-900.00", "+900.00"]);
    const says = page.getByRole("status", { name: "What rates do" });
    await expect(says).toHaveText(/^If they all get 5% dearer, profit falls by €900\.00 to €[\d,.]+, and the profit margin from [\d.]+% to [\d.]+%\.$/);
    await fill(page, "Rates move by", "10");
    await expect(says).toContainText("profit falls by €1,800.00");
    await fill(page, "Rates move by", "101");
    await expect(page.getByText("A rate moves by 0 to 100 %.")).toBeVisible();

    // Another line at another rate; the press gives both the same.
    await grid.evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await buy("Travel", "100", "0.95");
    await aside(page).getByRole("button", { name: "Use this rate for 1 other line in USD" }).click();
    await expect(aside(page).getByRole("button", { name: /Use this rate/ })).toHaveCount(0);
    await section(page, "Other currencies").scrollIntoViewIfNeeded();
    await expect(row(page, "Purchases by currency", "USD").getByRole("cell").nth(2)).toHaveText("19,095.00");
    await expectNoViolations(page, "other currencies");

    // The rate of a month before the pitch is too old.
    await fill(page, "Day of the rate", "1 Jan 2027");
    await goTo(page, "Overview");
    await expect(page.getByText(/“Travel” is bought in USD at a rate of 1 Jan 2027, which is 39 days old on 9 Feb 2027\./)).toBeVisible();
    await goTo(page, "Budget");
    await page.getByRole("checkbox", { name: "Internal view" }).uncheck();
    await expect(page.getByRole("heading", { name: "Other currencies" })).toHaveCount(0);
  });

  test("a line is bought at home again with a press", async ({ page }) => {
    await page.getByRole("treegrid", { name: GRID }).evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await cell(page, GRID, "Travel", 0).click();
    const before = await cell(page, GRID, "Travel", PRICE).innerText();
    await fill(page, "Bought in another currency (internal)", "chf");
    await expect(cell(page, GRID, "Travel", PRICE)).toHaveText(before);
    await aside(page).getByRole("button", { name: "Buy it in EUR again" }).click();
    await expect(field(page, "Amount in that currency")).toHaveCount(0);
    await expect(field(page, "Bought in another currency (internal)")).toBeFocused();
    await expect(cell(page, GRID, "Travel", PRICE)).toHaveText(before);
  });

  test("narrow, all of it holds and tables scroll by themselves", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const heading of ["Payments", "By month", "Cash"]) {
      await page.getByRole("heading", { name: heading, exact: true }).scrollIntoViewIfNeeded();
    }
    await expect(table(page, "Cash by month")).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    const months = section(page, "Amounts by month");
    const scrolls = await months.evaluate((box) => box.scrollWidth > box.clientWidth);
    expect(scrolls).toBe(true);
    await expectNoViolations(page, "money over time, narrow");
  });
});

// An amount typed, what the line costs, and half of it.
for (const [currency, locale, typed, price, half] of [
  ["JPY", "ja-JP", "100,001", "100,001", "50,001"],
  ["KWD", "en-GB", "100.005", "100.005", "50.003"],
  ["EUR", "nl-NL", "100,05", "100,05", "50,03"],
  ["EUR", "el-GR", "1.000,05", "1.000,05", "500,03"],
] as const) {
  test.describe(`${currency}, ${locale}`, () => {
    test.use({ locale });
    test("payments and months are in the currency's own decimals", async ({ page }) => {
      await openDesk(page);
      await page.goto("./#/settings");
      await fill(page, "Currency", currency);
      await page.goto("./");
      await page.getByRole("button", { name: "New pitch" }).click();
      await goTo(page, "Budget");
      await page.getByRole("button", { name: "Add line" }).click();
      await page.keyboard.type("Idea");
      await page.keyboard.press("Enter");
      const idea = (column: number) => cell(page, GRID, "Idea", column);
      await idea(0).click();
      await aside(page).getByRole("combobox", { name: "Kind" }).selectOption("Fixed price");
      await type(page, idea(4), typed);
      await expect(idea(PRICE)).toHaveText(price);
      await page.getByRole("button", { name: "Usual payments" }).click();
      await page.getByRole("button", { name: /^In halves/ }).click();
      await expect(instalment(page, "On signature", AMOUNT)).toHaveText(half);
      await expect(balance(page)).toHaveText(ADDS_UP);
      await page.getByRole("heading", { name: "By month" }).scrollIntoViewIfNeeded();
      await expect(row(page, "Amounts by month", "Together").getByRole("cell").last()).toHaveText(price);
    });
  });
}
