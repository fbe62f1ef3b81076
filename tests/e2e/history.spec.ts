// Earlier versions: kept by themselves and by hand, looked at, restored whole and in part; the bin;
// and a colleague's copy that comes back.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type } from "./support/desk";

const DAYS = 2;
const TASK = "Scripts and storyboards";

/** The versions that are listed, newest first, without their times. */
const versions = (page: Page) => page.getByRole("navigation", { name: "Versions" }).getByRole("button");

/** Waits for the version that keeps itself a moment after opening. */
async function openedIsKept(page: Page) {
  await goTo(page, "History");
  await expect(async () => {
    await goTo(page, "Brief");
    await goTo(page, "History");
    await expect(versions(page).filter({ hasText: "When it was opened" })).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 15_000 });
}

/** Downloads the pitch for a colleague; answers its text. */
async function forColleague(page: Page) {
  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  return text;
}

async function open(page: Page, name: string, text: string) {
  await page.getByLabel("Pitch files").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("a version keeps itself on opening; what changed since is said in words, and it is restored", async ({ page }) => {
  await startExample(page);
  await openedIsKept(page);
  await goTo(page, "Timeline");
  await type(page, cell(page, "Timeline tasks", TASK, DAYS), "8");
  await saved(page);
  await goTo(page, "History");
  await versions(page).first().click();
  const story = page.getByRole("region", { name: "Timeline", exact: true });
  await expect(story).toContainText(TASK);
  await expect(story).toContainText("→ 8 d");
  await page.getByRole("button", { name: "Restore this version" }).click();
  await expect(page.getByText("Restored: the version of today")).toBeVisible();
  await expect(page.getByText("Nothing has changed since this version.")).toBeVisible();
  // What was there is kept too, and undo brings it back.
  await expect(versions(page).filter({ hasText: "Before an earlier version was restored" })).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(story).toContainText("→ 8 d");
});

test("only one part is restored, the rest stays as it is", async ({ page }) => {
  await startExample(page);
  await openedIsKept(page);
  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Background" }).fill("A new background");
  await goTo(page, "Timeline");
  await type(page, cell(page, "Timeline tasks", TASK, DAYS), "8");
  await saved(page);
  await goTo(page, "History");
  await versions(page).first().click();
  await page.getByRole("button", { name: "Restore only this: Timeline" }).click();
  await expect(page.getByText("Timeline is as it was.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Timeline", exact: true })).toHaveCount(0);
  await goTo(page, "Brief");
  await expect(page.getByRole("textbox", { name: "Background" })).toHaveValue("A new background");
});

test("a version is kept by hand under a name, renamed and deleted", async ({ page }) => {
  await startExample(page);
  await goTo(page, "History");
  await page.getByRole("textbox", { name: "Name of this version" }).fill("Before the workshop");
  await page.getByRole("button", { name: "Keep this version" }).click();
  await versions(page).filter({ hasText: "Before the workshop" }).click();
  await expect(page.getByRole("heading", { name: "Before the workshop" })).toBeVisible();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.fill("As discussed");
  await name.press("Enter");
  await expect(versions(page).filter({ hasText: "As discussed" })).toHaveCount(1);
  await expectNoViolations(page, "History");
  await page.getByRole("button", { name: "Delete this version: As discussed" }).click();
  await expect(versions(page).filter({ hasText: "As discussed" })).toHaveCount(0);
});

test("deleted pitches wait in the bin and come back whole", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await page.getByRole("button", { name: "Delete Morning, made kinder" }).click();
  await expect(page.getByRole("grid", { name: "Pitches" })).toHaveCount(0);
  await page.reload();
  await page.getByRole("button", { name: "Bin" }).click();
  await expect(page.getByRole("dialog", { name: "Bin" })).toBeVisible();
  await expectNoViolations(page, "the bin");
  await page.getByRole("button", { name: "Restore Morning, made kinder" }).click();
  await expect(page.getByText("The bin is empty.")).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByRole("link", { name: "Morning, made kinder" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
});

test("what is deleted for good is asked once more, and is gone with its history", async ({ page }) => {
  await startExample(page);
  await goTo(page, "History");
  await page.getByRole("button", { name: "Keep this version" }).click();
  await expect(versions(page)).not.toHaveCount(0);
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await page.getByRole("button", { name: "Delete Morning, made kinder" }).click();
  await page.getByRole("button", { name: "Bin" }).click();
  await page.getByRole("button", { name: "Delete for good… Morning, made kinder" }).click();
  await page.getByRole("button", { name: "Yes, delete it and its history: Morning, made kinder" }).click();
  await expect(page.getByText("The bin is empty.")).toBeVisible();
  const left = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open("pitchwright-history");
    request.onsuccess = () => {
      const count = request.result.transaction("entries").objectStore("entries").count();
      count.onsuccess = () => resolve(count.result);
    };
  }));
  expect(left).toBe(0);
});

test("a colleague's copy comes back: what only one side changed is taken, what both changed is asked", async ({ page, browser }) => {
  await startExample(page);
  const sent = await forColleague(page);

  const other = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await openDesk(other);
  await open(other, "morning.pitch.json", sent);
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await goTo(other, "Timeline");
  await type(other, cell(other, "Timeline tasks", TASK, DAYS), "8");
  await goTo(other, "Brief");
  await other.getByRole("textbox", { name: "Audience", exact: true }).fill("Their audience");
  await saved(other);
  const back = await forColleague(other);
  await other.context().close();

  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Audience", exact: true }).fill("My audience");
  await page.getByRole("textbox", { name: "Insight", exact: true }).fill("My insight");
  await saved(page);
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await open(page, "morning-back.pitch.json", back);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("Both go back to the version of today")).toBeVisible();
  const asked = page.getByRole("region", { name: "To decide (1)" });
  await expect(asked).toContainText("Audience");
  const taken = page.getByRole("region", { name: "Taken from their copy (1)" });
  await expect(taken).toContainText(TASK);
  await expect(taken).toContainText("→ 8 d");
  await expectNoViolations(page, "Compare");
  await asked.getByRole("radio", { name: "Theirs" }).check();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText("Merged. Both copies are in the history.")).toBeVisible();
  await goTo(page, "Brief");
  await expect(page.getByRole("textbox", { name: "Audience", exact: true })).toHaveValue("Their audience");
  await expect(page.getByRole("textbox", { name: "Insight", exact: true })).toHaveValue("My insight");
  // One step takes all of it back.
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("textbox", { name: "Audience", exact: true })).toHaveValue("My audience");
  await goTo(page, "Timeline");
  await expect(cell(page, "Timeline tasks", TASK, DAYS)).not.toContainText("8");
});

test("a text that both changed is decided paragraph by paragraph, or as a whole, by key too", async ({ page, browser }) => {
  const brief = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
  const written = (...paragraphs: string[]) => paragraphs.join("\n\n");
  await startExample(page);
  await goTo(page, "Brief");
  await brief(page, "Background").fill(written("One.", "Two.", "Three.", "Four.", "Five."));
  await brief(page, "Insight").fill(written("First.", "Second.", "Third."));
  await saved(page);
  const sent = await forColleague(page);
  const other = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await openDesk(other);
  await open(other, "morning.pitch.json", sent);
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await goTo(other, "Brief");
  await brief(other, "Background").fill(written("One.", "Two, theirs.", "Three.", "Four, theirs.", "Five, theirs."));
  await brief(other, "Insight").fill(written("First.", "Second.", "Third, theirs."));
  await saved(other);
  const back = await forColleague(other);
  await other.context().close();

  await brief(page, "Background").fill(written("One, mine.", "Two, mine.", "Three.", "Four, mine.", "Five."));
  await brief(page, "Insight").fill(written("First, mine.", "Second.", "Third."));
  await saved(page);
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await open(page, "morning-back.pitch.json", back);
  await page.getByRole("button", { name: "Compare" }).click();
  const asked = page.getByRole("region", { name: "To decide (1)" });
  const radio = (name: string) => asked.getByRole("radio", { name, exact: true });
  // Each piece stands with what is in both copies; what only one changed needs no choice.
  await expect(asked.getByRole("radio")).toHaveCount(9);
  for (const words of ["Two, mine.", "Two, theirs.", "Four, mine.", "Four, theirs."]) await expect(asked.getByText(words)).toBeVisible();
  await expect(asked.getByText("One, mine.")).toBeHidden();
  await expect(asked.getByText("Paragraphs that only one of you changed are taken")).toBeVisible();
  await expect(radio("Both")).toBeChecked();
  await expect(radio("Brief, background, paragraph 2: both")).toBeChecked();
  await expectNoViolations(page, "Compare, paragraph by paragraph");
  // The whole text sets all of its pieces.
  await radio("Theirs").check();
  await expect(radio("Brief, background, paragraph 2: theirs")).toBeChecked();
  await expect(radio("Brief, background, paragraph 4: theirs")).toBeChecked();
  await expect(asked.getByText("Theirs word for word: nothing of yours stays.")).toBeVisible();
  // By key: the choices of a piece are a group of their own.
  await radio("Brief, background, paragraph 2: theirs").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(radio("Brief, background, paragraph 2: mine")).toBeChecked();
  await expect(radio("Brief, background, paragraph 4: theirs")).toBeChecked();
  for (const whole of ["Mine", "Theirs", "Both"]) await expect(radio(whole)).not.toBeChecked();
  // Where different paragraphs were changed there is nothing to decide.
  await page.getByText("The same in both, or put together (1)").click();
  await expect(page.getByText("Both are taken: you changed different paragraphs.")).toBeVisible();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByText("Merged. Both copies are in the history.")).toBeVisible();
  await goTo(page, "Brief");
  await expect(brief(page, "Background")).toHaveValue(written("One, mine.", "Two, mine.", "Three.", "Four, theirs.", "Five, theirs."));
  await expect(brief(page, "Insight")).toHaveValue(written("First, mine.", "Second.", "Third, theirs."));
});

test("an earlier version that is downloaded is no copy of the pitch as it stands", async ({ page }) => {
  await startExample(page);
  await openedIsKept(page);
  await versions(page).first().click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8")).pitch.title).toBe("Morning, made kinder");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByText("No file was downloaded yet.")).toBeVisible();
  await page.goBack();
  await forColleague(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByText("A file was last downloaded today.")).toBeVisible();
});

test("without a common ancestor every difference is asked; leaving changes nothing", async ({ page }) => {
  await startExample(page);
  const sent = JSON.parse(await forColleague(page));
  delete sent.shared;
  sent.pitch.title = "Evening, made kinder";
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await open(page, "stranger.pitch.json", JSON.stringify(sent));
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("What both copies go back to is not known here")).toBeVisible();
  await expect(page.getByRole("region", { name: "To decide (1)" })).toContainText("Evening, made kinder");
  await page.getByRole("button", { name: "Leave mine as it is" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
});

test("what an older version kept is taken in once, whoever asks first; what cannot be read of it stays where it is", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const left = () => page.evaluate(() => new Promise<string[]>((resolve) => {
    const request = indexedDB.open("pitchwright");
    request.onsuccess = () => {
      const all = request.result.transaction("snapshots").objectStore("snapshots").getAll();
      all.onsuccess = () => { request.result.close(); resolve(all.result.map((kept: { text: string }) => kept.text)); };
    };
  }));
  await page.evaluate(() => new Promise<void>((resolve) => {
    const key = Object.keys(localStorage).find((key) => key.startsWith("pitchwright/v1/p/"))!;
    const id = key.slice("pitchwright/v1/p/".length);
    const request = indexedDB.open("pitchwright");
    request.onsuccess = () => {
      const transaction = request.result.transaction("snapshots", "readwrite");
      const store = transaction.objectStore("snapshots");
      const kept = { id, why: "older copy found on opening", at: Date.now() - 3_600_000 };
      store.put({ ...kept, text: localStorage.getItem(key) });
      store.put({ ...kept, text: "not a pitch at all" });
      transaction.oncomplete = () => { request.result.close(); resolve(); };
    };
  }));
  // The history takes so long to open that the screen asks for it, and what keeps versions by itself.
  await page.addInitScript(() => {
    const free = new Promise<void>((done) => setTimeout(done, 6_000));
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, ...version) {
      const request = open.call(this, name, ...version);
      if (name !== "pitchwright-history") return request;
      const opened = new Promise<void>((done) => request.addEventListener("success", () => done()));
      Object.defineProperty(request, "onsuccess", { set: (heard) => void Promise.all([free, opened]).then(() => heard?.(new Event("success"))) });
      return request;
    };
  });
  await page.reload();
  await goTo(page, "History");
  await expect(versions(page).first()).toBeVisible({ timeout: 15_000 });
  await expect(versions(page).filter({ hasText: "An older copy, found on opening" })).toHaveCount(1);
  expect(await left()).toEqual(["not a pitch at all"]);
});

test("after the site's data was cleared, versions are kept again", async ({ page, context, baseURL }) => {
  await startExample(page);
  await saved(page);
  await goTo(page, "History");
  await page.getByRole("button", { name: "Keep this version" }).click();
  await expect(versions(page).filter({ hasText: "Kept by hand" })).toHaveCount(1);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Storage.clearDataForOrigin", { origin: new URL(baseURL!).origin, storageTypes: "local_storage,indexeddb" });
  await page.getByRole("textbox", { name: "Name of this version" }).fill("After the clearing");
  await expect(async () => {
    await page.getByRole("button", { name: "Keep this version" }).click();
    await expect(versions(page).filter({ hasText: "After the clearing" })).not.toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  await expect(versions(page).filter({ hasText: "Kept by hand" })).toHaveCount(0);
});
