// Files that leave the desk: read back before they are called done, remembered by days, and the
// moment at which the browser is asked to keep what is here.
import { expect, test } from "@playwright/test";
import { goTo, openDesk, saved, startExample } from "./support/desk";

test("days since the last export are shown, and after a week with edits on the list of pitches", async ({ page }) => {
  await page.clock.setSystemTime(new Date("2027-05-01T10:00:00Z"));
  await startExample(page);
  await saved(page);
  await page.goto("./#/settings");
  const line = page.locator(".last-export");
  await expect(line).toContainText("No file was downloaded yet.");
  await page.clock.setSystemTime(new Date("2027-05-09T11:00:00Z"));
  await page.goto("./#/");
  await page.reload();
  // Kept here since the first day, and changed since then? The pitch was saved after it was counted.
  await page.getByRole("link", { name: /Morning, made kinder/ }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Morning, made kinder yet");
  await saved(page);
  await page.goto("./#/");
  await expect(page.getByText("For 8 days your pitches have been in this browser only.")).toBeVisible();
  // The backup is one click away, and quiets it.
  await page.getByRole("link", { name: "Back up everything" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Back up everything" }).click()]);
  expect(download.suggestedFilename()).toContain("backup");
  await expect(page.getByText(/which was read back/)).toBeVisible();
  await expect(line).toContainText("A file was last downloaded today.");
  await page.goto("./#/");
  await expect(page.getByRole("row", { name: /made kinder yet/ })).toBeVisible();
  await expect(page.getByText(/changed since you last downloaded|in this browser only\./)).toHaveCount(0);
  // Nine days later, without an edit there is nothing to say; with one there is.
  await page.clock.setSystemTime(new Date("2027-05-18T12:00:00Z"));
  await page.reload();
  await expect(page.getByRole("row", { name: /made kinder yet/ })).toBeVisible();
  await expect(page.getByText(/changed since you last downloaded/)).toHaveCount(0);
  await page.getByRole("link", { name: /made kinder yet/ }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Morning, made kinder still");
  await saved(page);
  await page.goto("./#/");
  await expect(page.getByText("Your pitches have changed since you last downloaded a file, 9 days ago.")).toBeVisible();
  await page.goto("./#/settings");
  await expect(line).toContainText("A file was last downloaded 9 days ago.");
});

test("the browser is asked to keep what is here at the first export of any kind", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { asked: 0 });
    StorageManager.prototype.persist = async () => { (window as never as { asked: number }).asked += 1; return true; };
  });
  await startExample(page);
  await saved(page);
  await goTo(page, "Timeline");
  const asked = () => page.evaluate(() => (window as never as { asked: number }).asked);
  expect(await asked()).toBe(0);
  await page.getByRole("button", { name: "Files" }).click();
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download SVG" }).click()]);
  await expect.poll(asked).toBe(1);
  // A drawing is no copy that opens here again.
  await page.goto("./#/settings");
  await expect(page.locator(".last-export")).toContainText("No file was downloaded yet.");
});

test("what is used of both stores is shown", async ({ page }) => {
  await startExample(page);
  await saved(page);
  // The state in which it was opened is kept after two seconds.
  await page.waitForTimeout(2500);
  await page.goto("./#/settings");
  await expect(page.getByText(/characters used, by 1 pitch$/)).toBeVisible();
  await expect(page.locator(".kept-database")).toContainText(/Database: .*B of .* used.* 1 earlier version takes/);
  await expect(page.getByText(/When its disk runs short, the browser may delete all this/)).toBeVisible();
});

test("the desk opens without a word of exports while nothing is there", async ({ page }) => {
  await openDesk(page);
  await expect(page.getByText(/in this browser only/)).toHaveCount(0);
});
