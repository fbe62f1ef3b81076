// The budget in pictures: on screen with the figures behind them, and on paper.
import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { cell, expectNoViolations, goTo, startExample, type } from "./support/desk";

test.beforeEach(async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
});

test("every chart says what it shows, and has its figures as a table", async ({ page }) => {
  for (const name of ["Where the money goes", "Options compared", "Months"]) {
    await page.getByRole("heading", { name, exact: true }).scrollIntoViewIfNeeded();
    await expect(page.getByRole("img", { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  await expect(page.getByRole("img", { name: /^Where the money goes\. Of €585,830\.88, most is Media/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Options compared\. From €417,335\.13 \(Essential\)/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Months\. €585,830\.88 over 7 months/ })).toBeVisible();
  await page.getByText("Options compared as a table").click();
  const table = page.getByRole("region", { name: "Options compared: figures" });
  await expect(table.getByRole("row", { name: /^Recommended/ })).toContainText("585,830.88");
  // The parts of every option add up to its total, to the last cent.
  for (const row of await table.getByRole("row").all()) {
    const cells = (await row.getByRole("cell").allInnerTexts()).map((text) => (text ? Math.round(Number(text.replaceAll(",", "")) * 100) : NaN));
    const figures = cells.filter((figure) => !Number.isNaN(figure));
    if (figures.length) expect(figures.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(figures.at(-1));
  }
  await expectNoViolations(page, "the budget's charts");
});

test("costs and profit show in the internal view alone", async ({ page }) => {
  const inside = page.getByRole("img", { name: /^Costs and profit\. Internal\. / });
  const view = page.getByRole("checkbox", { name: "Internal view" });
  await view.check();
  await page.getByRole("heading", { name: "Costs and profit", exact: true }).scrollIntoViewIfNeeded();
  await expect(inside).toBeVisible();
  await page.getByText("Costs and profit as a table").click();
  await expect(page.getByRole("region", { name: "Costs and profit: figures" }).getByRole("row", { name: /^Profit/ })).toBeVisible();
  await expectNoViolations(page, "the budget's internal chart");
  await view.uncheck();
  await expect(inside).toHaveCount(0);
  await expect(page.getByText("Costs and profit")).toHaveCount(0);
  // The proposal has none of it, whatever the view.
  await view.check();
  await goTo(page, "Proposal");
  await expect(page.getByRole("img", { name: /^Options compared/ })).toHaveCount(1);
  await expect(page.getByText("Costs and profit")).toHaveCount(0);
});

test("options say in words how far they are from the recommended one", async ({ page }) => {
  await page.getByRole("heading", { name: "Options compared", exact: true }).scrollIntoViewIfNeeded();
  const chart = page.getByRole("img", { name: /^Options compared/ });
  await expect(chart.getByText("417,335.13  168,495.75 less")).toBeVisible();
  await expect(chart.getByText("585,830.88  recommended")).toBeVisible();
});

test("charts follow an edit and hold at any width", async ({ page }) => {
  await type(page, cell(page, "Budget lines", "Art director", 3), "2000");
  await expect(page.getByRole("img", { name: /^Where the money goes\. Of €585,830\.88/ })).toHaveCount(0);
  await page.getByRole("heading", { name: "Where the money goes" }).scrollIntoViewIfNeeded();
  const total = await page.getByRole("status", { name: "Net total", exact: true }).innerText();
  await expect(page.getByRole("img", { name: new RegExp(`^Where the money goes\\. Of €${total.replaceAll(".", "\\.")}`) })).toBeVisible();
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await page.getByRole("heading", { name: "Months", exact: true }).scrollIntoViewIfNeeded();
    const chart = page.getByRole("img", { name: /^Months/ });
    await expect.poll(async () => (await chart.boundingBox())!.width).toBeLessThanOrEqual(width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test("the proposal shows them, or does without", async ({ page }) => {
  await goTo(page, "Proposal");
  const charts = page.getByRole("img", { name: /^(Where the money goes|Options compared|Months)/ });
  await expect(charts).toHaveCount(3);
  await page.getByRole("checkbox", { name: "Charts" }).uncheck();
  await expect(charts).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Charts" }).check();
  await expect(charts).toHaveCount(3);
});

test("charts stand whole on paper, their tables are for reading aloud alone", async ({ page }, info) => {
  await goTo(page, "Proposal");
  const figures = page.getByRole("table", { name: "Months: figures" });
  await expect(figures).toHaveCount(1);
  await expectNoViolations(page, "the proposal's charts");
  for (const paper of ["A4", "US Letter"]) {
    await page.getByRole("combobox", { name: "Paper" }).selectOption({ label: paper });
    const charts = page.getByRole("region", { name: /^Page \d+ of \d+$/ }).filter({ has: page.getByRole("img", { name: /^(Where the money goes|Months|Options compared)/ }) });
    await expect.poll(() => charts.count()).toBeGreaterThan(0);
    const path = info.outputPath(`${paper}.pdf`);
    await page.pdf({ path, preferCSSPageSize: true });
    const pages = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" }).split("\f");
    // A name (in bold, whose spaces some readers of PDF lose) and its drawing are on one page, and figures that stand in the drawing are there once.
    const options = pages.filter((text) => /^Options ?compared$/m.test(text));
    expect(options).toHaveLength(1);
    expect(options[0]!.match(/168,495\.75 less/g)).toHaveLength(1);
    expect(options[0]).not.toContain("Against recommended");
    expect(pages.join("")).not.toContain("Months: figures");
  }
});
