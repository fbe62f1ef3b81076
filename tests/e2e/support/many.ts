// A desk with several pitches on it.
import { expect, type Page } from "@playwright/test";
import { library } from "../../../bench/shared/library.mjs";
import { openDesk } from "./desk";

/** Today as the browser has it. */
export const today = () => new Date().toISOString().slice(0, 10);

/** A day so many days from today, as files write it. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A small file of a pitch. */
export function file(id: string, pitch: Record<string, unknown>) {
  const document = { format: "pitchwright-pitch", version: 1, app_version: "0.1.0", id, revision: 1, pitch: { currency: "EUR", timeline: { start: inDays(0) }, ...pitch } };
  return { name: `${id}.pitch.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(document)) };
}

/** Opens the desk and puts these files on it. */
export async function fill(page: Page, files: ReturnType<typeof file>[]) {
  await openDesk(page);
  await page.getByLabel("Pitch files").setInputFiles(files);
  if (files.length === 1) {
    await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();
    await page.goto("./#/");
  }
  await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("rowheader")).toHaveCount(files.length, { timeout: 30_000 });
}

/** The same, with so many pitches of a busy agency. */
export const fillMany = (page: Page, count: number) => fill(page, library(count, today()));

/** Goes to a place of the desk. */
export async function goDesk(page: Page, place: "Pitches" | "Clients" | "People") {
  await page.goto("./#/");
  await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: place, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}
