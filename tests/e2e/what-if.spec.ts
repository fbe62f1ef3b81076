// What if and Squeeze: what would follow is seen at once, nothing is changed until it is kept.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type } from "./support/desk";

const GRID = "Timeline tasks";
const [DAYS] = [2];

const launch = (page: Page) => page.getByRole("status", { name: "Launch date" });
const panel = (page: Page) => page.getByRole("complementary", { name: "Details" });
const outcome = (page: Page) => page.getByRole("region", { name: "What would change" });
const late = (page: Page) => page.getByRole("slider", { name: "Client answers late by" });
const ways = (page: Page) => page.getByRole("list", { name: "Ways to launch earlier" });
const way = (page: Page, name: string | RegExp) => ways(page).getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

async function open(page: Page, tool: "What if" | "Squeeze") {
  await startExample(page);
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: tool, exact: true }).click();
  await expect(panel(page).getByRole("heading", { name: tool })).toBeVisible();
}

async function press(page: Page, key: string, times: number) {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

test("a slider moved by key says what would follow and changes nothing until it is kept", async ({ page }) => {
  await open(page, "What if");
  await expect(page.getByRole("button", { name: "Keep" })).toBeDisabled();
  await late(page).focus();
  await press(page, "ArrowRight", 3);
  await expect(late(page)).toHaveAttribute("aria-valuetext", "3 working days");
  await expect(outcome(page)).toContainText("19 May 2027");
  await expect(outcome(page)).toContainText("9 working days later than 3 May");
  await expect(outcome(page)).toContainText("“On air” misses its deadline by 9 working days.");
  await expect(outcome(page).getByRole("table", { name: /Tasks that move/ })
    .getByRole("row", { name: /^Trafficking and tagging 28 Apr 19 May \+12d$/ })).toBeVisible();
  // Said once, when the slider stands still.
  await expect(page.getByText(/^Launch: 3 May 2027 → 19 May 2027, 9 working days later\. \d+ tasks move\.$/)).toBeAttached();
  // The plan is as it was.
  await expect(launch(page)).toHaveText("3 May 2027");
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  // Outlines behind the bars, of what moves only.
  const outlines = page.locator(".g-ghost");
  await expect(outlines).toHaveAttribute("d", /M/);

  await page.getByRole("button", { name: "Drop" }).click();
  await expect(late(page)).toHaveValue("0");
  await expect(outcome(page)).toHaveCount(0);
  await expect(outlines).toHaveAttribute("d", "");

  await late(page).focus();
  await press(page, "ArrowRight", 3);
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(launch(page)).toHaveText("19 May 2027");
  await expect(cell(page, GRID, "Client approves brief", DAYS)).toHaveText("5d");
  await expect(late(page)).toHaveValue("0");
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(launch(page)).toHaveText("3 May 2027");
  await expect(cell(page, GRID, "Client approves brief", DAYS)).toHaveText("2d");
  await saved(page);
});

test("an earlier launch names what is in the way, an absence what waits for it", async ({ page }) => {
  await open(page, "What if");
  await page.getByRole("slider", { name: "Launch earlier by" }).focus();
  await press(page, "ArrowRight", 5);
  await expect(outcome(page)).toContainText("“On air” misses its deadline by 2 working days.");
  await expect(outcome(page)).toContainText(/In the way: “Immersion and category audit”, .* and \d+ more\./);
  await page.getByRole("button", { name: "Drop" }).click();

  await page.getByLabel("Away", { exact: true }).selectOption({ label: "Wim de Boer" });
  await page.getByLabel("From", { exact: true }).fill("8 Apr 2027");
  await page.getByLabel("From", { exact: true }).press("Enter");
  await page.getByLabel("To", { exact: true }).fill("9 Apr 2027");
  await page.getByLabel("To", { exact: true }).press("Enter");
  // He is away during the two days of the shoot, which takes four, behind the room of two.
  await expect(outcome(page).getByRole("row", { name: /^Shoot 9 Apr 13 Apr \+2d$/ })).toBeVisible();
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(cell(page, GRID, /^Shoot/, DAYS)).toHaveText("4d");
  await goTo(page, "Team");
  await expect(page.getByRole("row").filter({ hasText: "Wim de Boer" }).first()).toContainText(/8 Apr.+9 Apr/);
});

test("figures that are internal go with the others", async ({ page }) => {
  await open(page, "What if");
  await late(page).focus();
  await press(page, "ArrowRight", 1);
  await expect(outcome(page)).toContainText("Profit");
  await expect(outcome(page)).toContainText("at cost rates");
  await goTo(page, "Budget");
  await page.getByLabel("Internal view").uncheck();
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "What if" }).click();
  await late(page).focus();
  await press(page, "ArrowRight", 1);
  await expect(outcome(page)).toContainText("Price before tax");
  await expect(outcome(page)).not.toContainText("Profit");
  await expect(outcome(page)).not.toContainText("cost");
  await page.getByRole("button", { name: "Squeeze" }).click();
  await expect(way(page, "Cheapest")).toContainText("Price before tax");
  await expect(ways(page)).not.toContainText("Cost");
});

test("ways to launch earlier are listed, looked at and taken", async ({ page }) => {
  await open(page, "Squeeze");
  await page.getByLabel("Launch earlier by").fill("4");
  const cheapest = way(page, "Cheapest: overlap");
  await expect(cheapest).toContainText("26 Apr 2027");
  await expect(cheapest).toContainText("“Edit, grade, sound” starts 1 working day before “Shoot” is finished.");
  await expect(cheapest).toContainText("+1.6");
  await expect(cheapest).toContainText("+€199.50");
  await expect(cheapest).toContainText("+€93.60");
  await expect(way(page, /^Shorten$/)).toContainText("“Edit, grade, sound” takes 4 working days instead of 5.");
  await expect(way(page, "Ask the client")).toContainText("Needs the client’s agreement.");
  await expect(page.getByText(/^3 ways found\. Cheapest: overlap: launch on 26 Apr 2027/)).toBeAttached();

  const show = page.getByRole("button", { name: "Cheapest: overlap Show" });
  await show.click();
  await expect(show).toHaveAttribute("aria-pressed", "true");
  await expect(launch(page)).toHaveText("3 May 2027");
  await page.getByRole("button", { name: "Apply Cheapest: overlap" }).click();
  await expect(launch(page)).toHaveText("26 Apr 2027");
  await expect(page.getByLabel("Launch earlier by")).toHaveValue("0");
  await expect(panel(page)).toContainText("The launch is on 26 Apr 2027.");
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(launch(page)).toHaveText("3 May 2027");
});

test("how far it goes is said, and what is assumed can be changed", async ({ page }) => {
  await open(page, "Squeeze");
  await page.getByLabel("Launch earlier by").fill("200");
  await expect(panel(page)).toContainText(/Of our own accord at most \d+ working days can be gained\./);
  await page.getByLabel("Launch earlier by").fill("4");
  await page.getByText("What is assumed").click();
  const rework = page.getByLabel("Work done again by overlapping");
  await expect(rework).toHaveValue("25%");
  await rework.fill("60");
  await rework.press("Enter");
  // An overlap of the edit costs 60 % of a fifth of it now, a day less of it 50 %.
  await expect(way(page, "Cheapest: shorten")).toContainText("“Edit, grade, sound” takes 4 working days instead of 5.");
  await page.reload();
  await page.getByRole("button", { name: "Squeeze" }).click();
  await page.getByText("What is assumed").click();
  await expect(rework).toHaveValue("60%");
});

test("where there is nothing to try, the panels say what is missing", async ({ page }) => {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "What if" }).click();
  await expect(panel(page)).toContainText("Add an approval to see what waiting for it costs.");
  await expect(panel(page)).toContainText("Name the launch milestone over the grid");
  await expect(panel(page)).toContainText("Nobody is named on a task.");
  await page.getByRole("button", { name: "Squeeze" }).click();
  await expect(panel(page)).toContainText("Nothing is planned yet.");
  await page.getByRole("button", { name: "Add task" }).click();
  await page.keyboard.type("Write");
  await page.keyboard.press("Enter");
  await type(page, cell(page, GRID, "Write", DAYS), "10d");
  await expect(panel(page)).toContainText("No launch milestone is chosen, so the finish counts.");
  await expect(panel(page)).toContainText("at most 4 working days can be gained.");
});

for (const scheme of ["light", "dark"] as const) {
  test(`both panels hold in ${scheme}, for assistive technology and on a narrow page`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, "What if");
    await late(page).focus();
    await press(page, "ArrowRight", 3);
    await page.getByLabel("Away", { exact: true }).selectOption({ label: "Wim de Boer" });
    await expect(outcome(page)).toBeVisible();
    await page.getByText("How holding the team is worked out").click();
    await expectNoViolations(page, `what if in ${scheme}`);
    await page.getByRole("button", { name: "Squeeze" }).click();
    await expect(ways(page)).toBeVisible();
    await page.getByText("What is assumed").click();
    await page.getByText("How far each goes by itself").click();
    await expectNoViolations(page, `squeeze in ${scheme}`);

    await page.setViewportSize({ width: 390, height: 844 });
    for (const tool of ["What if", "Squeeze"]) {
      if (tool === "What if") await page.getByRole("button", { name: tool }).click();
      const sideways = await page.evaluate(() => [document.documentElement, document.querySelector("aside.details")!]
        .map((node) => node.scrollWidth - node.clientWidth));
      expect(sideways, tool).toEqual([0, 0]);
      if (tool === "What if") await page.getByRole("button", { name: "Squeeze" }).click();
      await expect(ways(page)).toBeVisible();
    }
  });
}
