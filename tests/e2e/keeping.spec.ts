// What is kept, and what is said when it cannot be.
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { crc32 } from "node:zlib";
import { goTo, openDesk, saved, startExample } from "./support/desk";
import { mortal } from "./support/killing";

const KILLS = Number(process.env.KILLS ?? 10);

/** What is in the field, and what is said of it, in one moment. */
const seen = (page: Page) => page.evaluate(() => ({
  text: [...document.querySelectorAll("textarea")].find((field) => field.labels?.[0]?.textContent === "Background")?.value
    ?? (document.activeElement as HTMLTextAreaElement).value,
  saved: document.querySelector(".save-state")?.textContent === "Saved",
  at: Date.now(),
}));

/** Opens the pitch again and reads its background, as it is found. */
async function found(page: Page, address: string) {
  await page.goto(address);
  const field = page.getByRole("textbox", { name: "Background" });
  await expect(field).toBeVisible({ timeout: 20_000 });
  return field.inputValue();
}

test(`after ${KILLS} random kills while typing, nothing older than 100 ms and nothing that was called saved is missing`, async ({}, info) => {
  test.setTimeout(20_000 * KILLS + 60_000);
  const browser = mortal(info);
  let context: BrowserContext = await browser.start();
  try {
    let page = context.pages()[0] ?? await context.newPage();
    await openDesk(page);
    await page.getByRole("button", { name: "New pitch" }).click();
    await goTo(page, "Brief");
    await saved(page);
    const address = page.url();
    let calledSaved = 0;
    for (let round = 0; round < KILLS; round++) {
      const typed: { text: string; saved: boolean; at: number }[] = [];
      const field = page.getByRole("textbox", { name: "Background" });
      await field.fill("");
      await field.focus();
      const until = Date.now() + 300 + Math.random() * 1500;
      for (let count = 0; Date.now() < until; count++) {
        await page.keyboard.type(`${round}.${count} `);
        // The key has been handled once its value is in the field.
        typed.push(await seen(page));
        await page.waitForTimeout(Math.random() * 60);
        typed.push(await seen(page));
      }
      const killed = Date.now();
      browser.signal("KILL");
      await context.close().catch(() => {});
      context = await browser.start();
      page = context.pages()[0] ?? await context.newPage();
      const kept = await found(page, address);
      const due = typed.filter((entry) => entry.saved || killed - entry.at > 100).at(-1);
      calledSaved += typed.filter((entry) => entry.saved).length;
      expect(kept.length, `round ${round}: found “${kept.slice(-20)}”, due “${due?.text.slice(-20)}”`).toBeGreaterThanOrEqual(due?.text.length ?? 0);
      expect(typed.at(-1)!.text.startsWith(kept) || kept.startsWith(due?.text ?? "")).toBe(true);
    }
    expect(calledSaved, "something was called saved").toBeGreaterThan(0);
  } finally {
    await context.close().catch(() => {});
    browser.forget();
  }
});

test("after the session's end, by SIGTERM, what was called saved is there", async ({}, info) => {
  test.setTimeout(120_000);
  const browser = mortal(info);
  let context: BrowserContext = await browser.start();
  try {
    let page = context.pages()[0] ?? await context.newPage();
    await openDesk(page);
    await page.getByRole("button", { name: "New pitch" }).click();
    await goTo(page, "Brief");
    await saved(page);
    const address = page.url();
    for (let round = 0; round < 3; round++) {
      await page.getByRole("textbox", { name: "Background" }).fill(`Written in round ${round}`);
      await saved(page);
      browser.signal("TERM");
      await context.close().catch(() => {});
      browser.signal("KILL");
      context = await browser.start();
      page = context.pages()[0] ?? await context.newPage();
      expect(await found(page, address)).toBe(`Written in round ${round}`);
    }
  } finally {
    await context.close().catch(() => {});
    browser.forget();
  }
});

test("local storage that is full to the last unit is said, and nothing that was saved is harmed", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const free = await page.evaluate(() => {
    let free = 0;
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      try { for (let i = 0; ; i++) localStorage.setItem(`f${size}-${i}`, "x".repeat(size)); } catch { /* no room for so much */ }
    }
    // What is free now takes not one unit more: a key that is there cannot grow.
    try { localStorage.setItem("f1048576-0", `${localStorage.getItem("f1048576-0")}x`); free += 1; } catch { /* full */ }
    return free;
  });
  // A key of its own takes some units more than its value: fill those with a longer value.
  await page.evaluate(() => { try { for (;;) localStorage.setItem("f1048576-0", `${localStorage.getItem("f1048576-0")}x`); } catch { /* full to the last unit */ } });
  expect(free).toBeLessThanOrEqual(1);
  const length = await page.evaluate(() => localStorage.getItem("f1048576-0")!.length);
  await goTo(page, "Brief");
  await page.getByRole("textbox", { name: "Background" }).fill("y".repeat(60_000));
  await expect(page.getByRole("banner").getByRole("status")).toContainText("its storage is full");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Background" })).toHaveValue("y".repeat(60_000));
  expect(await page.evaluate(() => localStorage.getItem("f1048576-0")!.length)).toBe(length);
  await goTo(page, "Overview");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  // Settings says what to do.
  await page.goto("./#/settings");
  await expect(page.getByText("Local storage is nearly full. Back up everything")).toBeVisible();
});

test("storage that is blocked while the page is open is said, and edits are saved once it is back", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.evaluate(() => {
    const blocked = () => { throw new DOMException("blocked", "SecurityError"); };
    Object.assign(window, { before: [Storage.prototype.setItem, IDBObjectStore.prototype.put] });
    Storage.prototype.setItem = blocked;
    IDBObjectStore.prototype.put = blocked as never;
  });
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Blocked");
  await expect(page.getByRole("banner").getByRole("status")).toContainText("Not saved");
  await page.evaluate(() => {
    [Storage.prototype.setItem, IDBObjectStore.prototype.put] = (window as never as { before: never[] }).before as never;
  });
  await title.fill("Allowed again");
  await saved(page);
  await page.reload();
  await expect(title).toHaveValue("Allowed again");
});

test("a text that could not be read again is not saved, and what was saved before stays", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("x".repeat(100_001));
  await expect(page.getByText(/Not saved: a text in it has more than 100000 characters; shorten it, or undo/)).toBeVisible();
  await page.reload();
  await expect(title).toHaveValue("Morning, made kinder");
  await title.fill("x".repeat(100_001));
  await expect(page.getByText(/Not saved: a text in it/)).toBeVisible();
  // As long as a text may be.
  await title.fill("x".repeat(100_000));
  await saved(page);
  await page.reload();
  await expect(title).toHaveValue("x".repeat(100_000));
});

test("site data that is cleared while the page is open is written again, before and after an edit", async ({ page, context, baseURL }) => {
  await startExample(page);
  await saved(page);
  const title = page.getByRole("textbox", { name: "Title" });
  const cdp = await context.newCDPSession(page);
  const clear = () => cdp.send("Storage.clearDataForOrigin", { origin: new URL(baseURL!).origin, storageTypes: "local_storage,indexeddb" });
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pitchwright/v1/p/")).length);
  await title.fill("Before the clearing");
  await saved(page);
  await clear();
  // Without an edit, as soon as the browser tells.
  await expect.poll(kept).toBe(1);
  await page.reload();
  await expect(title).toHaveValue("Before the clearing");
  await clear();
  await title.fill("After the clearing");
  await saved(page);
  // The database holds it too.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(title).toHaveValue("After the clearing");
});

test("a copy that is damaged while the page is open harms nothing", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const title = page.getByRole("textbox", { name: "Title" });
  const damage = () => page.evaluate(() => new Promise<void>((done, failed) => {
    const key = Object.keys(localStorage).find((name) => name.startsWith("pitchwright/v1/p/"))!;
    localStorage.setItem(key, localStorage.getItem(key)!.replace("Morning", "Mourning"));
    const request = indexedDB.open("pitchwright");
    request.onerror = failed;
    request.onsuccess = () => {
      const transaction = request.result.transaction("docs", "readwrite");
      const store = transaction.objectStore("docs");
      store.openCursor().onsuccess = (event) => {
        const cursor = (event.target as IDBRequest<IDBCursorWithValue>).result;
        if (cursor) cursor.update({ ...cursor.value, text: cursor.value.text.slice(0, 900) });
      };
      transaction.oncomplete = () => { request.result.close(); done(); };
    };
  }));
  // Both at once; the page has the truth, and its next edit puts both right.
  await damage();
  await title.fill("Morning, made whole");
  await saved(page);
  await page.reload();
  await expect(title).toHaveValue("Morning, made whole");
  // Only part of it: the database's copy is cut, and local storage's is used.
  await page.evaluate(() => Object.assign(window, { whole: Object.entries(localStorage) }));
  await damage();
  await page.evaluate(() => { for (const [key, text] of (window as never as { whole: [string, string][] }).whole) localStorage.setItem(key, text); });
  await page.reload();
  await expect(title).toHaveValue("Morning, made whole");
  await title.fill("And edited");
  await saved(page);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(title).toHaveValue("And edited");
});

test("a clock that is set back loses no edit", async ({ page }) => {
  await page.clock.setSystemTime(new Date("2027-05-01T10:00:00Z"));
  await startExample(page);
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Under the right clock");
  await saved(page);
  await page.clock.setSystemTime(new Date("2001-01-01T00:00:00Z"));
  await title.fill("Under a clock set back");
  await saved(page);
  await page.reload();
  await expect(title).toHaveValue("Under a clock set back");
  await title.fill("And again");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(title).not.toHaveValue("And again");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect(title).toHaveValue("And again");
  await saved(page);
  for (const store of ["local", "database"]) {
    await page.evaluate((lost) => lost === "local" ? localStorage.clear() : new Promise<void>((done) => {
      const request = indexedDB.deleteDatabase("pitchwright");
      request.onsuccess = request.onerror = () => done();
    }), store);
    await page.reload();
    await expect(title).toHaveValue("And again");
  }
});

/** The text with the seal that stores keep before it. */
const seal = (text: string) => crc32(text).toString(16).padStart(8, "0") + text;

test("a newer version's pitch is shown read-only where an older copy can be read, and never written over", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  const [key, text] = await page.evaluate(() => Object.entries(localStorage).find(([name]) => name.startsWith("pitchwright/v1/p/"))!);
  const id = key.split("/").at(-1)!;
  const newer = seal(JSON.stringify({ format: "pitchwright-pitch", version: 9, id, revision: 999, shape: "of tomorrow" }));
  await page.evaluate(([name, newer]) => localStorage.setItem(name, newer), [key, newer]);
  await page.goto(`./#/pitch/${id}`);
  await page.reload();
  const title = page.getByRole("textbox", { name: "Title" });
  await expect(title).toHaveValue("Morning, made kinder");
  await expect(title).not.toBeEditable();
  await expect(page.getByText("You see an older copy of this pitch.")).toBeVisible();
  // A file of it cannot take its place, which is said before anybody tries.
  await page.goto("./#/");
  const file = { name: "morning.pitch.json", mimeType: "application/json", buffer: Buffer.from(text.slice(8)) };
  await page.getByLabel("Pitch files").setInputFiles(file);
  const dialog = page.getByRole("dialog", { name: "You have this pitch already" });
  const replace = dialog.getByRole("button", { name: "Replace mine" });
  await expect(replace).toBeDisabled();
  await expect(replace).toHaveAccessibleDescription("Yours cannot be replaced: this pitch was saved by a newer version; reload the page. Compare both, or keep both.");
  await dialog.getByRole("button", { name: "Keep both" }).click();
  await expect(title).toHaveValue("Morning, made kinder");
  await expect(title).toBeEditable();
  await page.getByRole("textbox", { name: "Title" }).fill("The copy");
  await saved(page);
  // Nor is it thrown away with the copy that can be read.
  await page.goto("./#/");
  await page.reload();
  await expect(page.getByRole("row", { name: /Morning, made kinder/ })).toBeVisible();
  expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBe(newer);
  // Where no copy can be read it is said, and left.
  await page.evaluate(([name, text]) => new Promise<void>((done) => {
    localStorage.setItem(name, text);
    const request = indexedDB.open("pitchwright");
    request.onsuccess = () => {
      const transaction = request.result.transaction("docs", "readwrite");
      transaction.objectStore("docs").put({ rev: 999, text }, name.split("/").at(-1)!);
      transaction.oncomplete = () => { request.result.close(); done(); };
    };
  }), [key, newer]);
  await page.reload();
  await expect(page.getByText(/is not listed\. .*version 9/)).toBeVisible();
  expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBe(newer);
  // A file of it is kept beside it then.
  await page.getByLabel("Pitch files").setInputFiles(file);
  await expect(page.getByText(/^morning\.pitch\.json is kept as a pitch of its own/)).toBeVisible();
  await expect(title).toHaveValue("Morning, made kinder");
  await saved(page);
  expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBe(newer);
  expect(text).not.toBe(newer);
});

test("a damaged copy is kept byte for byte, and the sound one is used", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const key = await page.evaluate(() => Object.keys(localStorage).find((name) => name.startsWith("pitchwright/v1/p/"))!);
  await page.evaluate((name) => localStorage.setItem(name, "00000000{damaged"), key);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  const aside = await page.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("pitchwright/v1/broken/")).map(([, text]) => text));
  expect(aside).toEqual(["00000000{damaged"]);
  await page.goto("./#/settings");
  await expect(page.getByRole("button", { name: /Download pitchwright\/v1\/broken/ })).toBeVisible();
});

test("a lost local storage comes back from the database, and the other way round", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Morning, made kinder/ })).toBeVisible();
  await page.evaluate(() => new Promise((resolve) => { const request = indexedDB.deleteDatabase("pitchwright"); request.onsuccess = resolve; request.onblocked = resolve; request.onerror = resolve; }));
  await page.reload();
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Morning, made kinder/ })).toBeVisible();
});

test("blocked storage is said, and the page still opens and downloads", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } });
    Object.defineProperty(window, "indexedDB", { get() { return null; } });
  });
  await openDesk(page);
  await expect(page.getByRole("alert").filter({ hasText: "does not let the page keep anything" })).toBeVisible();
  await page.getByRole("button", { name: "New pitch" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Held in memory");
  await expect(page.getByRole("banner").getByRole("status")).toContainText("Not saved");
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download JSON" }).click()]);
  expect(download.suggestedFilename()).toBe("held-in-memory.pitch.json");
});

test("one tab edits, another looks on and can take over", async ({ context, page }) => {
  await startExample(page);
  await saved(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByText("Another tab is editing this pitch")).toBeVisible();
  await expect(second.getByRole("textbox", { name: "Title" })).not.toBeEditable();
  await page.getByRole("textbox", { name: "Title" }).fill("Written in the first tab");
  await expect(second.getByRole("textbox", { name: "Title" })).toHaveValue("Written in the first tab");
  await second.getByRole("button", { name: "Edit here" }).click();
  await expect(second.getByText("Another tab is editing this pitch")).toHaveCount(0);
  await expect(page.getByText("Another tab is editing this pitch")).toBeVisible();
  await second.getByRole("textbox", { name: "Title" }).fill("Written in the second");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Written in the second");
});

test("what is read and written leaves nothing behind in memory", async ({ page }) => {
  await startExample(page);
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.enable");
  const listeners = async () => {
    await saved(page);
    for (let twice = 0; twice < 2; twice++) await client.send("HeapProfiler.collectGarbage");
    return (await client.send("Memory.getDOMCounters")).jsEventListeners;
  };
  // The Overview reads earlier versions, and what is typed is written to both stores.
  const round = async (number: number) => {
    await goTo(page, "Brief");
    await page.getByRole("textbox", { name: "Tone" }).fill(`Dry ${number}`);
    await saved(page);
    await goTo(page, "Overview");
    await expect(page.getByRole("heading", { name: "Next", exact: true })).toBeVisible();
  };
  for (let number = 0; number < 4; number++) await round(number);
  const before = await listeners();
  for (let number = 4; number < 24; number++) await round(number);
  // A request that stayed would bring one for each of its ends.
  expect(await listeners() - before).toBeLessThan(20);
});

test("screens that were left leave nothing behind in memory", async ({ page }) => {
  await page.addInitScript(() => {
    const seen: WebAssembly.Memory[] = [];
    Object.assign(globalThis, { memories: seen });
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await instantiate(...all);
      if (made.instance.exports.memory instanceof WebAssembly.Memory) seen.push(made.instance.exports.memory);
      return made;
    };
  });
  await startExample(page);
  const taken = () =>
    page.evaluate(() => {
      const { memories } = globalThis as unknown as { memories: WebAssembly.Memory[] };
      return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    });
  const rounds = async (number: number) => {
    for (let done = 0; done < number; done++) {
      await goTo(page, "Brief");
      await goTo(page, "Overview");
    }
  };
  await rounds(20);
  const before = await taken();
  expect(before).toBeGreaterThan(0);
  await rounds(60);
  // A list that nobody is struck off would take some 6 KB a screen.
  expect(await taken() - before).toBeLessThanOrEqual(2 * 65_536);
});

/** Holds back what the database answers of pitches until `letGo` is called; `answered` says that it has. */
function heldBack() {
  const held = new Promise<void>((letGo) => Object.assign(globalThis, { letGo }));
  const getAll = IDBObjectStore.prototype.getAll;
  IDBObjectStore.prototype.getAll = function (...all) {
    const asked = getAll.apply(this, all);
    if (this.name !== "docs") return asked;
    const answered = new Promise<void>((done) => asked.addEventListener("success", () => { Object.assign(globalThis, { answered: true }); done(); }));
    Object.defineProperty(asked, "onsuccess", { set: (heard) => void Promise.all([held, answered]).then(() => heard?.(new Event("success"))) });
    return asked;
  };
}
const letGo = (page: Page) => page.evaluate(() => (globalThis as unknown as { letGo(): void }).letGo());

test("the list stands before the database has answered, and what the database knows better comes after it", async ({ page }) => {
  await startExample(page);
  await saved(page);
  await page.goto("./#/");
  await expect(page.getByRole("link", { name: "Morning, made kinder" })).toBeVisible();
  // As after a browser was killed: local storage holds what it held minutes ago.
  const older = await page.evaluate(() => ({ ...localStorage }));
  await page.getByRole("link", { name: "Morning, made kinder" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Evening, made kinder");
  await saved(page);
  await page.goto("about:blank");
  await page.addInitScript((older) => {
    localStorage.clear();
    for (const [key, text] of Object.entries(older)) localStorage.setItem(key, text);
  }, older);
  await page.addInitScript(heldBack);
  await page.goto("./");
  const listed = page.getByRole("grid", { name: "Pitches" }).getByRole("link");
  await expect(listed).toHaveText("Morning, made kinder");
  // What opens a pitch waits for what the database says, and takes nothing from it.
  await page.getByRole("button", { name: "New pitch" }).click();
  await page.waitForTimeout(300);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveCount(0);
  await letGo(page);
  await page.getByRole("textbox", { name: "Title" }).fill("Begun meanwhile");
  await saved(page);
  await page.goBack();
  await expect(listed).toHaveText(["Begun meanwhile", "Evening, made kinder"]);
  await listed.last().click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Evening, made kinder");
  await page.goBack();
  await page.reload();
  await letGo(page);
  await expect(listed.filter({ hasText: "Begun meanwhile" })).toBeVisible();
  await expect(listed.filter({ hasText: "Evening, made kinder" })).toBeVisible();
});

test("what another tab saves while the stores are looked at is not written over", async ({ page, context }) => {
  await startExample(page);
  await saved(page);
  const [key, older] = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.includes("/p/"))!);
  await page.getByRole("textbox", { name: "Title" }).fill("Noon, made kinder");
  await saved(page);
  // Local storage falls back, as after a browser was killed.
  await page.evaluate(([key, older]) => localStorage.setItem(key!, older!), [key, older]);
  const other = await context.newPage();
  await other.addInitScript(heldBack);
  await other.goto("./");
  await expect(other.getByRole("grid", { name: "Pitches" }).getByRole("link")).toHaveCount(1);
  await other.waitForFunction(() => (globalThis as unknown as { answered?: boolean }).answered);
  await page.bringToFront();
  await page.getByRole("textbox", { name: "Title" }).fill("Evening, made kinder");
  await saved(page);
  await letGo(other);
  await expect(other.getByRole("grid", { name: "Pitches" }).getByRole("link")).toHaveText("Evening, made kinder");
  const kept = await page.evaluate((key) => localStorage.getItem(key!), key);
  expect(kept).toContain("Evening, made kinder");
});
