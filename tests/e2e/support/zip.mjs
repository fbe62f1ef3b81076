// The parts of a zip, which every xlsx is, as texts by their names.
import { inflateRawSync } from "node:zlib";

/** @param {Buffer} bytes */
export function unzip(bytes) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [named, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString("utf8", at + 46, at + 46 + named);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    parts.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
    at += 46 + named + extra + comment;
  }
  return parts;
}

/** The names of the sheets of a workbook.
 * @param {Map<string, string>} parts */
export function sheetNames(parts) {
  return [...parts.get("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1]);
}
