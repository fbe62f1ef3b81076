// After trunk has built the page: a release is cut into chunks; inline scripts become files,
// because the content policy allows none; and the start script fetches the wasm with its hash, so
// that a tampered file is refused. Last the service worker is told what the build is made of.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { cut, integrity, place } from "./cut.mjs";
import { offline } from "./offline.mjs";
import { shrinkAll } from "./shrink.mjs";
import { bare, worker } from "./worker.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
const page = join(dist, "index.html");
let html = readFileSync(page, "utf8");

const whole = readdirSync(dist).find((name) => /^pitchwright-.*_bg\.wasm$/.test(name));
const wholeGlue = whole.replace("_bg.wasm", ".js");
const isRelease = process.env.TRUNK_PROFILE === "release";
const workers = ["worker", "workbook", "pdf"];
const wasmOf = (bin) => join(dist, `${bin}_bg.wasm`);
workers.map(wasmOf).forEach(bare);

/** Makes a release small: the names of its scripts and of the page's wasm. */
async function release() {
  const work = cut(process.env.TRUNK_SOURCE_DIR);
  const pieces = readdirSync(work).filter((name) => name.endsWith(".wasm"));
  await shrinkAll([
    ...pieces.map((name) => [join(work, name), "-Oz"]),
    // What reckons is to be quick; what writes is no quicker for being large.
    ...workers.map((bin) => [wasmOf(bin), bin === "worker" ? "-O3" : "-Os"]),
  ]);
  return place(work, dist);
}
const { glue, links, wasm } = isRelease ? await release() : { glue: wholeGlue, wasm: whole };
const hash = (name) => integrity(readFileSync(join(dist, name)));
// Comments, indentation and long names are for people. In a module nobody else sees its names.
const lean = (script, format) => isRelease
  ? transformSync(script, { minify: true, charset: "utf8", legalComments: "none", format, logLevel: "error" }).code
  : script;
for (const name of [glue, links].filter(Boolean)) {
  writeFileSync(join(dist, name), lean(readFileSync(join(dist, name), "utf8"), "esm"));
}
// Whether the page can be installed is said once, perhaps before it listens.
const start = `import init from "./${glue}";
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.pitchwrightInstall = event;
  dispatchEvent(new Event("pitchwright:installable"));
});
// The words of a language other than English, by the name and hash that the page has for them. The rescue
// layer hears which language is spoken.
globalThis.pitchwrightWords = async (code) => {
  globalThis.pitchwrightSpeaks?.(code);
  const [file, integrity] = document.querySelector(\`meta[name=words-\${code}]\`)?.content.split(" ") ?? [];
  if (!file) return;
  try {
    const answer = await fetch(file, { integrity });
    if (answer.ok) return await answer.text();
  } catch {}
  globalThis.pitchwrightSpeaks?.("en");
};
// After starts that did not come to their end the rescue layer looks whether to begin at all.
await globalThis.pitchwrightHeld;
if (!globalThis.pitchwrightRescued) {
  await init({ module_or_path: fetch(new URL("./${wasm}", import.meta.url), { integrity: "${hash(wasm)}", credentials: "same-origin" }) });
}
`;

let count = 0;
// While it is worked on, every build is the newest, and nothing is kept.
const isServedByTrunk = html.includes("{{__TRUNK_WS_BASE__}}");
html = html.replace(/<script([^>]*)>([\s\S]*?)<\/script>/g, (tag, attributes, body) => {
  if (/\ssrc=/.test(attributes) || body.trim() === "") return tag;
  const isStart = body.includes(wholeGlue);
  // trunk fills these in while it serves the page, which a file no longer goes through.
  const served = body.replace("'{{__TRUNK_ADDRESS__}}'", "location.host").replace("'{{__TRUNK_WS_BASE__}}'", "'/'");
  const text = isStart ? lean(start, "esm") : served;
  const name = `${isStart ? "start" : `script${count++}`}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.js`;
  writeFileSync(join(dist, name), text);
  const module = /type="module"/.test(attributes) ? ' type="module"' : "";
  return `<script${module} src="./${name}"></script>`;
});
// The words of other languages than English are fetched by a name and a hash that the page knows. The rescue layer has
// its own in a small file, which it fetches when it starts.
const rescue = join(dist, "rescue.js");
const rescueText = readFileSync(rescue, "utf8");
const rescueWords = [...rescueText.matchAll(/say\((".*?(?<!\\)")/g)].map(([, words]) => JSON.parse(words));
const rescueSays = {};
const namedBy = (stem, text, ending) => `${stem}-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.${ending}`;
const words = readdirSync(dist).filter((name) => /^words-\w+\.json$/.test(name)).map((name) => {
  const catalogue = JSON.parse(readFileSync(join(dist, name), "utf8"));
  const code = name.slice("words-".length, -".json".length);
  const rescueSaid = JSON.stringify(Object.fromEntries(rescueWords.map((words) => [words, catalogue[words]])));
  rescueSays[code] = [namedBy(`rescue-${code}`, rescueSaid, "json"), integrity(rescueSaid)];
  writeFileSync(join(dist, rescueSays[code][0]), rescueSaid);
  // The page finds words by halving: a line each, by their bytes (src/words.rs).
  const lines = Object.keys(catalogue).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((key) => `${key}\t${catalogue[key]}`);
  if (lines.some((line) => line.includes("\n") || line.split("\t").length !== 2)) throw new Error(`${name} has a text with a tab or over more than one line`);
  const text = lines.join("\n");
  const hashed = namedBy(name.replace(".json", ""), text, "tsv");
  rmSync(join(dist, name));
  writeFileSync(join(dist, hashed), text);
  return `<meta name="${name.replace(".json", "")}" content="${hashed} ${integrity(text)}">`;
});
if (!rescueText.includes("const WORDS = {};")) throw new Error("assets/rescue.js has no place for its words");
writeFileSync(rescue, lean(rescueText.replace("const WORDS = {};", () => `const WORDS = ${JSON.stringify(rescueSays)};`)));
// Every script says what it has to be.
html = html.replace(/<script([^>]*) src="\.\/([^"]+)"><\/script>/g, (_, before, name) =>
  `<script${before} src="./${name}" integrity="${hash(name)}"></script>`);
// What the start will ask for is asked for before the first script, which waits for local storage: of a full
// one that takes longer than all of this on a near host.
html = html.replace(/<link rel="(module)?preload" href="\.\/pitchwright-[^>]*>/g, "");
const [, startName] = html.match(/src="\.\/(start-[^"]+)"/);
const preload = (name, how) => `<link ${how} href="./${name}" crossorigin="anonymous" integrity="${hash(name)}">`;
html = html.replace("</title>", ["</title>",
  ...[startName, glue, links].filter(Boolean).map((name) => preload(name, 'rel="modulepreload"')),
  preload(wasm, 'rel="preload" as="fetch" type="application/wasm"'),
].join("\n"));
// The public holidays are fetched when they are needed, by a name and a hash that the page knows.
const days = readFileSync(join(dist, "holidays.json"));
const daysName = `holidays-${createHash("sha256").update(days).digest("hex").slice(0, 12)}.json`;
renameSync(join(dist, "holidays.json"), join(dist, daysName));
// So is the style of the screens that are fetched.
const style = readFileSync(join(dist, "screens.css"));
const styleName = `screens-${createHash("sha256").update(style).digest("hex").slice(0, 12)}.css`;
renameSync(join(dist, "screens.css"), join(dist, styleName));
html = html.replace("</head>", [
  `<link rel="screens" href="./${styleName}" integrity="${integrity(style)}">`,
  `<meta name="public-holidays" content="${daysName} ${integrity(days)}">`,
  ...words,
  // Not asked for yet: these only say where the workers are.
  ...workers.flatMap((bin) => worker(dist, bin)),
  "</head>",
].join("\n"));
if (/<script(?![^>]*\ssrc=)[^>]*>/.test(html) || /\sstyle="/.test(html)) {
  throw new Error("index.html still holds an inline script or style, which the content policy forbids");
}
writeFileSync(page, html);
if (!isServedByTrunk) offline(dist);
