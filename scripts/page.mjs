// After trunk has built the page: inline scripts become files, because the content policy allows
// none, and the start script fetches the wasm with its hash, so that a tampered file is refused.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
const page = join(dist, "index.html");
let html = readFileSync(page, "utf8");

const wasm = readdirSync(dist).find((name) => name.endsWith("_bg.wasm"));
const glue = wasm.replace("_bg.wasm", ".js");
const hash = "sha384-" + createHash("sha384").update(readFileSync(join(dist, wasm))).digest("base64");
const start = `import init from "./${glue}";
const page = document.currentScript ?? null;
if (!globalThis.pitchwrightRescued) {
  await init({ module_or_path: fetch(new URL("./${wasm}", import.meta.url), { integrity: "${hash}", credentials: "same-origin" }) });
}
`.replace("const page = document.currentScript ?? null;\n", "");

let count = 0;
html = html.replace(/<script([^>]*)>([\s\S]*?)<\/script>/g, (whole, attributes, body) => {
  if (/\ssrc=/.test(attributes) || body.trim() === "") return whole;
  const isStart = body.includes(glue);
  // trunk fills these in while it serves the page, which a file no longer goes through.
  const served = body.replace("'{{__TRUNK_ADDRESS__}}'", "location.host").replace("'{{__TRUNK_WS_BASE__}}'", "'/'");
  const text = isStart ? start : served;
  const name = `${isStart ? "start" : `script${count++}`}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.js`;
  writeFileSync(join(dist, name), text);
  const module = /type="module"/.test(attributes) ? ' type="module"' : "";
  return `<script${module} src="./${name}"></script>`;
});
if (/<script(?![^>]*\ssrc=)[^>]*>/.test(html) || /\sstyle="/.test(html)) {
  throw new Error("index.html still holds an inline script or style, which the content policy forbids");
}
writeFileSync(page, html);
