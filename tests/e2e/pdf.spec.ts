// The proposal as a PDF file made without the print dialog: the sheets as they are shown, page for
// page and word for word, with bookmarks, links and tags, and with the pitch inside.
import { readFileSync } from "node:fs";
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { expectNoViolations, goTo, laidOut, openDesk, startExample } from "./support/desk";
import { addresses, bookmarks, facts, links, pages, structure, unpacked } from "./support/pdf.mjs";

const THEMES = ["Paper", "Poster", "Journal", "Studio"];

async function openProposal(page: Page) {
  await goTo(page, "Proposal");
  await laidOut(page);
}

/** Opens a pitch from a file. */
async function openPitch(page: Page, pitch: unknown) {
  await openDesk(page);
  const buffer = Buffer.from(JSON.stringify(pitch));
  await page.getByLabel("Pitch files").setInputFiles({ name: "changed.pitch.json", mimeType: "application/json", buffer });
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await openProposal(page);
}

async function download(page: Page, info: TestInfo, name: string) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download PDF" }).click(),
  ]);
  const path = info.outputPath(`${name}.pdf`);
  await file.saveAs(path);
  return { path, name: file.suggestedFilename() };
}

/** The words of every sheet on screen, those of pictures too. Tables behind charts are there to be
 * read aloud: nobody sees them. */
async function shown(page: Page): Promise<string[]> {
  const hide = (hidden: boolean) =>
    page.locator(".leaf .chart-figures").evaluateAll((tables, hidden) => {
      for (const table of tables) (table as HTMLElement).hidden = hidden;
    }, hidden);
  await hide(true);
  const texts = await page.locator(".leaf").allInnerTexts();
  await hide(false);
  return texts;
}

const plain = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
const letters = (text: string) => [...plain(text)].sort().join("");
const words = (text: string) => text.normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean).sort();

/** The example, with a change. */
function example(change: (pitch: any) => void) {
  const file = JSON.parse(readFileSync("assets/example.pitch.json", "utf8"));
  change(file.pitch);
  return file;
}

test("the file is what is shown, page for page and word for word, in every theme and on every paper", async ({ page }, info) => {
  test.setTimeout(300_000);
  await startExample(page);
  await openProposal(page);
  const papers = [
    { name: "A4", class: "a4", size: [595.3, 841.9] },
    { name: "US Letter", class: "letter", size: [612, 792] },
    { name: "Screen, 16:9", class: "screen", size: [720, 405] },
  ];
  for (const paper of papers) {
    await page.getByLabel("Paper", { exact: true }).selectOption(paper.name);
    await expect(page.locator(`.leaf.${paper.class}`).first()).toBeVisible();
    for (const theme of THEMES) {
      await page.getByLabel("Theme", { exact: true }).selectOption(theme);
      await expect(page.locator(`.leaves.theme-${theme.toLowerCase()}`)).toBeVisible();
      const made = await download(page, info, `${theme}-${paper.class}`);
      const sheets = await shown(page);
      const texts = pages(made.path);
      expect(texts.length, `${theme} on ${paper.name}`).toBe(sheets.length);
      for (const [index, sheet] of sheets.entries()) {
        // What a style sheet writes before the numbers of sections is no word of the page.
        const text = (texts[index] ?? "").replace(/№ ?/gu, "");
        const where = `${theme} on ${paper.name}, page ${index + 1}`;
        expect.soft(letters(text), where).toBe(letters(sheet));
        const missing = words(sheet).filter((word) => !plain(text).includes(plain(word)));
        expect.soft(missing, where).toEqual([]);
      }
      const ways = await page.locator(".leaf").evaluateAll((all) => all.map((leaf) => leaf.classList.contains("landscape")));
      const [short, long] = [...paper.size].sort((a, b) => a - b);
      for (const [index, [width, height]] of facts(made.path).sizes.entries()) {
        const lies = ways[index] || paper.class === "screen";
        expect.soft(Math.abs(width - (lies ? long! : short!)), `width of page ${index + 1}`).toBeLessThan(0.2);
        expect.soft(Math.abs(height - (lies ? short! : long!)), `height of page ${index + 1}`).toBeLessThan(0.2);
      }
    }
  }
});

test("bookmarks and the contents lead to their pages, and the file says what it is", async ({ page }, info) => {
  await startExample(page);
  await openProposal(page);
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(new URL(worker.url()).pathname));
  const made = await download(page, info, "a4");
  expect(workers).toHaveLength(1);
  expect(workers[0]).toMatch(/^\/desk\/pdf-[0-9a-f]{16}\.js$/);
  expect(made.name).toMatch(/^Halden Dairy Co-operative – Morning, made kinder.*\.pdf$/);
  await expect(page.getByRole("button", { name: "Download PDF" })).toBeVisible();

  const entries = await page.locator(".contents-entry").evaluateAll((lines) =>
    lines.map((line) => ({
      title: `${line.querySelector(".contents-number")?.textContent} ${line.querySelector(".contents-name")?.textContent}`,
      page: Number(line.querySelector(".contents-page")?.textContent),
    })));
  expect(entries.length).toBeGreaterThan(5);
  const sections = bookmarks(made.path).filter((mark) => mark.depth === 1).map(({ title, page }) => ({ title, page }));
  expect(sections).toEqual([{ title: "Contents", page: 2 }, ...entries]);
  const headings = bookmarks(made.path).filter((mark) => mark.depth === 2);
  expect(headings.length).toBeGreaterThan(5);
  const texts = pages(made.path).map((text) => text.replace(/\s+/g, " "));
  for (const mark of headings) expect.soft(texts[mark.page - 1]).toContain(mark.title);
  const led = links(made.path, 2);
  expect(led.map((link) => link.page)).toEqual(entries.map((entry) => entry.page));
  expect(led.map((link) => link.says)).toEqual(entries.map((entry) => `${entry.title} ${entry.page}`));

  const { named } = facts(made.path);
  expect(named.get("Title")).toContain("Morning, made kinder");
  expect(named.get("Author")).toBe("Fieldnote");
  expect(named.get("Creator")).toBe("Pitchwright");
  expect(named.get("Tagged")).toBe("yes");
  expect(named.get("CreationDate")).toContain("2027");
});

test("it is tagged: headings, lists, tables that go on as one, pictures with their words", async ({ page }, info) => {
  await startExample(page);
  await openProposal(page);
  const { path } = await download(page, info, "tagged");
  const tree = structure(path);
  const count = (tag: string) => [...tree.matchAll(new RegExp(`^\\s*${tag}\\b`, "gm"))].length;
  expect(count("H1")).toBe(1);
  expect(count("H2")).toBe(await page.locator(".leaf .section-title, .leaf .contents-title").count());
  expect(count("H3")).toBe(await page.locator(".leaf .heading").count());
  expect(count("Figure")).toBe(await page.locator(".leaf svg[role=img], .leaf img[alt]:not([alt=\"\"])").count());
  // A table that goes on on the next page is one table, and its head is read once.
  const tables = await page.locator(".leaf .table").count();
  const goingOn = await page.locator(".leaf .table caption").filter({ hasText: "(continued)" }).count();
  expect(goingOn).toBeGreaterThan(1);
  expect(count("Table")).toBe(tables - goingOn);
  expect(count("TR")).toBe(
    await page.locator(".leaf .table tbody tr:not(.carried)").count() + await page.locator(".leaf .table:not(:has(caption:text('(continued)'))) thead tr").count(),
  );
  expect(tree).not.toContain("(continued)");
  expect(tree).not.toContain("Carried forward");
  expect(tree).not.toMatch(/page 3 of/);
  const cells = await page.locator(".leaf .table tbody tr:not(.carried) td").count();
  expect(count("TD")).toBe(cells + await page.locator(".leaf .table:not(:has(caption:text('(continued)'))) thead td").count());
  // What begins a page is not taken for the end of what stood on the one before.
  const members = await page.locator(".leaf .member-name").allInnerTexts();
  expect(members.length).toBeGreaterThan(5);
  for (const name of members) expect.soft(tree).toMatch(new RegExp(`P \\(block\\)\n\\s+"${name} ?"`));
  // In the order of the document.
  const order = ["Dear Ines", "The insight", "The plan to the day", "How it is paid", "Agreed"].map((title) => tree.lastIndexOf(title));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("it opens again as the client's copy, and holds nothing that is the agency's own", async ({ page, browser }, info) => {
  const secret = "Zwischenblatt";
  const file = example((pitch) => {
    pitch.client.notes = secret;
    pitch.client.next_action = secret;
    for (const contact of pitch.client.contacts) Object.assign(contact, { email: secret, phone: secret, part: secret });
    for (const part of ["background", "audience", "insight", "proposition", "tone", "mandatories", "competitors"]) pitch.brief[part] = secret;
    for (const role of pitch.team.roles) role.cost_rate = 98_765_431;
    for (const entry of pitch.journal.entries) entry.text = secret;
    pitch.story.sections.push({ id: "s-internal", title: secret, text: secret, internal: true });
  });
  await openPitch(page, file);
  const { path } = await download(page, info, "given");
  const all = unpacked(path);
  // What is looked for is found where it is meant to be.
  expect(all.includes("Morning, made kinder")).toBe(true);
  for (const word of [secret, "98765431"]) {
    expect(all.includes(word), word).toBe(false);
    expect(all.includes(Buffer.from(word, "utf16le").swap16()), word).toBe(false);
  }
  const text = pages(path).join("\n");
  expect(text).not.toContain(secret);
  expect(text).not.toContain("987,654");

  const other = await browser.newPage();
  await openDesk(other);
  await other.getByLabel("Pitch files").setInputFiles(path);
  await expect(other.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await other.close();
});

test("letters that no shipped font has are seen, read and found", async ({ page }, info) => {
  const file = example((pitch) => {
    pitch.client.organisation = "東京ミルク";
    pitch.story.sections[0].text = "Приветъ → [the dairy](https://example.org/milk) and `code` 🥛, Łódź.";
  });
  await openPitch(page, file);
  const { path } = await download(page, info, "letters");
  const text = pages(path).join("\n").normalize("NFKC");
  const missing = ["東京ミルク", "Приветъ", "→", "code", "🥛", "Łódź"].filter((word) => !text.includes(word));
  expect(missing).toEqual([]);
  expect(addresses(path)).toContain("https://example.org/milk");
});

test("pages that are turned upright are upright", async ({ page }, info) => {
  await startExample(page);
  await openProposal(page);
  await page.getByLabel("Turn landscape pages upright").check();
  await expect(page.locator(".leaf.turned").first()).toBeVisible();
  const { path } = await download(page, info, "turned");
  for (const [width, height] of facts(path).sizes) expect(height).toBeGreaterThan(width);
  const number = (await page.locator(".leaf").evaluateAll((all) => all.findIndex((leaf) => leaf.classList.contains("turned")))) ;
  const sheets = await shown(page);
  expect(letters(pages(path)[number] ?? "")).toBe(letters(sheets[number] ?? ""));
});

test("it can be cancelled, and what cannot be fetched is said", async ({ page, context }) => {
  await startExample(page);
  await openProposal(page);
  // Ready, and then never done.
  await context.route(/pdf-[0-9a-f]+\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", headers: { "cache-control": "no-store" }, body: 'postMessage(JSON.stringify("ready")); onmessage = () => postMessage(JSON.stringify({ progress: { done: 1, of: 4 } }));' }));
  await page.getByRole("button", { name: "Download PDF" }).focus();
  await page.keyboard.press("Enter");
  const progress = page.getByRole("progressbar", { name: "Making the PDF" });
  await expect(progress).toHaveAttribute("value", "62");
  await expectNoViolations(page, "a PDF being made");
  // The button stays where it is, under another name.
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(progress).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
  await expect(page.getByRole("button", { name: "Download PDF" })).toBeFocused();

  await context.unroute(/pdf-[0-9a-f]+\.js$/);
  await context.route(/pdf-[0-9a-f]+\.js$/, (route) => route.abort());
  await page.getByRole("button", { name: "Download PDF" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "could not be fetched" })).toBeVisible();
});

test("a PDF without a pitch is refused in words", async ({ page }) => {
  await openDesk(page);
  const open = (name: string, buffer: Buffer) =>
    page.getByLabel("Pitch files").setInputFiles({ name, mimeType: "application/pdf", buffer });
  await open("invoice.pdf", Buffer.from("%PDF-1.4\n%\xff\xff\n1 0 obj\n<<>>\nendobj\n", "latin1"));
  await expect(page.getByText("invoice.pdf was not opened. This PDF holds no pitch that can be found.")).toBeVisible();
  await open("cut.pdf", Buffer.from('%PDF-1.7\nstream\n{"format":"pitchwright-pitch","version":1,', "latin1"));
  await expect(page.getByText("cut.pdf was not opened. The PDF is cut off")).toBeVisible();
});
