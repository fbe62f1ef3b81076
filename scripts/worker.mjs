// Names a worker that trunk has built by what is in it, and makes its script fetch its wasm with
// its hash, as the page's does.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { integrity, stamp } from "./cut.mjs";

/** Puts the worker of this name into `dist` under its names: the tags that tell the page where it
 * is. */
export function worker(dist, bin) {
  const built = join(dist, `${bin}_bg.wasm`);
  const bytes = readFileSync(built);
  const wasm = `${bin}-${stamp(bytes)}_bg.wasm`;
  const script = `${readFileSync(join(dist, `${bin}.js`), "utf8")}
wasm_bindgen({ module_or_path: fetch(new URL("./${wasm}", self.location.href), { integrity: "${integrity(bytes)}", credentials: "same-origin" }) })
  // The page hears of it as an error of the worker.
  .catch((error) => setTimeout(() => { throw error; }));
`;
  const name = `${bin}-${stamp(script)}.js`;
  for (const name of [`${bin}_bg.wasm`, `${bin}.js`]) rmSync(join(dist, name));
  writeFileSync(join(dist, wasm), bytes);
  writeFileSync(join(dist, name), script);
  return [
    `<link rel="${bin}" href="./${name}" integrity="${integrity(script)}">`,
    `<link rel="${bin}-wasm" href="./${wasm}" integrity="${integrity(bytes)}">`,
  ];
}

/** Takes out of a wasm file what the linker leaves behind for the cutter of the page. */
export function bare(file) {
  writeFileSync(file, withoutRelocations(readFileSync(file)));
}

/** The wasm without what the linker leaves behind for the cutter of the page. */
function withoutRelocations(bytes) {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length;) {
    const [size, start] = number(bytes, at + 1);
    const [length, name] = number(bytes, start);
    const isRelocation = bytes[at] === 0 && /^(reloc\.|linking$)/.test(bytes.toString("utf8", name, name + length));
    if (!isRelocation) kept.push(bytes.subarray(at, start + size));
    at = start + size;
  }
  return Buffer.concat(kept);
}

/** A number in LEB128, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}
