// The proposal on a screen: by keys, with an overview, a black screen, and a speaker window that has
// the notes and the time.
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, goTo, laidOut, startExample } from "./support/desk";

const stage = (page: Page) => page.getByRole("dialog", { name: "Presentation" });
const sheet = (page: Page) => stage(page).getByRole("status", { name: "Sheet", exact: true });
const presentButton = (page: Page) => page.getByRole("button", { name: "Present", exact: true });

async function openProposal(page: Page) {
  await startExample(page);
  await goTo(page, "Proposal");
  await laidOut(page);
}

async function present(page: Page) {
  await openProposal(page);
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of \d+, Cover$/);
}

async function openSpeaker(page: Page) {
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("n");
  const second = await opened;
  await expect(second.getByRole("region", { name: "Speaker notes" })).toBeVisible();
  return second;
}

test("sheets turn by every key that turns them, and the first and last are a key away", async ({ page }) => {
  await present(page);
  const count = Number(/of (\d+)/.exec(await sheet(page).innerText())?.[1]);
  expect(count).toBeGreaterThan(20);
  let at = 1;
  for (const key of ["ArrowRight", "ArrowDown", "Space", "PageDown", "Enter"]) {
    await page.keyboard.press(key);
    await expect(sheet(page), key).toHaveText(new RegExp(`^Sheet ${++at} of ${count}, `));
  }
  for (const key of ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"]) {
    await page.keyboard.press(key);
    await expect(sheet(page), key).toHaveText(new RegExp(`^Sheet ${--at} of ${count}, `));
  }
  await page.keyboard.press("End");
  await expect(sheet(page)).toHaveText(`Sheet ${count} of ${count}, Agreed`);
  await page.keyboard.press("ArrowRight");
  await expect(sheet(page)).toHaveText(`Sheet ${count} of ${count}, Agreed`);
  await page.keyboard.press("Home");
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  // By its number, which can be corrected; one that is not there is said.
  for (const key of ["1", "9", "Backspace", "2"]) await page.keyboard.press(key);
  await expect(stage(page).getByText("Go to 12: Enter")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toHaveText(/^Sheet 12 of/);
  for (const key of ["9", "9", "9", "Enter"]) await page.keyboard.press(key);
  await expect(stage(page).getByText(`There is no sheet 999: the last is ${count}.`)).toBeVisible();
  await expect(sheet(page)).toHaveText(/^Sheet 12 of/);
});

test("it is laid out for a wide screen, whatever paper is chosen, and holds no more than it needs", async ({ page }) => {
  await present(page);
  await page.keyboard.press("5");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toHaveText(/^Sheet 5 of/);
  const shown = stage(page).getByRole("region", { name: /^Sheet 5 of/ });
  const box = await shown.boundingBox();
  const view = page.viewportSize()!;
  expect(box!.width / box!.height).toBeCloseTo(16 / 9, 1);
  // It fills one way and is in the middle of the other.
  expect(box!.width).toBeGreaterThan(view.width - 3);
  expect(Math.abs(box!.y - (view.height - box!.y - box!.height))).toBeLessThan(3);
  // The sheet, the one before and the one after: no more is drawn, and no more can be read.
  await expect(stage(page).locator(".leaf")).toHaveCount(3);
  await expect(stage(page).getByRole("region", { name: /^Sheet \d+ of/ })).toHaveCount(1);
  // Nothing of it stands over the edge of its sheet.
  const over = await stage(page).locator(".leaf-frame.now .leaf-body").evaluate((body) => body.scrollHeight - body.clientHeight);
  expect(over).toBeLessThanOrEqual(1);
});

test("black, white, the overview and the keys lie over the sheet; Esc takes them away one by one, then ends", async ({ page }) => {
  await present(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("b");
  await expect(sheet(page)).toHaveText("Black screen");
  // The sheet waits where it was.
  await page.keyboard.press("ArrowRight");
  await expect(sheet(page)).toHaveText(/^Sheet 2 of/);
  await page.keyboard.press(",");
  await expect(sheet(page)).toHaveText("White screen");
  await page.keyboard.press("w");
  await expect(sheet(page)).toHaveText(/^Sheet 2 of/);
  await page.keyboard.press(".");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveText(/^Sheet 2 of/);
  await page.keyboard.press("?");
  await expect(stage(page).getByRole("region", { name: "Keys" })).toContainText("Speaker window");
  await page.keyboard.press("Escape");
  await expect(stage(page).getByRole("region", { name: "Keys" })).toHaveCount(0);

  await page.keyboard.press("g");
  const overview = stage(page).getByRole("region", { name: "Overview" });
  await expect(overview.getByRole("button", { name: "Sheet 2, Contents" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(overview.getByRole("button", { name: "Sheet 4, Dear Ines" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(overview.getByRole("button", { name: "Sheet 4, Dear Ines" })).toBeFocused();
  await expectNoViolations(page, "the overview");
  // What is far away is not drawn.
  const drawn = await overview.locator(".leaf").count();
  const all = await overview.getByRole("button").count();
  expect(drawn).toBeGreaterThan(3);
  expect(drawn).toBeLessThan(all);
  await page.keyboard.press("Enter");
  await expect(overview).toHaveCount(0);
  await expect(sheet(page)).toHaveText(/^Sheet 4 of \d+, Dear Ines$/);
  await page.keyboard.press("o");
  await expect(overview).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(overview).toHaveCount(0);
  await expect(stage(page)).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(stage(page)).toHaveCount(0);
  await expect(presentButton(page)).toBeFocused();
  await expect(presentButton(page)).toBeInViewport();
});

test("it begins where one looks and ends where one was; the desk beneath hears no key", async ({ page }) => {
  await openProposal(page);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("button", { name: /Three ways to do it/ }).first().click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(sheet(page)).toHaveText(/, Three ways to do it$/);
  // Undo would take the new pitch's first edit back; here it does nothing.
  const undo = page.locator("header.top").locator("button[aria-label=Undo]");
  const before = await undo.getAttribute("title");
  await page.keyboard.press("ControlOrMeta+z");
  expect(await undo.getAttribute("title")).toBe(before);
  await expect(page.locator("header.top")).toHaveAttribute("inert", "");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector(".present")?.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("g");
  const chosen = stage(page).getByRole("region", { name: "Overview" }).locator("button:focus");
  await expect(chosen).toHaveAccessibleName(/, Three ways to do it$/);
  await page.keyboard.press("End");
  // Until the focus is there, Enter is the button's that has it.
  await expect(chosen).toHaveAccessibleName(/, Agreed$/);
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toHaveText(/, Agreed$/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: /^Page \d+ of/ }).filter({ has: page.getByRole("heading", { name: /Agreed/ }) })).toBeInViewport();
  await expect(presentButton(page)).toBeFocused();
  await expect(page.locator("[inert]")).toHaveCount(0);
});

test("links of the contents lead to sheets, clicks at the sides turn them", async ({ page }) => {
  await present(page);
  await page.keyboard.press("ArrowRight");
  await stage(page).getByRole("link", { name: /The situation in one page/ }).click();
  await expect(sheet(page)).toHaveText(/, The situation in one page$/);
  const at = Number(/Sheet (\d+)/.exec(await sheet(page).innerText())?.[1]);
  await page.mouse.click(1300, 450);
  await expect(sheet(page)).toHaveText(new RegExp(`^Sheet ${at + 1} of`));
  await page.mouse.click(100, 450);
  await expect(sheet(page)).toHaveText(new RegExp(`^Sheet ${at} of`));
  await page.mouse.click(720, 450);
  await expect(sheet(page)).toHaveText(new RegExp(`^Sheet ${at} of`));
  // A finger that goes sideways turns it too.
  const swipe = (from: number, to: number) => page.evaluate(([from, to]) => {
    const on = document.elementFromPoint(from, 500)!;
    const at = (x: number) => ({ bubbles: true, pointerType: "touch", clientX: x, clientY: 500 });
    on.dispatchEvent(new PointerEvent("pointerdown", at(from)));
    on.dispatchEvent(new PointerEvent("pointerup", at(to)));
    on.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: to }));
  }, [from, to]);
  await swipe(1200, 1000);
  await expect(sheet(page)).toHaveText(new RegExp(`^Sheet ${at + 1} of`));
  await swipe(200, 400);
  await expect(sheet(page)).toHaveText(new RegExp(`^Sheet ${at} of`));
});

test("the controls come by pointer and by Tab, and go again", async ({ page }) => {
  await present(page);
  const bar = stage(page).getByRole("group", { name: "Controls of the presentation" });
  await page.mouse.move(600, 400);
  await page.mouse.move(620, 420);
  await expect(bar).toHaveCSS("opacity", "1");
  await expect(bar).toHaveCSS("opacity", "0", { timeout: 8000 });
  await expect(stage(page).locator(".present-stage")).toHaveCSS("cursor", "none");
  await stage(page).focus();
  await page.keyboard.press("Tab");
  await expect(bar).toHaveCSS("opacity", "1");
  // On the first sheet the first that can be pressed is the next.
  await expect(bar.getByRole("button", { name: "Next sheet" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(sheet(page)).toHaveText(/^Sheet 2 of/);
  await expect(bar).toContainText(/^2 of \d+/);
  await expectNoViolations(page, "the presentation");
  await bar.getByRole("button", { name: "End" }).click();
  await expect(stage(page)).toHaveCount(0);
});

test("begun again while the screen is still being given back, it goes on and gets the screen", async ({ page }) => {
  // A browser that takes its time over a screen.
  await page.addInitScript(() => {
    let filled = false;
    const told: boolean[] = [];
    Object.assign(window, { told });
    const change = (to: boolean) => new Promise<void>((done) => setTimeout(() => {
      filled = to;
      told.push(to);
      document.dispatchEvent(new Event("fullscreenchange"));
      done();
    }, 600));
    Element.prototype.requestFullscreen = () => change(true);
    Document.prototype.exitFullscreen = () => change(false);
    Object.defineProperty(Document.prototype, "fullscreenElement", { get: () => (filled ? document.documentElement : null) });
  });
  const told = () => page.evaluate(() => (window as unknown as { told: boolean[] }).told);
  await present(page);
  await expect.poll(told).toEqual([true]);
  await page.keyboard.press("Escape");
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  await expect.poll(told).toEqual([true, false, true]);
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  // By its key it is given back and the presentation stays; taken by the browser, it ends.
  await page.keyboard.press("f");
  await expect.poll(told).toEqual([true, false, true, false]);
  await page.keyboard.press("f");
  await expect.poll(told).toEqual([true, false, true, false, true]);
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  await page.evaluate(() => document.exitFullscreen());
  await expect(stage(page)).toHaveCount(0);
});

test("the speaker window has the sheet, the next, the notes and the time, and obeys the same keys", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  const section = page.getByRole("region", { name: "Section", exact: true });
  await section.getByRole("textbox", { name: "Speaker notes" }).fill("Whisper **softly**.\n\n- It comes to {{net total}}");
  await expect(section.getByText(/^Internal: what you say when you present/)).toBeVisible();
  await goTo(page, "Proposal");
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  const second = await openSpeaker(page);
  const heading = second.getByRole("heading", { level: 1 });
  const notes = second.getByRole("region", { name: "Speaker notes" });
  const timer = second.getByRole("timer", { name: "Elapsed" });
  await expect(heading).toHaveText(/^Sheet 1 of \d+, Cover$/);
  await expect(notes).toContainText("No notes for this sheet.");
  await expect(timer).toHaveText("0:00");
  // The first step starts the timer.
  for (let step = 0; step < 3; step++) await second.keyboard.press("ArrowRight");
  await expect(heading).toHaveText(/^Sheet 4 of \d+, Dear Ines$/);
  await expect(sheet(page)).toHaveText(/^Sheet 4 of \d+, Dear Ines$/);
  await expect(second.getByRole("region", { name: "Next sheet" }).getByRole("heading").first()).toHaveText(/^Next: /);
  await expect(notes.getByRole("heading", { name: "Dear Ines" })).toBeVisible();
  await expect(notes.locator("strong")).toHaveText("softly");
  await expect(notes.getByRole("listitem")).toHaveText(/It comes to .*\d,\d\d\d/);
  await expect(timer).not.toHaveText("0:00", { timeout: 5000 });
  await second.getByRole("button", { name: "Pause" }).click();
  const stopped = await timer.innerText();
  await second.waitForTimeout(1200);
  await expect(timer).toHaveText(stopped);
  await second.getByRole("button", { name: "Start" }).click();
  await expect(timer).not.toHaveText(stopped, { timeout: 5000 });
  await second.getByRole("button", { name: "Reset" }).click();
  await expect(timer).toHaveText("0:00");
  // What is left of the time there is.
  await second.getByLabel("Minutes planned").fill("1");
  await expect(second.getByLabel("Time left")).toHaveText("1:00 left");
  await expect(heading).toHaveText(/^Sheet 4 of/);
  // The text of the notes grows.
  const text = notes.getByRole("group", { name: "What there is to say" });
  const size = () => text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const usual = await size();
  await notes.getByRole("button", { name: "Larger text" }).click();
  expect(await size()).toBeGreaterThan(usual);
  await second.keyboard.press("b");
  await expect(second.getByText("The screen is black")).toBeVisible();
  await expect(sheet(page)).toHaveText("Black screen");
  await second.keyboard.press("b");
  await expect(second.getByLabel("Time of day")).toHaveText(/\d{1,2}:\d\d/);
  await expectNoViolations(second, "the speaker window");
  await second.setViewportSize({ width: 390, height: 844 });
  expect(await second.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // It closes by itself, and the presentation goes on.
  await second.close();
  await page.keyboard.press("ArrowRight");
  await expect(sheet(page)).toHaveText(/^Sheet 5 of/);
  // Opened again, it goes with the presentation.
  const again = await openSpeaker(page);
  await expect(again.getByRole("heading", { level: 1 })).toHaveText(/^Sheet 5 of/);
  const closed = again.waitForEvent("close");
  await again.getByRole("button", { name: "End presentation" }).click();
  await closed;
  await expect(stage(page)).toHaveCount(0);
  await expect(presentButton(page)).toBeFocused();
  // What was planned is there the next time.
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet \d+ of/);
  const third = await openSpeaker(page);
  await expect(third.getByLabel("Minutes planned")).toHaveValue("1");
  await goToOther(page);
  await expect.poll(() => third.isClosed()).toBe(true);
});

async function goToOther(page: Page) {
  await page.evaluate(() => { location.hash = location.hash.replace(/\/proposal$/, "/story"); });
  await expect(page.getByRole("heading", { level: 1, name: "Story" })).toBeAttached();
}

test("where the browser opens no second window, that is said and the presentation goes on", async ({ page }) => {
  await present(page);
  await page.evaluate(() => { window.open = () => null; });
  await page.keyboard.press("n");
  await expect(stage(page).getByText(/^The browser kept the speaker window from opening\. Allow pop-ups/)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(sheet(page)).toHaveText(/^Sheet 2 of/);
});

test("it fills the screen where it may, and the window where it may not", async ({ page }) => {
  await openProposal(page);
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press("f");
  // The browser gave the screen back because it was asked to: nothing ends.
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true);
  await expect(stage(page)).toBeVisible();
  await page.keyboard.press("f");
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(stage(page)).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.evaluate(() => { Element.prototype.requestFullscreen = () => Promise.reject(new TypeError("no")); });
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  const box = await stage(page).boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, ...page.viewportSize()! });
  expect(problems).toEqual([]);
});

test("on a narrow screen it is whole, and with less motion nothing fades", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 390, height: 844 });
  await openProposal(page);
  await presentButton(page).click();
  await expect(sheet(page)).toHaveText(/^Sheet 1 of/);
  const shown = stage(page).getByRole("region", { name: /^Sheet 1 of/ });
  const box = await shown.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(-1);
  expect(box!.x + box!.width).toBeLessThanOrEqual(391);
  await expect(shown).toHaveCSS("transition-duration", "0s");
  const bar = await stage(page).getByRole("group", { name: "Controls of the presentation" }).boundingBox();
  expect(bar!.x).toBeGreaterThanOrEqual(0);
  expect(bar!.x + bar!.width).toBeLessThanOrEqual(390);
  await page.keyboard.press("g");
  await expect(stage(page).getByRole("button", { name: "Sheet 1, Cover" })).toBeFocused();
  expect(await stage(page).getByRole("region", { name: "Overview" }).evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
  await expectNoViolations(page, "the overview on a narrow screen");
});
