// Every hand and eye: a page at 200 %, pages that read from the right, forced colours, less motion, touch.
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, openDesk, startExample } from "./support/desk";

const PARTS = ["", "/brief", "/story", "/timeline", "/budget", "/media", "/team", "/proposal", "/history"];
const DESK = ["", "clients", "people", "settings"];

async function everywhere(page: Page, look: (place: string) => Promise<void>) {
  const pitch = new URL(page.url()).hash.split("/").slice(0, 3).join("/");
  for (const hash of [...PARTS.map((part) => pitch + part), ...DESK.map((part) => `#/${part}`)]) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await expect(page.locator("main h1, main h2").first()).toBeAttached();
    await page.waitForTimeout(500);
    await look(hash);
  }
}

/** What makes the page wider than its window, or nothing. */
const wide = (page: Page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll("body *")]
    .filter((one) => { const { left, right, width } = one.getBoundingClientRect(); return width > 0 && (right > clientWidth + 1 || left < -1); })
    .map((one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent!.trim().slice(0, 30)}`);
  return [`${scrollWidth} of ${clientWidth} px`, ...out.slice(0, 6)];
});

for (const [width, of] of [[640, "1280 px at 200 %"], [390, "390 px"]] as const) {
  test(`at ${of}, read from either side, nothing runs out sideways`, async ({ page }) => {
    test.setTimeout(120_000);
    await openDesk(page);
    await startExample(page);
    await page.setViewportSize({ width, height: 800 });
    for (const direction of ["ltr", "rtl"]) {
      await page.evaluate((direction) => { document.documentElement.dir = direction; }, direction);
      await everywhere(page, async (place) => { expect.soft(await wide(page), `${place}, ${direction}`).toEqual([]); });
      await page.goBack();
      await page.evaluate(() => { location.hash = "#/"; });
      await page.getByRole("row").filter({ hasText: "Morning, made kinder" }).getByRole("link").first().click();
      await expect(page).toHaveURL(/#\/pitch\//);
    }
  });
}

test("in forced colours what is chosen, pressed or focused stands out, and no screen has a violation", async ({ page }) => {
  test.setTimeout(180_000);
  await openDesk(page);
  await startExample(page);
  await page.emulateMedia({ forcedColors: "active" });
  await everywhere(page, async (place) => { await expectNoViolations(page, place); });
  // The part of the pitch that is shown, a pressed button, a chosen row: told apart by more than colour.
  await page.evaluate(() => history.back());
  await page.goto("./");
  await page.getByRole("row").filter({ hasText: "Morning, made kinder" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "Timeline", exact: true }).click();
  await expect(page.getByRole("group", { name: "Zoom" })).toBeVisible();
  const look = (name: string) => page.evaluate((name) => {
    const one = [...document.querySelectorAll(".zoom button")].find((button) => button.textContent === name)!;
    const { backgroundColor, borderColor, color, outlineStyle, fontWeight } = getComputedStyle(one);
    return [backgroundColor, borderColor, color, outlineStyle, fontWeight].join();
  }, name);
  expect(await look("Weeks")).not.toBe(await look("Days"));
  const row = page.locator(".grid-body [data-row] > [data-column='0']").nth(2);
  await row.click();
  const outline = await row.evaluate((cell) => getComputedStyle(cell).outlineStyle);
  expect(outline).not.toBe("none");
});

test("with less motion nothing moves by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openDesk(page);
  await startExample(page);
  const moving = () => page.evaluate(() => document.getAnimations()
    .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 10 && one.playState === "running")
    .map((one) => `${(one as CSSTransition).transitionProperty ?? (one as CSSAnimation).animationName}`));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  expect(await moving()).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Timeline", exact: true }).click();
  await page.getByRole("button", { name: "What if" }).click();
  expect(await moving()).toEqual([]);
  await page.keyboard.press("ControlOrMeta+k");
  expect(await moving()).toEqual([]);
  const smooth = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).scrollBehavior === "smooth").map((one) => one.tagName));
  expect(smooth).toEqual([]);
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("a pitch is begun, found, gone through and shared; what is tapped is large enough", async ({ page }) => {
    test.setTimeout(90_000);
    await openDesk(page);
    await page.getByRole("button", { name: "Start from the example" }).tap();
    await expect(page).toHaveURL(/#\/pitch\//);
    for (const part of ["Brief", "Timeline", "Budget"]) {
      await page.getByRole("navigation", { name: "Parts of the pitch" }).getByRole("link", { name: part, exact: true }).tap();
      await expect(page.getByRole("heading", { level: 1, name: part })).toBeVisible();
      // WCAG 2.2, 2.5.8: 24 by 24 px at least, for what stands by itself.
      const small = await page.evaluate(() => [...document.querySelectorAll("button, select, summary, nav a, input:not([type=checkbox])")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen, .grid-body, .folio, p, li"))
        .map((one) => [one, one.getBoundingClientRect()] as const)
        .filter(([, { width, height }]) => width > 1 && (width < 24 || height < 24))
        .map(([one, { width, height }]) => `${one.getAttribute("aria-label") ?? one.textContent} ${Math.round(width)}×${Math.round(height)}`));
      expect(small, part).toEqual([]);
    }
    const row = page.locator(".grid-body [data-row]").nth(1);
    await row.tap();
    await expect(row).toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: "Share", exact: true }).tap();
    await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
    await page.getByRole("button", { name: "Close", exact: true }).tap();
    await page.getByRole("link", { name: "Pitchwright, all pitches" }).tap();
    await page.getByRole("link", { name: "Morning, made kinder" }).tap();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  });
});
