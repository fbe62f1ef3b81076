// What is in a PDF file: its words and facts as poppler reads them, and its objects as they stand.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

const run = (tool, ...words) => execFileSync(tool, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });

/** The words of each page, in the order in which they are drawn.
 * @param {string} path */
export function pages(path) {
  // Every page ends with a form feed.
  return run("pdftotext", "-raw", path, "-").split("\f").slice(0, -1);
}

/** What is said of the file, by its names, and the size of each page in points.
 * @param {string} path */
export function facts(path) {
  const lines = run("pdfinfo", "-l", "9999", path).split("\n");
  const named = new Map(lines.map((line) => /^([^:]+):\s+(.*)$/.exec(line)).filter(Boolean).map(([, name, value]) => [name, value]));
  const sizes = lines.map((line) => /^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/.exec(line)).filter(Boolean)
    .map(([, width, height]) => [Number(width), Number(height)]);
  return { named, sizes };
}

/** The structure with its words.
 * @param {string} path */
export function structure(path) {
  return run("pdfinfo", "-struct-text", path);
}

/** The addresses that links lead to.
 * @param {string} path */
export function addresses(path) {
  return [...run("pdfinfo", "-url", path).matchAll(/\b(?:https?|mailto):\S+/g)].map(([address]) => address);
}

/** All that stands in the file, with its streams unpacked.
 * @param {string} path */
export function unpacked(path) {
  const bytes = readFileSync(path);
  const parts = [bytes];
  for (let at = 0; ;) {
    const begin = bytes.indexOf("stream\n", at);
    if (begin < 0) break;
    const end = bytes.indexOf("endstream", begin);
    const stream = bytes.subarray(begin + 7, end);
    try {
      parts.push(inflateSync(stream));
    } catch {
      // It is not packed, and stands in the file as it is.
    }
    at = end + 9;
  }
  return Buffer.concat(parts);
}

/** The objects of the file by their numbers, and the numbers of its pages in order.
 * @param {string} path */
function objects(path) {
  const text = readFileSync(path, "latin1");
  const all = new Map([...text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)].map(([, number, body]) => [Number(number), body]));
  const tree = [...all.values()].find((body) => /\/Type\s*\/Pages\b/.test(body));
  const kids = [...tree.match(/\/Kids\s*\[([^\]]*)\]/)[1].matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
  const pageOf = (destination) => {
    const [, page] = /\[\s*(\d+) 0 R/.exec(all.get(destination));
    return kids.indexOf(Number(page)) + 1;
  };
  return { all, kids, pageOf };
}

function words(object, key) {
  const found = new RegExp(`/${key}\\s*(?:\\(((?:[^\\\\)]|\\\\.)*)\\)|<([0-9A-Fa-f]*)>)`).exec(object);
  if (!found) return "";
  if (found[2] !== undefined) return Buffer.from(found[2], "hex").swap16().toString("utf16le").replace(/^\ufeff/, "");
  const bytes = Buffer.from(found[1].replace(/\\(\d{3}|.)/g, (_, code) => (code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : code)), "latin1");
  return bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString("utf16le") : bytes.toString("latin1");
}

/** The bookmarks in order: what they say, how deep they stand, and to which page they lead.
 * @param {string} path */
export function bookmarks(path) {
  const { all, pageOf } = objects(path);
  const reference = (object, key) => Number(new RegExp(`/${key}\\s+(\\d+) 0 R`).exec(object)?.[1]);
  const marks = [];
  const walk = (number, depth) => {
    for (let at = number; all.has(at); at = reference(all.get(at), "Next")) {
      const object = all.get(at);
      marks.push({ title: words(object, "Title"), depth, page: pageOf(reference(object, "Dest")) });
      walk(reference(object, "First"), depth + 1);
    }
  };
  const root = [...all.values()].find((body) => /\/Type\s*\/Outlines\b/.test(body));
  walk(reference(root, "First"), 1);
  return marks;
}

/** The links of a page within the document: what they say, and to which page they lead.
 * @param {string} path
 * @param {number} page */
export function links(path, page) {
  const { all, kids, pageOf } = objects(path);
  const annotations = /\/Annots\s*\[([^\]]*)\]/.exec(all.get(kids[page - 1]))?.[1] ?? "";
  return [...annotations.matchAll(/(\d+) 0 R/g)]
    .map(([, number]) => all.get(Number(number)))
    .filter((object) => /\/Dest \d+ 0 R/.test(object))
    .map((object) => ({ says: words(object, "Contents"), page: pageOf(Number(/\/Dest (\d+) 0 R/.exec(object)[1])) }));
}
