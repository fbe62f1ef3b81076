// The budget in spreadsheets: workbooks for the client and for the agency, lines as CSV, and lines
// that come from elsewhere.
import { readFile } from "node:fs/promises";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectNoViolations, goTo, saved, startExample } from "./support/desk";
import { sheetNames, unzip } from "./support/zip";

const tool = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openFiles(page: Page) {
  await startExample(page);
  await goTo(page, "Budget");
  await tool(page, "Files").click();
  await expect(page.getByRole("heading", { level: 2, name: "Files" })).toBeVisible();
  return page.getByRole("complementary", { name: "Totals and details" });
}

/** Presses a button and takes the file that comes of it. */
async function downloaded(page: Page, where: Locator, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    where.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("the client's version comes out of its own worker and holds nothing internal", async ({ page }) => {
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(new URL(worker.url()).pathname));
  const files = await openFiles(page);
  expect(workers).toEqual([]);
  const file = await downloaded(page, files, "Download spreadsheet");
  expect(workers).toHaveLength(1);
  expect(workers[0]).toMatch(/^\/desk\/workbook-[0-9a-f]{16}\.js$/);
  expect(file.name).toBe("halden-dairy-co-operative-morning-made-kinder.client.xlsx");
  const parts = unzip(file.bytes);
  expect(sheetNames(parts)).toEqual(["Summary", "Budget Essential", "Budget Recommended", "Budget Stretch", "Options", "Months", "Payments", "Media"]);
  const all = [...parts.values()].join("\n");
  expect(all).toContain("708855.36");
  expect(all).toContain("<f>ROUND(C6*E6,2)</f>");
  for (const internal of ["Cost and margin", "Markup", "Profit", "Unit cost", "Net to the medium"]) {
    expect(all).not.toContain(internal);
  }
  await expect(files.getByRole("button", { name: "Download spreadsheet" })).toBeEnabled();
});

test("the internal version of one option holds cost, margin and the rate card", async ({ page }) => {
  const files = await openFiles(page);
  await files.getByLabel("Version").selectOption("Internal, with cost and margin");
  await files.getByLabel("Options", { exact: true }).selectOption("Essential");
  const file = await downloaded(page, files, "Download spreadsheet");
  expect(file.name).toBe("halden-dairy-co-operative-morning-made-kinder-essential.internal.xlsx");
  const parts = unzip(file.bytes);
  expect(sheetNames(parts)).toEqual(["Summary", "Budget", "Months", "Payments", "Media", "Rates", "Cost and margin"]);
  expect(parts.get("xl/workbook.xml")).toContain('name="Net_total"');
});

test("the Share dialog gives the spreadsheet too", async ({ page }) => {
  await startExample(page);
  await page.getByRole("banner").getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expectNoViolations(page, "the Share dialog");
  const file = await downloaded(page, dialog, "Download spreadsheet");
  expect(sheetNames(unzip(file.bytes))).toContain("Options");
});

test("it can be cancelled, and what cannot be fetched is said", async ({ page, context }) => {
  const files = await openFiles(page);
  // Ready, and then never done.
  await context.route(/workbook-[0-9a-f]+\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", headers: { "cache-control": "no-store" }, body: 'postMessage(JSON.stringify({ id: 0, news: "ready" })); onmessage = () => postMessage(JSON.stringify({ id: 0, news: { progress: { done: 37, of: 100 } } }));' }));
  await files.getByRole("button", { name: "Download spreadsheet" }).click();
  const progress = files.getByRole("progressbar", { name: "Making the spreadsheet" });
  await expect(progress).toHaveAttribute("value", "37");
  await expectNoViolations(page, "a spreadsheet being made");
  await files.getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);

  await context.unroute(/workbook-[0-9a-f]+\.js$/);
  await context.route(/workbook-[0-9a-f]+\.js$/, (route) => route.abort());
  await files.getByRole("button", { name: "Download spreadsheet" }).click();
  await expect(files.getByRole("alert")).toContainText("could not be fetched");
  await context.unroute(/workbook-[0-9a-f]+\.js$/);
  const file = await downloaded(page, files, "Download spreadsheet");
  expect(sheetNames(unzip(file.bytes))).toContain("Summary");
  await expect(files.getByRole("alert")).toHaveCount(0);
  await saved(page);
});

test("the tool for files has no violations", async ({ page }) => {
  await openFiles(page);
  await expectNoViolations(page, "the budget's tool for files");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, "the budget's tool for files on a phone");
});
