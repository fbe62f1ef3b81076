// The main path: a newcomer starts from the example, changes a task and a rate, sees date and
// total follow, comes back to find it, sends it to a colleague, who opens it, and prints it.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { cell, goTo, openDesk, saved, startExample, type } from "./support/desk";

const output = (page: import("@playwright/test").Page, name: string) => page.getByRole("status", { name, exact: true });

test("from the example to a colleague's browser and onto paper", async ({ page, browser }, info) => {
  await startExample(page);
  await goTo(page, "Timeline");
  await expect(output(page, "Launch date")).toHaveText("3 May 2027");
  await expect(output(page, "Finish date")).toHaveText("4 Aug 2027");

  // Ten working days more for the concept: the launch no longer holds.
  await type(page, cell(page, "Timeline tasks", "Develop chosen concept", 2), "17d");
  await expect(output(page, "Launch date")).toHaveText("14 May 2027");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("title", /Change duration/);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(output(page, "Launch date")).toHaveText("3 May 2027");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(output(page, "Launch date")).toHaveText("14 May 2027");

  // A rate of the rate card moves every figure that depends on it.
  await goTo(page, "Budget");
  await expect(output(page, "Net total")).toHaveText("585,830.88");
  await goTo(page, "Team");
  await type(page, cell(page, "Rate card", "Art director", 2), "=100+45");
  await expect(cell(page, "Rate card", "Art director", 2)).toHaveText("145.00");
  await goTo(page, "Budget");
  // 142 hours at 30 more, less the 5 % discount on fees.
  await expect(output(page, "Net total")).toHaveText("589,877.88");
  await saved(page);

  await page.reload();
  await expect(page.getByRole("heading", { name: "Budget", exact: true })).toBeVisible();
  await expect(output(page, "Net total")).toHaveText("589,877.88");
  await goTo(page, "Timeline");
  await expect(output(page, "Launch date")).toHaveText("14 May 2027");

  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download JSON" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("halden-dairy-co-operative-morning-made-kinder.pitch.json");
  const file = info.outputPath("colleague.pitch.json");
  await download.saveAs(file);
  const text = readFileSync(file, "utf8");
  expect(text).toContain('"format": "pitchwright-pitch"');

  const profile = await browser.newContext();
  const colleague = await profile.newPage();
  await openDesk(colleague);
  await colleague.getByLabel("Pitch files").setInputFiles(file);
  await expect(colleague.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await goTo(colleague, "Budget");
  await expect(output(colleague, "Net total")).toHaveText("589,877.88");
  await goTo(colleague, "Proposal");
  await expect(colleague.locator(".leaf").first()).toBeVisible();
  const pdf = await colleague.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await profile.close();
});

test("a pitch from nothing: brief, story, timeline, budget, all by keyboard and by name", async ({ page }) => {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Halo launch");
  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Organisation" }).fill("Northwind");
  await page.getByRole("textbox", { name: "Insight" }).fill("Nobody reads the label.");
  await page.getByRole("textbox", { name: "Budget, net, all in" }).fill("12k");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Budget, net, all in" })).toHaveValue("12,000.00");
  await page.getByRole("button", { name: "Add objective" }).click();
  await page.keyboard.type("Be known");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Objectives" }).getByRole("rowheader", { name: "Be known" })).toBeVisible();

  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("It begins with a **morning**.");

  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "Add phase" }).click();
  await page.getByRole("button", { name: "Add task" }).click();
  await page.keyboard.type("Design");
  await page.keyboard.press("Enter");
  await type(page, cell(page, "Timeline tasks", "Design", 2), "2w");
  await expect(cell(page, "Timeline tasks", "Design", 2)).toHaveText("10d");
  await page.getByRole("button", { name: "Add milestone" }).click();
  await page.keyboard.type("On air");
  await page.keyboard.press("Enter");
  await type(page, cell(page, "Timeline tasks", "On air", 5), "1FS+2d");
  await type(page, cell(page, "Timeline tasks", "Design", 5), "2");
  await expect(page.getByRole("alert").filter({ hasText: "would close a loop" })).toContainText("“On air”");
  await page.keyboard.press("Escape");

  await goTo(page, "Team");
  await page.getByRole("button", { name: "Add role" }).click();
  await page.keyboard.type("Designer");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("95");
  await page.keyboard.press("Enter");

  await goTo(page, "Budget");
  await page.getByRole("button", { name: "Add group" }).click();
  await page.keyboard.type("Creative");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add line" }).click();
  await page.keyboard.type("Design");
  await page.keyboard.press("Enter");
  const line = (column: number) => cell(page, "Budget lines", "Design", column);
  await line(2).click();
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Role" }).last().selectOption({ label: "Designer" });
  await type(page, line(3), "40");
  await expect(output(page, "Net total")).toHaveText("3,800.00");
  await saved(page);

  await page.goto("./#/");
  const row = page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Halo launch/ });
  await expect(row).toContainText("Northwind");
  await page.getByRole("button", { name: "Delete Halo launch" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(row).toHaveCount(1);
});

test("what cannot be opened is refused in words and changes nothing", async ({ page }) => {
  await startExample(page);
  await page.goto("./#/");
  const open = async (text: string) => page.getByLabel("Pitch files").setInputFiles({ name: "bad.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const rows = page.getByRole("grid", { name: "Pitches" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  for (const [text, words] of [
    ["{}", "its format is not named"],
    ["{\"format\":", "damaged or no JSON"],
    ["{\"format\":\"pitchwright-pitch\",\"version\":99,\"pitch\":7}", "version 99"],
    ["{\"format\":\"other\",\"version\":1}", "“other”"],
  ]) {
    await open(text);
    await expect(page.getByRole("alert").filter({ hasText: words }).first()).toBeVisible();
  }
  await expect(rows).toHaveCount(2);
});

test("a file of a newer version is shown read-only and never kept", async ({ page, request }) => {
  const example = await (await request.get("./example.pitch.json")).json();
  await startExample(page);
  await page.goto("./#/");
  await page.getByLabel("Pitch files").setInputFiles({ name: "newer.pitch.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...example, version: 2, id: "newer" })) });
  await expect(page.getByText("saved by a newer version")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Title" })).not.toBeEditable();
  await page.goto("./#/");
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row")).toHaveCount(2);
});

test("the same file twice asks first, and replaces nothing by itself", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
  const path = await download.path();
  const text = readFileSync(path);
  await page.keyboard.press("Escape");
  await page.goto("./#/");
  const rows = page.getByRole("grid", { name: "Pitches" }).getByRole("row");
  await page.getByLabel("Pitch files").setInputFiles({ name: "same.pitch.json", mimeType: "application/json", buffer: text });
  const dialog = page.getByRole("dialog", { name: "You have this pitch already" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(rows).toHaveCount(2);
  await page.getByLabel("Pitch files").setInputFiles({ name: "same.pitch.json", mimeType: "application/json", buffer: text });
  await dialog.getByRole("button", { name: "Keep both" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await page.goto("./#/");
  await expect(rows).toHaveCount(3);
});
