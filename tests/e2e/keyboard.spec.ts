// Without a mouse: the example's budget priced from an empty grid, the focus where it belongs.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { cell, goTo, openDesk, saved, startExample } from "./support/desk";

const example = JSON.parse(readFileSync("assets/example.pitch.json", "utf8")).pitch;
const RECOMMENDED = "o-recommended";
const KINDS: Record<string, string> = { fee: "Fee", third_party: "Third party", media_commission: "Media at commission", expense: "Expense" };
const isIn = (entry: { options?: string[] }) => !entry.options || entry.options.includes(RECOMMENDED);
const money = (minor: number) => String(minor / 100);

/** The hours of a role in a phase, as the timeline has them. */
function hours(role: string, phase: string): string {
  const tasks = example.timeline.tasks.filter((task: any) => task.phase === phase && isIn(task));
  const all = tasks.flatMap((task: any) => task.assignments ?? []).filter((a: any) => a.role === role);
  return String(all.reduce((sum: number, a: any) => sum + Number(a.hours), 0));
}

test("the example is priced from an empty grid by keyboard alone", async ({ page }) => {
  test.setTimeout(180_000);
  let pressed = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) { pressed += 1; await page.keyboard.press(key); }
  };
  const write = async (text: string) => { pressed += text.length; await page.keyboard.type(text); };
  const focused = () => page.evaluate(() => {
    const active = document.activeElement as HTMLInputElement;
    return (active.getAttribute("aria-label") ?? active.labels?.[0]?.innerText ?? active.innerText).trim();
  });
  /** Goes on from focus to focus until it is on what has this name. */
  const reach = async (name: string, key = "Tab") => {
    for (let step = 0; step < 60; step++) {
      await press(key);
      if (await focused() === name) return;
    }
    throw new Error(`${name} is out of reach`);
  };
  const go = async (part: string, key: string) => {
    await reach(part, key);
    await press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: part })).toBeAttached();
  };

  await openDesk(page);
  await reach("New pitch");
  await press("Enter");
  await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();

  await go("Team", "Tab");
  await reach("Add role");
  await press("Enter");
  for (const [at, role] of example.team.roles.entries()) {
    if (at > 0) await press("Control+Enter");
    await write(role.name);
    await press("Tab");
    await write(role.discipline);
    await press("Tab");
    await write(money(role.bill_rate));
    await press("Tab");
    await write(money(role.cost_rate));
    await press("Enter");
  }
  await expect(page.getByRole("grid", { name: "Rate card" }).getByRole("row")).toHaveCount(example.team.roles.length + 1);

  await go("Budget", "Shift+Tab");
  const lines = example.budget.lines.filter(isIn);
  const groups = example.budget.groups.filter((group: any) => lines.some((line: any) => line.group === group.id));
  const roleName = (id: string) => example.team.roles.find((role: any) => role.id === id).name;
  const net = (id: string) => example.media.flights.find((flight: any) => flight.id === id).net;
  for (const group of groups) {
    await reach("Add group", group === groups[0] ? "Tab" : "Shift+Tab");
    await press("Enter");
    await write(group.name);
    await press("Enter");
    for (const line of lines.filter((line: any) => line.group === group.id)) {
      await press("Control+Enter");
      await write(line.name);
      await press("Tab");
      const kind = line.kind ?? "fee";
      // A line has the kind of the one above it.
      if (await focused() === KINDS[kind]) await press("ArrowRight");
      else {
        await write(KINDS[kind]!);
        await press("Tab");
      }
      if (kind === "fee") {
        await write(roleName(line.role));
        await press("Tab");
        await write(line.hours ?? hours(line.role, line.phase));
      } else {
        await press("ArrowRight");
        if (line.quantity) await write(line.quantity);
        await press(line.quantity ? "Tab" : "ArrowRight");
        await write(money(line.flight ? net(line.flight) : line.unit_cost));
        const factor = line.markup ?? line.commission;
        if (factor) {
          await press("Tab");
          await write(factor);
        }
      }
      await press("Enter");
    }
  }
  await reach("Add option");
  await press("Enter");
  await write("Recommended");
  await press("Tab", "ArrowRight");
  await write("5%");
  await press("Enter");
  await reach("Contingency");
  await write("7.5");
  await press("Enter");

  // The example's own figures.
  await expect(page.getByRole("status", { name: "Net total", exact: true })).toHaveText("585,830.88");
  await expect(page.getByRole("status", { name: "Profit", exact: true })).toHaveText("114,764.38");
  await expect(page.getByRole("status", { name: "Fee hours", exact: true })).toHaveText("1,204");
  await saved(page);
  // In ten minutes, by somebody who presses five keys a second.
  expect(pressed).toBeLessThan(3_000);
});

test("a frame that comes late takes the focus from nobody", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Budget");
  await cell(page, "Budget lines", "Strategist", 3).click();
  await page.evaluate(() => {
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) => frame(() => { setTimeout(() => act(performance.now()), 700); });
  });
  await page.keyboard.press("F2");
  await page.keyboard.press("Enter");
  await page.evaluate(() => [...document.querySelectorAll("button")].find((button) => button.innerText.trim() === "Add option")!.focus());
  await page.keyboard.press("Enter");
  await page.keyboard.type("Lean", { delay: 50 });
  await page.waitForTimeout(900);
  await page.keyboard.type("er");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Options", "Leaner", 0)).toBeFocused();
});
