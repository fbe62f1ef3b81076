// The languages in Firefox: German as the browser asks for it, English as it is chosen, and back.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { button, firefox, open, part, reads, serve } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
let desk;
let browser;
let page;

before(async () => {
  desk = await serve(4191);
  browser = await firefox(folder, { "intl.accept_languages": "de-AT, en" });
  page = await open(browser, desk.url);
});

after(async () => {
  await browser?.close();
  desk?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const spoken = () => page.evaluate(() => document.documentElement.lang);

test("a browser that asks for German is answered in German", { timeout: 60_000 }, async () => {
  await button(page, "Mit dem Beispiel beginnen").click();
  await part(page, "Zeitplan").click();
  await reads(page, "Zeitplan");
  assert.equal(await spoken(), "de");
  assert.ok(await page.evaluate(() => document.body.innerText.includes("3. Mai 2027")), "dates are German too");
});

test("English is chosen in the settings, and the browser's language again", { timeout: 60_000 }, async () => {
  const choose = async (label, language) => {
    await page.goto(`${desk.url}#/settings`);
    await page.locator(`::-p-aria([name="${label}"][role="combobox"])`).wait();
    await Promise.all([
      page.waitForNavigation({ timeout: 20_000 }),
      page.evaluate((label, language) => {
        const field = [...document.querySelectorAll("label")].find((one) => one.textContent === label).control;
        field.value = [...field.options].find((one) => one.textContent === language).value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, label, language),
    ]);
  };
  await choose("Sprache", "English");
  await reads(page, "Settings");
  assert.equal(await spoken(), "en");
  await choose("Language", "As the browser says");
  await reads(page, "Einstellungen");
  assert.equal(await spoken(), "de");
});
