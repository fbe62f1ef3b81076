// Steps that several tests share, by role and name as people and assistive technology find them.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Opens the desk and waits until it can be used. */
export async function openDesk(page: Page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
}

/** Starts a pitch from the example. */
export async function startExample(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "Start from the example" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
}

/** As a browser that lets files be chosen by an input only; before the page is opened. */
export async function withoutPickers(page: Page) {
  await page.addInitScript(() => {
    for (const name of ["showOpenFilePicker", "showSaveFilePicker"]) Object.defineProperty(window, name, { value: undefined });
  });
}

/** Goes to a part of the open pitch. */
export async function goTo(page: Page, part: string) {
  await page.getByRole("navigation", { name: "Parts of the pitch" }).getByRole("link", { name: part, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: part })).toBeAttached();
}

/** Waits until the proposal is laid out and every sheet is drawn; sixty of them may take a while on a
 * busy machine. */
export async function laidOut(page: Page) {
  await expect(page.getByRole("region", { name: /^Page 1 of \d+$/ })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: /^\d+ pages?$/ })).toBeVisible({ timeout: 20_000 });
}

/** Waits until both stores hold the pitch. */
export async function saved(page: Page) {
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("Saved");
}

/** The cell of a grid's row in the column with this heading. */
export function cell(page: Page, grid: string, row: string | RegExp, column: number) {
  const role = grid === "Timeline tasks" || grid === "Budget lines" ? "treegrid" : "grid";
  const line = page.getByRole(role as "grid", { name: grid }).getByRole("row").filter({ hasText: row }).first();
  return line.locator(`[data-column="${column}"]`);
}

/** Types into a cell as into a spreadsheet. */
export async function type(page: Page, target: ReturnType<typeof cell>, text: string) {
  await target.click();
  await page.keyboard.press("F2");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Fails with a readable list when axe finds a violation of WCAG 2.2 A or AA. */
export async function expectNoViolations(page: Page, where: string) {
  const results = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = results.violations.map((violation) =>
    `${violation.id}: ${violation.help}\n${violation.nodes.slice(0, 5).map((node) => `  ${node.target.join(" ")}\n    ${node.failureSummary?.split("\n").slice(1).join("; ")}`).join("\n")}`);
  expect(found, `axe on ${where}`).toEqual([]);
}
