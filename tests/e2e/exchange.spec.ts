// Files of other programs: what is downloaded reads in them, what they write reads here.
import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import ICAL from "ical.js";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type } from "./support/desk";

const GRID = "Timeline tasks";
const [, , DAYS, START, FINISH, AFTER, WHO] = [0, 1, 2, 3, 4, 5, 6];
const grid = (page: Page) => page.getByRole("treegrid", { name: GRID });
const launch = (page: Page) => page.getByRole("status", { name: "Launch date" });
const tool = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openTool(page: Page, name: "Files" | "Client calendar") {
  await startExample(page);
  await goTo(page, "Timeline");
  await tool(page, name).click();
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
}

/** Presses a button and reads the file that comes of it. */
async function downloaded(page: Page, button: string) {
  const [download] = await Promise.all([page.waitForEvent("download"), tool(page, button).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8"), path: await download.path() };
}

/** The entries of a calendar as another program reads them. */
function entries(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    return {
      uid: event.uid, summary: event.summary, sequence: event.sequence ?? 0, description: event.description,
      start: event.startDate.toString(), end: event.endDate.toString(), allDay: event.startDate.isDate && event.endDate.isDate,
    };
  });
}

test("the calendar reads in another program, and a later one moves its entries", async ({ page }) => {
  await openTool(page, "Files");
  const first = await downloaded(page, "Download calendar");
  expect(first.name).toBe("halden-dairy-co-operative-morning-made-kinder.ics");
  const before = entries(first.text);
  expect(before).toHaveLength(9);
  expect(before.every((entry) => entry.allDay)).toBe(true);
  const approval = before.find((entry) => entry.summary === "Client approves creative, round 1")!;
  // The end is the first day that is not part of it.
  expect([approval.start, approval.end]).toEqual(["2027-03-19", "2027-03-24"]);
  expect(approval.description).toContain("The client has 3 working days.");

  await type(page, cell(page, GRID, "Scripts and storyboards", DAYS), "4d");
  await expect(cell(page, GRID, "Scripts and storyboards", FINISH)).toHaveText("19 Mar");
  const after = entries((await downloaded(page, "Download calendar")).text);
  expect(after.map((entry) => entry.uid)).toEqual(before.map((entry) => entry.uid));
  const moved = after.find((entry) => entry.uid === approval.uid)!;
  expect([moved.start, moved.end]).toEqual(["2027-03-22", "2027-03-25"]);
  expect(moved.sequence).toBeGreaterThan(approval.sequence);
});

test("a plan goes out as a Project file, changes there, and comes back as itself", async ({ page }) => {
  await openTool(page, "Files");
  const file = await downloaded(page, "Download Project file");
  expect(file.name).toBe("halden-dairy-co-operative-morning-made-kinder.project.xml");
  const before = await grid(page).getByRole("row").allInnerTexts();
  const open = async (text: string, name = "plan.xml") => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open Project file…").click()]);
    await chooser.setFiles({ name, mimeType: "text/xml", buffer: Buffer.from(text) });
  };
  await open(file.text);
  const dialog = page.getByRole("dialog", { name: "Open Project file" });
  await expect(dialog).toContainText("plan.xml: 26 tasks, 5 phases, 30 links, starting 22 Feb 2027.");
  await expect(dialog).not.toContainText("Not quite as in the file");
  await expectNoViolations(page, "the dialog of a Project file");
  await dialog.getByRole("button", { name: "Replace this plan" }).click();
  await expect(dialog).toBeHidden();
  expect(await grid(page).getByRole("row").allInnerTexts()).toEqual(before);
  await expect(launch(page)).toHaveText("3 May 2027");

  // Somebody makes the shoot longer, in Project.
  const shoot = /(<Name>Shoot<\/Name>[\s\S]*?<Duration>)PT16H0M0S/;
  expect(file.text).toMatch(shoot);
  await open(file.text.replace(shoot, "$1PT64H0M0S"));
  await expect(dialog).toContainText("on other days here than in the file");
  await dialog.getByRole("button", { name: "Replace this plan" }).click();
  await expect(cell(page, GRID, "Shoot", DAYS)).toHaveText("8d");
  await expect(launch(page)).not.toHaveText("3 May 2027");
  // The payments still know their tasks.
  await tool(page, "Client calendar").click();
  await expect(page.getByRole("table", { name: "What the client owes" }).getByRole("row").filter({ hasText: "Payment: On air" })).not.toContainText("open");
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(launch(page)).toHaveText("3 May 2027");

  // Beside the plan: new tasks, one step to undo.
  await tool(page, "Files").click();
  await open(file.text);
  await dialog.getByRole("button", { name: "Add to this plan" }).click();
  await expect(page.getByText("26 tasks, 5 phases, 30 links came in from plan.xml.")).toBeVisible();
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => grid(page).getByRole("row").allInnerTexts()).toEqual(before);
});

test("a file in the manner of Project comes in, and one that is none is named", async ({ page }) => {
  await openTool(page, "Files");
  const open = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), tool(page, "Open Project file…").click()]);
    await chooser.setFiles(file);
  };
  await open({ name: "notes.xml", mimeType: "text/xml", buffer: Buffer.from("<notes/>x") });
  await expect(page.getByText("notes.xml: This is no Microsoft Project XML")).toBeVisible();
  await open("tests/files/project/like-project.xml");
  const dialog = page.getByRole("dialog", { name: "Open Project file" });
  await expect(dialog).toContainText("6 tasks, 2 phases, 5 links");
  await expect(dialog).toContainText("2 links of whole phases became links of their first or last tasks.");
  await expect(dialog).toContainText("New on the team: “Ada Lovelace”.");
  await dialog.getByRole("button", { name: "Replace this plan" }).click();
  await expect(cell(page, GRID, "Shoot › Film", START)).toHaveText("24 Mar");
  await expect(cell(page, GRID, "Concept", WHO)).toHaveText("Ada Lovelace 60h");
  await saved(page);
  await page.reload();
  await expect(cell(page, GRID, "Edit", FINISH)).toHaveText("5 Apr");
});

test("rows of a spreadsheet are pasted after a look at what they make", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Timeline");
  await page.getByLabel("Start", { exact: true }).fill("4 Jan 2027");
  await page.getByLabel("Start", { exact: true }).press("Enter");
  // By keys alone.
  await tool(page, "Files").focus();
  await page.keyboard.press("Enter");
  await tool(page, "Paste tasks…").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Paste tasks" });
  await expect(dialog.getByRole("status")).toHaveText("Nothing to add yet.");
  await expect(dialog.getByRole("button", { name: "Add tasks" })).toBeDisabled();
  await expect(dialog.getByLabel("Rows")).toBeFocused();
  await page.evaluate((rows) => navigator.clipboard.writeText(rows), [
    "Task\tDays\tAfter\tColour",
    "Make\t\t\t",
    "  Write\t1w\t\tred",
    "  Shoot\t3 days\t2FS+1d\t",
    "Client approves film\t2\tShoot\t",
    "On air\t0\t4\t",
    "Lost\tsoon\t99\t",
  ].join("\n"));
  await page.keyboard.press("ControlOrMeta+v");
  await expect(dialog.getByRole("status")).toHaveText("5 tasks, 1 phase, 3 links; 3 things to know:");
  await expect(dialog).toContainText("Not read: the column “Colour”.");
  await expect(dialog).toContainText("Row 6, “Lost”: “soon” is not a duration; 1d was taken.");
  await expect(dialog).toContainText("Row 6, “Lost”: There is no task in row 99.");
  await expectNoViolations(page, "the dialog to paste tasks");
  await dialog.getByRole("button", { name: "Add tasks" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(cell(page, GRID, "Shoot", START)).toHaveText("12 Jan");
  await expect(cell(page, GRID, "Client approves film", START)).toHaveText("15 Jan");
  await expect(cell(page, GRID, "On air", FINISH)).toHaveText("18 Jan");
  await expect(cell(page, GRID, "Shoot", AFTER)).toHaveText(/FS\+1d$/);
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(grid(page).getByRole("row").filter({ hasText: "Shoot" })).toHaveCount(0);
});

test("the client calendar is copied, downloaded and printed with nothing internal", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openTool(page, "Client calendar");
  const table = page.getByRole("table", { name: "What the client owes" });
  await expect(table.getByRole("row").filter({ hasText: "Approve creative, round 1" })).toContainText("23 Mar 2027");
  await expect(table.getByRole("row").filter({ hasText: "Payment: On signature" })).toContainText("€111,419.95");
  await expectNoViolations(page, "the client calendar");

  await tool(page, "Copy list").click();
  await expect(page.getByText("The list is copied: paste it into a mail or a document.")).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (kind: string) => (await item!.getType(kind)).text();
    return { html: await text("text/html"), plain: await text("text/plain") };
  });
  expect(copied.plain).toContain("23 Mar 2027\tApprove creative, round 1\t19 Mar 2027\t3\t");
  expect(copied.html).toMatch(/<td[^>]*>Approve creative, round 1<\/td>/);

  const file = await downloaded(page, "Download calendar");
  expect(file.name).toBe("halden-dairy-co-operative-morning-made-kinder.client.ics");
  const summaries = entries(file.text).map((entry) => entry.summary);
  expect(summaries).toContain("Approve films");
  expect(summaries).toContain("On air");
  expect(summaries).not.toContain("Kick-off");

  await page.evaluate(() => {
    window.print = () => { document.body.dataset["printed"] = document.title; };
  });
  await tool(page, "Print list").click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "Morning, made kinder – client calendar");
  await page.emulateMedia({ media: "print" });
  const sheet = page.locator(".handout");
  await expect(sheet).toContainText("Halden Dairy Co-operative");
  await expect(sheet.getByRole("row").filter({ hasText: "Approve films" })).toBeVisible();
  await expect(grid(page)).toBeHidden();
  await expect(tool(page, "Copy list")).toBeHidden();
  const words = [copied.plain, copied.html, file.text, await sheet.innerText()].join("\n");
  // Work of the agency, and who does it.
  for (const internal of ["Shoot", "Immersion", "Mara Oduya", "slack"]) {
    expect(words).not.toContain(internal);
  }
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(sheet).toHaveCount(0);
  await expect(page).not.toHaveTitle(/client calendar/);
});

test("the tool for files has no violations, and is for looking on only where the pitch is read-only", async ({ page, context }) => {
  await openTool(page, "Files");
  await expectNoViolations(page, "the tool for files");
  await saved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Files", exact: true }).click();
  await expect(other.getByRole("button", { name: "Paste tasks…" })).toBeDisabled();
  await expect(other.getByRole("button", { name: "Open Project file…" })).toBeDisabled();
  await expect(other.getByRole("button", { name: "Download Project file" })).toBeEnabled();
});
