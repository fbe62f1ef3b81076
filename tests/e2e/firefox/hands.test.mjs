// Every hand and eye in Firefox: narrow pages and pages at 200 %, read from either side; forced colours,
// less motion; light, dark and as the system says.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { host } from "../support/host.mjs";
import { button, example, firefox, open, part, reads } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const PARTS = ["", "/brief", "/story", "/timeline", "/budget", "/media", "/team", "/proposal", "/history"];
const DESK = ["", "clients", "people", "settings"];
let desk;

before(async () => { desk = await host({ "/desk/": "dist" }); });
after(async () => {
  await desk?.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of its own in which the example is open. */
async function begun(prefs, act) {
  const browser = await firefox(folder, { "dom.serviceWorkers.enabled": false, ...prefs });
  try {
    const page = await open(browser, `${desk.origin}/desk/`);
    await example(page);
    await act(page);
  } finally {
    await browser.close();
  }
}

/** What makes the page wider than its window, or nothing. */
const wide = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll("body *")]
    .filter((one) => { const { left, right, width } = one.getBoundingClientRect(); return width > 0 && (right > clientWidth + 1 || left < -1); })
    .map((one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.trim().slice(0, 30)}`);
  return [`${scrollWidth} of ${clientWidth} px`, ...out.slice(0, 6)];
});

test("at 390 px and at 200 %, read from either side, nothing runs out sideways", { timeout: 180_000 }, () => begun({}, async (page) => {
  const pitch = new URL(page.url()).hash.split("/").slice(0, 3).join("/");
  for (const width of [390, 640]) {
    await page.setViewport({ width, height: 800 });
    for (const direction of ["ltr", "rtl"]) {
      await page.evaluate((direction) => { document.documentElement.dir = direction; }, direction);
      for (const hash of [...PARTS.map((part) => pitch + part), ...DESK.map((part) => `#/${part}`)]) {
        await page.evaluate((hash) => { location.hash = hash; }, hash);
        await page.waitForSelector("main h1, main h2", { timeout: 15_000 });
        await new Promise((done) => setTimeout(done, 500));
        assert.deepEqual(await wide(page), [], `${hash} at ${width} px, ${direction}`);
      }
    }
  }
}));

test("in forced colours what is pressed stands out", { timeout: 90_000 }, () => begun({ "browser.display.document_color_use": 2 }, async (page) => {
  assert.equal(await page.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
  await part(page, "Timeline").click();
  await page.waitForSelector(".zoom button", { timeout: 15_000 });
  const look = (name) => page.evaluate((name) => {
    const one = [...document.querySelectorAll(".zoom button")].find((button) => button.textContent === name);
    const { backgroundColor, borderColor, color, outlineStyle, fontWeight } = getComputedStyle(one);
    return [backgroundColor, borderColor, color, outlineStyle, fontWeight].join();
  }, name);
  assert.notEqual(await look("Weeks"), await look("Days"));
}));

test("with less motion nothing moves by itself", { timeout: 90_000 }, () => begun({ "ui.prefersReducedMotion": 1 }, async (page) => {
  assert.equal(await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches), true);
  const moving = () => page.evaluate(() => document.getAnimations()
    .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 10 && one.playState === "running")
    .map((one) => one.transitionProperty ?? one.animationName));
  await button(page, "Share").click();
  await page.waitForSelector("dialog[open]");
  assert.deepEqual(await moving(), []);
  await page.keyboard.press("Escape");
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).scrollBehavior === "smooth").map((one) => one.tagName)), []);
}));

test("the page is light or dark as the system says, until one of both is chosen", { timeout: 90_000 }, () => begun({ "ui.systemUsesDarkTheme": 1 }, async (page) => {
  /** Whether letters are lighter than what they stand on. */
  const isDark = () => page.evaluate(() => {
    const drawn = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    const light = (color) => {
      drawn.fillStyle = color;
      drawn.fillRect(0, 0, 1, 1);
      return drawn.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part, 0);
    };
    const [page, body] = [document.documentElement, document.body].map((one) => getComputedStyle(one));
    const ground = /[(, ]0\)$/.test(body.backgroundColor) ? page.backgroundColor : body.backgroundColor;
    return light(body.color) > light(ground);
  });
  assert.equal(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), true);
  assert.equal(await isDark(), true);
  await page.goto(`${desk.origin}/desk/#/settings`);
  await reads(page, "Appearance");
  const choose = async (name) => {
    const select = await page.waitForFunction((name) => [...document.querySelectorAll("select")].find((select) => [...select.options].some((option) => option.text === name)), { timeout: 15_000 }, name);
    await select.select(await select.evaluate((select, name) => [...select.options].find((option) => option.text === name).value, name));
  };
  await choose("Light");
  await page.waitForFunction(() => document.documentElement.dataset.appearance === "light", { timeout: 15_000 });
  assert.equal(await isDark(), false);
  await page.reload();
  await reads(page, "Appearance");
  assert.equal(await isDark(), false);
}));
