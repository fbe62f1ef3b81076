// What is kept in Firefox, whatever happens: storage that is full, blocked, cleared or damaged, several
// tabs, data of a newer version, and crashes of the program itself.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { crc32 } from "node:zlib";
import { crashes, typeInto } from "../support/crashes.mjs";
import { host } from "../support/host.mjs";
import { holding } from "../support/wasm.mjs";
import { button, example, field, firefox, gone, holds, open, part, reads, saved, taken } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let address;
let browser;

before(async () => {
  desk = await host({ "/desk/": "dist" });
  address = `${desk.origin}/desk/`;
  // What is kept of the page itself is another test's.
  browser = await firefox(folder, { "dom.serviceWorkers.enabled": false });
});

after(async () => {
  await browser?.close();
  await desk?.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
});

/** A browser in which nothing is kept yet, as long as the test needs it. */
const fresh = (name, act, timeout = 90_000) => test(name, { timeout }, async () => {
  const context = await browser.createBrowserContext();
  try {
    await act(context, () => open(context, address));
  } finally {
    await context.close();
  }
});

/** The save state in the header comes to hold these words. */
const says = (page, words) => page.waitForFunction((words) => document.querySelector(".save-state")?.textContent.includes(words), { timeout: 15_000 }, words);
const keptKeys = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pitchwright/v1/p/")));
const title = (page) => field(page, "Title");
/** The text with the seal that stores keep before it. */
const seal = (text) => crc32(text).toString(16).padStart(8, "0") + text;

fresh("local storage that is full to the last unit is said, and nothing that was saved is harmed", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  const length = await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try { for (let i = 0; ; i++) localStorage.setItem(`f${size}-${i}`, "x".repeat(size)); } catch { /* no room for so much */ }
    }
    // A key of its own takes some units more than its value: what is left fills a longer value.
    try { for (;;) localStorage.setItem("f1048576-0", `${localStorage.getItem("f1048576-0")}x`); } catch { /* full */ }
    return localStorage.getItem("f1048576-0").length;
  });
  await part(page, "Brief").click();
  await field(page, "Background").fill("y".repeat(60_000));
  await says(page, "its storage is full");
  await page.reload();
  await holds(page, "Background", "y".repeat(60_000));
  assert.equal(await page.evaluate(() => localStorage.getItem("f1048576-0").length), length);
  await part(page, "Overview").click();
  await holds(page, "Title", "Morning, made kinder");
});

fresh("storage that is blocked while the page is open is said, and edits are saved once it is back", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  await page.evaluate(() => {
    const blocked = () => { throw new DOMException("blocked", "SecurityError"); };
    globalThis.before = [Storage.prototype.setItem, IDBObjectStore.prototype.put];
    Storage.prototype.setItem = blocked;
    IDBObjectStore.prototype.put = blocked;
  });
  await title(page).fill("Blocked");
  await says(page, "Not saved");
  await page.evaluate(() => { [Storage.prototype.setItem, IDBObjectStore.prototype.put] = globalThis.before; });
  await title(page).fill("Allowed again");
  await saved(page);
  await page.reload();
  await holds(page, "Title", "Allowed again");
});

fresh("site data that is cleared while the page is open is written again", async (_, start) => {
  const page = await start();
  await example(page);
  await title(page).fill("Before the clearing");
  await saved(page);
  // As the browser's own settings would: the host asks for it.
  desk.more["/desk/icon.svg"] = { "clear-site-data": '"storage"' };
  await page.evaluate(() => fetch("./icon.svg", { cache: "reload" }));
  await title(page).fill("After the clearing");
  await saved(page);
  assert.equal((await keptKeys(page)).length, 1);
  await page.reload();
  await holds(page, "Title", "After the clearing");
  // The database holds it too.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await holds(page, "Title", "After the clearing");
});

fresh("one tab edits, others look on, each can take over, and nothing is lost", async (_, start) => {
  const first = await start();
  await example(first);
  await saved(first);
  const look = async (at) => {
    const tab = await start();
    await tab.goto(at);
    await reads(tab, "Another tab is editing this pitch");
    await holds(tab, "Title", "Morning, made kinder", false);
    return tab;
  };
  const second = await look(first.url());
  const third = await look(first.url());
  await first.bringToFront();
  await title(first).fill("Written in the first tab");
  for (const tab of [second, third]) {
    await tab.bringToFront();
    await holds(tab, "Title", "Written in the first tab", false);
  }
  await button(third, "Edit here").click();
  await gone(third, "Another tab is editing this pitch");
  await title(third).fill("Written in the third tab");
  for (const tab of [first, second]) {
    await tab.bringToFront();
    await reads(tab, "Another tab is editing this pitch");
    await holds(tab, "Title", "Written in the third tab", false);
  }
  // The one that edits is closed; another goes on from what it wrote.
  await third.close();
  await button(second, "Edit here").click();
  await gone(second, "Another tab is editing this pitch");
  await holds(second, "Title", "Written in the third tab");
  await title(second).fill("Written in the second tab");
  await saved(second);
  await second.reload();
  await holds(second, "Title", "Written in the second tab");
});

fresh("a newer version's pitch is shown read-only where an older copy can be read, and never written over", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  await page.goto(`${address}#/`);
  await reads(page, "Morning, made kinder");
  const [key] = await keptKeys(page);
  const id = key.split("/").at(-1);
  const newer = seal(JSON.stringify({ format: "pitchwright-pitch", version: 9, id, revision: 999, shape: "of tomorrow" }));
  await page.evaluate((key, newer) => localStorage.setItem(key, newer), key, newer);
  await page.goto(`${address}#/pitch/${id}`);
  await page.reload();
  await holds(page, "Title", "Morning, made kinder", false);
  await reads(page, "You see an older copy of this pitch.");
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), newer);
  // Where no copy can be read it is said, and left.
  await page.evaluate((id, text) => new Promise((done) => {
    const request = indexedDB.open("pitchwright");
    request.onsuccess = () => {
      const transaction = request.result.transaction("docs", "readwrite");
      transaction.objectStore("docs").put({ rev: 999, text }, id);
      transaction.oncomplete = () => { request.result.close(); done(); };
    };
  }), id, newer);
  await page.goto(`${address}#/`);
  await page.reload();
  await reads(page, "is not listed.");
  await reads(page, "version 9");
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), newer);
});

fresh("a damaged copy is kept byte for byte, the sound one is used, and each store gives back what the other lost", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  const [key] = await keptKeys(page);
  await page.evaluate((key) => localStorage.setItem(key, "00000000{damaged"), key);
  await page.reload();
  await holds(page, "Title", "Morning, made kinder");
  const aside = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("pitchwright/v1/broken/")).map(([, text]) => text));
  assert.deepEqual(aside, ["00000000{damaged"]);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await holds(page, "Title", "Morning, made kinder");
  assert.deepEqual(await keptKeys(page), [key]);
  await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.deleteDatabase("pitchwright");
    request.onsuccess = request.onblocked = request.onerror = done;
  }));
  await page.reload();
  await holds(page, "Title", "Morning, made kinder");
});

fresh("the list stands before the database has answered, and what the database knows better comes after it", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  await page.goto(`${address}#/`);
  await reads(page, "Morning, made kinder");
  // As after a browser was killed: local storage holds what it held minutes ago.
  const older = await page.evaluate(() => ({ ...localStorage }));
  await page.locator(".list th a").click();
  await title(page).fill("Evening, made kinder");
  await saved(page);
  await page.evaluateOnNewDocument((older) => {
    if (location.protocol === "about:") return;
    localStorage.clear();
    for (const [key, text] of Object.entries(older)) localStorage.setItem(key, text);
    // The database's pitches are held back until they are let go.
    const held = new Promise((letGo) => Object.assign(globalThis, { letGo }));
    const getAll = IDBObjectStore.prototype.getAll;
    IDBObjectStore.prototype.getAll = function (...all) {
      const asked = getAll.apply(this, all);
      if (this.name !== "docs") return asked;
      const answered = new Promise((done) => asked.addEventListener("success", () => done()));
      Object.defineProperty(asked, "onsuccess", { set: (heard) => void Promise.all([held, answered]).then(() => heard?.(new Event("success"))) });
      return asked;
    };
  }, older);
  await page.goto("about:blank");
  await page.goto(address);
  await reads(page, "Morning, made kinder");
  // Opening it waits for what the database says.
  await page.locator(".list th a").click();
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(await page.$$eval("input[aria-label=Title]", (fields) => fields.length), 0);
  await page.evaluate(() => globalThis.letGo());
  await holds(page, "Title", "Evening, made kinder");
  await page.locator("a.brand").click();
  await reads(page, "Evening, made kinder");
});

/** What both stores hold of pitches. */
const stores = (page) => page.evaluate(() => new Promise((done) => {
  const local = Object.entries(localStorage).filter(([key]) => key.includes("/p/"));
  const request = indexedDB.open("pitchwright");
  request.onsuccess = () => {
    const all = request.result.transaction("docs").objectStore("docs").getAll();
    all.onsuccess = () => { request.result.close(); done(JSON.stringify([local, all.result])); };
  };
}));

const rescued = (page) => page.waitForSelector("dialog.rescue[open]", { timeout: 20_000 });
const focused = (page) => page.evaluate(() => document.activeElement?.textContent ?? "");

fresh("after a crash of the program nothing is written, and every pitch is downloaded by key", async (_, start) => {
  const page = await start();
  await page.evaluateOnNewDocument(holding);
  await page.reload();
  await button(page, "New pitch").click();
  await title(page).fill("The first one");
  await saved(page);
  await page.goto(`${address}#/`);
  await button(page, "Start from the example").click();
  await holds(page, "Title", "Morning, made kinder");
  await saved(page);
  const pitch = page.url();
  for (const [name, crash] of Object.entries(crashes)) {
    const before = await stores(page);
    await page.evaluate(`setTimeout(() => {${crash}\n})`);
    const dialog = await rescued(page);
    const after = Number(await dialog.evaluate((dialog) => dialog.dataset.after));
    console.log(`  ${name}: the rescue was shown after ${after} ms`);
    // On a machine with nothing else to do it takes some 10 ms; here others may be busy.
    assert.ok(after < 1000, `${name}: shown after ${after} ms`);
    // What runs on is typed into, and gets nothing into either store.
    await page.evaluate(`try {${typeInto("Title", "Nonsense")}} catch { /* it is gone */ }`);
    assert.equal(await page.evaluate(() => { try { localStorage.setItem("pitchwright/v1/p/x", "nonsense"); return false; } catch { return true; } }), true);
    assert.equal(await stores(page), before, name);

    assert.equal(await focused(page), "Download all");
    await page.keyboard.press("Enter");
    const backup = JSON.parse(await taken(folder, ".json"));
    assert.deepEqual(backup.pitches.map((one) => one.pitch.title).sort(), ["Morning, made kinder", "The first one"]);
    for (let presses = 0; presses < 12 && await focused(page) !== "Download The first one"; presses++) await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Download The first one");
    await page.keyboard.press("Enter");
    assert.equal(JSON.parse(await taken(folder, ".pitch.json")).pitch.title, "The first one");
    await page.goto("about:blank");
    await page.goto(pitch);
    await holds(page, "Title", "Morning, made kinder");
    // Somebody works in it, and so the start was a good one.
    await page.keyboard.press("Shift");
    await page.waitForFunction(() => localStorage.getItem("pitchwright/v1/boot") === null);
  }
}, 180_000);

fresh("tabs that start at the same moment do not take each other's starts for failed ones", async (context, start) => {
  const first = await start();
  await button(first, "New pitch").wait();
  const tabs = await Promise.all(Array.from({ length: 5 }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(address)));
  for (const tab of tabs) {
    await button(tab, "New pitch").wait();
    assert.equal(await tab.$("dialog.rescue"), null);
  }
});

fresh("a pitch that crashes the start is left out from the third start on, and its data stays", async (_, start) => {
  const page = await start();
  await example(page);
  await saved(page);
  const [key] = await keptKeys(page);
  const id = key.split("/").at(-1);
  await page.goto(`${address}#/`);
  await button(page, "New pitch").click();
  await title(page).fill("A sound one");
  await saved(page);
  await page.goto(`${address}#/`);
  await reads(page, "A sound one");
  const text = await page.evaluate((key) => localStorage.getItem(key), key);
  // From now on reading it takes all the memory there is. The index, which spares the reading, is
  // gone as after an update that writes another.
  await page.evaluateOnNewDocument(holding);
  await page.evaluateOnNewDocument((id) => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      set.call(this, key, value);
      if (key === "pitchwright/v1/reading" && value === id) globalThis.exhaust();
    };
    if (!sessionStorage.getItem("poisoned")) {
      sessionStorage.setItem("poisoned", "yes");
      localStorage.removeItem("pitchwright/v1/index");
    }
  }, id);
  for (let crash = 0; crash < 2; crash++) {
    await page.reload();
    await rescued(page);
    assert.doesNotMatch(await page.$eval("dialog.rescue", (dialog) => dialog.innerText), /It stopped while it read/);
  }
  // The third does not even begin.
  await page.reload();
  await rescued(page);
  assert.match(await page.$eval("dialog.rescue", (dialog) => dialog.innerText), /It stopped while it read “Morning, made kinder”\./);
  assert.equal(await page.evaluate(() => "program" in globalThis), false, "no program was started");
  await button(page, "Start without Morning, made kinder").click();
  await reads(page, "A sound one");
  await reads(page, "so it was left out. Its data is kept as it is");
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), key), text);
}, 120_000);
