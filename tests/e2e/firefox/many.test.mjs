// Many clients, one person, in Firefox: the list, the board, the pipeline, templates, clients, people, go
// or no go, the overview and the first steps.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { allPitches, becomes, button, example, field, firefox, gone, holds, open, openFile, part, reads, saved, serve, taken } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const monday = inDays(1 - (new Date().getUTCDay() || 7));
let desk;
let browser;
let page;

const ANN = { id: "p1", name: "Ann", role: "r", hours_per_week: "40" };
const BO = { id: "p2", name: "Bo", role: "r", hours_per_week: "40" };
const work = (title) => ({ start: monday, tasks: [{ id: "t", name: `Work of ${title}`, kind: "task", duration: 5, assignments: [{ id: "a", person: "p1", hours: "30" }] }] });
const team = (people) => ({ roles: [{ id: "r", name: "Planner", bill_rate: 10_000, cost_rate: 5000 }], people });
const PITCHES = [
  { title: "Alpha", client: { organisation: "Zeta Foods", next_action: "Call Ines", next_action_date: inDays(-2) }, status: { stage: "in_progress", win_probability: "50", typed_value: 1_000_000, decision_date: "2031-03-10" }, team: team([ANN, BO]), timeline: work("Alpha") },
  { title: "Beta", client: { organisation: "Acme", contacts: [{ id: "c", name: "Ann Reed", email: "ann@acme.example" }] }, status: { stage: "won", win_probability: "100", typed_value: 3_000_000, decision_date: "2031-03-20" }, team: team([ANN]), timeline: work("Beta") },
  { title: "Gamma", client: { organisation: "acme ", contacts: [{ id: "c", name: "ann reed", phone: "+31 20 1" }, { id: "d", name: "Bo Li" }] }, journal: { entries: [{ id: "e", kind: "decision", date: "2026-01-05", author: "Sam", text: "No fourth option." }] }, status: { stage: "lost", typed_value: 2_000_000, decision_date: "2031-04-02" }, timeline: { start: monday }, pursuit: { time: [{ id: "h", hours: "10", cost_rate: 6000 }] } },
];

before(async () => {
  desk = await serve(4189);
  browser = await firefox(folder);
  page = await open(browser, desk.url);
  await button(page, "New pitch").wait();
  const paths = PITCHES.map((pitch, place) => {
    const path = join(folder, `p${place}.pitch.json`);
    writeFileSync(path, JSON.stringify({ format: "pitchwright-pitch", version: 1, app_version: "0.1.0", id: `many-${place}`, revision: 1, pitch: { currency: "EUR", ...pitch } }));
    return path;
  });
  await openFile(page, ...paths);
  await page.waitForFunction((count) => document.querySelectorAll(".list th[scope=row]").length === count, { timeout: 30_000 }, PITCHES.length);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await page.bringToFront();
  await allPitches(page).catch(() => {});
});

/** The titles in the list, once they are these. */
const lists = (page, ...titles) => page.waitForFunction((wanted) =>
  [...document.querySelectorAll("[role=grid][aria-label=Pitches] th[scope=row] a")].map((link) => link.textContent).join() === wanted, { timeout: 15_000 }, titles.join());
/** Chooses what is called so in the choice with this label. */
async function choose(page, label, name) {
  const select = await page.waitForFunction((label) => [...document.querySelectorAll("label")].find((one) => one.firstElementChild?.textContent === label)?.querySelector("select"), { timeout: 15_000 }, label);
  await select.select(await select.evaluate((select, name) => [...select.options].find((option) => option.text === name).value, name));
}

test("the list is searched, filtered, sorted and grouped, and arrows go through it", { timeout: 60_000 }, async () => {
  await field(page, "Find", "searchbox").fill("acme");
  await page.waitForFunction(() => document.querySelectorAll(".list th[scope=row]").length === 2);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.press("Delete");
  await choose(page, "Stage", "Won");
  await lists(page, "Beta");
  await choose(page, "Stage", "All");
  await choose(page, "Sort by", "Value");
  await lists(page, "Beta", "Gamma", "Alpha");
  await choose(page, "Sort by", "Title");
  await lists(page, "Alpha", "Beta", "Gamma");
  await choose(page, "Group by", "Client");
  // Written otherwise it is the same client.
  await page.waitForFunction(() => [...document.querySelectorAll(".list .group-row")].map((row) => row.textContent).join() === "Zeta Foods,Acme");
  await page.evaluate(() => [...document.querySelectorAll(".list th a")].find((link) => link.textContent === "Alpha").focus());
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement?.textContent === "Beta");
  await choose(page, "Group by", "Nothing");
  await choose(page, "Sort by", "Last changed");
});

const column = (name, title) => page.waitForFunction((name, title) =>
  document.querySelector(`.board-column[data-stage="${name}"]`)?.textContent.includes(title), { timeout: 15_000 }, name, title);

test("cards of the board move by key and come back", { timeout: 60_000 }, async () => {
  await button(page, "Board").click();
  await column("In progress", "Alpha");
  await page.evaluate(() => [...document.querySelectorAll(".board-card a")].find((link) => link.textContent === "Alpha").focus());
  await page.keyboard.down("Alt");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Alt");
  await column("Pitched", "Alpha");
  await page.waitForFunction(() => document.activeElement?.textContent === "Alpha");
  await reads(page, "Alpha: Pitched.");
  await button(page, "Undo").click();
  await column("In progress", "Alpha");
  await button(page, "List").click();
});

test("a client has its pitches, its people, and its history", { timeout: 60_000 }, async () => {
  await part(page, "Clients").click();
  const client = await page.waitForFunction(() => [...document.querySelectorAll("table[aria-label=Clients] th a")].find((link) => /^acme$/i.test(link.textContent)), { timeout: 15_000 });
  await client.click();
  await page.waitForFunction(() => document.querySelectorAll("table[aria-label='Pitches of this client'] th[scope=row]").length === 2, { timeout: 15_000 });
  const contacts = await (await page.waitForSelector("[aria-label=Contacts]")).evaluate((list) => list.innerText.toLowerCase());
  // The same person in two pitches is one, with what either knows.
  assert.equal(contacts.split("ann reed").length, 2);
  assert.match(contacts, /ann@acme\.example/);
  assert.match(contacts, /\+31 20 1/);
  await reads(page, "No fourth option.");
  await field(page, "New entry").fill("Asked for the film first.");
  await button(page, "Add entry").click();
  await page.waitForFunction(() => document.querySelector("[aria-label=History] li")?.textContent.includes("Asked for the film first."), { timeout: 15_000 });
});

test("the pipeline by month says what was won and what lost pitches cost", { timeout: 60_000 }, async () => {
  await button(page, "By month").click();
  await reads(page, "What was won");
  const rows = await page.$$eval(".facts-table tbody tr", (rows) => rows.map((row) => row.innerText.trim().replace(/\s+/g, " ")));
  assert.deepEqual(rows.slice(0, 3), ["Pitches 1 2 50%", "Value in EUR €30,000 €50,000 60%", "Lost 10 €600"]);
});

test("what is due is done and noted with its client", { timeout: 60_000 }, async () => {
  await part(page, "Clients").click();
  await button(page, "Done: Call Ines").click();
  await reads(page, "Done, and noted in the journal.");
  await gone(page, "Late");
  await page.locator("table a::-p-text(Zeta Foods)").click();
  await reads(page, "Done: Call Ines");
  // Two fields in quick succession: neither takes from the other what was typed.
  await field(page, "Next action").fill("Send the contract");
  await field(page, "By").fill(inDays(0));
  await page.keyboard.press("Tab");
  await reads(page, "Send the contract");
});

test("who is overbooked gives work to somebody else, in the plan it belongs to", { timeout: 60_000 }, async () => {
  await part(page, "People").click();
  await reads(page, "60 of 40 h");
  const cell = (name) => page.waitForFunction((name) => [...document.querySelectorAll("table.people tbody tr")].find((row) => row.querySelector("th").textContent.startsWith(name))?.querySelector("button"), { timeout: 15_000 }, name);
  await (await cell("Ann")).click();
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement?.closest("tr")?.querySelector("th").textContent.startsWith("Bo"));
  await reads(page, "20 hours too many.");
  const choice = await page.waitForFunction(() => [...document.querySelectorAll(".week-work select")].find((select) => select.labels[0].textContent === "Give “Work of Beta” to"));
  const value = await choice.evaluate((select) => [...select.options].find((option) => option.text === "Bo, Planner: has time").value);
  await choice.select(value);
  await reads(page, "Nobody is overbooked in these weeks.");
  await page.goto(`${desk.url}#/pitch/many-1/team`);
  await page.waitForFunction(() => [...document.querySelectorAll("[role=grid][aria-label=People] [role=row]")].some((row) => /Bo/.test(row.textContent) && /30/.test(row.textContent)), { timeout: 15_000 });
});

test("go or no go is scored, costed and kept", { timeout: 60_000 }, async () => {
  await page.goto(`${desk.url}#/pitch/many-0`);
  await holds(page, "Title", "Alpha");
  await becomes(page, "Score", "Rate all four");
  for (const [name, rating] of [["fit", 5], ["odds", 3], ["cost", 4], ["return", 5]]) {
    await page.waitForSelector(`input[name="rating-${name}"]`);
    await page.evaluate((name, rating) => document.querySelectorAll(`input[name="rating-${name}"]`)[rating - 1].click(), name, rating);
  }
  await becomes(page, "Score", "81 of 100: go");
  await saved(page);
  await page.reload();
  await becomes(page, "Score", "81 of 100: go");
});

test("the overview says what is ahead, and what changed since it was shared", { timeout: 90_000 }, async () => {
  const other = await browser.createBrowserContext();
  const fresh = await open(other, desk.url);
  await example(fresh);
  await fresh.waitForFunction(() => document.querySelector("[aria-label='Milestones and approvals']")?.textContent.includes("approval"), { timeout: 15_000 });
  await button(fresh, "Share").click();
  await button(fresh, "Download JSON").click();
  await taken(folder, ".pitch.json");
  await fresh.keyboard.press("Escape");
  await field(fresh, "Title").fill("Morning, kinder still");
  await part(fresh, "Brief").click();
  await part(fresh, "Overview").click();
  await reads(fresh, "Since it was last shared");
  await fresh.evaluate(() => [...document.querySelectorAll("h2")].find((head) => head.textContent.startsWith("Since it was last")).scrollIntoView());
  await fresh.waitForFunction(() => [...document.querySelectorAll("section")].some((one) => /^Since it was last/.test(one.innerText) && one.innerText.includes("Morning, kinder still")), { timeout: 15_000 });
  await other.close();
});

test("a duplicate is a new opportunity with the same client", { timeout: 60_000 }, async () => {
  await button(page, "Duplicate Gamma").click();
  await holds(page, "Title", "Gamma (copy)");
  await reads(page, "acme · Lead");
  assert.equal(await page.evaluate(() => document.body.innerText.includes("No fourth option.")), false);
  await saved(page);
  await allPitches(page);
  await button(page, "Delete Gamma (copy)").click();
  await reads(page, "Gamma (copy) is in the bin.");
});

test("a template starts a pitch, and a pitch becomes a template", { timeout: 90_000 }, async () => {
  await button(page, "From a template…").click();
  await button(page, "Start from Event").click();
  await holds(page, "Title", "Event");
  await allPitches(page);
  await button(page, "Make a template of Alpha").click();
  await button(page, "Show templates").click();
  await page.waitForFunction(() => document.querySelector("[aria-label='Your templates']")?.textContent.includes("Alpha"), { timeout: 15_000 });
  await page.keyboard.press("Escape");
  assert.equal(await page.$$eval(".list th[scope=row]", (rows) => rows.length), PITCHES.length + 1);
});

test("the first steps are ticked by doing them", { timeout: 60_000 }, async () => {
  const other = await browser.createBrowserContext();
  const fresh = await open(other, desk.url);
  await button(fresh, "Show me around").click();
  await holds(fresh, "Title", "Morning, made kinder");
  await reads(fresh, "0 of 6");
  await field(fresh, "Title").fill("Mine");
  await reads(fresh, "1 of 6");
  await button(fresh, "Leave the first steps").click();
  await gone(fresh, "First steps");
  await other.close();
});
