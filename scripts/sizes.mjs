// What a first load costs, in brotli: prints it, and fails when it is above the limit.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const LIMIT = 400_000;
const dist = new URL("../dist/", import.meta.url);
// Everything the page asks for before it is usable; the rest comes when it is needed.
const first = /^(index\.html|rescue\.js|start-.*\.js|(pitchwright|chunks)-.*\.(js|wasm)|desk-.*\.css|icon-.*\.svg)$/;
const files = [
  ...readdirSync(dist).filter((name) => first.test(name)),
  "fonts/source-sans-3-latin.woff2",
  "fonts/newsreader-desk.woff2",
];
let total = 0;
for (const name of files) {
  const bytes = readFileSync(new URL(name, dist));
  const small = name.endsWith(".woff2")
    ? bytes.length
    : brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  total += small;
  console.log(`${String(bytes.length).padStart(9)} ${String(small).padStart(8)}  ${name}`);
}
console.log(`${"".padStart(9)} ${String(total).padStart(8)}  in all, of at most ${LIMIT}`);
if (total > LIMIT) {
  console.error(`The first load is ${total - LIMIT} bytes above its limit.`);
  process.exit(1);
}
