// What a closed page never does.
import { expect, type Page } from "@playwright/test";

/** Notes from before the page starts what it must not do; the answer looks whether it did. */
export async function watch(page: Page, origin: string) {
  const broken: string[] = [];
  page.on("dialog", (dialog) => { broken.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("pageerror", (error) => broken.push(`error: ${error}`));
  page.on("popup", (popup) => broken.push(`window: ${popup.url()}`));
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) broken.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      ((window as any).__violations ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return async (stopped = /^$/) => {
    expect(await page.evaluate(() => (window as any).__xss)).toBeUndefined();
    const violations: string[] = await page.evaluate(() => (window as any).__violations ?? []);
    expect(violations.filter((violation) => !stopped.test(violation))).toEqual([]);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    expect([...new Set(links)].filter((protocol) => !["http:", "https:", "mailto:", "tel:", "blob:"].includes(protocol))).toEqual([]);
    expect(broken).toEqual([]);
  };
}
