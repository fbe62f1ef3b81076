// Public holidays, closures and days away: chosen by key, they move dates, and can be taken back.
import { expect, test, type Page } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, startExample, type } from "./support/desk";

const HOLIDAYS = "Holidays";
const [NAME, DATE, UNTIL, OF] = [0, 1, 2, 3];
const list = (page: Page) => page.getByRole("grid", { name: HOLIDAYS });
const count = async (page: Page) => Number(await list(page).getAttribute("aria-rowcount")) - 1;
const launch = (page: Page) => page.getByRole("status", { name: "Launch date" });
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A plan of one task and its launch, from this day, with its holidays open. */
async function openPlan(page: Page, start: string, days: string) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Timeline");
  await page.getByLabel("Start", { exact: true }).fill(start);
  await page.getByLabel("Start", { exact: true }).press("Enter");
  for (const [kind, name] of [["task", "Shoot"], ["milestone", "On air"]]) {
    await page.getByRole("button", { name: `Add ${kind}` }).click();
    await page.keyboard.type(name!);
    await page.keyboard.press("Enter");
  }
  await type(page, cell(page, "Timeline tasks", "Shoot", 2), days);
  await type(page, cell(page, "Timeline tasks", "On air", 5), "1");
  await page.getByLabel("Launch milestone").selectOption({ label: "On air" });
  await page.getByRole("button", { name: "Working week and holidays" }).click();
  await expect(page.getByLabel("Public holidays of")).toBeVisible();
}

/** Chooses in a list as people do by key: goes to it and types the first letters. */
async function chooseByKey(page: Page, label: string, letters: string, chosen: string) {
  const select = page.getByLabel(label);
  await select.focus();
  await page.keyboard.type(letters);
  await expect(select.locator("option:checked")).toHaveText(chosen);
}

test("the Netherlands by key: King's Day moves the launch, and undo takes it back", async ({ page }) => {
  await openPlan(page, "26 Apr 2027", "3");
  await expect(launch(page)).toHaveText("28 Apr 2027");
  await chooseByKey(page, "Public holidays of", "Neth", "Netherlands");
  await expect(page.getByText(/For 2027 to 2028\. As of .*, from the package “holidays” 0\.\d+ \(MIT\), to 2035\./)).toBeVisible();
  await page.getByRole("button", { name: "Add public holidays" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Netherlands: 20 days came in.")).toBeVisible();
  await expect(launch(page)).toHaveText("29 Apr 2027");
  expect(await count(page)).toBe(20);
  await expect(cell(page, HOLIDAYS, "King's Day", DATE)).toHaveText("27 Apr 2027");
  await expect(cell(page, HOLIDAYS, "King's Day", OF)).toHaveText("NL");

  // A second time there is nothing to add.
  await page.getByRole("button", { name: "Add public holidays" }).click();
  await expect(page.getByText("The public holidays of Netherlands are all in the list.")).toBeVisible();
  expect(await count(page)).toBe(20);

  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(launch(page)).toHaveText("28 Apr 2027");
  await expect(page.getByText("No holidays.")).toBeVisible();
});

test("Bavaria has Corpus Christi, Berlin has not, and one takes the other's place", async ({ page }) => {
  await openPlan(page, "26 May 2027", "3");
  await page.getByRole("button", { name: "Add holiday" }).click();
  await page.keyboard.type("Summer party");
  await page.keyboard.press("Enter");
  await type(page, cell(page, HOLIDAYS, "Summer party", DATE), "2 Jul 2027");
  await expect(cell(page, HOLIDAYS, "Summer party", OF)).toHaveText("Agency");
  await chooseByKey(page, "Public holidays of", "Ger", "Germany");
  await chooseByKey(page, "Part of the country", "Berl", "Berlin");
  await page.getByRole("button", { name: "Add public holidays" }).click();
  await expect(page.getByText(/^Berlin, Germany: \d+ days came in\.$/)).toBeVisible();
  await expect(launch(page)).toHaveText("28 May 2027");

  await chooseByKey(page, "Part of the country", "Bay", "Bayern");
  await page.getByRole("button", { name: "Replace those of Berlin, Germany" }).click();
  await expect(launch(page)).toHaveText("31 May 2027");
  await expect(cell(page, HOLIDAYS, "Corpus Christi", DATE)).toHaveText("27 May 2027");
  await expect(cell(page, HOLIDAYS, "Corpus Christi", OF)).toHaveText("DE-BY");
  await expect(list(page).getByText("DE-BE")).toHaveCount(0);
  await expect(cell(page, HOLIDAYS, "Summer party", OF)).toHaveText("Agency");
  await expect(page.getByRole("button", { name: /^Replace/ })).toHaveCount(0);

  // One step back.
  await page.getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await expect(launch(page)).toHaveText("28 May 2027");
  await expect(list(page).getByText("DE-BE").first()).toBeVisible();
});

test("a closure of a week moves dates, shades the chart, and says what it refuses", async ({ page }) => {
  await openPlan(page, "2 Aug 2027", "3");
  await expect(launch(page)).toHaveText("4 Aug 2027");
  await page.getByRole("button", { name: "Add closure" }).click();
  // Five working days from the day after the start.
  await expect(cell(page, HOLIDAYS, "Agency closed", NAME)).toBeFocused();
  await expect(cell(page, HOLIDAYS, "Agency closed", DATE)).toHaveText("3 Aug 2027");
  await expect(cell(page, HOLIDAYS, "Agency closed", UNTIL)).toHaveText("9 Aug 2027");
  await expect(launch(page)).toHaveText("11 Aug 2027");
  const closed = (await page.locator(".chart .g-closed").first().getAttribute("d"))!.split("M").length;

  // Moved, it keeps its length.
  await type(page, cell(page, HOLIDAYS, "Agency closed", DATE), "4 Aug 2027");
  await expect(cell(page, HOLIDAYS, "Agency closed", UNTIL)).toHaveText("10 Aug 2027");
  await expect(launch(page)).toHaveText("11 Aug 2027");
  await type(page, cell(page, HOLIDAYS, "Agency closed", UNTIL), "+13d");
  await expect(cell(page, HOLIDAYS, "Agency closed", UNTIL)).toHaveText("17 Aug 2027");
  await expect(launch(page)).toHaveText("18 Aug 2027");

  await type(page, cell(page, HOLIDAYS, "Agency closed", UNTIL), "1 Aug 2027");
  await expect(page.getByRole("alert").filter({ hasText: "cannot lie before the first, 4 Aug 2027" })).toBeVisible();
  await page.keyboard.press("Escape");
  await type(page, cell(page, HOLIDAYS, "Agency closed", UNTIL), "4 Aug 2029");
  await expect(page.getByRole("alert").filter({ hasText: "at most 400 days after the first; this one lies 731 days" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell(page, HOLIDAYS, "Agency closed", UNTIL)).toHaveText("17 Aug 2027");

  // Without a last day it is a single day.
  await type(page, cell(page, HOLIDAYS, "Agency closed", UNTIL), " ");
  await expect(cell(page, HOLIDAYS, "Agency closed", UNTIL)).toHaveText("");
  await expect(launch(page)).toHaveText("5 Aug 2027");
  await expect.poll(async () => (await page.locator(".chart .g-closed").first().getAttribute("d"))!.split("M").length).toBeLessThan(closed);
});

test("a plan that grows past its public holidays says so, and past what is known too", async ({ page }) => {
  await openPlan(page, "26 Apr 2027", "3");
  await chooseByKey(page, "Public holidays of", "Neth", "Netherlands");
  await page.getByRole("button", { name: "Add public holidays" }).click();
  await expect(launch(page)).toHaveText("29 Apr 2027");
  const lacking = page.getByText("without the public holidays of Netherlands");
  await expect(lacking).toHaveCount(0);
  await type(page, cell(page, "Timeline tasks", "Shoot", 2), "600");
  await expect(page.getByText("The plan runs through 2029, without the public holidays of Netherlands.")).toBeVisible();
  // It is said with the setup closed too.
  await page.getByRole("button", { name: "Working week and holidays" }).click();
  await page.getByRole("button", { name: "Add 2029" }).click();
  await expect(lacking).toHaveCount(0);
  await expect(page.getByText("Netherlands: 10 days came in.")).toBeVisible();

  await type(page, cell(page, "Timeline tasks", "Shoot", 2), "2500");
  await page.getByRole("button", { name: "Working week and holidays" }).click();
  await expect(page.getByText("After 2035 none are known yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add 2030 to 2035" })).toBeVisible();
});

test("Settings: this year and the next two, with undo, and a new pitch starts with them", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2027-03-10T10:00:00"));
  await page.goto("./#/settings");
  await chooseByKey(page, "Public holidays of", "Neth", "Netherlands");
  await expect(page.getByText(/^For 2027 to 2029\./)).toBeVisible();
  await page.getByRole("button", { name: "Add public holidays" }).click();
  expect(await count(page)).toBe(30);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("No holidays yet.")).toBeVisible();
  await page.getByRole("button", { name: "Add public holidays" }).click();
  expect(await count(page)).toBe(30);
  await expectNoViolations(page, "Settings with holidays");

  await page.goto("./#/");
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "Working week and holidays" }).click();
  await expect(page.getByLabel("Public holidays of").locator("option:checked")).toHaveText("Netherlands");
  await expect(cell(page, HOLIDAYS, "King's Day", OF)).toHaveText("NL");
  expect(await count(page)).toBe(30);
});

test("days away are typed by key, and the checks warn", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Team");
  await cell(page, "People", "Noor Haddad", 0).click();
  await page.getByRole("button", { name: "Add days away" }).focus();
  await page.keyboard.press("Enter");
  const away = page.getByRole("grid", { name: "Days away" });
  await expect(away.locator('[data-column="0"]')).toBeFocused();
  await page.keyboard.type("22 Feb 2027");
  await page.keyboard.press("Tab");
  await page.keyboard.type("+4d");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Dentist");
  await page.keyboard.press("Enter");
  await expect(away.locator('[data-column="1"]')).toHaveText("26 Feb 2027");
  await expect(cell(page, "People", "Noor Haddad", 4)).toHaveText("22 Feb – 26 Feb");
  await goTo(page, "Overview");
  await expect(page.getByText(/Noor Haddad is away on 4 of the 4 working days of “Immersion and category audit”/)).toBeVisible();
});

test("holds at 390 px, asks nobody else, and refuses a file that is not its own", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewportSize({ width: 390, height: 844 });
  await startExample(page);
  await goTo(page, "Timeline");
  await page.getByRole("button", { name: "Start, launch and holidays" }).click();
  await page.getByLabel("Public holidays of").selectOption({ label: "Germany" });
  await page.getByLabel("Part of the country").selectOption({ label: "Mecklenburg-Vorpommern" });
  await page.getByRole("button", { name: "Add public holidays" }).click();
  await page.getByLabel("Part of the country").selectOption({ label: "Nordrhein-Westfalen" });
  await expect(page.getByRole("button", { name: /^Replace those of Mecklenburg/ })).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expectNoViolations(page, "Timeline with holidays, narrow");
  await page.goto("./#/settings");
  await expect(page.getByLabel("Public holidays of")).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  const origin = new URL(page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(asked.filter((url) => /holidays-\w+\.json$/.test(url))).toHaveLength(1);
});

test("works without a network once the page is at rest; before, it says what is missing", async ({ page, context }) => {
  await page.route(/holidays-\w+\.json$/, (route) => route.fulfill({ body: "{}" }));
  await page.goto("./#/settings");
  const alert = page.getByRole("alert").filter({ hasText: "The public holidays could not be fetched" });
  await expect(alert).toBeVisible();
  await page.unroute(/holidays-\w+\.json$/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Public holidays of")).toBeVisible();

  await page.goto("./#/");
  await page.reload();
  await page.waitForResponse(/holidays-\w+\.json$/);
  await context.setOffline(true);
  await page.goto("./#/settings");
  await expect(page.getByLabel("Public holidays of")).toBeVisible();
});
