// The page itself: it opens from a sub-folder, keeps its content policy and asks nobody else.
import { expect, test } from "@playwright/test";
import { openDesk, startExample, goTo } from "./support/desk";

test("opens in a sub-folder without an error, a policy violation or a foreign request", async ({ page }) => {
  const problems: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== "127.0.0.1:4173") foreign.push(request.url());
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
