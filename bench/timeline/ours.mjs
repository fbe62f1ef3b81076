// Pitchwright among the peers: the same plan as a pitch file, and where its bars are. Bars are no
// elements of its page: one path holds all that look alike.
import { readFileSync } from "node:fs";

const hook = readFileSync("ours-page.js", "utf8");

/** n tasks in phases of 20, as src/common.js has them; every day is a working day, as for the
 * peers. */
function pitch(n) {
  const tasks = [], links = [], phases = [];
  for (let i = 0, start = 0; i < n; i++) {
    const phase = Math.floor(i / 20), first = i % 20 === 0;
    if (first) {
      start = (phase * 11) % 120;
      phases.push({ id: `p${phase}`, name: `Phase ${phase + 1}` });
    }
    const day = new Date(Date.UTC(2026, 0, 5 + start)).toISOString().slice(0, 10);
    tasks.push({ id: `t${i}`, name: `Task ${i + 1}`, phase: `p${phase}`, duration: 1 + ((i * 7) % 5),
      progress: String((i * 13) % 101), ...(first ? { not_before: day } : {}) });
    if (!first) links.push({ id: `l${i}`, from: `t${i - 1}`, to: `t${i}` });
  }
  return { format: "pitchwright-pitch", version: 1, id: "bench", revision: 1, pitch: { title: "Bench", currency: "EUR",
    timeline: { start: "2026-01-05", working_week: [1, 2, 3, 4, 5, 6, 7], phases, tasks, links } } };
}

/** Puts the plan into the browser as a colleague's file, then opens the timeline in that page:
 * milliseconds from the click until it is painted, which is what the peers' constructors take. */
export async function seed(context, base, n) {
  const page = await context.newPage();
  await page.addInitScript(hook);
  await page.goto(base);
  await page.getByRole("button", { name: "New pitch" }).waitFor();
  const buffer = Buffer.from(JSON.stringify(pitch(n)));
  await page.getByLabel("Pitch files").setInputFiles({ name: "bench.pitch.json", mimeType: "application/json", buffer });
  await page.getByRole("textbox", { name: "Title" }).waitFor();
  await page.getByText("Saved", { exact: true }).first().waitFor();
  await page.waitForTimeout(1500); // the screens' code is fetched a second after the start
  const opened = await page.evaluate(() => __open());
  await page.close();
  return opened;
}

export const address = (base) => `${base}#/pitch/bench/timeline`;
export const script = hook;

/** Types another start for a task; `__update` then times what the Enter key does. */
export async function typeMove(page, task, days) {
  await page.locator(`[data-row="t${task}"] > [data-column="3"]`).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(`${days > 0 ? "+" : "-"}${Math.abs(days)}d`);
  await page.waitForTimeout(300);
}
