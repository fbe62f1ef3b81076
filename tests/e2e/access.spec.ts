// axe finds no violation on any screen, light and dark, wide and narrow.
import { expect, test } from "@playwright/test";
import { expectNoViolations, goTo, openDesk, startExample } from "./support/desk";

const parts = ["Overview", "Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of [["wide", { width: 1440, height: 900 }], ["narrow", { width: 390, height: 844 }]] as const) {
    test(`axe on every screen, ${colorScheme}, ${size}`, async ({ page }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await openDesk(page);
      await expectNoViolations(page, "an empty library");
      await startExample(page);
      for (const part of parts) {
        await goTo(page, part);
        if (part === "Proposal") await expect(page.locator(".leaf").first()).toBeVisible();
        await expectNoViolations(page, part);
        // No screen scrolls sideways.
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wider, `${part} is wider than the page`).toBeLessThanOrEqual(0);
      }
      await page.getByRole("button", { name: "Share" }).click();
      await expect(page.getByRole("dialog", { name: "Share" })).toBeVisible();
      await expectNoViolations(page, "Share");
      await page.keyboard.press("Escape");
      await page.goto("./#/settings");
      await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
      await expectNoViolations(page, "Settings");
      await page.goto("./#/");
      await expect(page.getByRole("grid", { name: "Pitches" })).toBeVisible();
      await expectNoViolations(page, "Pitches");
    });
  }
}

for (const [colorScheme, viewport] of [["light", { width: 390, height: 844 }], ["dark", { width: 1440, height: 900 }]] as const) {
  test(`axe on a pitch that is empty, and on one that another tab edits, ${colorScheme}`, async ({ page, context }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await openDesk(page);
    await page.getByRole("button", { name: "New pitch" }).click();
    for (const part of [...parts, "History"]) {
      await goTo(page, part);
      if (part === "Proposal") await expect(page.locator(".leaf").first()).toBeVisible();
      await expectNoViolations(page, `${part}, empty`);
    }
    await startExample(page);
    const second = await context.newPage();
    await second.emulateMedia({ colorScheme });
    await second.setViewportSize(viewport);
    await second.goto(page.url());
    await expect(second.getByText("Another tab is editing this pitch")).toBeVisible({ timeout: 20_000 });
    for (const part of [...parts, "History"]) {
      await goTo(second, part);
      if (part === "Proposal") await expect(second.locator(".leaf").first()).toBeVisible();
      await expectNoViolations(second, `${part}, read-only`);
    }
  });
}
