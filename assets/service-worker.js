// Keeps one whole build of Pitchwright in the browser, so that it opens without a network. Plain
// JavaScript: it must be read in one sitting, because it stands between the page and the server.
//
// A build is kept all or not at all, and answered from as long as it is the one in charge: page and
// parts always belong together. The next one waits until the page asks for it or no tab is left.
// Nothing else is kept, and what is not the build's is left to the browser.
"use strict";

// scripts/offline.mjs writes the files of the build here, by name and hash. "" is the page itself.
const VERSION = "";
const FILES = new Map([]);

const SCOPE = new URL(registration.scope);
// Two copies in two folders of one origin share its caches: the folder tells theirs apart.
const OURS = `pitchwright ${SCOPE.pathname} `;
const KEPT = OURS + VERSION;
// A build that was replaced is marked with the windows that were open then.
const REPLACED = new URL("replaced-while-open", SCOPE).href;
// What a build names by its content: a window of an older one may still need it.
const BY_CONTENT = /^[^/]+-[0-9a-f]{12,}(_bg)?\.[a-z]+$/;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(replace().then(tidy)));
addEventListener("message", ({ data }) => { if (data === "take over") skipWaiting(); });

addEventListener("fetch", (event) => {
  const { request } = event;
  const name = nameOf(request.url);
  if (request.method !== "GET" || name === undefined) return;
  if (request.mode === "navigate") event.waitUntil(Promise.all([tidy(), endIfTakenDown()]));
  if (FILES.has(name) || BY_CONTENT.test(name)) event.respondWith(answer(request, name));
});

/** The name of a file in our folder; none elsewhere. */
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return undefined;
  const name = pathname.slice(SCOPE.pathname.length);
  return name === "index.html" ? "" : name;
}

const addressOf = (name) => new URL(name || "./", SCOPE).href;

/** Keeps the whole build. When one file is missing or is not what was built, nothing is kept and
 * the build before stays in charge. */
async function keep() {
  const cache = await caches.open(KEPT);
  try {
    await Promise.all(Array.from(FILES.keys(), async (name) => {
      await cache.put(addressOf(name), await find(name) ?? await fetched(name));
    }));
    await cache.delete(REPLACED);
    if (!await caches.has(KEPT)) throw new Error("the build was taken away while it came in");
  } catch (error) {
    await caches.delete(KEPT);
    throw error;
  }
}

/** A file from the server, as it was built. What the browser's own cache holds is asked about;
 * where that is broken, the file is fetched anew. */
async function fetched(name) {
  const how = { integrity: FILES.get(name), credentials: "same-origin", redirect: "error" };
  const ask = (cache) => fetch(addressOf(name), { ...how, cache });
  const response = await ask("no-cache").catch(() => ask("reload"));
  if (!response.ok) throw new Error(`${name || "the page"}: ${response.status}`);
  return response;
}

/** A file from the builds that are kept, this one first. A file of this build must be what was
 * built; a part of an older one is checked by the page that asks for it. */
async function find(name) {
  return await findIn(KEPT, name) ?? await older().then(async (keys) => {
    for (const key of keys) {
      const found = await findIn(key, name);
      if (found) return found;
    }
  });
}

async function findIn(key, name) {
  const found = await caches.match(addressOf(name), { cacheName: key, ignoreVary: true });
  return found && await isAsBuilt(found.clone(), FILES.get(name)) ? found : undefined;
}

async function isAsBuilt(response, integrity) {
  if (!integrity) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", await response.arrayBuffer()));
  return integrity === `sha384-${btoa(String.fromCharCode(...digest))}`;
}

async function answer(request, name) {
  // Where the browser's storage fails, the network is as good as ever.
  return await find(name).catch(() => undefined) ?? fetch(request);
}

/** The names of our caches without this build's. */
async function older() {
  return (await caches.keys()).filter((key) => key.startsWith(OURS) && key !== KEPT);
}

const windows = async () =>
  (await clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ id }) => id);

/** This build takes the place of the others. */
async function replace() {
  const open = JSON.stringify(await windows());
  for (const key of await older()) {
    const cache = await caches.open(key);
    if (!await cache.match(REPLACED)) await cache.put(REPLACED, new Response(open));
  }
}

/** A build that was replaced goes when no window is left that was open then: until that it may
 * fetch a part of its own build. */
async function tidy() {
  const open = await windows();
  for (const key of await older()) {
    const mark = await caches.match(REPLACED, { cacheName: key });
    if (mark && !(await mark.json()).some((id) => open.includes(id))) await caches.delete(key);
  }
}

/** The switch-off: where the server no longer has this file, what is kept here ends too. Some
 * servers answer with a page in the place of what they do not have. */
async function endIfTakenDown() {
  const how = { method: "HEAD", cache: "no-store", credentials: "same-origin", redirect: "error" };
  const asked = await fetch(location.href, how).catch(() => undefined);
  const isPage = asked?.ok && /html/.test(asked.headers.get("content-type"));
  if (!isPage && asked?.status !== 404 && asked?.status !== 410) return;
  await registration.unregister();
  for (const key of [KEPT, ...await older()]) await caches.delete(key);
}
