// The main path once in Firefox, which Playwright cannot drive as distributions ship it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const PORT = 4174;
const executablePath = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));
let server;
let browser;

before(async () => {
  server = spawn(process.execPath, ["scripts/serve.mjs", String(PORT), "/desk/"], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => server.stdout.once("data", resolve));
  browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, args: ["--width=1440", "--height=900"], extraPrefsFirefox: { "intl.accept_languages": "en-GB" } });
});

after(async () => {
  await browser?.close();
  server?.kill();
});

const button = (page, name) => page.locator(`::-p-aria([name="${name}"][role="button"])`);
const link = (page, name) => page.locator(`nav a::-p-text(${name})`);
const outputOf = (page, name) => page.waitForFunction((wanted) => {
  const found = [...document.querySelectorAll("output")].find((output) => document.getElementById(output.getAttribute("aria-labelledby"))?.textContent === wanted);
  return found?.textContent;
}, {}, name).then((handle) => handle.jsonValue());
const becomes = (page, name, text) => page.waitForFunction((wanted, value) => {
  const found = [...document.querySelectorAll("output")].find((output) => document.getElementById(output.getAttribute("aria-labelledby"))?.textContent === wanted);
  return found?.textContent === value;
}, { timeout: 10_000 }, name, text);

test("example, task, rate, reload", { timeout: 120_000 }, async () => {
  assert.ok(executablePath, "Firefox is installed");
  const page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(`http://127.0.0.1:${PORT}/desk/`);
  await button(page, "Start from the example").click();
  await link(page, "Timeline").click();
  await becomes(page, "Launch date", "3 May 2027");
  const days = await page.waitForSelector('[data-row="t-concept"] > [data-column="2"]');
  await days.click();
  await page.keyboard.press("F2");
  await page.keyboard.type("17d");
  await page.keyboard.press("Enter");
  await becomes(page, "Launch date", "14 May 2027");
  await link(page, "Team").click();
  const rate = await page.waitForSelector('[data-row="r-art-director"] > [data-column="2"]');
  await rate.click();
  await page.keyboard.press("F2");
  await page.keyboard.type("145");
  await page.keyboard.press("Enter");
  await link(page, "Budget").click();
  await becomes(page, "Net total", "589,877.88");
  await page.waitForFunction(() => document.querySelector(".save-state")?.textContent === "Saved");
  await page.reload();
  await becomes(page, "Net total", "589,877.88");
  assert.equal(await outputOf(page, "Net total"), "589,877.88");
  await link(page, "Proposal").click();
  await page.waitForFunction(() => document.querySelectorAll(".leaf").length > 10, { timeout: 20_000 });
});
