// What the tests in Firefox share: the server, a browser with an empty profile, and finding things
// by role and name. Playwright cannot drive Firefox as distributions ship it; puppeteer can.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const executablePath = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));

/** Serves the built page from a sub-folder: its address, and what ends it. */
export async function serve(port) {
  const server = spawn(process.execPath, ["scripts/serve.mjs", String(port), "/desk/"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => server.stdout.once("data", resolve));
  return { url: `http://127.0.0.1:${port}/desk/`, stop: () => server.kill() };
}

/** A browser that downloads into `downloads`; `prefs` are set besides. Its profile is its own, or
 * the one in `userDataDir`, which outlives it. */
export async function firefox(downloads, prefs = {}, userDataDir = undefined) {
  if (!executablePath) throw new Error("Firefox is not installed");
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    userDataDir,
    args: ["--width=1440", "--height=900"],
    extraPrefsFirefox: {
      "intl.accept_languages": "en-GB",
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      // The list of downloads would take the focus from the page.
      "browser.download.alwaysOpenPanel": false,
      ...prefs,
      "browser.helperApps.neverAsk.saveToDisk": "application/json,application/pdf,text/calendar,application/xml,image/svg+xml,image/png,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
  });
}

/** A new page of the desk. */
export async function open(browser, url) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(url);
  return page;
}

export const button = (page, name) => page.locator(`::-p-aria([name="${name}"][role="button"])`);
export const part = (page, name) => page.locator(`nav a::-p-text(${name})`);

/** Waits until the output named `name` reads `text`. */
export const becomes = (page, name, text) => page.waitForFunction((wanted, value) => {
  const named = (output) => output.getAttribute("aria-label") ?? document.getElementById(output.getAttribute("aria-labelledby"))?.textContent;
  const found = [...document.querySelectorAll("output")].find((output) => named(output) === wanted);
  return found?.textContent === value;
}, { timeout: 15_000 }, name, text);

/** Waits until the page holds this text. */
export const reads = (page, text) => page.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: 15_000 }, text).catch(async (error) => {
  throw new Error(`the page does not read “${text}”: ${await page.evaluate(() => document.querySelector("main")?.innerText.slice(0, 6000))}`, { cause: error });
});

/** Waits until the page holds this text no more. */
export const gone = (page, text) => page.waitForFunction((wanted) => !document.body.innerText.includes(wanted), { timeout: 15_000 }, text);

/** The field with this label. */
export const field = (page, name, role = "textbox") => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);

/** Waits until the field with this name holds `value`, and may be typed into; or not. */
export const holds = (page, name, value, editable = true) => page.waitForFunction((name, value, editable) =>
  [...document.querySelectorAll("input, textarea")].some((one) => (one.labels?.[0]?.textContent ?? one.getAttribute("aria-label")) === name
    && one.value === value && editable === !(one.readOnly || one.disabled)), { timeout: 15_000 }, name, value, editable);

/** Types a password, which is no textbox, in the place of what its field holds. */
export async function password(page, name, text) {
  const found = await page.waitForFunction((name) => [...document.querySelectorAll('input[type="password"]')].find((one) => one.labels[0].textContent === name), { timeout: 15_000 }, name);
  await found.evaluate((field) => { field.focus(); field.select(); });
  await page.keyboard.type(text);
}

/** Opens the pitch that comes with the desk. */
export async function example(page) {
  await button(page, "Start from the example").click();
  await holds(page, "Title", "Morning, made kinder");
}

/** Opens files as if they were chosen, from the list of pitches. */
export async function openFile(page, ...paths) {
  const input = await page.waitForSelector('input[aria-label="Pitch files"]');
  await input.uploadFile(...paths);
}

/** The list of all pitches. */
export const allPitches = (page) => page.locator('a.brand').click();

/** Types into a cell of a grid as into a spreadsheet. */
export async function type(page, row, column, text) {
  const cell = await page.waitForSelector(`[data-row="${row}"] > [data-column="${column}"]`);
  await cell.click();
  await page.keyboard.press("F2");
  await page.waitForSelector(`[data-row="${row}"] input.editor`);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** Waits until both stores hold the pitch. */
export const saved = (page) => page.waitForFunction(() => document.querySelector(".save-state")?.textContent === "Saved");

/** Waits until a file whose name ends so is whole in the folder; its path. */
export async function downloaded(folder, ending) {
  const { readdirSync, statSync } = await import("node:fs");
  for (let tries = 0; tries < 100; tries++) {
    const names = readdirSync(folder);
    const name = names.find((name) => name.endsWith(ending));
    if (name && !names.some((name) => name.endsWith(".part")) && statSync(`${folder}/${name}`).size > 0) return `${folder}/${name}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no file ${ending} was downloaded, but: ${readdirSync(folder).join(", ")}`);
}

/** The text of a file that is downloaded, which is then taken out of the folder. */
export async function taken(folder, ending) {
  const path = await downloaded(folder, ending);
  const { readFileSync, rmSync } = await import("node:fs");
  const text = readFileSync(path, "utf8");
  rmSync(path);
  return text;
}
