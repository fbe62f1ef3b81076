// A static host for tests: builds in folders of one origin, which can be exchanged, spoilt and cut
// off while a page is open.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { offline } from "../../../scripts/offline.mjs";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json", ".png": "image/png",
};

/** The headers that docs/hosting.md recommends. */
const headers = readFileSync("docs/hosting.md", "utf8").match(/## Headers\n+```\n([^`]*)```/)[1].trim().split("\n")
  .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);

/** Serves each build under its folder: `{ "/a/b/": "dist" }`. */
export async function host(folders) {
  const state = {
    folders: { ...folders },
    /** Paths that are no longer there. */
    gone: new Set(),
    /** Paths whose bytes are not what was built. */
    spoilt: new Set(),
    /** Headers that are said besides, by their paths. */
    more: {},
    /** Whether a page is served in the place of what is not there, and not 404. */
    pages: { instead: false },
    /** What was asked for. */
    asked: [],
  };
  let server;
  const answer = (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    state.asked.push(pathname);
    // The longest folder first: one may lie in another.
    const folder = Object.keys(state.folders).sort((a, b) => b.length - a.length).find((name) => pathname.startsWith(name));
    try {
      if (!folder || state.gone.has(pathname)) throw new Error("not here");
      const name = pathname.slice(folder.length) || "index.html";
      let body = readFileSync(join(state.folders[folder], name));
      if (state.spoilt.has(pathname)) body = Buffer.concat([body, Buffer.from(" ")]);
      response.writeHead(200, { ...Object.fromEntries(headers), "content-type": types[extname(name)] ?? "application/octet-stream", "cache-control": "no-cache", ...state.more[pathname] }).end(body);
    } catch {
      if (state.pages.instead) response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html>");
      else response.writeHead(404).end();
    }
  };
  const listen = (port) => new Promise((resolve) => {
    server = createServer(answer).listen(port, "127.0.0.1", () => resolve(server.address().port));
  });
  const port = await listen(0);
  const stop = () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });
  return { ...state, origin: `http://127.0.0.1:${port}`, stop, start: () => listen(port) };
}

/** A copy of the build in which something is different, for as long as the test needs it: its
 * title, and the name of its public holidays. */
export function nextBuild(dist = "dist") {
  // Links cost no room, but want to be on the same disk; what changes is written anew.
  mkdirSync(".build", { recursive: true });
  const folder = mkdtempSync(join(".build", "next-"));
  execFileSync("cp", ["-rl", `${dist}/.`, folder]);
  const rewrite = (name, text) => { rmSync(join(folder, name)); writeFileSync(join(folder, name), text); };
  const days = readdirSync(folder).find((name) => /^holidays-[0-9a-f]+\.json$/.test(name));
  const nextDays = "holidays-000000000000.json";
  writeFileSync(join(folder, nextDays), readFileSync(join(folder, days)));
  rmSync(join(folder, days));
  const page = readFileSync(join(folder, "index.html"), "utf8").replace(days, nextDays);
  rewrite("index.html", page.replace("<title>", '<meta name="build" content="next">\n  <title>'));
  rmSync(join(folder, "service-worker.js"));
  offline(folder);
  return { folder, before: days, remove: () => rmSync(folder, { recursive: true }) };
}
