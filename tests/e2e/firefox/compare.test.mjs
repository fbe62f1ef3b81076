// Two copies in Firefox: what one side changed is taken, what both changed is decided, what it does to
// dates and sums stands beside it, and one step takes all of it back.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { allPitches, becomes, button, example, field, firefox, holds, open, openFile, part, reads, saved, serve, taken, type } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const downloads = join(folder, "downloads");
let desk;
let browser;
let page;

before(async () => {
  mkdirSync(downloads);
  desk = await serve(4185);
  browser = await firefox(downloads);
  page = await open(browser, desk.url);
  await example(page);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

/** Downloads the pitch for a colleague; its text. */
async function forColleague(page) {
  await button(page, "Share").click();
  await button(page, "Download JSON").click();
  const text = await taken(downloads, ".pitch.json");
  await button(page, "Close").click();
  return text;
}

/** Opens what came back from a colleague, beside ours. */
async function compare(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  await allPitches(page);
  await openFile(page, path);
  await button(page, "Compare").click();
}

/** Waits until a list of the comparison says all of this. */
const lists = (title, ...words) => page.waitForFunction((title, words) => {
  const list = [...document.querySelectorAll(".compare-list")].find((one) => one.querySelector("h2, summary").textContent.startsWith(title));
  return list && words.every((word) => list.textContent.includes(word));
}, { timeout: 15_000 }, title, words);
/** Waits until a figure reads so before the merge, and so after it. */
const figure = (name, ...wanted) => page.waitForFunction((name, wanted) => {
  const row = [...document.querySelectorAll(".change-figures tbody tr")].find((one) => one.querySelector("th").textContent === name);
  return row && wanted.every((text, at) => row.querySelectorAll("td")[at].textContent === text);
}, { timeout: 15_000 }, name, wanted);
/** Decides about the change that says this. */
const take = (says, choice) => page.waitForFunction((says, choice) => {
  const change = [...document.querySelectorAll(".compare-list .change")].find((one) => one.querySelector(".change-words").textContent.startsWith(says));
  const radio = [...change?.querySelectorAll("label") ?? []].find((one) => one.textContent === choice)?.querySelector("input");
  if (radio && !radio.checked) radio.click();
  return radio?.checked;
}, { timeout: 15_000 }, says, choice);

test("a colleague's copy beside ours: taken, decided, put together; one undo", { timeout: 180_000 }, async () => {
  const sent = await forColleague(page);

  const elsewhere = await browser.createBrowserContext();
  const theirs = await open(elsewhere, desk.url);
  await button(theirs, "New pitch").wait();
  const path = join(folder, "morning.pitch.json");
  writeFileSync(path, sent);
  await openFile(theirs, path);
  await holds(theirs, "Title", "Morning, made kinder");
  await part(theirs, "Timeline").click();
  await type(theirs, "t-concept", 2, "17d");
  await becomes(theirs, "Launch date", "14 May 2027");
  await part(theirs, "Team").click();
  await type(theirs, "r-art-director", 2, "145");
  await part(theirs, "Brief").click();
  await field(theirs, "Audience").fill("Their audience");
  await field(theirs, "Insight").fill("Their insight");
  await field(theirs, "Tone").fill("Their tone");
  await saved(theirs);
  const back = await forColleague(theirs);
  await elsewhere.close();

  await page.bringToFront();
  await part(page, "Brief").click();
  await field(page, "Audience").fill("My audience");
  await field(page, "Insight").fill("My insight");
  await field(page, "Tone").fill("My tone");
  await field(page, "Background").fill("My background");
  await saved(page);
  await compare("back.pitch.json", back);
  await reads(page, "Both go back to the version of");
  await lists("Taken from their copy (2)", "Develop chosen concept", "→ 17 d", "Art director");
  await lists("To decide (3)", "Audience", "Insight", "Tone");
  await lists("Yours, and kept (1)", "Background");
  await figure("Launch date", "3 May 2027", "14 May 2027");
  await figure("Net total", "€585,830.88", "€589,877.88");
  await take("Audience", "Theirs");
  await take("Insight", "Both");
  await take("Tone", "Mine");
  await button(page, "Merge").click();
  await reads(page, "Merged. Both copies are in the history.");

  await part(page, "Timeline").click();
  await becomes(page, "Launch date", "14 May 2027");
  await part(page, "Budget").click();
  await becomes(page, "Net total", "589,877.88");
  await part(page, "Brief").click();
  await holds(page, "Audience", "Their audience");
  await holds(page, "Insight", "My insight\n\nTheir insight");
  await holds(page, "Tone", "My tone");
  await holds(page, "Background", "My background");

  await button(page, "Undo").click();
  await holds(page, "Audience", "My audience");
  await holds(page, "Insight", "My insight");
  await holds(page, "Background", "My background");
  await part(page, "Budget").click();
  await becomes(page, "Net total", "585,830.88");
  await part(page, "Timeline").click();
  await becomes(page, "Launch date", "3 May 2027");
});

test("without a common ancestor all that differs is decided; leaving changes nothing", { timeout: 90_000 }, async () => {
  const stranger = JSON.parse(await forColleague(page));
  delete stranger.shared;
  stranger.pitch.title = "Evening, made kinder";
  await compare("stranger.pitch.json", JSON.stringify(stranger));
  await reads(page, "What both copies go back to is not known here");
  await lists("To decide (1)", "Evening, made kinder");
  await take("Title", "Theirs");
  await button(page, "Leave mine as it is").click();
  await holds(page, "Title", "Morning, made kinder");
});
