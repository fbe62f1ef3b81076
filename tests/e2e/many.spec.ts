// Many clients, one person: the list and the board, the pipeline, clients, people, templates, go or no go.
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, goTo, saved, startExample } from "./support/desk";
import { file, fill, fillMany, goDesk, inDays } from "./support/many";

const rows = (page: Page) => page.getByRole("grid", { name: "Pitches" }).getByRole("rowheader");
const toast = (page: Page, words: string | RegExp) => page.getByRole("region", { name: "Messages" }).getByRole("alert").filter({ hasText: words });

/** Four pitches of two clients. */
const FOUR = [
  file("p-a", { title: "Alpha", client: { organisation: "Zeta Foods", next_action: "Call Ines", next_action_date: inDays(-2) }, status: { stage: "in_progress", win_probability: "50", typed_value: 1_000_000, decision_date: "2031-03-10" }, team: { roles: [{ id: "r", name: "Planner", cost_rate: 5000 }] } }),
  file("p-b", { title: "Beta", client: { organisation: "Acme", contacts: [{ id: "c", name: "Ann Reed", email: "ann@acme.example" }] }, status: { stage: "won", win_probability: "100", typed_value: 3_000_000, decision_date: "2031-03-20" } }),
  file("p-c", { title: "Gamma", client: { organisation: "acme ", contacts: [{ id: "c", name: "ann reed", phone: "+31 20 1" }, { id: "d", name: "Bo Li" }] }, status: { stage: "lost", typed_value: 2_000_000, decision_date: "2031-04-02" }, pursuit: { time: [{ id: "h", hours: "10", cost_rate: 6000 }] }, journal: { entries: [{ id: "e", kind: "decision", date: "2026-01-05", author: "Sam", text: "No fourth option." }] } }),
  file("p-d", { title: "Delta", status: { stage: "lead", win_probability: "10" } }),
];

test("the list is filtered, sorted and grouped", async ({ page }) => {
  await fill(page, FOUR);
  await page.getByLabel("Find").fill("acme");
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Find").fill("");
  await page.getByRole("combobox", { name: "Stage", exact: true }).selectOption("Won");
  await expect(rows(page)).toHaveText([/^Beta/]);
  await page.getByRole("combobox", { name: "Stage", exact: true }).selectOption("All");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("Value");
  await expect(rows(page)).toHaveText([/^Beta/, /^Gamma/, /^Alpha/, /^Delta/]);
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("Title");
  await expect(rows(page)).toHaveText([/^Alpha/, /^Beta/, /^Delta/, /^Gamma/]);
  await page.getByRole("combobox", { name: "Group by" }).selectOption("Stage");
  await expect(page.getByRole("grid", { name: "Pitches" }).locator(".group-row")).toHaveText(["Lead", "In progress", "Won", "Lost"]);
  await page.getByRole("combobox", { name: "Group by" }).selectOption("Client");
  // Written otherwise it is the same client.
  await expect(page.getByRole("grid", { name: "Pitches" }).locator(".group-row")).toHaveText(["Zeta Foods", "Acme", "No client yet"]);
  // Arrows go from pitch to pitch, over the names of groups.
  await page.getByRole("link", { name: "Alpha" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: "Beta" })).toBeFocused();
  // How one looks stays while one is elsewhere.
  await goDesk(page, "Clients");
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Pitches" }).click();
  await expect(page.getByRole("combobox", { name: "Group by" })).toHaveValue("1");
});

test("the pipeline says what is likely by month, what was won, and what pitching cost", async ({ page }) => {
  await fill(page, FOUR);
  const figures = page.getByLabel("Pipeline", { exact: true });
  await expect(figures).toContainText("€10,000");
  await page.getByRole("button", { name: "By month" }).click();
  const region = page.getByRole("region", { name: "Pipeline by month" });
  const table = region.getByRole("table", { name: /Value by month/ });
  const march = table.getByRole("row").filter({ hasText: "Mar 2031" });
  await expect(march.getByRole("cell")).toContainText(["€10,000", "€30,000", "–", "€5,000", "€30,000"]);
  await expect(table.getByRole("row").filter({ hasText: "Apr 2031" })).toContainText("€20,000");
  const won = region.getByRole("table", { name: "What was won" });
  await expect(won.getByRole("row", { name: /^Pitches/ }).getByRole("cell")).toHaveText(["1", "2", "50%"]);
  await expect(won.getByRole("row", { name: /^Value in EUR/ }).getByRole("cell")).toHaveText(["€30,000", "€50,000", "60%"]);
  const cost = region.getByRole("table", { name: "Cost of pitching" });
  await expect(cost.getByRole("row", { name: /^Lost/ })).toContainText("€600");
  // What is looked for counts, and nothing else.
  await page.getByLabel("Find").fill("zeta");
  await expect(table.getByRole("row")).toHaveCount(2);
});

test("cards of the board move by key, by choice and by dragging, and it can be undone", async ({ page }) => {
  await fill(page, FOUR);
  await page.getByRole("button", { name: "Board" }).click();
  const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });
  await expect(column("In progress")).toContainText("Alpha");
  await page.getByRole("link", { name: "Alpha" }).focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(column("Pitched")).toContainText("Alpha");
  await expect(page.getByRole("link", { name: "Alpha" })).toBeFocused();
  await expect(toast(page, "Alpha: Pitched.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(column("In progress")).toContainText("Alpha");
  await page.getByLabel("Stage of Delta").selectOption("Briefed");
  await expect(column("Briefed")).toContainText("Delta");
  await page.getByRole("listitem").filter({ hasText: "Delta" }).dragTo(column("On hold"));
  await expect(column("On hold")).toContainText("Delta");
  // It is the pitch that changed, not only its card.
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "Delta" })).toContainText("On hold");
});

test("arrows go from card to card and from column to column", async ({ page }) => {
  await fill(page, [...FOUR, file("p-e", { title: "Epsilon", status: { stage: "lead" } })]);
  await page.getByRole("button", { name: "Board" }).click();
  const lead = page.getByRole("region", { name: /^Lead/ }).getByRole("link");
  await lead.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(lead.nth(1)).toBeFocused();
  // The next column is empty.
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("link", { name: "Alpha" })).toBeFocused();
});

test("a pitch that another tab edits is not changed from the board", async ({ page, context }) => {
  await fill(page, FOUR);
  const other = await context.newPage();
  await other.goto("./#/pitch/p-a");
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Alpha");
  await page.getByRole("button", { name: "Board" }).click();
  await page.getByLabel("Stage of Alpha").selectOption("Won");
  await expect(toast(page, "Another tab is editing this pitch")).toBeVisible();
  await expect(page.getByRole("region", { name: /^In progress/ })).toContainText("Alpha");
});

const KINDS = ["Product launch", "Brand campaign", "Always-on retainer", "Social and influencer", "Event", "Website"];

test("each template of the program starts a pitch without problems", async ({ page }) => {
  test.slow();
  await page.goto("./");
  for (const kind of KINDS) {
    await page.goto("./#/");
    await page.getByRole("button", { name: "From a template…" }).click();
    await page.getByRole("textbox", { name: "Project starts" }).fill("2031-03-05");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: `Start from ${kind}` }).click();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(new RegExp(kind.split(" ")[0]!));
    await expect(page.getByRole("complementary", { name: "Checks" })).not.toContainText("Problem:");
    await expect(page.getByText("This is a template")).toHaveCount(0);
    await goTo(page, "Timeline");
    // The week of that day: a Monday.
    await expect(page.getByRole("textbox", { name: "Start", exact: true })).toHaveValue("3 Mar 2031");
  }
});

test("a template is made of a pitch, names no client, counts nowhere, and starts others", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  await page.getByRole("button", { name: "Make a template of Morning, made kinder" }).click();
  await page.getByRole("button", { name: "Show templates" }).click();
  const list = page.getByRole("list", { name: "Your templates" });
  await expect(list.getByRole("link", { name: "Morning, made kinder" })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await list.getByRole("button", { name: "Start from Morning, made kinder" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await goTo(page, "Brief");
  await expect(page.getByRole("textbox", { name: "Organisation" })).toHaveValue("");
  await page.goto("./#/");
  await expect(rows(page)).toHaveCount(2);
  // The template itself opens as any pitch does, and says what it is.
  await page.getByRole("button", { name: "From a template…" }).click();
  await page.getByRole("list", { name: "Your templates" }).getByRole("link").click();
  await expect(page.getByText("This is a template")).toBeVisible();
  await page.getByRole("button", { name: "Start a pitch from it" }).click();
  await expect(page.getByText("This is a template")).toHaveCount(0);
});

test("a duplicate is a new opportunity with the same client", async ({ page }) => {
  await fill(page, FOUR);
  await page.getByRole("button", { name: "Duplicate Gamma" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Gamma (copy)");
  await expect(page.getByText("acme · Lead")).toBeVisible();
  await expect(page.getByText("No fourth option.")).toHaveCount(0);
});

test("what is due across clients is done and noted", async ({ page }) => {
  await fill(page, FOUR);
  await goDesk(page, "Clients");
  const late = page.getByRole("list", { name: "Late" });
  await expect(late).toContainText("Call Ines");
  await late.getByRole("button", { name: "Done: Call Ines" }).click();
  await expect(toast(page, "Done, and noted in the journal.")).toBeVisible();
  await expect(late).toHaveCount(0);
  await page.getByRole("link", { name: "Zeta Foods" }).click();
  await expect(page.getByRole("list", { name: "History" })).toContainText("Done: Call Ines");
});

test("a client has its pitches, its people, its history and what comes next", async ({ page }) => {
  await fill(page, FOUR);
  await goDesk(page, "Clients");
  await page.getByRole("table", { name: "Clients" }).getByRole("link", { name: /acme/i }).click();
  await expect(page.getByRole("table", { name: "Pitches of this client" }).getByRole("rowheader")).toHaveCount(2);
  const contacts = page.getByRole("list", { name: "Contacts" });
  // The same person in two pitches is one, with what either knows.
  await expect(contacts.getByText(/ann reed/i)).toHaveCount(1);
  await expect(contacts.getByRole("link", { name: "ann@acme.example" })).toHaveAttribute("href", "mailto:ann@acme.example");
  await expect(contacts.getByRole("link", { name: "+31 20 1" })).toHaveAttribute("href", "tel:+31201");
  const history = page.getByRole("list", { name: "History" });
  await expect(history).toContainText("No fourth option.");
  await page.getByLabel("New entry").fill("Asked for the film first.");
  await page.getByRole("button", { name: "Add entry" }).click();
  await expect(history.getByRole("listitem").first()).toContainText("Asked for the film first.");
  await page.getByLabel("Decisions only").check();
  await expect(history.getByRole("listitem")).toHaveCount(1);
  const beta = page.getByRole("group", { name: "Beta" });
  await beta.getByLabel("Next action", { exact: true }).fill("Send the contract");
  await beta.getByLabel("By", { exact: true }).fill("2031-05-05");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("table", { name: "Pitches of this client" })).toContainText("Send the contract");
  await page.goto("./#/pitch/p-b/brief");
  await expect(page.getByLabel("Next action", { exact: true })).toHaveValue("Send the contract");
});

/** Two pitches that share Ann; Bo is free. */
const staffed = (id: string, title: string, stage: string, people: object[]) => file(id, {
  title, status: { stage, win_probability: "50" }, client: { organisation: "Acme" },
  team: { roles: [{ id: "r", name: "Planner", bill_rate: 10_000, cost_rate: 5000 }], people },
  timeline: { start: inDays(1 - (new Date(`${inDays(0)}T00:00:00Z`).getUTCDay() || 7)), tasks: [{ id: "t", name: `Work of ${title}`, kind: "task", duration: 5, assignments: [{ id: "a", person: "p1", hours: "30" }] }] },
});
const ANN = { id: "p1", name: "Ann", role: "r", hours_per_week: "40" };
const BO = { id: "p2", name: "Bo", role: "r", hours_per_week: "40" };

test("who is overbooked, on what, and who could take it", async ({ page }) => {
  await fill(page, [staffed("s-a", "One", "won", [ANN, BO]), staffed("s-b", "Two", "pitched", [ANN]), staffed("s-c", "Three", "lost", [ANN])]);
  await goDesk(page, "People");
  const over = page.getByRole("region", { name: "Overbooked" });
  await expect(over).toContainText(/Ann\s*1 week, most in the week of .*: 60 of 40 h\. (One|Two) 30 h, (One|Two) 30 h\./);
  await page.getByLabel("Weighted by win probability").check();
  // 30 and a half of 30 are 45.
  await expect(over).toContainText("45 of 40 h");
  await page.getByLabel("Weighted by win probability").uncheck();
  const grid = page.getByRole("grid", { name: "Hours by week" });
  const of = (name: string) => grid.getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) }).getByRole("button");
  // By key alone: Tab comes to one cell of the grid, arrows go on from there.
  await page.getByLabel("Overbooked only").focus();
  await page.keyboard.press("Tab");
  await expect(of("Ann").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(of("Bo").first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(of("Bo").nth(1)).toBeFocused();
  const week = page.getByRole("complementary", { name: "Ann" });
  await expect(week).toContainText("20 hours too many.");
  const choice = week.getByLabel("Give “Work of Two” to");
  await expect(choice.getByRole("option", { name: "Bo, Planner: has time" })).toBeAttached();
  await choice.selectOption({ label: "Bo, Planner: has time" });
  await expect(page.getByText("Nobody is overbooked in these weeks.")).toBeVisible();
  await expect(toast(page, "Given to Bo.")).toBeVisible();
  // Bo is on that team now, and has the work there.
  await page.goto("./#/pitch/s-b/team");
  await expect(page.getByRole("grid", { name: "People" }).getByRole("row").filter({ hasText: "Bo" })).toContainText("30");
});

test("go or no go is scored, costed and kept with the pitch", async ({ page }) => {
  await fill(page, [FOUR[0]!]);
  await page.getByRole("link", { name: "Alpha" }).click();
  const score = page.getByRole("status", { name: "Score" }).or(page.locator("output[aria-labelledby=p-score]"));
  await expect(score).toHaveText("Rate all four");
  for (const [name, rating] of [["Fit", "5"], ["Odds", "3"], ["Cost", "4"], ["Return", "5"]] as const) {
    await page.getByRole("group", { name, exact: true }).getByRole("radio", { name: rating }).check();
  }
  await expect(score).toHaveText("81 of 100: go");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(score).toHaveText("Rate all four");
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByLabel("Decision", { exact: true }).selectOption("Go");
  await expect(page.getByLabel("Decided on")).not.toHaveValue("");
  await page.getByRole("button", { name: "Add hours" }).click();
  const hours = page.getByRole("grid", { name: "Hours of pitching" });
  await hours.locator('[data-column="2"]').last().click();
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await expect(page.locator("output[aria-labelledby=p-spent]")).toHaveText("€600");
  await saved(page);
  await page.reload();
  await expect(score).toHaveText("81 of 100: go");
});

test("the overview says what is ahead and what changed since it was shared", async ({ page }) => {
  await startExample(page);
  await expect(page.getByRole("list", { name: "Milestones and approvals" })).toContainText("approval");
  await expect(page.locator("output[aria-labelledby=o-weighted]")).toHaveText(/^€\d/);
  await expect(page.getByRole("region", { name: /^Since it was last/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  await download;
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Title" }).fill("Morning, kinder still");
  await goTo(page, "Brief");
  await goTo(page, "Overview");
  const since = page.getByRole("region", { name: "Since it was last shared" });
  await since.scrollIntoViewIfNeeded();
  await expect(since).toContainText("Morning, kinder still");
  await expect(since.getByRole("link", { name: "All changes, in History" })).toBeVisible();
});

for (const [scheme, width] of [["light", 1280], ["dark", 390]] as const) {
  test(`the desk is clean for assistive technology, ${scheme}, ${width} px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await fillMany(page, 16);
    await expectNoViolations(page, "Pitches");
    await page.getByRole("button", { name: "By month" }).click();
    await expect(page.getByRole("table", { name: "Cost of pitching" })).toBeVisible();
    await page.getByRole("combobox", { name: "Group by" }).selectOption("Client");
    await expectNoViolations(page, "Pitches, grouped, by month");
    await page.getByRole("button", { name: "Board" }).click();
    await expectNoViolations(page, "the board");
    await page.getByRole("button", { name: "From a template…" }).click();
    await expectNoViolations(page, "templates");
    await page.keyboard.press("Escape");
    await goDesk(page, "Clients");
    await expectNoViolations(page, "Clients");
    await page.getByRole("table", { name: "Clients" }).getByRole("link").first().click();
    await expect(page.getByRole("list", { name: "History" })).toBeVisible();
    await expectNoViolations(page, "a client");
    await goDesk(page, "People");
    await page.getByRole("grid", { name: "Hours by week" }).getByRole("button").first().click();
    await expectNoViolations(page, "People");
    await page.goto("./#/pitch/bench-0");
    await expect(page.getByRole("group", { name: "Fit", exact: true })).toBeVisible();
    await expectNoViolations(page, "Overview");
  });
}

test("nothing runs out of the page sideways, at any width, zoom or direction", async ({ page }) => {
  const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung";
  await fill(page, [
    file("w-a", { title: `${long} ${long}`, client: { organisation: long, contacts: [{ id: "c", name: long, email: `${long}@client.example` }], next_action: long, next_action_date: inDays(0) }, journal: { entries: [{ id: "e", text: long, author: long }] }, team: { roles: [{ id: "r", name: long }], people: [{ id: "p1", name: long, role: "r", hours_per_week: "10" }] }, timeline: { start: inDays(0), tasks: [{ id: "t", name: long, kind: "task", duration: 3, assignments: [{ id: "a", person: "p1", hours: "40" }] }] } }),
    file("w-b", { title: "عرض الصباح", client: { organisation: "شركة الألبان" }, status: { typed_value: 99_999_999_999, win_probability: "50", decision_date: "2031-01-01" } }),
  ]);
  /** What is wider than the page, or nothing. */
  const wide = () => page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => { const { left, right } = one.getBoundingClientRect(); return right > clientWidth + 1 || left < -1; }).map((one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.slice(0, 30)}`);
    return [`${scrollWidth} of ${clientWidth} px`, ...out.slice(0, 6)];
  });
  // 640 px are a page of 1280 px at 200 %.
  for (const width of [390, 640, 1024, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    for (const direction of ["ltr", "rtl"]) {
      for (const place of ["./#/", "./#/clients", `./#/clients/${encodeURIComponent(long)}`, "./#/people", "./#/pitch/w-a"]) {
        await page.goto(place);
        await page.evaluate((direction) => { document.documentElement.dir = direction; }, direction);
        await page.waitForTimeout(250);
        expect.soft(await wide(), `${place} at ${width} px, ${direction}`).toEqual([]);
      }
      await page.goto("./#/");
      await page.getByRole("button", { name: "By month" }).click();
      await page.getByRole("button", { name: "Board" }).click();
      await expect(page.getByRole("region", { name: /^Lead/ })).toBeVisible();
      expect.soft(await wide(), `board and months at ${width} px, ${direction}`).toEqual([]);
      await page.getByRole("button", { name: "List", exact: true }).click();
      await page.getByRole("button", { name: "By month" }).click();
    }
  }
});

test("an empty desk says what comes where", async ({ page }) => {
  await page.goto("./#/clients");
  await expect(page.getByText("No client yet.")).toBeVisible();
  await expectNoViolations(page, "Clients, empty");
  await page.goto("./#/people");
  await expect(page.getByText("Nobody is on a team yet.")).toBeVisible();
  await expectNoViolations(page, "People, empty");
});
