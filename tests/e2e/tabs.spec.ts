// Several tabs at one pitch: one edits, whatever happens to the others, and nothing is lost.
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { goTo, openDesk, saved, startExample } from "./support/desk";

const EDITS = Number(process.env.EDITS ?? 1000);
const background = (page: Page) => page.getByRole("textbox", { name: "Background" });

async function takeOver(page: Page) {
  await page.getByRole("button", { name: "Edit here" }).click();
  await expect(page.getByText("Another tab is editing this pitch")).toHaveCount(0);
  await expect(background(page)).toBeEditable();
}

/** Makes edits one after another, a moment apart; what the page then says is saved. */
const write = (page: Page, words: string[]) => page.evaluate(async (words) => {
  const field = [...document.querySelectorAll("textarea")].find((field) => field.labels?.[0]?.textContent === "Background")!;
  for (const word of words) {
    field.value = `${field.value}${word} `;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, Math.random() * 12));
  }
}, words);

/** Ends the tab's process as a fault in the browser would. */
async function crash(context: BrowserContext, page: Page) {
  const cdp = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  cdp.send("Page.crash").catch(() => { /* nobody is left to answer */ });
  await crashed;
  await page.close().catch(() => {});
}

test(`five tabs make ${EDITS} interleaved edits, the editing one crashes time and again, and none is lost`, async ({ context, page }) => {
  test.setTimeout(300_000);
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Brief");
  await saved(page);
  const address = page.url();
  const open = async () => {
    const tab = await context.newPage();
    await tab.goto(address);
    await expect(tab.getByText("Another tab is editing this pitch")).toBeVisible({ timeout: 20_000 });
    return tab;
  };
  const tabs = [page];
  while (tabs.length < 5) tabs.push(await open());
  let editing = page;
  let written = 0;
  let crashes = 0;
  let seed = 20_270_401;
  const below = (most: number) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % most; };
  while (written < EDITS) {
    const count = Math.min(EDITS - written, 10 + below(31));
    await write(editing, Array.from({ length: count }, (_, at) => `w${written + at}`));
    written += count;
    const others = tabs.filter((tab) => tab !== editing);
    const next = others[below(others.length)]!;
    if (below(5) === 0 && written < EDITS) {
      // What is older than 100 ms is safe.
      await editing.waitForTimeout(100);
      await crash(context, editing);
      tabs.splice(tabs.indexOf(editing), 1);
      crashes += 1;
      await takeOver(next);
      tabs.push(await open());
    } else if (written < EDITS) {
      // In the very moment of the last edit.
      await takeOver(next);
    }
    if (written < EDITS) editing = next;
  }
  await saved(editing);
  expect(crashes, "the editing tab crashed").toBeGreaterThan(0);
  const all = Array.from({ length: EDITS }, (_, at) => `w${at}`).join(" ") + " ";
  await expect(background(editing)).toHaveValue(all);
  // Every other tab shows it, and so does a new one from what is kept.
  for (const tab of tabs) await expect(background(tab)).toHaveValue(all);
  await editing.reload();
  await expect(background(editing)).toHaveValue(all);
});

test("a tab of an older build writes what is unwritten and then only shows", async ({ context, page }) => {
  await startExample(page);
  await saved(page);
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("By the older build");
  // The other build is this one, with another version in all that it says.
  const newer = await context.newPage();
  await newer.addInitScript(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      post.call(this, String(message).replace(/\b\d+\.\d+\.\d+\.\d+$/, "99.0.0.0"));
    };
    // And what it hears is older than what it says.
    const heard = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage")!;
    Object.defineProperty(BroadcastChannel.prototype, "onmessage", {
      ...heard,
      set(listen: (event: unknown) => void) {
        heard.set!.call(this, (event: MessageEvent) => listen(new MessageEvent("message", { data: String(event.data).replace(/\b\d+\.\d+\.\d+\.\d+$/, "0.0.0.1") })));
      },
    });
  });
  const address = page.url();
  await newer.goto(address);
  await expect(page.getByText("A newer Pitchwright is open in another tab.")).toBeVisible();
  await expect(title).not.toBeEditable();
  await expect(page.getByRole("button", { name: "Edit here" })).toHaveCount(0);
  // It has let go of the pitch, with everything written.
  const edit = newer.getByRole("button", { name: "Edit here" });
  if (await edit.count()) await edit.click();
  const theirs = newer.getByRole("textbox", { name: "Title" });
  await expect(theirs).toHaveValue("By the older build");
  await expect(theirs).toBeEditable();
  await theirs.fill("By the newer build");
  await saved(newer);
  // Whatever is tried in the older one writes nothing: no pitch, no settings, no index.
  const stores = () => newer.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key !== "pitchwright/v1/boot").sort()));
  const before = await stores();
  await page.goto("./#/");
  await page.getByRole("button", { name: "New pitch" }).click();
  await expect(page.getByText(/not saved: a newer Pitchwright is open/)).toBeVisible();
  await page.goto("./#/settings");
  await page.getByRole("textbox", { name: "Agency name" }).fill("An older form");
  await expect(page.getByText(/This did not work: a newer Pitchwright is open/)).toBeVisible();
  expect(await stores()).toBe(before);
  // Reloaded it would be the newer build; here it is the older again, and hears so again.
  await page.goto(address);
  await page.reload();
  await expect(page.getByText("A newer Pitchwright is open in another tab.")).toBeVisible();
  await expect(theirs).toHaveValue("By the newer build");
});
