// How a proposal is dressed and how its sections are laid out, told and used again.
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, goTo, saved, startExample } from "./support/desk";

const pages = (page: Page) => page.getByRole("status").filter({ hasText: /^\d+ pages?$/ });
const cover = (page: Page) => page.getByRole("region", { name: /^Page 1 of / });

/** Waits until the sheets are those of what was chosen. */
async function laid(page: Page, name: RegExp) {
  await expect(page.locator(".leaves")).toHaveClass(name);
  await expect(pages(page)).toBeVisible();
}

/** The least contrast of a text on the sheets with the fill behind it, by WCAG's formula. */
async function leastContrast(page: Page) {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const rgb = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]: number[]) => [r!, g!, b!].map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at]!, 0);
    let least = 21, words = "";
    for (const leaf of document.querySelectorAll(".leaf")) {
      for (const element of leaf.querySelectorAll("p, h2, h3, th, td, span")) {
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim());
        // The band of a cover is drawn behind its upper part.
        if (!own || element.closest(".cover-band .cover-top")) continue;
        let behind: Element | null = element;
        while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
        const [one, other] = [light(rgb(getComputedStyle(element).color)), behind ? light(rgb(getComputedStyle(behind).backgroundColor)) : 1];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < least) [least, words] = [contrast, element.textContent!.slice(0, 40)];
      }
    }
    return { least, words };
  });
}

test("four themes dress the same words, and a brand's colour can be read in all of them", async ({ page }) => {
  test.setTimeout(120_000);
  await startExample(page);
  await goTo(page, "Proposal");
  await laid(page, /theme-paper/);
  const said = async () => {
    const frames = await page.locator(".leaf-body").allInnerTexts();
    return frames.join(" ").replace(/\s+/g, " ").length;
  };
  const before = await said();
  for (const theme of ["Poster", "Journal", "Studio", "Paper"]) {
    await page.getByLabel("Theme").selectOption(theme);
    await laid(page, new RegExp(`theme-${theme.toLowerCase()}`));
    // Words that are repeated where a table goes on differ; nothing else does.
    expect(Math.abs(await said() - before) / before, theme).toBeLessThan(0.06);
    for (const colour of ["#ffd400", "#0a7", "#101010", "#e9e9ff"]) {
      await page.getByLabel("Colour of the brand").fill(colour);
      await page.keyboard.press("Enter");
      await expect.poll(() => page.locator(".leaves").evaluate((leaves) => getComputedStyle(leaves).getPropertyValue("--brand"))).toMatch(/^#[0-9a-f]{6}$/);
      const { least, words } = await leastContrast(page);
      expect(least, `${theme} in ${colour}: ${words}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  await page.getByLabel("Colour of the brand").fill("reddish");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("such as #1f44ab");
});

test("cover, faces and paper are chosen and kept", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Proposal");
  await page.getByLabel("Cover", { exact: true }).selectOption("Full colour");
  await page.getByLabel("Titles in").selectOption("Fraunces");
  await page.getByLabel("Text in").selectOption("Source Sans 3");
  await page.getByLabel("Paper").selectOption("Screen, 16:9");
  await laid(page, /theme-paper cover-full titles-fraunces text-source-sans/);
  const family = (of: string) => cover(page).locator(of).evaluate((element) => getComputedStyle(element).fontFamily);
  expect(await family(".cover-title")).toContain("Fraunces");
  const box = (await cover(page).boundingBox())!;
  expect(box.width / box.height).toBeCloseTo(16 / 9, 1);
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("Paper")).toHaveValue("Screen, 16:9");
  await laid(page, /cover-full titles-fraunces text-source-sans/);
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  // 254 mm by 142.875 mm, in points; as many pages as there are sheets.
  expect(pdf).toMatch(/MediaBox \[0 0 720(\.\d+)? 40[45]/);
  const sheets = Number((await pages(page).innerText()).split(" ")[0]);
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(sheets);
});

test("a section shows as much of the plan as is wanted, where it is wanted", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  const open = (title: string) => page.getByRole("grid", { name: "Sections" }).getByRole("row").filter({ hasText: title }).locator("[data-column='0']").click();
  const section = page.getByRole("region", { name: "Section", exact: true });
  await open("The plan to the day");
  await section.getByLabel("Shows").selectOption("Dates alone");
  await open("The investment");
  await section.getByLabel("Shows").selectOption("A sum for each group");
  await section.getByLabel("Begins on a new page").check();
  await goTo(page, "Proposal");
  await expect(pages(page)).toBeVisible();
  await expect(page.locator(".leaf .gantt")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Dates to hold" })).toBeVisible();
  const sheet = page.getByRole("region", { name: /^Page/ }).filter({ has: page.getByRole("heading", { name: /The investment/ }) });
  await expect(sheet.getByRole("heading").first()).toHaveText(/The investment/);
  await expect(sheet.getByRole("table").first().getByRole("row").filter({ hasText: "Creative" })).toHaveCount(1);
});

test("fields are put where one writes and follow the plan", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  const section = page.getByRole("region", { name: "Section", exact: true });
  const text = section.getByRole("textbox", { name: "Text" });
  await text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" It costs ");
  await section.getByText("Fields that fill themselves").click();
  await section.getByRole("searchbox", { name: "Find a field" }).fill("net tot");
  await section.getByRole("button", { name: "Insert net total", exact: true }).click();
  await page.keyboard.type(" and {{nothing}}.");
  await goTo(page, "Proposal");
  const said = page.getByRole("region", { name: /^Page 3 of/ });
  await expect(said).toContainText("It costs €585,830.88 and {{nothing}}.");
  await goTo(page, "Budget");
  await page.getByRole("textbox", { name: "Contingency" }).fill("0");
  await page.keyboard.press("Enter");
  const total = await page.getByRole("status", { name: "Net total", exact: true }).innerText();
  await goTo(page, "Proposal");
  await expect(said).toContainText(`It costs €${total} and`);
});

test("a section is duplicated, kept in the library and taken into another pitch", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  const sections = page.getByRole("grid", { name: "Sections" });
  const row = (title: string) => sections.getByRole("row").filter({ hasText: title });
  await row("Why Fieldnote").locator("[data-column='0']").click();
  await page.getByRole("button", { name: "Duplicate section" }).click();
  await expect(row("Why Fieldnote (copy)")).toHaveCount(1);
  await row(/^Why Fieldnote(?! \(copy)/).locator("[data-column='0']").click();
  await page.getByRole("button", { name: "Keep in library" }).click();
  await expect(page.getByText("“Why Fieldnote” is in the library, for every pitch.")).toBeVisible();
  await saved(page);
  await page.goto("./");
  await page.getByRole("button", { name: "New pitch" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();
  await goTo(page, "Story");
  await page.getByRole("combobox", { name: "From the library" }).selectOption("Why Fieldnote");
  await expect(row("Why Fieldnote")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Section", exact: true }).getByRole("textbox", { name: "Text" })).not.toBeEmpty();
  // Kept again, it takes the place of the one with its title.
  await page.getByRole("button", { name: "Keep in library" }).click();
  await expect(page.getByText("“Why Fieldnote” in the library is now as it is here.")).toBeVisible();
  await page.goto("./#/settings");
  const library = page.getByRole("grid", { name: "Library of sections" });
  await expect(library.getByRole("row").filter({ hasText: "Why Fieldnote" })).toHaveCount(1);
  await library.getByRole("row").filter({ hasText: "Why Fieldnote" }).locator("[data-column='0']").click();
  await page.keyboard.press("Control+Delete");
  await expect(library.getByRole("row").filter({ hasText: "Why Fieldnote" })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`design and outline have no violations, and hold on a narrow page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await startExample(page);
    await goTo(page, "Proposal");
    await page.getByLabel("Theme").selectOption("Poster");
    await laid(page, /theme-poster/);
    await expectNoViolations(page, "the proposal in the theme Poster");
    await goTo(page, "Story");
    await page.getByText("Fields that fill themselves").click();
    await expectNoViolations(page, "the story with its fields");
    await page.setViewportSize({ width: 390, height: 844 });
    for (const part of ["Story", "Proposal"]) {
      await page.goto(page.url().replace(/[a-z]+$/, part.toLowerCase()));
      await expect(page.getByRole("heading", { level: 1, name: part })).toBeAttached();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
  });
}
