// Pictures: taken in, scaled, shown on the sheets, carried in files, and never what a client is
// not to see.
import { expect, test, type Page, type TestInfo } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";
import { cell, expectNoViolations, goTo, laidOut, openDesk, saved, startExample } from "./support/desk";

const SECRET = "53.5511N 9.9937E camera of a certain person";

/** How wide the example's own logo, cover and drawings are. */
const OWN = [640, 900, 1100, 1600];
const DRAWINGS = 5;

/** A photograph of this size, with what a camera writes into it. */
async function photograph(page: Page, info: TestInfo, name: string, width: number, height: number): Promise<string> {
  const data = await page.evaluate(([width, height, name]) => {
    const canvas = document.createElement("canvas");
    canvas.width = width as number;
    canvas.height = height as number;
    const context = canvas.getContext("2d")!;
    const sweep = context.createLinearGradient(0, 0, canvas.width, canvas.height);
    sweep.addColorStop(0, "#e4572e");
    sweep.addColorStop(1, "#17bebb");
    context.fillStyle = sweep;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.font = "200px serif";
    context.fillStyle = "white";
    context.fillText(String(name), 80, 300);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]!;
  }, [width, height, name] as const);
  const plain = Buffer.from(data, "base64");
  const words = Buffer.from(`Exif\0\0${SECRET}`);
  const head = Buffer.from([0xff, 0xe1, (words.length + 2) >> 8, (words.length + 2) & 0xff]);
  const path = info.outputPath(`${name}.jpg`);
  writeFileSync(path, Buffer.concat([plain.subarray(0, 2), head, words, plain.subarray(2)]));
  return path;
}

async function openConcept(page: Page) {
  await goTo(page, "Story");
  await cell(page, "Sections", "The second sip", 0).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The second sip");
  await expect(page.getByRole("group", { name: "Pictures" })).toBeVisible();
}

async function downloadJson(page: Page, info: TestInfo): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download JSON" }).click(),
  ]);
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  await page.keyboard.press("Escape");
  return path;
}

/** The images on the sheets beside the example's own drawings: what they say and how large they are. */
async function onSheets(page: Page): Promise<{ alt: string; wide: number }[]> {
  await goTo(page, "Proposal");
  await laidOut(page);
  await expect.poll(() => page.locator(".picture-waits").count()).toBe(0);
  await page.locator(".leaf img").evaluateAll((all) => Promise.all(all.map((image) => (image as HTMLImageElement).decode())));
  const images = await page.locator(".leaf img").evaluateAll((all) =>
    all.map((image) => ({ alt: (image as HTMLImageElement).alt, wide: (image as HTMLImageElement).naturalWidth })));
  return images.filter((image) => !OWN.includes(image.wide));
}

test("a board of pictures is scaled, bared of its camera, kept, printed and carried", async ({ page, browser }, info) => {
  await startExample(page);
  const files = [
    await photograph(page, info, "harbour", 3200, 2000),
    await photograph(page, info, "kitchen", 700, 900),
  ];
  await openConcept(page);
  const board = page.getByRole("list", { name: "Pictures" });
  await page.getByLabel("File for: Add pictures…").setInputFiles(files);
  await expect(board.getByRole("listitem")).toHaveCount(2);
  await board.getByRole("textbox", { name: "Description" }).first().fill("The harbour before the first ferry");
  await board.getByRole("textbox", { name: "Caption" }).first().fill("Six in the morning");
  await expect(page.getByText(/They take [\d.,]+ [KM]B of this browser\./)).toBeVisible();
  await expectNoViolations(page, "the pictures of a section");

  // One step takes one picture back.
  await board.getByRole("button", { name: "Move picture up" }).nth(1).click();
  await expect(board.getByRole("textbox", { name: "Caption" }).nth(1)).toHaveValue("Six in the morning");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(board.getByRole("textbox", { name: "Caption" }).first()).toHaveValue("Six in the morning");
  await saved(page);

  await page.reload();
  let seen = await onSheets(page);
  expect(seen).toEqual([
    { alt: "The harbour before the first ferry", wide: 2000 },
    { alt: "", wide: 700 },
  ]);
  await expect(page.locator(".leaf figcaption").filter({ hasText: "Six in the morning" })).toBeVisible();

  const path = await downloadJson(page, info);
  const file = readFileSync(path, "utf8");
  const carried = Object.entries(JSON.parse(file).pictures as Record<string, string>);
  expect(carried).toHaveLength(DRAWINGS + 2);
  const photographs = carried.filter(([name]) => name.endsWith(".jpg"));
  expect(photographs).toHaveLength(2);
  for (const [name, data] of photographs) {
    expect(name).toMatch(/^picture:[0-9a-f]{32}-(2000x1250|700x900)\.jpg$/);
    expect(Buffer.from(data, "base64").toString("latin1")).not.toContain(SECRET);
  }

  // Somebody else opens the file.
  const elsewhere = await (await browser.newContext()).newPage();
  await openDesk(elsewhere);
  await elsewhere.getByLabel("Pitch files").setInputFiles(path);
  await expect(elsewhere.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  seen = await onSheets(elsewhere);
  expect(seen.map((image) => image.wide)).toEqual([2000, 700]);
  // And where the pictures are lost, that is said in their place, and the file is made without.
  await elsewhere.evaluate(() => new Promise((done) => {
    const request = indexedDB.open("pitchwright-pictures");
    request.onsuccess = () => {
      const transaction = request.result.transaction("pictures", "readwrite");
      transaction.objectStore("pictures").clear();
      transaction.oncomplete = () => done(undefined);
    };
  }));
  await elsewhere.reload();
  expect(await onSheets(elsewhere)).toEqual([]);
  await expect(elsewhere.getByRole("img", { name: "The harbour before the first ferry" })).toHaveText("This picture is not in this browser.");
  await downloadJson(elsewhere, info);
  await expect(elsewhere.getByText("without 7 of its pictures")).toBeVisible();
});

test("a picture stands among the words, with a description, and goes by its button", async ({ page }, info) => {
  await startExample(page);
  const file = await photograph(page, info, "market", 800, 500);
  await goTo(page, "Story");
  await cell(page, "Sections", "The insight", 0).click();
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await expect(page.getByRole("toolbar", { name: "Formatting" }).getByRole("button", { name: "Picture", exact: true })).toBeVisible();
  await page.getByLabel("Pictures for the text").setInputFiles(file);
  const words = text.getByRole("textbox", { name: "Description of the picture" });
  await expect(words).toBeVisible();
  await words.fill("A market at noon");
  await expect(words).toHaveValue("A market at noon");
  await page.getByRole("switch", { name: "Markdown" }).click();
  await expect(text).toHaveValue(/!\[A market at noon\]\(picture:[0-9a-f]{32}-800x500\.jpg\)/);
  await page.getByRole("switch", { name: "Markdown" }).click();
  expect(await onSheets(page)).toEqual([{ alt: "A market at noon", wide: 800 }]);

  await goTo(page, "Story");
  await cell(page, "Sections", "The insight", 0).click();
  await text.getByRole("button", { name: "Remove picture" }).click();
  await expect(text.getByRole("button", { name: "Remove picture" })).toHaveCount(0);
  expect(await onSheets(page)).toEqual([]);
});

test("logo and cover picture come from the house style and go to the client; what is hidden does not", async ({ page }, info) => {
  await openDesk(page);
  const cover = await photograph(page, info, "cover", 1500, 1000);
  const hidden = await photograph(page, info, "hidden", 700, 701);
  const logo = info.outputPath("logo.svg");
  writeFileSync(logo, `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"><script>alert(1)</script><rect width="80" height="80" fill="#b3261e"/></svg>`);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("textbox", { name: "Agency name" }).fill("Fieldnote");
  await page.getByLabel("File for: Choose logo").setInputFiles(logo);
  await expect(page.getByRole("group", { name: "Logo" }).getByRole("img", { name: "Logo" })).toBeVisible();
  await page.getByRole("textbox", { name: "Colour of the brand" }).fill("#b3261e");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Studio");
  await page.reload();
  await expect(page.getByRole("group", { name: "Logo" }).getByRole("img", { name: "Logo" })).toBeVisible();
  await expect(page.getByText(/Beside them in its database: 1 picture, [\d.,]+ KB\./)).toBeVisible();
  await expectNoViolations(page, "the house style");

  await page.getByRole("link", { name: "Pitches" }).first().click();
  await page.getByRole("button", { name: "New pitch" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("A new one");
  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  await page.keyboard.type("Seen");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add section" }).click();
  await page.keyboard.type("Hidden");
  await page.keyboard.press("Enter");
  await cell(page, "Sections", "Hidden", 0).click();
  await page.getByRole("checkbox", { name: "The client sees this section" }).uncheck();
  await page.getByLabel("File for: Add pictures…").setInputFiles(hidden);
  await expect(page.getByRole("list", { name: "Pictures" }).getByRole("listitem")).toHaveCount(1);
  await goTo(page, "Proposal");
  await expect(page.getByRole("combobox", { name: "Theme" })).toHaveValue("Studio");
  await page.getByLabel("File for: Choose cover picture").setInputFiles(cover);
  await expect.poll(async () => (await onSheets(page)).map((image) => image.wide)).toEqual([1500, 2000]);
  await expect(page.locator(".leaf").getByRole("img", { name: "Fieldnote" })).toBeVisible();

  await page.getByRole("button", { name: "Share" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download web page" }).click(),
  ]);
  const path = info.outputPath("page.html");
  await download.saveAs(path);
  const given = readFileSync(path, "utf8");
  expect(given.match(/data-picture="picture:[^"]+"/g)).toHaveLength(2);
  expect(given).not.toContain("700x701");
  expect(given).not.toContain("alert(1)");
});

test("what is no picture is refused in words", async ({ page }, info) => {
  await startExample(page);
  await openConcept(page);
  const file = info.outputPath("words.png");
  writeFileSync(file, "These are words.");
  await page.getByLabel("File for: Add pictures…").setInputFiles(file);
  await expect(page.getByText("words.png was not taken: the browser cannot read it as a picture.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Pictures" }).getByRole("listitem")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add pictures…", exact: true })).toBeEnabled();
});
