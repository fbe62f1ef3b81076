// One pitch, three documents: proposal, statement of work, change order.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, startExample, type } from "./support/desk";

const heading = (page: Page, name: string | RegExp) => page.locator(".leaves").getByRole("heading", { name });
const parts = (page: Page) => page.getByRole("region", { name: "Parts of the statement of work" });

async function choose(page: Page, document: string) {
  await page.getByLabel("Document").selectOption(document);
  await expect(page.getByRole("status").filter({ hasText: /^\d+ pages?$/ })).toBeVisible();
}

test("a statement of work has its own parts in its own order", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await expect(heading(page, /The second sip/)).toBeVisible();
  await choose(page, "Statement of work");
  await expect(heading(page, "1 Objectives")).toBeVisible();
  await expect(heading(page, /The second sip/)).toHaveCount(0);
  await expect(page.getByRole("region", { name: /^Page 1 of/ })).toContainText("Statement of work");
  await expect(page.locator(".leaves").getByRole("columnheader", { name: "Working days" }).first()).toBeVisible();
  // By key: out, down, and a section of the story in.
  const objectives = parts(page).getByRole("checkbox", { name: "Objectives" });
  await objectives.focus();
  await page.keyboard.press("Space");
  await expect(heading(page, "1 Deliverables")).toBeVisible();
  await parts(page).getByRole("button", { name: "Move Deliverables down" }).focus();
  await page.keyboard.press("Enter");
  await expect(heading(page, "2 Deliverables")).toBeVisible();
  await parts(page).getByLabel("Add to the statement of work").selectOption("What could go wrong");
  await expect(heading(page, /What could go wrong/)).toBeVisible();
  await choose(page, "Proposal");
  await expect(heading(page, /The second sip/)).toBeVisible();
  // All of it is undone by key.
  for (let step = 0; step < 5; step++) await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByLabel("Document")).toHaveValue("Proposal");
  await choose(page, "Statement of work");
  await expect(heading(page, "1 Objectives")).toBeVisible();
});

test("a change order says what is different from what was signed", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await choose(page, "Change order");
  await expect(page.getByText("A change order says what is different from what was signed. Record the signature first.")).toBeVisible();
  await page.getByRole("button", { name: "Record as signed" }).click();
  await expect(page.getByText(/^Version 1, signed on /)).toBeVisible();
  await expect(page.locator(".leaves")).toContainText("Nothing is different from what was signed.");
  await goTo(page, "Budget");
  const before = await page.getByRole("status", { name: "Net total", exact: true }).innerText();
  await type(page, cell(page, "Budget lines", "Strategist", 4), "200");
  await expect(page.getByRole("status", { name: "Net total", exact: true })).not.toHaveText(before);
  const now = await page.getByRole("status", { name: "Net total", exact: true }).innerText();
  await goTo(page, "Proposal");
  const row = page.locator(".leaves").getByRole("row").filter({ hasText: "Net total" }).first();
  await expect(row).toContainText(before);
  await expect(row).toContainText(now);
  await expect(heading(page, /Payments from now on/)).toBeVisible();
  await expect(heading(page, /Scope/)).toHaveCount(0);
  await expectNoViolations(page, "a change order");
  const title = await page.evaluate(() => { dispatchEvent(new Event("beforeprint")); const { title } = document; dispatchEvent(new Event("afterprint")); return title; });
  expect(title).toMatch(/– Change order$/);
});

test("before it goes out, what the client sees and what is wrong is said", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  const text = page.getByRole("region", { name: "Section", exact: true }).getByRole("textbox", { name: "Text" });
  await text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" Our {{margn}} is TODO internal.");
  await goTo(page, "Proposal");
  const panel = page.getByRole("group").filter({ hasText: "Before it goes out" });
  await panel.getByText("Before it goes out").click();
  await expect(panel).toContainText("Proposal with 18 sections");
  await expect(panel).toContainText("Stands for nothing, and is printed as it is written: {{margn}}.");
  const internal = panel.getByRole("link", { name: /“Dear Ines” says “todo”/ });
  await expect(internal).toBeVisible();
  await expectNoViolations(page, "what is said before it goes out");
  await internal.click();
  await expect(page.getByRole("heading", { level: 1, name: "Story" })).toBeAttached();
});

test("a deliverable names the lines that pay for it", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  await page.getByRole("grid", { name: "Sections" }).getByRole("row").filter({ hasText: "What you get" }).locator("[data-column='0']").click();
  const paid = cell(page, "Deliverables", "Film, 20 seconds", 7);
  await type(page, paid, "production house; music");
  await expect(paid).toHaveText("Production house, 20-second film; Music licence, 12 months");
  await type(page, paid, "nobody");
  await expect(page.getByRole("alert")).toContainText("The budget has no one line called “nobody”.");
  await page.keyboard.press("Escape");
  await expect(paid).toHaveText("Production house, 20-second film; Music licence, 12 months");
});
