// Languages: German as the browser asks for it and as it is chosen, whole on every screen, and what
// is said when its words cannot be fetched.
import { createHash } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { type } from "./support/desk";

const PARTS = ["", "/brief", "/story", "/timeline", "/budget", "/media", "/team", "/proposal", "/history"];
const DESK = ["", "clients", "people", "settings"];

async function openGerman(page: Page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: "Neuer Pitch" })).toBeVisible();
}

async function example(page: Page, name: string | RegExp = "Mit dem Beispiel beginnen") {
  await page.getByRole("button", { name }).click();
  await expect(page).toHaveURL(/#\/pitch\//);
  await expect(page.locator("main h1")).toBeVisible();
  return new URL(page.url()).hash;
}

/** Goes through every screen of the desk and of a pitch. */
async function everywhere(page: Page, pitch: string, look: (place: string) => Promise<void>) {
  for (const part of PARTS) {
    await page.evaluate((hash) => { location.hash = hash; }, pitch + part);
    await expect(page.locator("main h1, main h2").first()).toBeVisible();
    await page.waitForTimeout(400);
    await look(part || "overview");
  }
  for (const part of DESK) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/${part}`);
    await expect(page.locator("main h1").first()).toBeVisible();
    await page.waitForTimeout(400);
    await look(part || "pitches");
  }
}

test.describe("a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("is answered in German, from the first word to the figures", async ({ page }) => {
    await openGerman(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await example(page);
    await expect(page.getByRole("navigation").getByRole("link", { name: "Zeitplan" })).toBeVisible();
    await expect(page.getByText("In Arbeit").first()).toBeVisible();
    // Dates and amounts are written as in Austria.
    await expect(page.getByText("3. Mai 2027").first()).toBeVisible();
    await page.getByRole("link", { name: "Budget", exact: true }).click();
    await expect(page.getByRole("columnheader", { name: "Menge" })).toBeVisible();
    await page.getByRole("button", { name: "Position hinzufügen" }).click();
    await page.keyboard.type("Fotorechte");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row", { name: /Fotorechte/ })).toBeVisible();
    // What is taken back is named in German too.
    await page.keyboard.press("Escape");
    const undo = page.getByRole("button", { name: /^Rückgängig/ });
    await expect(undo).toHaveAttribute("title", /Position/);
    await undo.click();
    await undo.click();
    await expect(page.getByRole("row", { name: /Fotorechte/ })).toHaveCount(0);
  });

  test("figures, dates and durations are read as Germans type them", async ({ page }) => {
    await openGerman(page);
    await page.getByRole("button", { name: "Neuer Pitch" }).click();
    await page.getByRole("link", { name: "Zeitplan" }).click();
    await page.getByRole("button", { name: "Aufgabe hinzufügen" }).click();
    await page.keyboard.type("Konzept");
    await page.keyboard.press("Enter");
    const cell = (column: number) => page.getByRole("treegrid", { name: "Aufgaben des Zeitplans" }).getByRole("row", { name: /Konzept/ }).locator(`[data-column="${column}"]`);
    await type(page, cell(2), "2 Wochen");
    await expect(cell(2)).toHaveText("10d");
    // A comma within a number is no comma between two people.
    await page.getByRole("link", { name: "Team", exact: true }).click();
    await page.getByRole("button", { name: "Rolle hinzufügen" }).click();
    await page.keyboard.type("Texter");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Zeitplan" }).click();
    await type(page, cell(6), "Texter 1,5h");
    await expect(cell(6)).toHaveText("Texter 1,5h");
    // The plan's, above that of the chosen task.
    const start = page.getByRole("textbox", { name: "Beginn", exact: true }).first();
    await start.fill("12. Mai 2027");
    await page.keyboard.press("Enter");
    await expect(start).toHaveValue("12. Mai 2027");
    await page.getByRole("link", { name: "Briefing" }).click();
    await page.getByRole("textbox", { name: "Gewinnchance" }).fill("37,5 %");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Gewinnchance" })).toHaveValue(/37,5/);
    await page.getByRole("textbox", { name: "Gewinnchance" }).fill("viel");
    await page.keyboard.press("Enter");
    await expect(page.getByText(/„viel“ ist keine/)).toBeVisible();
  });

  test("English is chosen in the settings and stays chosen; so does the browser's language", async ({ page }) => {
    await openGerman(page);
    await page.goto("./#/settings");
    await page.getByRole("combobox", { name: "Sprache" }).selectOption("English");
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.reload();
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
    await page.getByRole("combobox", { name: "Language" }).selectOption("As the browser says");
    await expect(page.getByRole("heading", { name: "Einstellungen", level: 1 })).toBeVisible();
  });

  test("no screen has a violation that axe knows, runs out sideways, or cuts a head or a button", async ({ page }) => {
    test.setTimeout(180_000);
    await openGerman(page);
    const pitch = await example(page);
    for (const [width, scheme] of [[1440, "light"], [390, "dark"]] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await everywhere(page, pitch, async (place) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, `${place} at ${width} runs out sideways`).toBeLessThanOrEqual(0);
        const cut = await page.evaluate(() => [...document.querySelectorAll("main button, main [role=columnheader], main th, main label")]
          .filter((one) => one.checkVisibility() && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && !one.closest(".folio, .unseen") && !one.matches(".unseen"))
          .map((one) => one.textContent));
        expect(cut, `${place} at ${width}`).toEqual([]);
        if (width === 1440) {
          const { violations } = await new AxeBuilder({ page }).exclude(".folio").analyze();
          expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 3)]), place).toEqual([]);
        }
      });
    }
  });

  test("every word of the page comes out of the catalogue", async ({ page }) => {
    test.setTimeout(120_000);
    // A language of its own: what the catalogue says is set in brackets, so what is not stands out.
    await page.route(/words-de-.*\.tsv$/, async (route) => {
      await route.fulfill({ body: bracketed(await (await route.fetch()).text()) });
    });
    await page.route(/\/desk\/$/, async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const [, file] = /name="words-de" content="(\S+) /.exec(html)!;
      const words = await (await page.request.get(new URL(file!, response.url()).href)).text();
      const hash = `sha384-${createHash("sha384").update(bracketed(words)).digest("base64")}`;
      await route.fulfill({ response, body: html.replace(/(name="words-de" content="\S+ )[^"]+/, `$1${hash}`) });
    });
    await page.goto("./");
    const pitch = await example(page, /Mit dem Beispiel beginnen/);
    const file = await (await page.request.get("./example.pitch.json")).json();
    const own = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === "string") for (const word of value.match(/\p{L}+/gu) ?? []) own.add(word.toLowerCase());
      else if (value && typeof value === "object") Object.values(value).forEach(collect);
    };
    collect(file.pitch);
    // What no language has another word for.
    for (const word of ["Pitchwright", "English", "Deutsch", "EUR", "h", "d", "A", "Noto", "MIT", "holidays", "https", "PDF", "JSON"]) own.add(word.toLowerCase());
    const unsaid = new Map<string, string>();
    await everywhere(page, pitch, async (place) => {
      const texts = await page.evaluate(() => {
        const found: string[] = [];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const text = walk.currentNode.textContent!.trim();
          // Sheets are the client's; regions are named in their own language.
          const parent = walk.currentNode.parentElement!;
          if (text && !parent.closest(".galley, option, script, noscript, style, time")) found.push(text);
        }
        for (const one of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
          if (one.closest(".galley")) continue;
          for (const name of ["aria-label", "title", "placeholder"]) if (one.getAttribute(name)) found.push(one.getAttribute(name)!);
        }
        return found;
      });
      for (const text of texts) {
        const bare = text.replace(/⟦[^⟦⟧]*⟧/gu, " ").replace(/⟦[^⟦⟧]*⟧/gu, " ");
        const words = (bare.match(/\p{L}{2,}/gu) ?? []).filter((word) => !own.has(word.toLowerCase()) && !MONTHS.test(word));
        if (words.length > 0) unsaid.set(text, place);
      }
    });
    expect([...unsaid]).toEqual([]);
  });

  test("what cannot be fetched is said, and the page speaks English", async ({ page }) => {
    await page.route(/words-de-.*\.tsv$/, (route) => route.abort());
    await page.goto("./");
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByText(/Die deutschen Texte konnten nicht geladen werden/)).toBeVisible();
  });

  test("where the page does not start, the rescue speaks German, also when its words come later", async ({ page }) => {
    await page.route(/_bg\.wasm$/, (route) => route.abort());
    await page.route(/rescue-de-.*\.json$/, async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      await route.continue();
    });
    await page.goto("./");
    const dialog = page.getByRole("dialog", { name: "Pitchwright ist stehen geblieben" });
    await expect(dialog.getByRole("button", { name: "Alle herunterladen" })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Neu laden" })).toBeVisible();
  });

  test("the rescue does not wait for words that do not come", async ({ page }) => {
    await page.route(/_bg\.wasm$/, (route) => route.abort());
    await page.route(/rescue-de-.*\.json$/, () => { /* nobody answers */ });
    await page.goto("./");
    const dialog = page.getByRole("dialog", { name: "Pitchwright has stopped" });
    await expect(dialog.getByRole("button", { name: "Download all" })).toBeVisible();
  });

  test("the spreadsheet and the client's web page are German too", async ({ page }) => {
    await openGerman(page);
    const pitch = await example(page);
    await page.goto(`./${pitch}/proposal`);
    await page.getByRole("button", { name: "Teilen" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: /Webseite/ }).first().click();
    const text = await streamed(await (await download).createReadStream());
    expect(text).toContain('lang="de"');
    expect(text).toContain("Zeitplan");
  });
});

test.describe("a browser that asks for a language that is not spoken here", () => {
  test.use({ locale: "fr-FR" });

  test("is answered in English, with figures of its own", async ({ page }) => {
    await page.goto("./");
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await example(page, "Start from the example");
    await expect(page.getByText(/585\s831\s€/).first()).toBeVisible();
  });
});

const MONTHS = /^(Jän|Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sep|Sept|Okt|Nov|Dez|Jänner|Januar|Februar|April|August|September|Oktober|November|Dezember|Mo|Di|Mi|Do|Fr|Sa|So)\.?$/;

/** The catalogue with all that it says in brackets. */
function bracketed(catalogue: string) {
  return catalogue.split("\n").map((line) => line.split("\t")).map(([english, said]) => `${english}\t${marked(said!)}`).join("\n");
}

/** A text of the catalogue in brackets, its places for values outside of them. */
function marked(said: string) {
  return said.split(/(\{[^{}]*\})/u).map((piece) => (/^\{/u.test(piece) || piece.trim() === "" ? piece : `⟦${piece}⟧`)).join("");
}

async function streamed(stream: NodeJS.ReadableStream) {
  let text = "";
  for await (const piece of stream) text += piece.toString();
  return text;
}
