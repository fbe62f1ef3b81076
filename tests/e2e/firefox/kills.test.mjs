// Firefox that is killed while someone types, and that is ended with the session: what was called
// saved is there, and nothing older than 100 ms is missing. KILLS=50 makes it fifty rounds.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { button, firefox, open, part, saved, serve } from "./support.mjs";

const KILLS = Number(process.env.KILLS ?? 5);
const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;

before(async () => { desk = await serve(4182); });
after(() => {
  desk?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

const start = (profile) => firefox(folder, {}, profile);

/** Ends the browser by a signal; its other processes end with it. */
async function end(browser, signal) {
  const gone = new Promise((done) => browser.process().once("exit", done));
  browser.process().kill(signal);
  await gone;
  await browser.disconnect().catch(() => {});
  // They let go of the profile a moment later.
  await new Promise((done) => setTimeout(done, 500));
}

const FIELD = "#main textarea";
const seen = (page) => page.evaluate((field) => ({
  text: document.querySelector(field).value,
  saved: document.querySelector(".save-state").textContent === "Saved",
  at: Date.now(),
}), FIELD);

async function begin(profile) {
  const browser = await start(profile);
  const page = await open(browser, desk.url);
  await button(page, "New pitch").click();
  await part(page, "Brief").click();
  await page.waitForSelector(FIELD);
  await saved(page);
  return { browser, page, address: page.url() };
}

async function again(profile, address) {
  const browser = await start(profile);
  const page = await open(browser, address);
  await page.waitForSelector(FIELD, { timeout: 30_000 }).catch(async (error) => {
    throw new Error(`the pitch did not open: ${await page.evaluate(() => document.body.innerText.slice(0, 600))}`, { cause: error });
  });
  return { browser, page, found: await page.$eval(FIELD, (field) => field.value) };
}

test(`after ${KILLS} random kills while typing, nothing older than 100 ms and nothing that was called saved is missing`, { timeout: 60_000 + KILLS * 40_000 }, async () => {
  const profile = mkdtempSync(join(folder, "killed-"));
  let { browser, page, address } = await begin(profile);
  let calledSaved = 0;
  try {
    for (let round = 0; round < KILLS; round++) {
      const typed = [];
      await page.click(FIELD);
      await page.keyboard.down("Control");
      await page.keyboard.press("a");
      await page.keyboard.up("Control");
      const until = Date.now() + 300 + Math.random() * 1500;
      for (let count = 0; Date.now() < until; count++) {
        await page.keyboard.type(`${round}.${count} `);
        typed.push(await seen(page));
        await new Promise((done) => setTimeout(done, Math.random() * 60));
        typed.push(await seen(page));
      }
      const killed = Date.now();
      await end(browser, "SIGKILL");
      let found;
      ({ browser, page, found } = await again(profile, address));
      const due = typed.filter((entry) => entry.saved || killed - entry.at > 100).at(-1);
      calledSaved += typed.filter((entry) => entry.saved).length;
      const words = `round ${round}: found “${found.slice(-20)}”, due “${due?.text.slice(-20)}”, ${due?.saved ? "called saved" : "typed"} ${killed - due?.at} ms before`;
      assert.ok(found.length >= (due?.text.length ?? 0) && found.startsWith(due?.text ?? ""), words);
    }
    assert.ok(calledSaved > 0, "something was called saved");
  } finally {
    await browser.close().catch(() => {});
  }
});

test("after the session's end, by SIGTERM, what was called saved is there", { timeout: 120_000 }, async () => {
  const profile = mkdtempSync(join(folder, "ended-"));
  let { browser, page, address } = await begin(profile);
  try {
    await page.click(FIELD);
    await page.keyboard.type("Written before the end");
    await saved(page);
    await end(browser, "SIGTERM");
    let found;
    ({ browser, page, found } = await again(profile, address));
    assert.equal(found, "Written before the end");
  } finally {
    await browser.close().catch(() => {});
  }
});
