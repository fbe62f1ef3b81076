// The rescue layer: whatever crashes, storage is frozen and the pitches can be downloaded by key.
import { expect, test } from "@playwright/test";
import { saved, startExample } from "./support/desk";

const crashes: Record<string, () => void> = {
  "a panic": () => window.dispatchEvent(Object.assign(new Event("pitchwright:panic"), { message: "panicked" })),
  "an uncaught error": () => setTimeout(() => { throw new Error("boom"); }),
  "a stack overflow": () => setTimeout(() => { const deeper = (): number => 1 + deeper(); deeper(); }),
  "a rejected promise of the program": () => { void Promise.reject(new WebAssembly.RuntimeError("unreachable")); },
};

for (const [name, crash] of Object.entries(crashes)) {
  test(`after ${name} nothing is written and everything can be downloaded`, async ({ page }) => {
    await startExample(page);
    await saved(page);
    const before = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes("/p/"))));
    await page.evaluate(`(${crash.toString()})()`);
    const dialog = page.getByRole("dialog", { name: "Pitchwright has stopped" });
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Download all" })).toBeFocused();
    const refused = await page.evaluate(() => { try { localStorage.setItem("pitchwright/v1/p/x", "nonsense"); return false; } catch { return true; } });
    expect(refused).toBe(true);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toContain("Morning-made-kinder");
    const after = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.includes("/p/"))));
    expect(after).toBe(before);
  });
}

test("a page that does not start twice opens the rescue the third time", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("dialog", { name: "Pitchwright has stopped" })).toBeVisible();
  await page.unroute("**/*.wasm");
  await page.evaluate(() => Object.getPrototypeOf(localStorage));
  await page.reload();
  await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
});
