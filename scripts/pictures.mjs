// The pictures in docs/: every screen, wide and light, narrow and dark, in English and in German, each set
// on one sheet. Build first, then: node scripts/pictures.mjs
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { library } from "../bench/shared/library.mjs";

const PORT = Number(process.env.PORT ?? 4179);
const docs = (name) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const server = spawn(process.execPath, ["scripts/serve.mjs", String(PORT), "/"], { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((resolve) => server.stdout.once("data", resolve));
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const SCREENS = ["#/", "#/?board", "#/clients", "#/people", "", "/brief", "/story", "/timeline", "/budget", "/media", "/team", "/proposal"];

/** A picture of every screen, with a dozen pitches on the desk and the example open. */
async function pictures({ width, height, colorScheme, locale }) {
  const words = locale.startsWith("de") ? { new: "Neuer Pitch", files: "Pitch-Dateien", example: "Mit dem Beispiel beginnen", board: "Board" } : { new: "New pitch", files: "Pitch files", example: "Start from the example", board: "Board" };
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, timezoneId: "Europe/Berlin", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.getByRole("button", { name: words.new }).waitFor();
  const taken = [await page.screenshot()];
  await page.getByRole("button", { name: words.example }).click();
  await page.waitForURL(/#\/pitch\//);
  const pitch = new URL(page.url()).hash;
  await page.goto(`http://127.0.0.1:${PORT}/#/`);
  await page.locator("input[type=file]").first().setInputFiles(library(12, new Date().toISOString().slice(0, 10)));
  await page.waitForFunction(() => document.querySelectorAll(".list tbody tr").length >= 13);
  await page.waitForTimeout(3000);
  for (const screen of SCREENS) {
    await page.evaluate((hash) => { location.hash = hash; }, screen.startsWith("#") ? screen.replace("?board", "") : pitch + screen);
    await page.waitForTimeout(1200);
    if (screen === "#/?board") await page.getByRole("button", { name: words.board, exact: true }).click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(400);
    taken.push(await page.screenshot());
  }
  await context.close();
  return taken;
}

/** Sets pictures on one sheet. */
async function sheet(name, shots, { wide, columns }) {
  const page = await browser.newPage({ viewport: { width: (wide + 16) * columns + 16, height: 400 } });
  const images = shots.map((shot) => `<img width="${wide}" src="data:image/png;base64,${shot.toString("base64")}">`);
  await page.setContent(`<body style="margin:16px 0 0 16px;display:flex;flex-wrap:wrap;gap:16px;background:#8b8d93">${images.join("")}</body>`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: docs(name), fullPage: true });
  await page.close();
}

await sheet("screens-wide.png", await pictures({ width: 1440, height: 900, colorScheme: "light", locale: "en-GB" }), { wide: 560, columns: 3 });
await sheet("screens-narrow.png", await pictures({ width: 390, height: 844, colorScheme: "dark", locale: "en-GB" }), { wide: 234, columns: 7 });
await sheet("screens-german.png", await pictures({ width: 1280, height: 800, colorScheme: "dark", locale: "de-DE" }), { wide: 560, columns: 3 });
await browser.close();
server.kill();
