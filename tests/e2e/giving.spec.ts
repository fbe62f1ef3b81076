// What the client gets beside paper: the proposal as a web page that stands by itself, and copied
// for word processors.
import { expect, test, type Browser, type BrowserContextOptions, type Page, type TestInfo } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expectNoViolations, goTo, laidOut, openDesk, startExample } from "./support/desk";

/** Downloads the web page of the open pitch and says where the file is. */
async function downloadPage(page: Page, info: TestInfo): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download web page" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^halden-dairy-.*-proposal\.html$/);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** Opens the file as whoever gets it would, and notes what it asks for. */
async function openFile(browser: Browser, path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  return { page, asked: () => asked.filter((address) => address !== url) };
}

/** The words of the proposal's preview, without what only sheets have: headers, numbers of pages,
 * sums carried from one to the next, and tables behind charts, which are not printed. */
async function previewed(page: Page): Promise<string[]> {
  await goTo(page, "Proposal");
  await laidOut(page);
  const only = ".carried, .chart-figures, .contents-page, caption, .gantt-part";
  await page.locator(`.leaf-body :is(${only})`).evaluateAll((all) => all.forEach((one) => one.remove()));
  const texts = await page.locator(".leaf-body").allInnerTexts();
  return texts.join("\n").normalize("NFKC").split(/\s+/u).filter(Boolean);
}

const squeezed = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

test("the web page stands by itself, prints whole and opens here again", async ({ page, browser }, info) => {
  await startExample(page);
  const path = await downloadPage(page, info);
  await page.keyboard.press("Escape");
  const words = await previewed(page);
  expect(words.length).toBeGreaterThan(500);

  const given = await openFile(browser, path);
  await expect(given.page).toHaveTitle(/Morning, made kinder/);
  await expect(given.page.getByRole("heading", { level: 1 })).toHaveText("Morning, made kinder");
  await expect(given.page.getByRole("navigation", { name: "Contents" }).getByRole("link")).not.toHaveCount(0);
  await expect(given.page.getByRole("img", { name: /^Where the money goes/ })).toBeVisible();
  expect(given.asked()).toEqual([]);

  const pdf = info.outputPath("page.pdf");
  await given.page.pdf({ path: pdf, preferCSSPageSize: true });
  const printed = squeezed(execFileSync("pdftotext", ["-raw", pdf, "-"], { encoding: "utf8" }));
  expect(words.filter((word) => !printed.includes(squeezed(word)))).toEqual([]);

  await page.goto("./#/");
  await page.getByLabel("Pitch files").setInputFiles(path);
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await goTo(page, "Proposal");
  await laidOut(page);
  // A copy beside the agency's own, which is as it was.
  await page.goto("./#/");
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row", { name: /Morning, made kinder/ })).toHaveCount(2);
});

test("the options of the web page are looked at one by one, without script", async ({ page, browser }, info) => {
  await startExample(page);
  const given = await openFile(browser, await downloadPage(page, info));
  const option = (name: string) => given.page.locator("details[name=option]").filter({ hasText: name });
  await expect(option("Recommended")).toHaveAttribute("open", "");
  await option("Essential").locator("summary").click();
  await expect(option("Essential").getByRole("rowheader", { name: "Net total" })).toBeVisible();
  await expect(option("Recommended")).not.toHaveAttribute("open", "");
});

test("the options of the web page are held against each other, without script", async ({ page, browser }, info) => {
  await startExample(page);
  const given = await openFile(browser, await downloadPage(page, info));
  const compare = given.page.getByRole("group", { name: "Compare" });
  const table = given.page.getByRole("group", { name: "All amounts in EUR" }).filter({ has: given.page.getByRole("columnheader", { name: "Essential" }) }).first();
  const heads = () => table.getByRole("columnheader").allInnerTexts();
  expect(await heads()).toEqual(["Essential", "Recommended", "Stretch"]);
  await compare.getByRole("checkbox", { name: "Stretch" }).uncheck();
  expect(await heads()).toEqual(["Essential", "Recommended"]);
  await expect(table.getByRole("rowheader", { name: "Creative" })).toBeVisible();
  await compare.getByRole("checkbox", { name: "Only what differs" }).check();
  await expect(table.getByRole("rowheader", { name: "Creative" })).toBeHidden();
  await expect(table.getByRole("rowheader", { name: "Third parties" })).toBeVisible();
  await expect(table.getByRole("rowheader", { name: "Net total" })).toBeVisible();
});

test("the web page wears its theme and carries the faces of it, without a network", async ({ page, browser }, info) => {
  await startExample(page);
  await goTo(page, "Proposal");
  for (const [theme, face, most] of [["Poster", "Bricolage Grotesque", 260], ["Journal", "Fraunces", 400]] as const) {
    await page.getByRole("combobox", { name: "Theme" }).selectOption(theme);
    const path = await downloadPage(page, info);
    await page.keyboard.press("Escape");
    const withoutPictures = readFileSync(path, "utf8").replace(/src="data:image[^"]*"/g, "");
    expect(withoutPictures.length / 1024, `${theme} in KB`).toBeLessThan(most);
    const given = await openFile(browser, path, { javaScriptEnabled: true, offline: true });
    await given.page.evaluate(() => document.fonts.ready);
    const loaded = await given.page.evaluate(() => [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family.replaceAll('"', "")));
    expect(loaded).toContain(face);
    expect(loaded).toContain("Source Sans 3");
    expect(await given.page.getByRole("heading", { level: 1 }).evaluate((title) => getComputedStyle(title).fontFamily)).toContain(face);
    expect(given.asked().filter((address) => !address.startsWith("data:"))).toEqual([]);
    const cover = given.page.locator(".cover");
    await expect(cover).toHaveCSS("background-color", theme === "Poster" ? "rgb(165, 0, 19)" : "rgba(0, 0, 0, 0)");
    await expectNoViolations(given.page, `the web page as ${theme}`);
  }
});

test("a web page whose faces cannot be fetched is made without them, and that is said", async ({ page }, info) => {
  await startExample(page);
  await page.route("**/fonts/*", (route) => route.abort());
  const path = await downloadPage(page, info);
  await expect(page.getByText(/^The web page is downloaded without its typefaces, which could not be fetched/)).toBeAttached();
  expect(readFileSync(path, "utf8")).not.toContain("@font-face");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the web page is for everybody, ${colorScheme}`, async ({ page, browser }, info) => {
    await startExample(page);
    const path = await downloadPage(page, info);
    for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
      // Whoever tests needs script; the page has none of its own.
      const given = await openFile(browser, path, { javaScriptEnabled: true, colorScheme, viewport });
      await expectNoViolations(given.page, `the web page at ${viewport.width}`);
      const wider = await given.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `at ${viewport.width}`).toBeLessThanOrEqual(0);
      await given.page.screenshot({ path: info.outputPath(`${colorScheme}-${viewport.width}.png`), fullPage: true });
    }
  });
}

test("a web page without a pitch is refused in words", async ({ page }) => {
  await openDesk(page);
  await page.getByLabel("Pitch files").setInputFiles({
    name: "news.html", mimeType: "text/html", buffer: Buffer.from("<!doctype html><title>News</title>"),
  });
  await expect(page.getByText("news.html was not opened. This web page holds no pitch.")).toBeVisible();
});

test("the proposal is copied for word processors", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await startExample(page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy for Word" }).click();
  await expect(page.getByText("The proposal is copied: paste it into Word")).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (kind: string) => (await item?.getType(kind))?.text() ?? "";
    return { html: await text("text/html"), plain: await text("text/plain") };
  });
  // In a page of its own: the desk lets nobody make markup of a text.
  const found = await (await context.newPage()).evaluate((html) => {
    const copied = new DOMParser().parseFromString(html, "text/html");
    const count = (selector: string) => copied.querySelectorAll(selector).length;
    return { headings: count("h2"), tables: count("table"), drawings: count("svg"), pictures: count('img[src^="data:image/png"][alt]'), styled: count("td[style]") };
  }, copied.html);
  expect(found.headings).toBeGreaterThan(5);
  expect(found.tables).toBeGreaterThan(5);
  expect(found.styled).toBeGreaterThan(50);
  // Figures stand for what is drawn; pictures are carried along.
  expect(found.drawings).toBe(0);
  expect(found.pictures).toBe(5);
  expect(copied.plain).toContain("Net total\t");
});

test("where the browser refuses, copying says so", async ({ page }) => {
  await startExample(page);
  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new Error("refused"));
  });
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy for Word" }).click();
  await expect(page.getByText("The browser did not let the proposal be copied.")).toBeVisible();
});

test("nothing internal is in the file", async ({ page }, info) => {
  await startExample(page);
  const text = readFileSync(await downloadPage(page, info), "utf8");
  for (const internal of ["cost_rate", "markup", "commission", "win_probability", "client_budget", "note", "email"]) {
    expect(text, internal).not.toContain(`"${internal}":`);
  }
});
