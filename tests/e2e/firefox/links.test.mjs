// Ways in and out in Firefox: a pitch in a link is looked at before it is kept, what was damaged says
// so, what is locked opens with its password alone, and what the client gets holds nothing internal.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { allPitches, button, example, field, firefox, gone, holds, open, openFile, part, password, reads, saved, serve, taken } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const downloads = join(folder, "downloads");
const original = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
let desk;
let browser;
let page;

before(async () => {
  mkdirSync(downloads);
  desk = await serve(4186);
  // The clipboard may be read by script: nobody is there to allow it.
  browser = await firefox(downloads, { "dom.events.testing.asyncClipboard": true });
  page = await open(browser, desk.url);
  await example(page);
  await saved(page);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => page.bringToFront());

/** Copies the pitch as a link, and answers it. */
async function link(what, secret = "") {
  await button(page, "Share").click();
  await field(page, "What the link holds", "combobox").fill(what === "client" ? "client" : "all");
  if (secret) await password(page, "Password for the link (optional)", secret);
  await button(page, "Copy link").click();
  await reads(page, "Copied: ");
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await button(page, "Close").click();
  assert.match(address, /^http:.*#\/link\//);
  return address;
}

/** Opens an address where nothing of ours is kept; what was asked for meanwhile. */
async function elsewhere(address, act) {
  const context = await browser.createBrowserContext();
  try {
    const other = await context.newPage();
    await other.setViewport({ width: 1440, height: 900 });
    const asked = [];
    other.on("request", (request) => asked.push(request.url()));
    await other.goto(address);
    await act(other, asked);
  } finally {
    await context.close();
  }
}

/** What the library of this page holds of pitches. */
const kept = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("pitchwright/v1/p/")).map(([, text]) => text));

/** Answers the question for a password. */
async function unlock(page, secret) {
  await password(page, "Password", secret);
  await page.keyboard.press("Enter");
}

/** Nothing of what only the agency knows stands in this text. */
function assertNothingInternal(text) {
  assert.match(text, /Halden Dairy Co-operative/);
  const internal = [
    ...original.pitch.journal.entries.map((entry) => entry.text.slice(0, 40)),
    original.pitch.client.notes.slice(0, 40),
  ].filter(Boolean);
  assert.ok(internal.length > 3, "the example has something internal");
  for (const words of internal) assert.ok(!text.includes(words), `“${words}” is internal`);
  // Cost is written as a number wherever it is known.
  assert.doesNotMatch(text, /"cost(_rate)?": ?[1-9]/);
}

test("a link is looked at and touches nothing until it is kept; one that was cut or changed says so", { timeout: 180_000 }, async () => {
  const address = await link("colleague");
  await elsewhere(address, async (other, asked) => {
    await reads(other, "It is only shown: nothing of it is kept");
    await holds(other, "Title", "Morning, made kinder", false);
    assert.deepEqual(await kept(other), []);
    // What the link carries has left the address bar, and was sent to nobody.
    assert.doesNotMatch(other.url(), /link/);
    assert.ok(asked.length > 3, "requests are seen");
    assert.deepEqual(asked.filter((url) => new URL(url).href.split("#")[0].length > 400), []);
    await button(other, "Keep this pitch").click();
    await gone(other, "It is only shown");
    await part(other, "Brief").click();
    await field(other, "Background").fill("Theirs now");
    await saved(other);
    assert.equal((await kept(other)).length, 1);

    await other.goto("about:blank");
    await other.goto(address.slice(0, 2048));
    await reads(other, "This link was cut on its way: ");
    await button(other, "New pitch").wait();
    const at = address.length - 100;
    await other.goto("about:blank");
    await other.goto(address.slice(0, at) + (address[at] === "A" ? "B" : "A") + address.slice(at + 1));
    await reads(other, "This link was changed on its way.");
    assert.equal((await kept(other)).length, 1);
  });
});

test("a link and a file behind a password open with it, and refuse the wrong one", { timeout: 180_000 }, async () => {
  const address = await link("colleague", "oat & milk");
  await button(page, "Share").click();
  await password(page, "Password for the file (optional)", "geheim");
  await button(page, "Download JSON").click();
  const text = await taken(downloads, ".pitch.json");
  await button(page, "Close").click();
  assert.match(text, /pitchwright-locked/);
  assert.doesNotMatch(text, /Halden|Morning/);
  const path = join(folder, "locked.pitch.json");
  writeFileSync(path, text);

  await elsewhere(address, async (other) => {
    await reads(other, "The link stands behind a password.");
    await unlock(other, "milk & oat");
    await reads(other, "This is not the password");
    await unlock(other, "oat & milk");
    await reads(other, "It is only shown: nothing of it is kept");
    await holds(other, "Title", "Morning, made kinder", false);
    assert.deepEqual(await kept(other), []);

    await allPitches(other);
    await openFile(other, path);
    await reads(other, "locked.pitch.json stands behind a password.");
    await unlock(other, "offen");
    await reads(other, "This is not the password");
    assert.deepEqual(await kept(other), []);
    await unlock(other, "geheim");
    await holds(other, "Title", "Morning, made kinder");
    await saved(other);
    assert.equal((await kept(other)).length, 1);
  });
});

test("what the client gets, in a link and as a web page, holds nothing internal", { timeout: 180_000 }, async () => {
  const address = await link("client");
  await button(page, "Share").click();
  await button(page, "Download web page").click();
  const html = await taken(downloads, ".html");
  await button(page, "Close").click();
  assertNothingInternal(html);
  await elsewhere(address, async (other) => {
    await reads(other, "It is only shown: nothing of it is kept");
    await button(other, "Keep this pitch").click();
    await gone(other, "It is only shown");
    await saved(other);
    const [text] = await kept(other);
    assertNothingInternal(text);
    // The web page opens here again, beside it.
    await allPitches(other);
    const path = join(folder, "given.html");
    writeFileSync(path, html);
    await openFile(other, path);
    await reads(other, "Morning, made kinder");
  });
});

test("a pitch is dropped anywhere and pasted, a link too", { timeout: 120_000 }, async () => {
  const address = await link("colleague");
  await part(page, "Timeline").click();
  const file = { ...original, id: "dropped", pitch: { ...original.pitch, title: "Dropped on the timeline" } };
  // Dropping is listened for once the page is at rest.
  await page.waitForFunction((name, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "application/json" }));
    return !document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, { polling: 250, timeout: 15_000 }, "dropped.pitch.json", JSON.stringify(file));
  await holds(page, "Title", "Dropped on the timeline");

  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.focus("main");
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
  };
  await paste(JSON.stringify({ ...file, id: "pasted", pitch: { ...file.pitch, title: "Pasted on the overview" } }));
  await holds(page, "Title", "Pasted on the overview");
  await paste(`Have a look: ${address}`);
  await reads(page, "It is only shown: nothing of it is kept");
  await holds(page, "Title", "Morning, made kinder", false);
  assert.equal((await kept(page)).length, 3);
});

test("a backup goes out and comes in with its report", { timeout: 120_000 }, async () => {
  await page.goto(`${desk.url}#/settings`);
  await button(page, "Back up everything").click();
  await reads(page, "which was read back.");
  const text = await taken(downloads, ".json");
  assert.equal(JSON.parse(text).pitches.length, 3);
  const path = join(folder, "backup.json");
  writeFileSync(path, text);
  await elsewhere(`${desk.url}#/settings`, async (other) => {
    const input = await other.waitForSelector('input[aria-label="Backup file"]');
    await input.uploadFile(path);
    const titles = ["Morning, made kinder", "Dropped on the timeline", "Pasted on the overview"];
    for (const title of titles) await reads(other, `${title}: restored.`);
    assert.equal((await kept(other)).length, 3);
    // Once more it goes beside what is there.
    const again = join(folder, "again.json");
    writeFileSync(again, text);
    await input.uploadFile(again);
    for (const title of titles) await reads(other, `${title}: kept beside the one you have.`);
    assert.equal((await kept(other)).length, 6);
  });
});
