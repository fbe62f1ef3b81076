// The page itself: it opens from a sub-folder, keeps its content policy and asks nobody else.
import { expect, test } from "@playwright/test";
import { openDesk, startExample, goTo } from "./support/desk";

test("opens in a sub-folder without an error, a policy violation or a foreign request", async ({ page, baseURL }) => {
  const problems: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== new URL(baseURL!).host) foreign.push(request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await startExample(page);
  for (const part of ["Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal", "Overview"]) await goTo(page, part);
  expect(problems).toEqual([]);
  expect(foreign).toEqual([]);
});

test("serves no inline script or style", async ({ request }) => {
  const html = await (await request.get("./")).text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
  expect(html).not.toMatch(/<style|\sstyle="/);
  expect(html).toContain("default-src 'none'");
});

test("an unknown pitch is said, not shown as an empty one", async ({ page }) => {
  await openDesk(page);
  await page.goto("./#/pitch/never-was/budget");
  await expect(page.getByRole("heading", { name: "This pitch cannot be opened" })).toBeVisible();
});

test("a screen that cannot be fetched is said, and comes when it is asked for again", async ({ page }) => {
  let cut = true;
  await page.route(/split-desk-.*\.wasm/, (route) => (cut ? route.abort() : route.continue()));
  await page.goto("./#/settings");
  await expect(page.getByRole("heading", { name: "This screen could not be fetched" })).toBeVisible();
  cut = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("screens are fetched while the page is at rest, so that it goes on without a network", async ({ page, context }) => {
  const fetched = page.waitForResponse(/split-proposal-.*\.wasm/);
  await startExample(page);
  await (await fetched).finished();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  for (const part of ["Timeline", "Budget", "Media", "Proposal"]) await goTo(page, part);
});
