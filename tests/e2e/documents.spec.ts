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

test("parts of the statement of work and sections of the story move by drag and by key", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await choose(page, "Statement of work");
  const order = () => parts(page).getByRole("checkbox").evaluateAll((boxes) =>
    boxes.map((box) => box.closest("label")!.textContent!.trim()));
  const usual = await order();
  expect(usual.slice(0, 3)).toEqual(["Objectives", "Deliverables", "Timeline and your part in it"]);
  const part = (name: string) => parts(page).getByRole("checkbox", { name });
  await part("Objectives").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(order).toEqual([usual[1], usual[0], ...usual.slice(2)]);
  await expect(part("Objectives")).toBeFocused();
  await expect(page.getByText("Objectives is now 2 of 8.")).toBeAttached();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(order).toEqual(usual);
  // A button keeps the focus while it can go on.
  await parts(page).getByRole("button", { name: "Move Objectives down" }).click();
  await expect(parts(page).getByRole("button", { name: "Move Objectives down" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(order).toEqual(usual);
  // By its handle to below the third; let go where it stands, nothing moves.
  const handle = parts(page).locator(".reorder-handle").first();
  await handle.scrollIntoViewIfNeeded();
  const from = (await handle.boundingBox())!;
  const third = (await parts(page).getByRole("listitem").nth(2).boundingBox())!;
  const down = async (y: number) => {
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, y - 4, { steps: 5 });
    await page.mouse.move(from.x + 20, y, { steps: 2 });
    await page.mouse.up();
  };
  await down(from.y + from.height - 3);
  expect(await order()).toEqual(usual);
  await down(third.y + third.height - 2);
  await expect.poll(order).toEqual([usual[1], usual[2], usual[0], ...usual.slice(3)]);
  await expect(heading(page, "3 Objectives")).toBeVisible();

  await goTo(page, "Story");
  const rows = page.getByRole("grid", { name: "Sections" }).getByRole("row");
  const row = rows.filter({ hasText: "The insight" });
  const place = () => row.getAttribute("aria-rowindex");
  const at = Number(await place());
  await row.locator('[data-column="0"]').click();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(place).toBe(String(at - 1));
  const grip = (await row.locator(".handle").boundingBox())!;
  const first = (await rows.filter({ hasText: "Dear Ines" }).boundingBox())!;
  await page.mouse.move(grip.x + 4, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + 4, first.y + 10, { steps: 6 });
  await page.mouse.move(grip.x + 4, first.y + 2, { steps: 2 });
  await page.mouse.up();
  await expect.poll(async () => Number(await place())).toBe(Number(await rows.filter({ hasText: "Dear Ines" }).getAttribute("aria-rowindex")) - 1);
});

test("a change order says what is different from what was signed", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await choose(page, "Change order");
  await expect(page.getByText("A change order says what is different from what was signed. Record the signature first.")).toBeVisible();
  await page.getByRole("button", { name: "Record as signed" }).click();
  await expect(page.getByText(/^Signed on .*: version 1, [0-9A-F]{4}-[0-9A-F]{4}\.$/)).toBeVisible();
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

test("what was sent is known by its fingerprint; what moved since the signature is on the overview", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await choose(page, "Proposal");
  const record = page.getByRole("region", { name: "Signature" });
  await record.getByRole("button", { name: "Record as sent" }).click();
  const said = await record.getByText(/^Sent on/).textContent();
  const print = said!.match(/[0-9A-F]{4}-[0-9A-F]{4}/)![0];
  await expect(page.locator(".leaf-foot-right").nth(1)).toContainText(print);
  await record.getByRole("button", { name: "Record as signed" }).click();
  await expect(record.getByText(/^Signed on/)).toContainText(print);
  await goTo(page, "Overview");
  const drift = page.getByRole("region", { name: "Since it was signed" });
  await expect(drift).toContainText("Scope, dates and price are as they were signed.");
  await goTo(page, "Timeline");
  await type(page, cell(page, "Timeline tasks", "Scripts and storyboards", 2), "13");
  await goTo(page, "Overview");
  await expect(drift.getByRole("row").filter({ hasText: "Client approves creative, round 1" })).toBeVisible();
  await expectNoViolations(page, "Overview with what moved since the signature");
  await drift.getByRole("button", { name: "Write the change order" }).click();
  await expect(heading(page, /What this order changes/)).toBeVisible();
  // It is no longer what was signed, so its fingerprint is gone from the footer.
  await expect(page.locator(".leaf-foot-right").first()).not.toContainText(print);
  await goTo(page, "History");
  await expect(page.getByRole("navigation", { name: "Versions" }).getByRole("button", { name: /As it was (sent to the client|signed)/ })).toHaveCount(2);
});
