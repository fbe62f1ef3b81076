// Lighthouse's audits of accessibility and best practices on every screen, with pitches on the desk.
// Lighthouse is no dependency of the project: npx fetches it. Build first, then: node bench/lighthouse.mjs
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { library } from "./shared/library.mjs";

const LIGHTHOUSE = process.env.LIGHTHOUSE ?? "";
const PORT = Number(process.env.PORT ?? 4181);
const DEBUG = 9341;
const base = `http://127.0.0.1:${PORT}/`;
const SCREENS = ["#/", "#/clients", "#/clients/Brightwater%20Energy", "#/people", "#/settings", ...["", "/brief", "/story", "/timeline", "/budget", "/media", "/team", "/proposal", "/history"].map((part) => `#/pitch/bench-0${part}`)];

const server = spawn(process.execPath, ["scripts/serve.mjs", String(PORT), "/"], { stdio: ["ignore", "pipe", "inherit"] });
process.once("exit", () => server.kill());
await new Promise((resolve) => server.stdout.once("data", resolve));
const folder = mkdtempSync(join(tmpdir(), "pitchwright-audit-"));
const executablePath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const profile = join(folder, "profile");
/** A browser of its own, on this profile, that nothing else drives. */
const begin = async () => {
  const child = spawn(executablePath, ["--headless=new", "--no-sandbox", "--no-first-run", `--user-data-dir=${profile}`, `--remote-debugging-port=${DEBUG}`, "about:blank"], { stdio: "ignore" });
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(`http://127.0.0.1:${DEBUG}/json/version`).then((answer) => answer.ok, () => false);
    if (answers) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return { end: () => new Promise((done) => { child.once("exit", done); child.kill(); }) };
};
const audit = (address, form) => {
  const out = join(folder, "report.json");
  const flags = [address, `--port=${DEBUG}`, "--disable-storage-reset", "--only-categories=accessibility,best-practices", "--output=json", `--output-path=${out}`, "--quiet", ...(form === "desktop" ? ["--preset=desktop"] : [])];
  if (LIGHTHOUSE) execFileSync(process.execPath, [LIGHTHOUSE, ...flags], { stdio: ["ignore", "ignore", "inherit"] });
  else execFileSync("npx", ["--yes", "lighthouse@13", ...flags], { stdio: ["ignore", "ignore", "inherit"] });
  const { categories, audits } = JSON.parse(readFileSync(out, "utf8"));
  const failed = Object.values(audits).filter((one) => one.score !== null && one.score < 1 && [categories.accessibility, categories["best-practices"]].some((category) => category.auditRefs.some((ref) => ref.id === one.id && ref.weight > 0)));
  return { accessibility: 100 * categories.accessibility.score, practices: 100 * categories["best-practices"].score, failed: failed.map((one) => `${one.id}: ${(one.details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? item.url ?? "").join(" | ")}`) };
};
let worst = 100;
const show = (name, form, { accessibility, practices, failed }) => {
  worst = Math.min(worst, accessibility, practices);
  console.log(`${name.padEnd(34)} ${form.padEnd(8)} accessibility ${accessibility}  best practices ${practices}${failed.length ? `\n    ${failed.join("\n    ")}` : ""}`);
};
let audited = await begin();
try {
  for (const form of ["desktop", "mobile"]) show("an empty desk", form, audit(base, form));
  await audited.end();
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: ["--no-sandbox"] });
  const page = await context.newPage();
  await page.goto(base);
  await page.getByRole("button", { name: "New pitch" }).waitFor();
  await page.getByLabel("Pitch files").setInputFiles(library(12, new Date().toISOString().slice(0, 10)));
  await page.waitForFunction(() => document.querySelectorAll(".list tbody tr").length >= 12, null, { timeout: 120_000 });
  await page.waitForTimeout(2000);
  await context.close();
  audited = await begin();
  for (const screen of SCREENS) for (const form of ["desktop", "mobile"]) show(screen, form, audit(base + screen, form));
} finally {
  await audited.end();
  server.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
console.log(`the least: ${worst}`);
