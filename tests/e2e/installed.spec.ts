// The desk as something installed: kept in the browser, renewed when asked, opened with files.
import { chromium, expect as soon, test, type Page } from "@playwright/test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectNoViolations, goTo, saved } from "./support/desk";
import { host, nextBuild } from "./support/host.mjs";

// What is waited for here begins when the page is at rest.
const expect = soon.configure({ timeout: 15_000 });
test.use({ serviceWorkers: "allow" });
test.setTimeout(120_000);

type Host = Awaited<ReturnType<typeof host>>;
const NEWER = "A new version of Pitchwright is ready.";
const exampleText = readFileSync("assets/example.pitch.json", "utf8");
const PARTS = ["Brief", "Story", "Timeline", "Budget", "Media", "Team", "Proposal"];

/** Runs a test against a host of its own. */
async function hosted(folders: Record<string, string>, act: (host: Host) => Promise<void>) {
  const server = await host(folders);
  try {
    await act(server);
  } finally {
    await server.stop().catch(() => {});
  }
}

/** Runs a test with a second build that differs from the first. */
async function withNext(act: (next: ReturnType<typeof nextBuild>) => Promise<void>) {
  const next = nextBuild();
  try {
    await act(next);
  } finally {
    next.remove();
  }
}

/** Opens the desk and waits until all of it is kept. */
async function visit(page: Page, address: string) {
  await page.goto(address);
  await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active!.state !== "activated") await new Promise((done) => setTimeout(done, 20));
  });
}

async function startExample(page: Page) {
  await page.getByRole("button", { name: "Start from the example" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Morning, made kinder");
  await saved(page);
}

/** Asks for a newer build, as the page does every hour. */
const ask = (page: Page) => page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())?.update().catch(() => {}); });
const build = (page: Page) => page.evaluate(() => document.querySelector('meta[name="build"]')?.getAttribute("content") ?? "first");
const caches_ = (page: Page) => page.evaluate(async () => (await caches.keys()).sort());
const registrations = (page: Page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
const bar = (page: Page) => page.getByRole("region", { name: "Messages" }).getByRole("status").filter({ hasText: NEWER });
const reload = (page: Page) => page.getByRole("button", { name: "Reload to use it" }).first();

test("from the second visit every screen opens without a server, from any folder", async ({ page, context }) => {
  await hosted({ "/a/b/": "dist" }, async (server) => {
    const elsewhere: string[] = [];
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== server.origin) elsewhere.push(request.url());
    });
    const address = `${server.origin}/a/b/`;
    await visit(page, address);
    await server.stop();
    await page.goto(address);
    await startExample(page);
    for (const part of PARTS) await goTo(page, part);
    await expect(page.locator(".leaf").first()).toBeVisible({ timeout: 20_000 });
    // Its worker, and the fonts that it sets, are kept too.
    const [paper] = await Promise.all([
      page.waitForEvent("download", { timeout: 60_000 }),
      page.getByRole("button", { name: "Download PDF" }).click(),
    ]);
    expect(paper.suggestedFilename()).toMatch(/\.pdf$/);
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByText("Works offline: Pitchwright itself is kept in this browser too.")).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
    // By its other address, in another tab, with the network cut at the browser.
    await server.start();
    await context.setOffline(true);
    const other = await context.newPage();
    await other.goto(`${address}index.html`);
    await expect(other.getByRole("link", { name: "Morning, made kinder" })).toBeVisible();
    expect(elsewhere).toEqual([]);
    expect(server.asked.filter((path: string) => !path.startsWith("/a/b/"))).toEqual([]);
  });
});

test("all of a build is kept and nothing else, and other caches of the origin are left alone", async ({ page }) => {
  await hosted({ "/one/": "dist", "/one/two/": "dist" }, async (server) => {
    await page.goto(`${server.origin}/one/two/`);
    await page.evaluate(async () => {
      await (await caches.open("theirs")).put("/theirs", new Response("theirs"));
    });
    await visit(page, `${server.origin}/one/two/`);
    await visit(page, `${server.origin}/one/`);
    await page.evaluate(() => fetch("./example.pitch.json?other"));
    const names = await caches_(page);
    expect(names).toHaveLength(3);
    const one = names.find((name) => name.startsWith("pitchwright /one/ "))!;
    const two = names.find((name) => name.startsWith("pitchwright /one/two/ "))!;
    const held = await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname), one);
    expect(held).toContain("/one/");
    expect(held).toContain("/one/fonts/newsreader-latin.woff2");
    expect(held.filter((path) => !path.startsWith("/one/") || path.startsWith("/one/two/") || path.endsWith("service-worker.js"))).toEqual([]);

    // The copy in one folder is taken down: the other, and what is not ours, stay.
    server.gone.add("/one/service-worker.js");
    await page.goto(`${server.origin}/one/`);
    await expect.poll(() => caches_(page)).toEqual([two, "theirs"].sort());
    await expect.poll(() => registrations(page)).toBe(1);
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByText("Does not work offline:")).toBeVisible();
    await page.goto(`${server.origin}/one/two/`);
    await server.stop();
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
  });
});

test("where the host has a page in the place of the service worker, what is kept ends too", async ({ page }) => {
  await hosted({ "/desk/": "dist" }, async (server) => {
    await visit(page, `${server.origin}/desk/`);
    // While the host cannot be reached, or is in trouble, it stays.
    await server.stop();
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    expect(await caches_(page)).toHaveLength(1);
    await server.start();
    server.gone.add("/desk/service-worker.js");
    server.pages.instead = true;
    await page.reload();
    await expect.poll(() => caches_(page)).toEqual([]);
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    expect(await registrations(page)).toBe(0);
  });
});

test("a newer build is announced, waits, and is taken with everything saved", async ({ page, context }) => {
  await withNext(async (next) => hosted({ "/desk/": "dist" }, async (server) => {
    const address = `${server.origin}/desk/`;
    await visit(page, address);
    await page.goto(address);
    await startExample(page);
    const other = await context.newPage();
    await other.goto(address);
    await expect(other.getByRole("link", { name: "Morning, made kinder" })).toBeVisible();

    server.folders["/desk/"] = next.folder;
    await expect(async () => { await ask(page); await expect(bar(page)).toBeVisible({ timeout: 1000 }); }).toPass();
    await expect(bar(other)).toBeVisible();
    await expectNoViolations(page, "a newer build");
    // Loading the page again does not take it, nor does working on.
    await page.reload();
    expect(await build(page)).toBe("first");
    await expect(bar(page)).toBeVisible();

    await page.getByRole("textbox", { name: "Title" }).fill("Typed just now");
    await reload(page).click();
    await expect.poll(() => build(page).catch(() => "")).toBe("next");
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Typed just now");
    await expect(bar(page)).toHaveCount(0);

    // The other tab goes on with its own build, whose parts the server no longer has.
    expect(await build(other)).toBe("first");
    expect(await other.evaluate(async (name) => (await fetch(name)).status, next.before)).toBe(200);
    expect(await page.request.get(address + next.before).then((answer) => answer.status())).toBe(404);
    expect(await caches_(page)).toHaveLength(2);
    await other.getByRole("link", { name: "Typed just now" }).or(other.getByRole("link", { name: "Morning, made kinder" })).click();
    for (const part of PARTS) await goTo(other, part);
    await reload(other).click();
    await expect.poll(() => build(other).catch(() => "")).toBe("next");
    // No tab of the older build is left.
    await expect(async () => { await page.reload(); expect(await caches_(page)).toHaveLength(1); }).toPass();
    expect(await build(page)).toBe("next");
  }));
});

test("what cannot be saved is not reloaded away", async ({ page }) => {
  await withNext(async (next) => hosted({ "/desk/": "dist" }, async (server) => {
    await visit(page, `${server.origin}/desk/`);
    await page.reload();
    await startExample(page);
    server.folders["/desk/"] = next.folder;
    await expect(async () => { await ask(page); await expect(bar(page)).toBeVisible({ timeout: 1000 }); }).toPass();
    await page.evaluate(() => {
      const fail = () => { throw new DOMException("The disk is full", "QuotaExceededError"); };
      (window as any).whole = [Storage.prototype.setItem, IDBObjectStore.prototype.put];
      Storage.prototype.setItem = fail;
      IDBObjectStore.prototype.put = fail;
    });
    await page.getByRole("textbox", { name: "Title" }).fill("Kept by nobody");
    await reload(page).click();
    await expect(page.getByRole("alert").filter({ hasText: "The page was not reloaded, so that nothing is lost. Not saved:" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Kept by nobody");
    expect(await build(page)).toBe("first");
    await page.evaluate(() => { [Storage.prototype.setItem, IDBObjectStore.prototype.put] = (window as any).whole; });
    await page.getByRole("textbox", { name: "Title" }).fill("Kept after all");
    await reload(page).click();
    await expect.poll(() => build(page).catch(() => "")).toBe("next");
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Kept after all");
  }));
});

test("a bar that was closed stays closed, and Settings still offers the newer build", async ({ page }) => {
  await withNext(async (next) => hosted({ "/desk/": "dist" }, async (server) => {
    await visit(page, `${server.origin}/desk/`);
    await page.reload();
    server.folders["/desk/"] = next.folder;
    await expect(async () => { await ask(page); await expect(bar(page)).toBeVisible({ timeout: 1000 }); }).toPass();
    await page.getByRole("button", { name: "Close message" }).click();
    await expect(bar(page)).toHaveCount(0);
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByText("Works offline:")).toContainText(NEWER);
    await page.getByRole("button", { name: "Reload to use it" }).click();
    await expect.poll(() => build(page).catch(() => "")).toBe("next");
  }));
});

test("a build with a file that is not as it was built is not kept, and the one before stays whole", async ({ page }) => {
  await withNext(async (next) => hosted({ "/desk/": "dist" }, async (server) => {
    const address = `${server.origin}/desk/`;
    server.spoilt.add("/desk/fonts/newsreader-latin-italic.woff2");
    await page.goto(address);
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByText("Does not work offline: not every file came as it was built.")).toBeVisible({ timeout: 30_000 });
    expect(await caches_(page)).toEqual([]);

    server.spoilt.clear();
    await visit(page, address);
    server.folders["/desk/"] = next.folder;
    server.spoilt.add("/desk/holidays-000000000000.json");
    const before = server.asked.length;
    await ask(page);
    await expect.poll(() => server.asked.slice(before)).toContain("/desk/holidays-000000000000.json");
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    await expect.poll(async () => (await caches_(page)).length).toBe(1);
    await server.stop();
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    expect(await build(page)).toBe("first");
    await expect(bar(page)).toHaveCount(0);
  }));
});

test("what was changed in the cache is fetched anew, and never run", async ({ page }) => {
  await hosted({ "/desk/": "dist" }, async (server) => {
    await visit(page, `${server.origin}/desk/`);
    await page.evaluate(async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name!);
      const script = await (await cache.match("rescue.js"))!.text();
      await cache.put("rescue.js", new Response(`globalThis.changed = true; ${script}`, { headers: { "content-type": "text/javascript" } }));
    });
    await page.reload();
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    expect(await page.evaluate(() => "changed" in globalThis)).toBe(false);
    expect(await page.evaluate(() => fetch("rescue.js").then((answer) => answer.text()))).not.toContain("globalThis.changed");
    // Without a server there is no other, and none is better than that one.
    await server.stop();
    await page.reload();
    expect(await page.evaluate(() => "changed" in globalThis)).toBe(false);
  });
});

test("a build that does not start lets the next one in", async ({ page }) => {
  await withNext(async (next) => hosted({ "/desk/": "dist" }, async (server) => {
    await visit(page, `${server.origin}/desk/`);
    // As it was built, it crashes.
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => {
        if (document.querySelector('meta[name="build"]')) return;
        setTimeout(() => dispatchEvent(new ErrorEvent("error", { message: "broken", filename: location.href })));
      });
    });
    server.folders["/desk/"] = next.folder;
    await page.reload();
    const rescue = page.getByRole("dialog", { name: "Pitchwright has stopped" });
    await expect(rescue).toBeVisible();
    const started = page.getByRole("button", { name: "New pitch" });
    await expect(async () => {
      await expect(rescue.or(started).first()).toBeVisible();
      if (await rescue.count()) await rescue.getByRole("button", { name: "Reload" }).click({ timeout: 1000 });
      await page.waitForLoadState();
      expect(await build(page)).toBe("next");
      await expect(started).toBeVisible({ timeout: 5000 });
      await expect(rescue).toHaveCount(0, { timeout: 1000 });
    }).toPass({ timeout: 90_000 });
  }));
});

test("the manifest is valid, its icons are as large as it says, and each folder is an app of its own", async ({ page, context }) => {
  await hosted({ "/one/": "dist", "/two/": "dist" }, async (server) => {
    const session = await context.newCDPSession(page);
    const ids = [];
    for (const folder of ["/one/", "/two/"]) {
      await visit(page, server.origin + folder);
      const { url, errors, manifest } = await session.send("Page.getAppManifest") as any;
      expect(url).toBe(`${server.origin}${folder}manifest.webmanifest`);
      expect(errors).toEqual([]);
      expect(manifest?.scope ?? server.origin + folder).toBe(server.origin + folder);
      // The tests' profiles are private, in which nothing is installed.
      const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
      expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
      ids.push((await session.send("Page.getAppId")).appId);
    }
    expect(ids).toEqual([`${server.origin}/one/`, `${server.origin}/two/`]);
    const manifest = JSON.parse(readFileSync("dist/manifest.webmanifest", "utf8"));
    const icons = [...manifest.icons, ...manifest.shortcuts.flatMap((shortcut: any) => shortcut.icons)];
    expect(icons.length).toBeGreaterThan(3);
    for (const icon of icons) {
      const drawn = await page.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, icon.src);
      if (icon.sizes !== "any") expect(drawn.join("x"), icon.src).toBe(icon.sizes);
    }
  });
});

/** Puts a queue of launches in the place of the browser's; `first` waits in it. */
async function withQueue(page: Page, first: [string, string][] = []) {
  await page.addInitScript((first) => {
    const launch = (files: [string, string][], targetURL = location.href) => ({
      targetURL,
      files: files.map(([name, text]) => ({ kind: "file", name, getFile: async () => new File([text], name, { lastModified: 1 }) })),
    });
    let consumer: ((launch: unknown) => void) | undefined;
    const queue = {
      setConsumer(wanted: typeof consumer) {
        consumer = wanted;
        if (first.length) wanted!(launch(first));
      },
    };
    Object.defineProperty(window, "launchQueue", { value: queue });
    (window as any).open_ = async (files: [string, string][], targetURL?: string) => {
      while (!consumer) await new Promise((done) => setTimeout(done, 20));
      consumer(launch(files, targetURL));
    };
  }, first);
}

const pitch = (id: string, title: string) => {
  const file = JSON.parse(exampleText);
  return JSON.stringify({ ...file, id, pitch: { ...file.pitch, title } });
};
const openWith = (page: Page, files: [string, string][], target?: string) =>
  page.evaluate(([files, target]) => (window as any).open_(files, target), [files, target] as const);

test.describe("opened with files", () => {
  test.use({ serviceWorkers: "block" });

  test("one opens, several are listed, and one that is here already is asked about", async ({ page }) => {
    await withQueue(page);
    await page.goto("./");
    await openWith(page, [["one.pitch.json", pitch("one", "The first")]]);
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The first");
    await openWith(page, [
      ["two.pitch.json", pitch("two", "The second")],
      ["bad.json", "{}"],
      ["one.pitch.json", pitch("one", "The first")],
      ["three.pitch.json", pitch("three", "The third")],
    ]);
    await expect(page.getByText("2 pitches are in the list now.")).toBeVisible();
    await expect(page.getByText(/^bad\.json was not opened/)).toBeVisible();
    const dialog = page.getByRole("dialog", { name: "You have this pitch already" });
    await dialog.getByRole("button", { name: "Open mine" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The first");
    await page.getByRole("link", { name: "Pitchwright, all pitches" }).click();
    await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row")).toHaveCount(4);
  });

  test("a page that is loaded again does not open its file again", async ({ page }) => {
    await withQueue(page, [["one.pitch.json", pitch("one", "The first")]]);
    await page.goto("./");
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The first");
    await saved(page);
    await page.reload();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The first");
    // A later launch with another file shows that the first one was heard and left alone.
    await openWith(page, [["two.pitch.json", pitch("two", "The second")]]);
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The second");
    await expect(page.getByRole("dialog", { name: "You have this pitch already" })).toBeHidden();
    // The same file opened by hand is asked about.
    await openWith(page, [["one.pitch.json", pitch("one", "The first")]]);
    await expect(page.getByRole("dialog", { name: "You have this pitch already" })).toBeVisible();
  });

  test("the shortcut starts a pitch", async ({ page }) => {
    await withQueue(page);
    await page.goto("./");
    await expect(page.getByRole("button", { name: "New pitch" })).toBeVisible();
    await openWith(page, [], `${new URL(page.url()).href.split("#")[0]}#/new`);
    await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();
    await expect(page).toHaveURL(/#\/pitch\//);
  });

  test("several files that are chosen are all kept", async ({ page }) => {
    await page.goto("./");
    await page.getByLabel("Pitch files").setInputFiles([
      { name: "one.pitch.json", mimeType: "application/json", buffer: Buffer.from(pitch("one", "The first")) },
      { name: "two.pitch.json", mimeType: "application/json", buffer: Buffer.from(pitch("two", "The second")) },
    ]);
    await expect(page.getByText("2 pitches are in the list now.")).toBeVisible();
    await expect(page.getByRole("grid", { name: "Pitches" }).getByRole("row")).toHaveCount(3);
  });

  test("the browser's offer to install is taken up in Settings, once", async ({ page }) => {
    await page.goto("./");
    await page.getByRole("link", { name: "Settings" }).click();
    await expect(page.getByText(/work(s)? offline/i).first()).toBeVisible();
    const install = page.getByRole("button", { name: "Install Pitchwright" });
    await expect(install).toHaveCount(0);
    const prevented = await page.evaluate(() => {
      const offer = new Event("beforeinstallprompt", { cancelable: true });
      Object.assign(offer, { prompt: async () => { (window as any).prompts = ((window as any).prompts ?? 0) + 1; } });
      dispatchEvent(offer);
      return offer.defaultPrevented;
    });
    expect(prevented).toBe(true);
    await install.click();
    await expect(install).toHaveCount(0);
    expect(await page.evaluate(() => (window as any).prompts)).toBe(1);
  });
});

test("installed in a browser, it opens the system's files in its own window", async ({}, info) => {
  const folder = mkdtempSync(join(tmpdir(), "pitchwright-app-"));
  const files = ["one.pitch.json", "two.json"].map((name) => join(folder, name));
  writeFileSync(files[0]!, pitch("one", "The first"));
  writeFileSync(files[1]!, pitch("two", "The second"));
  const { channel, launchOptions } = info.project.use;
  const { executablePath, args } = launchOptions!;
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    channel, executablePath, args: [...args!, "--enable-devtools-pwa-handler"], serviceWorkers: "allow",
  });
  await hosted({ "/desk/": "dist" }, async (server) => {
    const manifestId = `${server.origin}/desk/`;
    const page = await context.newPage();
    await visit(page, manifestId);
    // Too young for Playwright's types.
    const session = await context.newCDPSession(page) as any;
    await session.send("PWA.install", { manifestId, installUrlOrBundleUrl: manifestId });
    await session.send("PWA.changeAppUserSettings", { manifestId, displayMode: "standalone" });
    const [app] = await Promise.all([
      context.waitForEvent("page"),
      session.send("PWA.launchFilesInApp", { manifestId, files }),
    ]);
    await expect(app.getByText("2 pitches are in the list now.")).toBeVisible();
    await app.getByRole("link", { name: "The second" }).click();
    await app.getByRole("navigation", { name: "Parts of the pitch" }).getByRole("link", { name: "Brief" }).click();
    await app.getByRole("link", { name: "Settings" }).click();
    await expect(app.getByText("You are using it as an installed app.")).toBeVisible();
    await app.reload();
    await expect(app.getByText("You are using it as an installed app.")).toBeVisible();
    // The window that is open takes the next file, and goes nowhere else for it.
    const windows = context.pages().length;
    await session.send("PWA.launchFilesInApp", { manifestId, files: [files[0]] });
    await app.getByRole("dialog", { name: "You have this pitch already" }).getByRole("button", { name: "Open mine" }).click();
    await expect(app.getByRole("textbox", { name: "Title" })).toHaveValue("The first");
    expect(context.pages()).toHaveLength(windows);
  }).finally(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
