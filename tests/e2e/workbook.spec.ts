// The budget in spreadsheets: workbooks for the client and for the agency, lines as CSV, and lines
// that come from elsewhere.
import { readFile } from "node:fs/promises";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectNoViolations, goTo, saved, startExample } from "./support/desk";
import { sheetNames, unzip } from "./support/zip.mjs";

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

test("it is made without a network", async ({ page, context }) => {
  const files = await openFiles(page);
  // All that is fetched at rest is there.
  await page.waitForTimeout(4_000);
  await context.setOffline(true);
  const file = await downloaded(page, files, "Download spreadsheet");
  expect(sheetNames(unzip(file.bytes))).toContain("Summary");
});

test("lines go out as CSV for the client and for the agency", async ({ page }) => {
  const files = await openFiles(page);
  const client = await downloaded(page, files, "Download CSV");
  expect(client.name).toBe("halden-dairy-co-operative-morning-made-kinder-recommended.client.csv");
  const text = client.bytes.toString("utf8");
  expect(text).toMatch(/^\ufeffGroup,Item,Kind,Quantity,Unit,"Rate, EUR","Price, EUR",Tax %\r\n/);
  expect(text).toContain("Set-up,Strategist,Fee,60,h,140.00,8400.00,21\r\n");
  expect(text).not.toContain("62000.00");
  await files.getByLabel("With cost, margin and notes").check();
  const internal = await downloaded(page, files, "Download CSV");
  expect(internal.name).toMatch(/\.internal\.csv$/);
  expect(internal.bytes.toString("utf8")).toContain("62000.00");
});

test("rows are pasted after a look at what they make, in one step that can be undone", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFiles(page);
  const grid = page.getByRole("treegrid", { name: "Budget lines" });
  const total = page.getByRole("complementary", { name: "Totals and details" });
  await tool(page, "Paste lines…").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Lines from a spreadsheet" });
  await expect(dialog.getByRole("status")).toHaveText("Nothing to add yet.");
  await expect(dialog.getByRole("button", { name: "Add lines" })).toBeDisabled();
  await expect(dialog.getByLabel("Rows")).toBeFocused();
  await page.evaluate((rows) => navigator.clipboard.writeText(rows), [
    "Item\tQuantity\tUnit\tRate\tColour",
    "Launch party\t\t\t\t",
    "Copywriter\t4\th\t115\tred",
    "Venue\t1\tnight\t2,500.50\t",
    "Band\tsome\t\t900\t",
    "Total\t1\t\t3,860.50\t",
  ].join("\n"));
  await page.keyboard.press("ControlOrMeta+v");
  await expect(dialog.getByRole("status")).toHaveText("2 lines in 1 group, €2,960.50; 2 rows are left out.");
  await expect(dialog).toContainText("Row 5, “Band”: “some” is not a number.");
  await expect(dialog).toContainText("Row 6, “Total”: it is a sum, which is worked out here.");
  await expect(dialog).toContainText("Not read: the column “Colour”.");
  const incoming = dialog.getByRole("table", { name: "Lines that come in" });
  await expect(incoming.getByRole("row").filter({ hasText: "Venue" })).toContainText("2,500.50");
  await expectNoViolations(page, "the dialog of lines from a spreadsheet");
  await dialog.getByRole("button", { name: "Add lines" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("2 lines added.")).toBeVisible();
  await tool(page, "Files").click();
  await expect(total.getByLabel("Total", { exact: true })).toHaveText(/^712,/);
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(total.getByLabel("Total", { exact: true })).toHaveText("708,855.36");
  await expect(grid.getByRole("row").filter({ hasText: "Launch party" })).toHaveCount(0);
});

test("a CSV file comes back, and what is no table of lines is said", async ({ page }) => {
  const files = await openFiles(page);
  await files.getByLabel("With cost, margin and notes").check();
  const file = await downloaded(page, files, "Download CSV");
  const open = async (name: string, buffer: Buffer) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open CSV…").click()]);
    await chooser.setFiles({ name, mimeType: "text/csv", buffer });
  };
  await open("budget.xlsx", Buffer.from("PK\u0003\u0004"));
  await expect(page.getByText("budget.xlsx: This is a workbook.")).toBeVisible();
  await open(file.name, file.bytes);
  const dialog = page.getByRole("dialog", { name: "Lines from a spreadsheet" });
  await expect(dialog.getByRole("status")).toHaveText(/^\d+ lines in 8 groups, €581,148\.88\.$/);
  await dialog.getByRole("button", { name: "Close" }).click();
  await saved(page);
});

test("the tool for files has no violations", async ({ page }) => {
  await openFiles(page);
  await expectNoViolations(page, "the budget's tool for files");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, "the budget's tool for files on a phone");
});
