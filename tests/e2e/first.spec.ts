// The first run: it teaches by doing, stands in nobody's way, and can be left at any time.
import { expect, test } from "@playwright/test";
import { cell, expectNoViolations, goTo, openDesk, saved, startExample, type } from "./support/desk";

test("first steps are ticked by doing them, over a reload, and end", async ({ page }) => {
  await openDesk(page);
  await page.getByRole("button", { name: "Show me around" }).click();
  const guide = page.getByRole("complementary", { name: "First steps" });
  await expect(guide.getByRole("status")).toHaveText("0 of 6");
  await expect(guide.getByRole("listitem").filter({ hasText: "title of your own" })).toHaveAttribute("aria-current", "step");
  await expectNoViolations(page, "the first steps");
  await page.getByRole("textbox", { name: "Title" }).fill("Mine");
  await expect(guide.getByRole("status")).toHaveText("1 of 6");
  await guide.getByRole("link", { name: "Make a task longer" }).click();
  await type(page, cell(page, "Timeline tasks", "Develop chosen concept", 2), "30");
  await expect(guide.getByRole("status")).toHaveText("2 of 6");
  await saved(page);
  await page.reload();
  await expect(guide.getByRole("status")).toHaveText("2 of 6");
  await goTo(page, "Overview");
  await page.getByRole("textbox", { name: "Title" }).fill("Mine too");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(guide.getByRole("status")).toHaveText("3 of 6");
  await goTo(page, "Proposal");
  await expect(guide.getByRole("status")).toHaveText("4 of 6");
  await page.getByRole("button", { name: "Share" }).click();
  await page.keyboard.press("Escape");
  await expect(guide.getByRole("status")).toHaveText("5 of 6");
  await guide.getByRole("button", { name: "Fold the first steps" }).click();
  await expect(guide.getByRole("list")).toHaveCount(0);
  await guide.getByRole("button", { name: "Leave the first steps" }).click();
  await expect(guide).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("navigation", { name: "Parts of the pitch" })).toBeVisible();
  await expect(guide).toHaveCount(0);
});

test("who does not ask for it is not shown it", async ({ page }) => {
  await startExample(page);
  await expect(page.getByRole("complementary", { name: "First steps" })).toHaveCount(0);
});
