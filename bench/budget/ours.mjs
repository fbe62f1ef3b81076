// Pitchwright among the peers: the same budget as a pitch file, and what a person does in it.
import { readFileSync } from "node:fs";
import { IN_GROUP, group, line } from "./src/lines.js";

/** The budget of src/lines.js; amounts in cents. */
function pitch(n) {
  const groups = Array.from({ length: Math.ceil(n / IN_GROUP) }, (_, i) => ({ id: `g${i}`, name: `Group ${i + 1}` }));
  const lines = Array.from({ length: n }, (_, i) => {
    const { item, quantity, rate, markup, tax } = line(i);
    return { id: `b${i}`, name: item, kind: "third_party", group: `g${group(i)}`, quantity: String(quantity), unit_cost: rate * 100, markup: String(markup), tax: String(tax) };
  });
  return { format: "pitchwright-pitch", version: 1, id: "bench", revision: 1, pitch: { title: "Bench", currency: "EUR", timeline: { start: "2027-01-04" }, budget: { groups, lines } } };
}

export const script = readFileSync("src/measure.js", "utf8") + readFileSync("ours-page.js", "utf8");
export const address = (base) => `${base}#/pitch/bench/budget`;

/** Puts the budget into the browser as a colleague's file, then opens it in that page:
 * milliseconds from the click until it is painted, which is what the peers' constructors take. */
export async function seed(context, base, n, want) {
  const page = await context.newPage();
  await page.addInitScript(`window.__want = ${JSON.stringify(want)}; ${script}`);
  await page.goto(base);
  await page.getByRole("button", { name: "New pitch" }).waitFor();
  const buffer = Buffer.from(JSON.stringify(pitch(n)));
  await page.getByLabel("Pitch files").setInputFiles({ name: "bench.pitch.json", mimeType: "application/json", buffer });
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await page.getByText("Saved", { exact: true }).first().waitFor();
  await page.waitForTimeout(1500); // the screens' code is fetched a second after the start
  const opened = await page.evaluate(() => __b.openBudget());
  await page.close();
  return opened;
}

/** Chooses a cell, `count` lines down from it, and fills down: `__b.done` then follows the key. */
export async function fill(page, count, want) {
  for (let i = 0; i < count; i++) await page.keyboard.press("Shift+ArrowDown");
  await page.waitForTimeout(200);
  await page.evaluate((want) => __b.arm("d", want), want);
}
export const FILL = "ControlOrMeta+d";
