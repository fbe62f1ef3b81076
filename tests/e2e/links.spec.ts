// A pitch in a link, and behind a password: looked at without being kept, said where it was cut.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expectNoViolations, goTo, openDesk, saved, startExample } from "./support/desk";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Copies the pitch as a link, and answers it. */
async function link(page: Page, holds: "What the client sees" | "Everything, for a colleague", password = "") {
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("combobox", { name: "What the link holds" }).selectOption(holds);
  await dialog.getByLabel("Password for the link (optional)").fill(password);
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Copied:" })).toContainText("Most mail programs and chats cut a link this long");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens an address where nothing of ours is kept. */
async function elsewhere(browser: Browser, address: string) {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  // A busy machine takes its time to start the page.
  await expect(page.getByRole("main")).toBeVisible({ timeout: 20_000 });
  return { page, asked };
}

/** The pitches that the library of this page holds. */
const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pitchwright/v1/p/")));

test("a link for a colleague is looked at, and kept only when they say so", async ({ page, browser }) => {
  await startExample(page);
  await saved(page);
  const address = await link(page, "Everything, for a colleague");
  const { page: other, asked } = await elsewhere(browser, address);
  await expect(other.getByText("It is only shown: nothing of it is kept")).toBeVisible();
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  expect(await kept(other)).toEqual([]);
  // What the link carries has left the address bar, and was sent to nobody.
  expect(other.url()).not.toContain("link");
  expect(asked.filter((url) => url.length > 400)).toEqual([]);
  await expectNoViolations(other, "a pitch that is looked at");
  await other.getByRole("button", { name: "Keep this pitch" }).click();
  await expect(other.getByText("It is only shown")).toHaveCount(0);
  await goTo(other, "Brief");
  await other.getByRole("textbox", { name: "Background" }).fill("Theirs now");
  await saved(other);
  expect(await kept(other)).toHaveLength(1);
  await other.context().close();
});

test("a link for the client holds nothing internal", async ({ page, browser }) => {
  await startExample(page);
  await goTo(page, "Team");
  const address = await link(page, "What the client sees");
  const { page: other } = await elsewhere(browser, address);
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  const text = await other.evaluate(() => document.body.innerText);
  expect(text).toContain("It is only shown");
  await goTo(other, "Budget");
  await expect(other.getByText("Halden Dairy Co-operative").first()).toBeVisible();
  // Without cost there is no margin to be seen.
  await expect(other.getByRole("status", { name: "Profit margin" }).filter({ hasText: /[1-9]\d\.\d+%/ })).toHaveCount(0);
  await other.context().close();
});

test("a link with a password opens with it alone", async ({ page, browser }) => {
  await startExample(page);
  const address = await link(page, "Everything, for a colleague", "oat & milk");
  const { page: other } = await elsewhere(browser, address);
  const dialog = other.getByRole("dialog", { name: "Password" });
  await expect(dialog).toBeVisible();
  await expectNoViolations(other, "the question for a password");
  await dialog.getByLabel("Password").fill("milk & oat");
  await other.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("This is not the password");
  await dialog.getByLabel("Password").fill("oat & milk");
  await other.keyboard.press("Enter");
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  expect(await kept(other)).toEqual([]);
  await other.context().close();
});

test("a link that was cut or changed on its way says so", async ({ page, browser }) => {
  await startExample(page);
  const address = await link(page, "Everything, for a colleague");
  const { page: other } = await elsewhere(browser, address.slice(0, 2048));
  await expect(other.getByText(/This link was cut on its way: [\d]+ of its [\d]+ characters arrived/)).toBeVisible();
  await expect(other.getByRole("button", { name: "New pitch" })).toBeVisible();
  const at = address.length - 100;
  const changed = address.slice(0, at) + (address[at] === "A" ? "B" : "A") + address.slice(at + 1);
  await other.goto("about:blank");
  await other.goto(changed);
  await expect(other.getByRole("main")).toBeVisible({ timeout: 20_000 });
  await expect(other.getByText("This link was changed on its way.")).toBeVisible();
  await other.context().close();
});

test("a file with a password holds nothing readable, and opens with it", async ({ page, browser }) => {
  await startExample(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByLabel("Password for the file (optional)").fill("geheim");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain("pitchwright-locked");
  expect(text).not.toContain("Halden");
  const other = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await openDesk(other);
  await other.getByLabel("Pitch files").setInputFiles({ name: "locked.pitch.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const dialog = other.getByRole("dialog", { name: "Password" });
  await dialog.getByLabel("Password").fill("geheim");
  await dialog.getByRole("button", { name: "Open" }).click();
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await saved(other);
  await other.context().close();
});

test("a pitch is saved back to the same file on disk, by button and by key", async ({ page }) => {
  // The picker is the system's; what it hands out is a real file of the browser's own.
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
  const onDisk = () => page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
      // While a file is written the browser keeps what is new beside it.
      if (name.endsWith(".json")) names.push(name);
    }
    return { names, text: await (await (await folder.getFileHandle(names[0]!)).getFile()).text() };
  });
  await startExample(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Save to a file…" }).click();
  await expect(page.getByText(/^Saved to .*\.pitch\.json, /)).toBeVisible();
  const first = await onDisk();
  expect(first.names).toHaveLength(1);
  expect(JSON.parse(first.text).pitch.title).toBe("Morning, made kinder");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Evening, made kinder");
  await page.keyboard.press("ControlOrMeta+s");
  // While the file is put in its place it is not there.
  await expect.poll(async () => {
    try { return JSON.parse((await onDisk()).text).pitch.title; } catch { return "not there yet"; }
  }).toBe("Evening, made kinder");
  expect((await onDisk()).names).toEqual(first.names);
});

/** Files on disk, with pickers that hand them out: real files of the browser's own stand for the system's. */
async function withDisk(page: Page) {
  await page.addInitScript(() => {
    const state = { chosen: [] as string[], asked: [] as unknown[], permission: "granted" };
    const handle = async (name: string) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    FileSystemHandle.prototype.requestPermission = async function (asked: unknown) { state.asked.push(asked); return state.permission; } as never;
    Object.assign(window, {
      disk: state,
      showOpenFilePicker: async () => {
        if (state.chosen.length === 0) throw new DOMException("The user aborted a request.", "AbortError");
        return Promise.all(state.chosen.map(handle));
      },
    });
    // What a test drops is a file in memory; here the browser knows where it comes from.
    DataTransferItem.prototype.getAsFileSystemHandle = async function (this: DataTransferItem) { return handle(this.getAsFile()!.name); } as never;
  });
  // A file that is being replaced can be had and yet not be read: then it is had again.
  const text = (name: string) => page.evaluate(async (name) => {
    for (let tries = 1; ; tries++) {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
      try {
        return await (await handle.getFile()).text();
      } catch (error) {
        if ((error as DOMException).name !== "NotReadableError" || tries === 50) throw error;
        await new Promise((done) => setTimeout(done, 20));
      }
    }
  }, name);
  return {
    set: (state: { chosen?: string[]; permission?: string }) => page.evaluate((state) => { Object.assign((window as any).disk, state); }, state),
    asked: () => page.evaluate(() => (window as any).disk.asked as unknown[]),
    put: (name: string, text: string) => page.evaluate(async ([name, text]) => {
      const file = await (await navigator.storage.getDirectory()).getFileHandle(name!, { create: true });
      const stream = await file.createWritable();
      await stream.write(text!);
      await stream.close();
    }, [name, text]),
    text,
    titled: async (name: string) => JSON.parse(await text(name)).pitch.title as string,
  };
}

/** The example as another pitch. */
async function file(page: Page, id: string, title: string) {
  const file = await (await page.request.get("./example.pitch.json")).json();
  return JSON.stringify({ ...file, id, pitch: { ...file.pitch, title } });
}

/** What Share says of the file on disk, and the buttons for it. */
async function tiedTo(page: Page) {
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByRole("button", { name: "Download JSON" })).toBeVisible();
  const said = (await dialog.getByText(/^Tied to /).allTextContents()).map((words) => /^Tied to (\S+)/.exec(words)![1]);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  return said[0] ?? null;
}

const title = (page: Page) => page.getByRole("textbox", { name: "Title" });

test("a file that is opened by the button is saved back to; permission is asked then, and not before", async ({ page }) => {
  const disk = await withDisk(page);
  await openDesk(page);
  await disk.put("one.pitch.json", await file(page, "one", "The first"));
  const open = page.getByRole("button", { name: "Open file…" });
  // Nobody chose one: nothing is said.
  await open.click();
  await page.waitForTimeout(300);
  await expect(page.getByRole("region", { name: "Messages" })).toHaveText("");
  await disk.set({ chosen: ["one.pitch.json"] });
  await open.click();
  await expect(title(page)).toHaveValue("The first");
  expect(await disk.asked()).toEqual([]);
  expect(await tiedTo(page)).toBe("one.pitch.json");
  await title(page).fill("The first, edited");
  await disk.set({ permission: "denied" });
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText("one.pitch.json was not saved: this page was not allowed to write to it. The pitch is safe in this browser.")).toBeVisible();
  expect(await disk.titled("one.pitch.json")).toBe("The first");
  await disk.set({ permission: "granted" });
  await page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => disk.titled("one.pitch.json")).toBe("The first, edited");
  expect((await disk.asked()).at(-1)).toEqual({ mode: "readwrite" });
  // After a reload nothing is tied; the file, opened again, is what is here, and so it is tied again.
  await saved(page);
  await page.reload();
  await expect(title(page)).toHaveValue("The first, edited");
  expect(await tiedTo(page)).toBe(null);
  await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
  await disk.set({ chosen: ["one.pitch.json"] });
  await open.click();
  await page.getByRole("dialog", { name: "You have this pitch already" }).getByRole("button", { name: "Open mine" }).click();
  await expect(title(page)).toHaveValue("The first, edited");
  expect(await tiedTo(page)).toBe("one.pitch.json");
});

test("a file that someone else changed meanwhile is not written over without a word", async ({ page }) => {
  const disk = await withDisk(page);
  await openDesk(page);
  await disk.put("one.pitch.json", await file(page, "one", "The first"));
  await disk.set({ chosen: ["one.pitch.json"] });
  await page.getByRole("button", { name: "Open file…" }).click();
  await title(page).fill("Mine");
  await disk.put("one.pitch.json", await file(page, "one", "By someone else"));
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText(/^one\.pitch\.json was changed by someone else/)).toBeVisible();
  expect(await disk.titled("one.pitch.json")).toBe("By someone else");
  await page.getByRole("button", { name: "Write over it" }).click();
  await expect.poll(() => disk.titled("one.pitch.json")).toBe("Mine");
  // What this page wrote itself is no change by others.
  await title(page).fill("Mine again");
  await page.keyboard.press("ControlOrMeta+s");
  await expect.poll(() => disk.titled("one.pitch.json")).toBe("Mine again");
});

test("a dropped file is tied to its place, and only what holds one pitch of ours as it is kept here", async ({ page }) => {
  const disk = await withDisk(page);
  await openDesk(page);
  const drop = (files: [string, string][]) => page.getByRole("main").evaluate((main, files) => {
    const data = new DataTransfer();
    for (const [name, text] of files) data.items.add(new File([text!], name!));
    (main.querySelector(".pitches") ?? main).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
  const first = await file(page, "one", "The first");
  await disk.put("one.pitch.json", first);
  await drop([["one.pitch.json", first]]);
  await expect(title(page)).toHaveValue("The first");
  expect(await tiedTo(page)).toBe("one.pitch.json");
  // Another copy of it that is kept beside it is tied to nothing, and the first stays where it was.
  const all = page.getByRole("link", { name: "Pitchwright, all pitches" });
  const other = await file(page, "one", "Another copy");
  await disk.put("two.pitch.json", other);
  await all.click();
  await drop([["two.pitch.json", other]]);
  const dialog = page.getByRole("dialog", { name: "You have this pitch already" });
  await dialog.getByRole("button", { name: "Keep both" }).click();
  await expect(title(page)).toHaveValue("Another copy");
  expect(await tiedTo(page)).toBe(null);
  await all.click();
  await page.getByRole("link", { name: "The first" }).click();
  expect(await tiedTo(page)).toBe("one.pitch.json");
  // What takes the place of ours is ours from then on.
  await all.click();
  await drop([["two.pitch.json", other]]);
  await dialog.getByRole("button", { name: "Replace mine" }).click();
  await expect(title(page)).toHaveValue("Another copy");
  await expect.poll(() => tiedTo(page)).toBe("two.pitch.json");
  // A web page with a pitch in it is no file to be written over with JSON.
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download web page" }).click()]);
  const web = readFileSync(await download.path(), "utf8");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await title(page).fill("The agency's own");
  await saved(page);
  await all.click();
  await disk.put("proposal.html", web);
  await drop([["proposal.html", web]]);
  await expect(title(page)).toHaveValue("Another copy");
  expect(await tiedTo(page)).toBe(null);
});

test("a pitch is dropped anywhere and pasted, a link too, and a backup is shown the way", async ({ page }) => {
  await startExample(page);
  await saved(page);
  const address = await link(page, "Everything, for a colleague");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  const file = await (await page.request.get("./example.pitch.json")).json();
  file.id = "dropped";
  file.pitch.title = "Dropped on the timeline";
  await goTo(page, "Timeline");
  // The parts that are fetched at rest are there by then.
  await page.waitForTimeout(2500);
  const drop = (name: string, text: string) => page.getByRole("main").evaluate((main, [name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text!], name!, { type: "application/json" }));
    main.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [name, text]);
  await drop("dropped.pitch.json", JSON.stringify(file));
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Dropped on the timeline");
  const paste = (text: string) => page.getByRole("main").evaluate((main, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    main.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  file.id = "pasted";
  file.pitch.title = "Pasted on the overview";
  await paste(JSON.stringify(file));
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Pasted on the overview");
  await paste(`Have a look: ${address}`);
  await expect(page.getByText("It is only shown: nothing of it is kept")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  const backup = { format: "pitchwright-library", version: 1, settings: {}, pitches: [{ ...file, id: "restored", pitch: { ...file.pitch, title: "From the backup" } }] };
  await drop("backup.json", JSON.stringify(backup));
  await page.getByRole("button", { name: "Restore it in Settings" }).click();
  await expect(page.getByRole("status", { name: "What came in" })).toContainText("From the backup");
});
