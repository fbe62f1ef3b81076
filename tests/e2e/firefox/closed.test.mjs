// The desk is closed in Firefox too: a walk through it asks nobody else and breaks no rule of its
// policy, what is put into the page or changed on its way does not run, and naughty names are words.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { host } from "../support/host.mjs";
import { hostile, XSS } from "../support/hostile.mjs";
import { laidOut } from "../support/paper.mjs";
import { button, example, firefox, open, openFile, part, reads, saved, taken } from "./support.mjs";

const folder = mkdtempSync(join(tmpdir(), "pitchwright-"));
const downloads = join(folder, "downloads");
let desk;
let address;
let browser;

before(async () => {
  mkdirSync(downloads);
  desk = await host({ "/desk/": "dist" });
  address = `${desk.origin}/desk/`;
  // What is kept of the page would be asked of nobody; and Firefox shows a PDF that was downloaded
  // in a window of its own.
  browser = await firefox(downloads, { "dom.serviceWorkers.enabled": false, "pdfjs.disabled": true });
});

after(async () => {
  await browser?.close();
  await desk?.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
});

/** A page where nothing is kept yet, and what it must not do, noted from before it starts. */
async function watched(act) {
  const context = await browser.createBrowserContext();
  try {
    const page = await open(context, "about:blank");
    const broken = [];
    let requests = 0;
    page.on("dialog", (dialog) => { broken.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
    page.on("pageerror", (error) => broken.push(`error: ${error}`));
    page.on("popup", (popup) => broken.push(`window: ${popup?.url()}`));
    page.on("request", (request) => {
      requests += 1;
      const url = new URL(request.url());
      if (!["data:", "blob:", "about:"].includes(url.protocol) && url.origin !== desk.origin) broken.push(`request: ${url}`);
    });
    await page.evaluateOnNewDocument(() => {
      globalThis.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
    await page.goto(address);
    await button(page, "New pitch").wait();
    const closed = async (where) => {
      assert.ok(requests > 3, "requests are seen");
      assert.equal(await page.evaluate(() => globalThis.__xss), undefined, where);
      assert.deepEqual(await page.evaluate(() => globalThis.violations), [], where);
      const protocols = await page.evaluate(() => [...new Set([...document.querySelectorAll("a[href]")].map((link) => link.protocol))]);
      assert.deepEqual(protocols.filter((protocol) => !["http:", "https:", "mailto:", "tel:", "blob:"].includes(protocol)), [], where);
      assert.deepEqual(broken, [], where);
    };
    await act(page, closed);
  } finally {
    await context.close();
  }
}

/** Goes to a part and waits until it stands. */
async function goTo(page, name) {
  await part(page, name).click();
  await page.waitForFunction((name) => document.querySelector("h1")?.textContent === name && !document.querySelector("main .opening"), { timeout: 15_000 }, name);
  if (name === "Proposal") await page.waitForFunction(laidOut, { timeout: 40_000 }, "a4");
}

const PARTS = ["Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal", "History", "Overview"];

test("a walk through all screens and ways out asks nobody but this host and breaks no rule", { timeout: 180_000 }, async () => {
  await watched(async (page, closed) => {
    await example(page);
    await saved(page);
    for (const name of PARTS) {
      await goTo(page, name);
      await closed(name);
    }
    await goTo(page, "Proposal");
    await button(page, "Download PDF").click();
    await taken(downloads, ".pdf");
    await button(page, "Share").click();
    await button(page, "Download web page").click();
    await taken(downloads, ".html");
    await button(page, "Download JSON").click();
    await taken(downloads, ".pitch.json");
    await page.keyboard.press("Escape");
    await page.goto(`${address}#/settings`);
    await button(page, "Back up everything").click();
    await taken(downloads, ".json");
    await closed("what goes out");
    // Nor is anything handed on beside requests.
    assert.deepEqual(await page.cookies(), []);
  });
});

test("naughty names and texts are words on every screen", { timeout: 180_000 }, async () => {
  await watched(async (page, closed) => {
    const path = join(folder, "hostile.pitch.json");
    writeFileSync(path, hostile(XSS, 0));
    await openFile(page, path);
    await reads(page, "Hostile <script>window.__xss=1</script>");
    await saved(page);
    for (const name of PARTS) {
      await goTo(page, name);
      await closed(name);
    }
  });
});

/** Runs in the page as its own code does: what a test evaluates itself is let through by the policy. */
const within = async (act, ...all) => {
  const context = await browser.createBrowserContext();
  try {
    const page = await open(context, address);
    await button(page, "New pitch").wait();
    return await page.evaluate(`new Promise((done, failed) => setTimeout(() => (${act})(...${JSON.stringify(all)}).then(done, failed)))`);
  } finally {
    await context.close();
  }
};

test("what is put into the page is stopped by the policy", { timeout: 60_000 }, async () => {
  const tried = await within(async () => {
    const stopped = [];
    document.addEventListener("securitypolicyviolation", (event) => stopped.push(event.effectiveDirective));
    const put = (name, change) => { const made = document.createElement(name); change(made); document.body.append(made); return made; };
    const refused = {};
    const attempt = (name, act) => { try { act(); refused[name] = false; } catch { refused[name] = true; } };
    put("script", (script) => script.append("globalThis.__xss = 'inline'"));
    put("style", (style) => { style.textContent = "body { outline: 7px solid red }"; });
    put("img", (image) => { image.src = "https://elsewhere.example/x.png"; });
    put("iframe", (frame) => { frame.src = "https://elsewhere.example/"; });
    put("a", (away) => { away.href = "javascript:globalThis.__xss = 'address'"; }).click();
    attempt("handler", () => put("button", (button) => button.setAttribute("onclick", "globalThis.__xss = 'handler'")).click());
    attempt("eval", () => (0, eval)("globalThis.__xss = 'eval'"));
    attempt("function", () => new Function("globalThis.__xss = 'function'")());
    attempt("timer", () => setTimeout("globalThis.__xss = 'timer'"));
    attempt("script", () => put("script", (script) => { script.text = "globalThis.__xss = 'script'"; }));
    attempt("source", () => put("script", (script) => { script.src = "https://elsewhere.example/x.js"; }));
    attempt("worker", () => new Worker("https://elsewhere.example/x.js"));
    attempt("policy", () => globalThis.trustedTypes.createPolicy("mine", { createHTML: (html) => html }));
    await fetch("https://elsewhere.example/").catch(() => {});
    // What is stopped is told later, and a frame by another process, so in no order.
    const named = ["require-trusted-types-for", "trusted-types", "style-src-elem", "img-src", "connect-src", "frame-src"];
    const untold = () => named.filter((directive) => !stopped.includes(directive));
    for (let turns = 0; untold().length > 0 && turns < 300; turns += 1) await new Promise((done) => setTimeout(done, 100));
    return { untold: untold(), refused, outline: getComputedStyle(document.body).outlineWidth, xss: globalThis.__xss ?? null };
  });
  assert.equal(tried.xss, null);
  assert.notEqual(tried.outline, "7px");
  assert.deepEqual(Object.entries(tried.refused).filter(([, refused]) => !refused), []);
  // The second net stops scripts before the first would.
  assert.deepEqual(tried.untold, []);
});

test("only markup that shows something is taken for markup", { timeout: 60_000 }, async () => {
  const tried = await within(async (XSS) => {
    const refused = (html) => { try { document.createElement("div").innerHTML = html; return false; } catch (error) { return error instanceof TypeError; } };
    return {
      // A body has no place inside another element, so that nothing is left of it.
      markup: XSS.filter((html) => /<[a-z/]/i.test(html) && !html.startsWith("<body")).filter((html) => !refused(html)),
      shown: ["<p class=\"x\">words <b>strong</b></p>", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>", "<a href=\"#/\">x</a>", "words"].filter(refused),
      xss: globalThis.__xss ?? null,
    };
  }, XSS);
  assert.deepEqual(tried, { markup: [], shown: [], xss: null });
});

test("what was changed on its way does not run", { timeout: 90_000 }, async () => {
  const changed = join(folder, "changed");
  cpSync("dist", changed, { recursive: true });
  desk.folders["/changed/"] = changed;
  const start = async (found) => {
    const context = await browser.createBrowserContext();
    try {
      const page = await open(context, `${desk.origin}/changed/`);
      await page.waitForSelector(found, { timeout: 20_000 });
      return await page.$("main") !== null;
    } finally {
      await context.close();
    }
  };
  for (const part of [/^pitchwright-[0-9a-f]+_bg\.wasm$/, /^pitchwright-[0-9a-f]+\.js$/, /^start-[0-9a-f]+\.js$/]) {
    const path = join(changed, readdirSync(changed).find((name) => part.test(name)));
    const whole = readFileSync(path);
    // A section of its own, or a comment: harmless, but not what was built.
    const more = path.endsWith(".wasm") ? Buffer.from([0, 2, 1, 0x78]) : Buffer.from("\n// changed\n");
    writeFileSync(path, Buffer.concat([whole, more]));
    assert.equal(await start("dialog.rescue[open]"), false, path);
    writeFileSync(path, whole);
  }
  assert.equal(await start("main"), true, "whole again it runs");
});
