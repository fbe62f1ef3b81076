// Tells the service worker which files the build has, and what is in each. Run last: what changes
// a file afterwards makes it one that the browser refuses to keep.
// Usage, after a file was changed by hand: node scripts/offline.mjs dist
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { integrity, stamp } from "./cut.mjs";

const NAME = "service-worker.js";
const source = new URL(`../assets/${NAME}`, import.meta.url);

/** Writes the service worker of the build in `dist`. */
export function offline(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    // Licences are for reading on the server.
    .filter((name) => name !== NAME && !name.endsWith(".txt"))
    .sort()
    .map((name) => [name === "index.html" ? "" : name, integrity(readFileSync(join(dist, name)))]);
  const text = readFileSync(source, "utf8");
  const list = files.map((file) => `\n  ${JSON.stringify(file)},`).join("");
  const written = text
    .replace('VERSION = ""', `VERSION = "${stamp(text, list)}"`)
    .replace("new Map([])", `new Map([${list}\n])`);
  if (written.length <= text.length + list.length) throw new Error(`assets/${NAME} has no place for its files`);
  writeFileSync(join(dist, NAME), written);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) offline(process.argv[2] ?? "dist");
