// Prose: written as it looks, kept as Markdown. By bar, by keys, by paste; what the file then holds.
import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations, goTo, openDesk, saved, startExample } from "./support/desk";

const text = (page: Page) => page.getByRole("textbox", { name: "Text", exact: true });
const bar = (page: Page) => page.getByRole("toolbar", { name: "Formatting" });
const press = (page: Page, name: string) => bar(page).getByRole("button", { name, exact: true }).click();

/** A new pitch with an empty section that is open. */
async function writeSection(page: Page) {
  await openDesk(page);
  await page.getByRole("button", { name: "New pitch" }).click();
  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  await text(page).click();
}

/** The text of the open section as the file holds it. */
async function inFile(page: Page) {
  await saved(page);
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download JSON" }).click(),
  ]);
  const { pitch } = JSON.parse(readFileSync(await download.path(), "utf8"));
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return pitch.story.sections.find((section: { title: string }) => section.title === "New section").text ?? "";
}

/** Pastes as the browser does, with what other programs put on the clipboard. */
async function paste(page: Page, kinds: Record<string, string>) {
  await text(page).evaluate((region, kinds) => {
    const data = new DataTransfer();
    for (const [kind, value] of Object.entries(kinds)) data.setData(kind, value);
    region.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, kinds);
}

test("headings, emphasis and lists from the bar", async ({ page }) => {
  await writeSection(page);
  await press(page, "Heading");
  await expect(bar(page).getByRole("button", { name: "Heading" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.type("What we heard");
  await page.keyboard.press("Enter");
  await page.keyboard.type("You said ");
  await press(page, "Bold");
  await page.keyboard.type("one thing");
  await press(page, "Bold");
  await page.keyboard.type(" and ");
  await press(page, "Italic");
  await page.keyboard.type("meant");
  await press(page, "Italic");
  await page.keyboard.type(" another.");
  await page.keyboard.press("Enter");
  await press(page, "Bulleted list");
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("under it");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await press(page, "Quote");
  await page.keyboard.type("Milk is kind.");
  await expect(text(page).getByRole("heading", { name: "What we heard" })).toBeVisible();
  await expect(text(page).getByRole("listitem")).toHaveCount(3);
  await expect(page.getByText("17 words", { exact: true })).toBeVisible();
  expect(await inFile(page)).toBe(
    "# What we heard\n\nYou said **one thing** and *meant* another.\n\n- first\n  - under it\n- second\n\n> Milk is kind.");
});

test("keys and marks typed at the start of a line", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("## The idea");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1. one");
  await page.keyboard.press("Enter");
  await page.keyboard.type("two");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("bold");
  await page.keyboard.press("Control+b");
  await page.keyboard.type(" *not* italic | # 1. [x]");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- dash");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("> said");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("third");
  await page.keyboard.press("Control+Alt+3");
  expect(await inFile(page)).toBe(
    "## The idea\n\n1. one\n2. two\n\n**bold** \\*not\\* italic | # 1. \\[x]\n\n- dash\n\n> said\n\n### third");
});

test("lines are joined, parted and replaced without traces", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("# Head");
  await page.keyboard.press("Enter");
  await page.keyboard.type("tail");
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("-");
  expect(await inFile(page)).toBe("# Head-tail");
  await text(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- a");
  await page.keyboard.press("Enter");
  await page.keyboard.type("bc");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Enter");
  expect(await inFile(page)).toBe("# Head-tail\n\n- a\n- b\\\n  c");
  await text(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("New");
  expect(await inFile(page)).toBe("# New");
  await page.keyboard.press("Escape");
});

test("links", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("See our work");
  await page.keyboard.press("Shift+Control+ArrowLeft");
  await page.keyboard.press("Control+k");
  const address = page.getByRole("textbox", { name: "Address" });
  await expect(address).toBeFocused();
  await address.fill("javascript:alert(1)");
  await address.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "A link leads to" })).toBeVisible();
  await address.fill("halden.example/work");
  await address.press("Enter");
  await expect(text(page)).toBeFocused();
  await expect(text(page).getByRole("link", { name: "work" })).toHaveAttribute("href", "https://halden.example/work");
  await page.keyboard.type(", please.");
  expect(await inFile(page)).toBe("See our [work](https://halden.example/work), please.");
  await text(page).getByRole("link", { name: "work" }).click();
  await press(page, "Link");
  await page.getByRole("button", { name: "Remove link" }).click();
  expect(await inFile(page)).toBe("See our work, please.");
});

test("a table is written, grows and reaches the proposal", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("Before");
  await press(page, "Table");
  await page.keyboard.type("Channel");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Cinema | TV");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Radio");
  await press(page, "Remove column");
  await press(page, "Add row");
  await page.keyboard.type("Print");
  expect(await inFile(page)).toBe("Before\n\n|  |  |\n| --- | --- |\n|  |  |\n|  |  |\n| Print |  |");
  await goTo(page, "Proposal");
  await expect(page.locator(".leaf").getByRole("table").getByRole("rowheader", { name: "Print" })).toBeVisible();
});

test("what Word and web pages put on the clipboard is cleaned", async ({ page }) => {
  await writeSection(page);
  await paste(page, {
    "text/plain": "ignored",
    "text/html": `<html><head><style>p.MsoNormal{color:red}</style></head><body><!--StartFragment-->
<h2 style="color:#2F5496">Approach<o:p></o:p></h2>
<p class=MsoNormal>We <b>listen</b> and <span style="font-style:italic">answer</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>One</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Two</p>
<table><tr><td><p class=MsoNormal>A</p></td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>
<p class=MsoNormal><a href="https://a.example/b">link</a><img src="https://elsewhere.example/x.png" onerror="document.title='hit'"><script>document.title = "hit"</script></p>
<!--EndFragment--></body></html>`,
  });
  expect(await inFile(page)).toBe(
    "## Approach\n\nWe **listen** and *answer*.\n\n- One\n  - Two\n\n| A | B |\n| --- | --- |\n| C | D |\n\n[link](https://a.example/b)");
  expect(await page.title()).not.toContain("hit");
  expect(await text(page).locator("[style], [class], img, script").count()).toBe(0);

  await text(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await paste(page, { "text/plain": "# plain\n*text*\n\n- stays" });
  expect(await inFile(page)).toBe("\\# plain\\\n\\*text\\*\n\n\\- stays");
});

test("undo of the pitch takes back, and the caret stays", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("One.");
  await page.waitForTimeout(1_600);
  await press(page, "Bulleted list");
  await expect(text(page).getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(text(page).getByRole("listitem")).toHaveCount(0);
  await expect(text(page)).toHaveText("One.");
  await page.keyboard.type(" Two.");
  await expect(text(page)).toHaveText("One. Two.");
});

test("the Markdown is behind a switch", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("- one");
  const source = page.getByRole("switch", { name: "Markdown" });
  await source.click();
  await expect(text(page)).toHaveValue("- one");
  await text(page).fill("1. *eins*\n\n| a |\n|---|\n| b |");
  await source.click();
  await expect(text(page).getByRole("emphasis")).toHaveText("eins");
  await expect(text(page).getByRole("table").getByRole("columnheader")).toHaveText("a");
});

test("by keyboard alone, and without barriers", async ({ page }) => {
  await writeSection(page);
  await page.keyboard.type("- one");
  await page.keyboard.press("Shift+Tab");
  const button = (name: string) => bar(page).getByRole("button", { name, exact: true });
  await expect(button("Heading")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(button("Picture")).toBeFocused();
  await page.keyboard.press("Home");
  for (const name of ["Bold", "Italic", "Bulleted list", "Numbered list"]) {
    await page.keyboard.press("ArrowRight");
    await expect(button(name)).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("two");
  // Tab moves the item once, then there is nowhere deeper to go; Escape lets it leave at once.
  await page.keyboard.press("Tab");
  await expect(text(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("switch", { name: "Markdown" })).toBeFocused();
  expect(await inFile(page)).toBe("1. one\n   1. two");
  await expectNoViolations(page, "a section with prose");
});

test("all prose of the example looks as it reads, wide and narrow, light and dark", async ({ page }) => {
  await startExample(page);
  await goTo(page, "Story");
  await page.getByRole("grid", { name: "Sections" }).getByText("The insight").click();
  await expect(text(page).locator("blockquote")).toContainText("People do not leave dairy");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolations(page, "the story in the dark");
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await goTo(page, "Team");
  await page.getByRole("grid", { name: "People" }).getByText("Noor Haddad").first().click();
  await expect(page.getByRole("textbox", { name: "Biography" })).toContainText("Noor has run");
});
