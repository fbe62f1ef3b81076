// Cuts a release build into the page and the chunks that are fetched when they are first needed
// (src/library/browser/chunk.rs), in the place of the whole build that trunk made.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const LINKS = "__wasm_split.js";

export const integrity = (bytes) => "sha384-" + createHash("sha384").update(bytes).digest("base64");
export const stamp = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

function run(command, ...args) {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, RUST_LOG: "error" } });
}

/** Cuts what cargo built: the folder of the pieces. */
export function cut(source) {
  const built = join(process.env.CARGO_TARGET_DIR ?? join(source, "target"), "wasm32-unknown-unknown", "release", "pitchwright.wasm");
  const work = join(source, ".build", "cut");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  run("wasm-split-cli", built, work, "--out-name", "pitchwright", "--target", "web");
  run("wasm-bindgen", "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", work, "--out-name", "pitchwright", join(work, "pitchwright.wasm"));
  rmSync(join(work, "pitchwright.wasm"));
  return work;
}

/** Puts the pieces into `dist` in the place of the whole: the names of the page's script, of the script that
 * fetches chunks, and of the page's wasm. */
export function place(work, dist) {
  for (const name of readdirSync(dist).filter((name) => /^pitchwright-.*(\.js|_bg\.wasm)$/.test(name))) rmSync(join(dist, name));
  const page = readFileSync(join(work, "pitchwright_bg.wasm"));
  let glue = readFileSync(join(work, "pitchwright.js"), "utf8");
  let links = readFileSync(join(work, LINKS), "utf8");
  // Every chunk is named by what is in it and fetched with its hash, as the page's wasm is.
  for (const name of readdirSync(work).filter((name) => /^(split|chunk)_.*\.wasm$/.test(name))) {
    const bytes = readFileSync(join(work, name));
    const named = `${basename(name, ".wasm").replace("_", "-")}-${stamp(bytes)}.wasm`;
    writeFileSync(join(dist, named), bytes);
    const before = `fetch(new URL("./${name}", import.meta.url))`;
    if (links.includes(before)) {
      links = links.replace(before, `fetch(new URL("./${named}", import.meta.url), { integrity: "${integrity(bytes)}", credentials: "same-origin" })`);
    } else {
      rmSync(join(dist, named));
    }
  }
  if (/fetch\(new URL\([^)]*\)\)/.test(links)) throw new Error("a chunk would be fetched without its hash");
  // The two scripts name each other, so one stamp names both.
  const id = stamp(page, glue, links);
  const names = { glue: `pitchwright-${id}.js`, links: `chunks-${id}.js`, wasm: `pitchwright-${id}_bg.wasm` };
  // Only where it is fetched from: under its first name the wasm asks for it.
  glue = glue.replaceAll(`from "./${LINKS}"`, `from "./${names.links}"`).replaceAll("pitchwright_bg.wasm", names.wasm);
  links = links.replaceAll("./pitchwright.js", `./${names.glue}`);
  writeFileSync(join(dist, names.glue), glue);
  writeFileSync(join(dist, names.links), links);
  writeFileSync(join(dist, names.wasm), page);
  return names;
}
